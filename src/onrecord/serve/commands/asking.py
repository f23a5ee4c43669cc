"""`onrecord search`, `show` and `count`: what is on record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from onrecord.serve.options import filters, json_option, opened, query_of, record_option

if TYPE_CHECKING:
    from onrecord.store import AnyRecord, Hit


@click.command()
@click.argument("words", required=False)
@filters
@click.option("--sort", type=click.Choice(["rank", "newest", "oldest"]), default="rank", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@record_option
@json_option
def search(words: str | None, *, record: str | None, as_json: bool, sort: str, limit: int, offset: int, **wanted: Any) -> None:
    """Find statements by their words, their speaker, and all else that is known of them.

    WORDS: plain words must all stand in what was said; "a phrase", prefix*, NEAR(a b, 5), AND, OR, NOT and parentheses work
    too. Without words, the filters alone decide.
    """
    from onrecord.serve.lines import statement_line
    from onrecord.store import Sort

    query = query_of(words, wanted, sort=Sort(sort), limit=limit, offset=offset)
    with opened(record, create=False) as kept:
        hits = kept.search(query)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(statement_line(hit.statement, hit.article), ensure_ascii=False))
    else:
        _print_hits(hits, limit, offset)


@click.command()
@click.argument("statement_id", metavar="ID")
@record_option
@json_option
def show(statement_id: str, *, record: str | None, as_json: bool) -> None:
    """Show one statement, marked in its paragraph, with all that is known of it. The first digits of its ID are enough."""
    from onrecord.serve.lines import statement_line
    from onrecord.serve.terminal import print_statement

    with opened(record, create=False) as kept:
        found = kept.statement(statement_id)
        ties = [] if as_json else _ties(kept, found.statement.id)
    if as_json:
        click.echo(json.dumps(statement_line(found.statement, found.article), ensure_ascii=False))
    else:
        print_statement(found.article, found.statement, found.parent, found.children)
        for line in ties:
            click.echo(line)


@click.command()
@click.argument("words", required=False)
@click.option(
    "--by",
    type=click.Choice(
        [
            *("speaker", "kind", "outlet", "agency", "manner", "stance", "negated", "distance", "language", "addressee", "disputed"),
            *("year", "month", "day", "said-year", "said-month", "said-day"),
        ]
    ),
    default="speaker",
    show_default=True,
)
@filters
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many rows.")
@record_option
@json_option
def count(words: str | None, *, by: str, record: str | None, as_json: bool, limit: int, **wanted: Any) -> None:
    """Count the statements that a search finds, by speaker, outlet, month and so on."""
    from onrecord.store import By

    with opened(record, create=False) as kept:
        counts = kept.count(query_of(words, wanted), by=By(by), most=limit)
    for row in counts:
        if as_json:
            click.echo(json.dumps({by: row.value, "statements": row.statements}, ensure_ascii=False))
        else:
            click.echo(f"{row.statements:8,}  {row.value or '(none)'}")


def _ties(kept: AnyRecord, statement_id: str) -> list[str]:
    """Return, as lines, where else the same words were printed, and who denies them or whom they deny."""
    from onrecord.serve.commands.disputing import told

    reports = kept.quotations.reports_of(statement_id)
    lines = [f"{'also printed':>14}  in {reports} reports in all: onrecord quotation {statement_id[:8]}"] if reports > 1 else []
    for disputed in kept.disputes.of(statement_id):
        lines += ["", told(disputed)]
    return lines


def _print_hits(hits: list[Hit], limit: int, offset: int) -> None:
    from onrecord.serve.terminal import print_hits

    if not hits:
        click.echo("Nothing on record fits. Try fewer words, a prefix such as interfer*, or --anywhere.", err=True)
        return
    print_hits(hits)
    if len(hits) == limit:
        click.echo(f"The first {limit}; more: --offset {offset + limit}", err=True)
