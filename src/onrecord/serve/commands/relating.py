"""`onrecord relate`, `quotation` and `quotations`: the same words, wherever they were printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from onrecord.serve.options import filters, json_option, opened, query_of, record_option

if TYPE_CHECKING:
    from onrecord.store import AnyRecord


@click.command()
@record_option
@json_option
def relate(*, record: str | None, as_json: bool) -> None:
    """Relate what is on record and not related yet: the same words, copies of wire stories, who denies what.

    `onrecord read` does this at its end; here it is done alone, and goes on where a run was stopped.
    """
    with opened(record, create=False) as kept:
        counts = related(kept)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(f"{counts['articles']:,} articles related, {counts['printings']:,} quotations in them.")


def related(kept: AnyRecord) -> dict[str, int]:
    """Relate all that is not yet related, and count it."""
    from onrecord.run.relating import relate as related_in

    done = list(related_in(kept))
    return {"articles": sum(d.articles for d in done), "printings": sum(d.printings for d in done), "disputes": sum(d.disputes for d in done)}


@click.command()
@click.argument("statement_id", metavar="ID")
@record_option
@json_option
def quotation(statement_id: str, *, record: str | None, as_json: bool) -> None:
    """Show one quotation: who printed it first, every report, the wordings, and who cut what.

    ID is that of the quotation or of any statement that prints it; the first digits are enough.
    """
    from onrecord.serve.quoted import quotation_line, told

    with opened(record, create=False) as kept:
        found = kept.quotations.of(statement_id)
    if as_json:
        click.echo(json.dumps(quotation_line(found), ensure_ascii=False))
    else:
        click.echo("\n".join(told(found)))


@click.command()
@click.argument("words", required=False)
@filters
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="In so many reports; copies of one wire story count once.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@record_option
@json_option
def quotations(words: str | None, *, least: int, limit: int, offset: int, record: str | None, as_json: bool, **wanted: Any) -> None:
    """List the quotations that were printed most: all, or those with a statement that a search finds."""
    from onrecord.serve.quoted import quotation_line, summary

    query = query_of(words, wanted) if words or any(wanted.values()) else None
    with opened(record, create=False) as kept:
        found = kept.quotations.most(query, least=least, limit=limit, offset=offset)
    if not found and not as_json:
        click.echo("No quotation on record was printed so often. Try --least 1, or `onrecord relate` first.", err=True)
    for quoted in found:
        click.echo(json.dumps(quotation_line(quoted), ensure_ascii=False) if as_json else "\n".join(summary(quoted)))
