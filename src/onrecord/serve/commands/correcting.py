"""`onrecord correct`, `merge`, `split`, `keep-apart`, `keep-together`, `corrections`, `undo`: what people say of the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from onrecord.records import RoleHeld, SpeakerKind, Stance
from onrecord.serve.options import json_option, opened, record_option

if TYPE_CHECKING:
    from onrecord.store import AnyRecord
    from onrecord.store.corrections import Correction

_KINDS = [kind.value for kind in SpeakerKind]


def _said(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that says something."""
    note = click.option("--note", metavar="TEXT", help="Why, in your words; kept with the correction.")
    by = click.option("--by", metavar="NAME", help="Who says so; kept with the correction.", envvar="ONRECORD_BY")
    return note(by(record_option(json_option(command))))


@click.command()
@click.argument("statement_id", metavar="ID")
@click.option("--speaker", metavar="NAME", help="Who really said it.")
@click.option("--kind", type=click.Choice(_KINDS), help="What that speaker is; alone, `unknown` says that nobody can tell who said it.")
@click.option("--role", metavar="WORDS", help="What that speaker is called beside the name.")
@click.option("--role-held", type=click.Choice([held.value for held in RoleHeld]), help="How the role was held, if not when the article was written.")
@click.option("--role-dates", metavar="DATES", help="From when to when: 2009/2013, ../2013, 2011/.. or 2005.")
@click.option("--stance", type=click.Choice([stance.value for stance in Stance]), help="What the cue commits the source to.")
@click.option("--not-a-statement", is_flag=True, help="It is none: take it off the record, and keep it off.")
@_said
def correct(statement_id: str, *, not_a_statement: bool, kind: str | None, role_held: str | None, stance: str | None, **said: Any) -> None:
    """Correct one statement. The correction holds when the article is read again, by this model or another."""
    record, by, as_json, note = (said.pop(name) for name in ("record", "by", "as_json", "note"))
    if not_a_statement and (kind or role_held or stance or any(said.values())):
        raise click.UsageError("--not-a-statement takes the statement off the record; nothing else can be said of it then. Leave the rest out.")
    with opened(record, create=False) as kept:
        corrections = kept.corrections.by(by)
        if not_a_statement:
            done = corrections.remove(statement_id, note=note)
        else:
            chosen, held = SpeakerKind(kind) if kind else None, RoleHeld(role_held) if role_held else None
            done = corrections.correct(statement_id, kind=chosen, role_held=held, stance=Stance(stance) if stance else None, note=note, **said)
        _tell(kept, done, as_json)


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@click.option("--kind", type=click.Choice(_KINDS), help="What the speaker is; needed if NAME is not on record yet.")
@_said
def merge(name: str, other: str, *, kind: str | None, record: str | None, by: str | None, note: str | None, as_json: bool) -> None:
    """Say that NAME and OTHER are one speaker, to be kept as NAME. Both are whole names, and either finds all."""
    with opened(record, create=False) as kept:
        _tell(kept, kept.corrections.by(by).merge(name, other, kind=SpeakerKind(kind) if kind else None, note=note), as_json)


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("places", nargs=-1, required=True, metavar="ARTICLE_OR_STATEMENT...")
@click.option("--as", "into", metavar="NAME", help="How the other is kept. Default: the same name with a number, as in `Ada Brekke (2)`.")
@_said
def split(name: str, places: tuple[str, ...], *, into: str | None, record: str | None, by: str | None, note: str | None, as_json: bool) -> None:
    """Say that what NAME said in these articles or statements was said by another of the same name. Ids may be cut short."""
    with opened(record, create=False) as kept:
        _tell(kept, kept.corrections.by(by).split(name, places, into=into, note=note), as_json)


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@_said
def keep_apart(name: str, other: str, *, record: str | None, by: str | None, note: str | None, as_json: bool) -> None:
    """Say that NAME and OTHER are two speakers: `onrecord people --same` will not suggest again that they are one."""
    with opened(record, create=False) as kept:
        _tell(kept, kept.corrections.by(by).keep_apart(name, other, note=note), as_json)


@click.command()
@click.argument("name", metavar="NAME")
@_said
def keep_together(name: str, *, record: str | None, by: str | None, note: str | None, as_json: bool) -> None:
    """Say that NAME is one speaker: `onrecord people --split` will not suggest again that it is two."""
    with opened(record, create=False) as kept:
        _tell(kept, kept.corrections.by(by).keep_together(name, note=note), as_json)


@click.command()
@click.argument("number", type=click.IntRange(1))
@_said
def undo(number: int, *, record: str | None, by: str | None, note: str | None, as_json: bool) -> None:
    """Take a correction back. What was undone by mistake is had back by undoing that."""
    with opened(record, create=False) as kept:
        _tell(kept, kept.corrections.by(by).undo(number, note=note), as_json)


@click.command()
@click.option("--export", "as_training", is_flag=True, help="Print them as training data: the text around, what was read in it, and what is right.")
@click.option("--renew", is_flag=True, help="Let the record stand anew as they make it, if `onrecord doctor` says that it does not.")
@record_option
@json_option
def corrections(*, as_training: bool, renew: bool, record: str | None, as_json: bool) -> None:
    """List all corrections: who said what of which statement, whether it holds, and how many statements it meets now."""
    with opened(record, create=False) as kept:
        if renew:
            kept.corrections.renew()
        if as_training:
            for line in kept.corrections.training():
                click.echo(line)
            return
        for correction in kept.corrections:
            _tell_one(kept, correction, as_json)


def _tell(record: AnyRecord, done: Correction, as_json: bool) -> None:
    _tell_one(record, done, as_json)
    if not as_json:
        click.echo(f"`onrecord undo {done.number}` takes it back.", err=True)


def _tell_one(record: AnyRecord, correction: Correction, as_json: bool) -> None:
    from onrecord.serve.terminal import one_line

    holds, meets = record.corrections.holds(correction), record.corrections.meets(correction)
    if as_json:
        click.echo(json.dumps({**record.corrections.told(correction), "holds": holds, "meets": meets}, ensure_ascii=False))
        return
    state = f"undone by {correction.undone_by}" if not holds else "meets nothing on record now" if correction.deed.targets and not meets else ""
    who = f", {correction.made_by}" if correction.made_by else ""
    why = f": {correction.deed.note}" if correction.deed.note else ""
    click.echo(f"{correction.number:>4}  " + one_line(sentence(correction) + (f"  [{state}]" if state else ""), 400))
    click.echo("      " + one_line(f"{correction.made[:10]}{who}{why}", 400))


def sentence(correction: Correction) -> str:
    """Return what a correction says."""
    deed = correction.deed
    speaker = deed.speaker and (deed.speaker.name or "nobody can tell who")
    words = "; ".join(f"{target.read.id} {_quoted(target.words)}" if target.read else f"article {target.article}" for target in deed.targets)
    said = {
        "correct": ", ".join(x for x in (speaker and f"said by {speaker}", deed.stance and f"stance {deed.stance.value}") if x),
        "not-a-statement": "no statement",
        "note": "noted",
        "merge": f"{deed.name} is {speaker}",
        "split": f"{deed.name} is {speaker} there",
        "keep-apart": f"{deed.name} is not {speaker}",
        "keep-together": f"{deed.name} is one speaker",
        "undo": f"correction {deed.undoes} is undone",
    }[deed.act.value]
    return f"{said}: {words}" if words else said


def _quoted(words: str | None) -> str:
    from onrecord.serve.terminal import one_line

    return f"“{one_line(words or '', 80)}”"
