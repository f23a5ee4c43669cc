"""`onrecord speaker`: everything on record from one person."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from onrecord.serve.held import called
from onrecord.serve.options import json_option, opened, record_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.store import Count, Hit
    from onrecord.store.people import Person, Role

_MOST_SHOWN = 8


@click.command()
@click.argument("name")
@click.option(
    "--sort", type=click.Choice(["oldest", "newest"]), default="oldest", show_default=True, help="By the date of saying, or else of publication."
)
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="How many statements to show.")
@click.option("--offset", type=click.IntRange(0), default=0)
@record_option
@json_option
def speaker(name: str, *, sort: str, limit: int, offset: int, record: str | None, as_json: bool) -> None:
    """Show everything on record from one speaker: names and roles seen, outlets, manners, when, and each statement by date.

    NAME is a whole name, or words of it that no other speaker's name has. With --json the first line is the speaker and the
    others are statements.
    """
    with opened(record, create=False) as kept:
        person = kept.people.person(name)
        said = list(kept.people.said(person.name, newest_first=sort == "newest", most=limit, offset=offset))
    if as_json:
        _print_lines(person, said)
        return
    for told, value in _particulars(person):
        click.echo(f"{told:>14}  {value}")
    click.echo()
    _print_said(said)
    if said and offset + len(said) < person.statements:
        click.echo(f"{len(said):,} of {person.statements:,} statements; more: --offset {offset + limit}, or --limit {person.statements}", err=True)


def _print_lines(person: Person, said: Iterable[Hit]) -> None:
    from onrecord.serve.lines import statement_line

    click.echo(json.dumps({"speaker": asdict(person)}, ensure_ascii=False))
    for hit in said:
        click.echo(json.dumps(statement_line(hit.statement, hit.article), ensure_ascii=False))


def _particulars(person: Person) -> Iterator[tuple[str, str]]:
    from onrecord.serve.sparkline import sparkline
    from onrecord.serve.terminal import one_line

    rows = [
        ("speaker", person.name),
        ("also", "; ".join(person.others)),
        ("kind", ", ".join(person.kinds)),
        ("statements", f"{person.statements:,} in {person.articles:,} {'article' if person.articles == 1 else 'articles'}"),
        ("over time", sparkline({day.value: day.statements for day in person.days if day.value})),
        ("named as", _counted(person.sources)),
        ("roles", "; ".join(map(_role, person.roles[:_MOST_SHOWN]))),
        ("outlets", _counted(person.outlets)),
        ("manner", _counted(person.manners)),
        ("stance", _counted(person.stances)),
    ]
    yield from ((told, one_line(value, 600)) for told, value in rows if value)


def _role(role: Role) -> str:
    return f"{called(role.words, role.held, role.dates)} ({role.statements:,}{_since(role.first, role.last)})"


def _counted(counts: tuple[Count, ...]) -> str:
    shown = [f"{count.value if count.value is not None else '(none)'} ({count.statements:,})" for count in counts[:_MOST_SHOWN]]
    return "; ".join([*shown, f"and {len(counts) - _MOST_SHOWN} more"] if len(counts) > _MOST_SHOWN else shown)


def _since(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return ""
    return f", {first[:7]}" if first[:7] == last[:7] else f", {first[:7]} to {last[:7]}"


def _print_said(said: Iterable[Hit]) -> None:
    from onrecord.serve.terminal import one_line

    for hit in said:
        statement, article = hit.statement, hit.article
        when = statement.said_on or (article.published or "")[:10] or "no date"
        where = ", ".join(x for x in (article.outlet, statement.stance and statement.stance.value) if x)
        click.echo(f"{statement.id}  {when:<10}  {one_line(where, 60)}")
        click.echo(f"  {one_line(' … '.join(span.of(article.text) for span in statement.content), 1_000)}\n")
