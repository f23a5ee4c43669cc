"""`onrecord people`: who is on record, which names may be one speaker's, and which name may be two people's."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.serve.options import json_option, opened, record_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.store import AnyRecord, Count


@click.command()
@click.argument("name", required=False)
@click.option("--same", "which", flag_value="same", help="Suggest names that may be one speaker's, with a score, reasons and what to do.")
@click.option("--split", "which", flag_value="split", help="Suggest names that may be two people's.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.7, show_default=True, help="The least score that is shown.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@record_option
@json_option
def people(name: str | None, *, which: str | None, least: float, limit: int, record: str | None, as_json: bool) -> None:
    """List who is on record, those who speak most first; with NAME, those whose names hold these words.

    Nothing is merged or split by a suggestion: take it up with `onrecord merge` or `split`, or refuse it with `keep-apart` or
    `keep-together`, and it is not made again. `onrecord undo` takes back either.
    """
    with opened(record, create=False) as kept:
        if which is None:
            _list(kept.speakers(name, most=limit), as_json=as_json)
        else:
            _suggest(kept, which, (name, least, limit), as_json=as_json)


def _suggest(record: AnyRecord, which: str, asked: tuple[str | None, float, int], *, as_json: bool) -> None:
    from onrecord.serve.suggested import suggested

    name, least, limit = asked
    some = 0
    for some, one in enumerate(islice(suggested(record, which, least=least, name=name), limit), 1):  # noqa: B007  the count is told below
        _tell(one.told | {"accept": one.accept.command(), "refuse": one.refuse.command()}, as_json=as_json)
    if not some and not as_json:
        click.echo(f"Nothing scores {least} or more. Try a lower --least.", err=True)


def _list(counts: Iterable[Count], *, as_json: bool) -> None:
    from onrecord.resolve.registry import ids_by_name

    for count in counts:
        ids = sorted(ids_by_name().get((count.value or "").casefold(), ()))
        if as_json:
            kind = count.kind and count.kind.value
            click.echo(json.dumps({"name": count.value, "kind": kind, "statements": count.statements, "wikidata": ids}, ensure_ascii=False))
        else:
            more = "  ".join(x for x in (count.kind and count.kind.value, *ids) if x)
            click.echo(f"{count.statements:>7,}  {count.value or '(unknown)'}  {more}".rstrip())


def _tell(line: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(line, ensure_ascii=False))
        return
    if line["suggests"] == "same":
        keep, other = line["keep"], line["other"]
        click.echo(f"{line['score']:.2f}  {keep['name']} ({keep['statements']:,}) = {other['name']} ({other['statements']:,})")
    else:
        click.echo(f"{line['score']:.2f}  {line['name']['name']} ({line['name']['statements']:,}): {line['one']} | {line['other']}")
    click.echo("      " + "; ".join(line["reasons"]))
    click.echo(f"      {line['accept']}\n      or  {line['refuse']}\n")
