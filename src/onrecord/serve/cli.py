"""The command line. Human output on a terminal, JSON Lines with --json; exit 0 all well, 1 something was rejected or found
wrong, 2 a usage or record error.

Heavy imports stand inside the commands, so that --help answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.records import Manner, SpeakerKind, Stance
from onrecord.settings import DEFAULT_RECORD, RECORD_VARIABLE, processes_for, record_location

if TYPE_CHECKING:
    from onrecord.store import Hit, Query, Record

_record_option = click.option(
    "--record", metavar="FILE", help=f"The record, an SQLite file. Default: {DEFAULT_RECORD}, or what {RECORD_VARIABLE} says."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines; `onrecord schema` prints their JSON Schema.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Read news articles and keep the record of what was said: who said what, in which exact words, by whose account.

    \b
    onrecord read articles/            put articles on record
    onrecord search "interfere"        find what was said
    onrecord show ID                   one statement, marked in its paragraph
    """


def main() -> None:
    """Run the command line and exit; the entry point of the package."""
    try:
        sys.exit(commands(prog_name="onrecord", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was read until now is on record; run the same command again to go on.", err=True)
        sys.exit(130)
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): that is no error, and nothing is left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that a search and a count share."""
    options = [
        click.option("--speaker", metavar="NAME", help="Said by: a name or whole words of it."),
        click.option("--outlet", metavar="NAME", help="Printed by."),
        click.option("--agency", metavar="NAME", help="Sent by."),
        click.option("--since", metavar="DATE", help="Published on or after: 2031, 2031-04 or 2031-04-09."),
        click.option("--until", metavar="DATE", help="Published on or before."),
        click.option("--said-since", metavar="DATE", help="Said on or after, where the article dates the saying."),
        click.option("--said-until", metavar="DATE", help="Said on or before."),
        click.option("--manner", type=click.Choice([m.value for m in Manner]), help="All in quotation marks, some, or none."),
        click.option("--stance", type=click.Choice([s.value for s in Stance]), help="What the cue commits the source to."),
        click.option("--kind", type=click.Choice([k.value for k in SpeakerKind]), help="What the speaker is."),
        click.option("--anywhere", is_flag=True, help="Look for the words in speakers' names and titles too."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@commands.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_record_option
@click.option("--no-record", is_flag=True, help="Store nothing: print the statements (with --json) or only count them.")
@click.option("--effort", type=click.Choice(["default", "fast"]), default="default", show_default=True, help="fast is for archives.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out statements less sure than this.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: by the size of the input.")
@_json_option
def read(paths: tuple[str, ...], *, record: str | None, no_record: bool, effort: str, min_confidence: float, jobs: int | None, as_json: bool) -> int:
    """Read articles and put what was said in them on record.

    PATH is a file (plain text, Markdown, HTML, JSON Lines), a folder of them, or - for standard input. An article that is
    on record already is not read again. What cannot be read is named and kept as rejected, and the rest goes on.
    """
    from onrecord.run import Plan, read_into, readings
    from onrecord.serve.follow import follow, size_bytes

    plan = Plan(effort=effort, min_confidence=min_confidence, processes=jobs or processes_for(size_bytes(paths)))
    if no_record:
        tally = follow(paths, lambda articles: readings(articles, plan), as_json=as_json)
    else:
        with _opened(record, create=True) as kept, kept.run(what=" ".join(paths), made_by=plan.made_by):
            tally = follow(paths, lambda articles: read_into(kept, articles, plan), as_json=as_json, reading_of=kept.reading)
    if not as_json:
        click.echo(tally.told(None if no_record else record_location(record)))
    return 1 if tally.rejected else 0


@commands.command()
@click.argument("words", required=False)
@_filters
@click.option("--sort", type=click.Choice(["rank", "newest", "oldest"]), default="rank", show_default=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@_record_option
@_json_option
def search(words: str | None, *, record: str | None, as_json: bool, sort: str, limit: int, offset: int, **filters: Any) -> None:
    """Find statements by their words, their speaker, and all else that is known of them.

    WORDS: plain words must all stand in what was said; "a phrase", prefix*, NEAR(a b, 5), AND, OR, NOT and parentheses work
    too. Without words, the filters alone decide.
    """
    from onrecord.serve.lines import statement_line
    from onrecord.store import Sort

    query = _query(words, filters, sort=Sort(sort), limit=limit, offset=offset)
    with _opened(record, create=False) as kept:
        hits = kept.search(query)
    if as_json:
        for hit in hits:
            click.echo(json.dumps(statement_line(hit.statement, hit.article), ensure_ascii=False))
    else:
        _print_hits(hits, limit, offset)


@commands.command()
@click.argument("statement_id", metavar="ID")
@_record_option
@_json_option
def show(statement_id: str, *, record: str | None, as_json: bool) -> None:
    """Show one statement, marked in its paragraph, with all that is known of it. The first digits of its ID are enough."""
    from onrecord.serve.lines import statement_line
    from onrecord.serve.terminal import print_statement

    with _opened(record, create=False) as kept:
        found = kept.statement(statement_id)
    if as_json:
        click.echo(json.dumps(statement_line(found.statement, found.article), ensure_ascii=False))
    else:
        print_statement(found.article, found.statement, found.parent, found.children)


@commands.command()
@click.argument("words", required=False)
@click.option(
    "--by",
    type=click.Choice(["speaker", "kind", "outlet", "agency", "manner", "stance", "language", "year", "month", "day"]),
    default="speaker",
    show_default=True,
)
@_filters
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many rows.")
@_record_option
@_json_option
def count(words: str | None, *, by: str, record: str | None, as_json: bool, limit: int, **filters: Any) -> None:
    """Count the statements that a search finds, by speaker, outlet, month and so on."""
    from onrecord.store import By

    with _opened(record, create=False) as kept:
        counts = kept.count(_query(words, filters), by=By(by), most=limit)
    for row in counts:
        if as_json:
            click.echo(json.dumps({by: row.value, "statements": row.statements}, ensure_ascii=False))
        else:
            click.echo(f"{row.statements:8,}  {row.value or '(none)'}")


@commands.command()
@_record_option
@_json_option
def doctor(*, record: str | None, as_json: bool) -> int:
    """Check the record: the file, its links, and that every span still slices to its words. Exit 1 if something is wrong."""
    with _opened(record, create=False) as kept:
        totals, problems = kept.totals(), kept.doctor()
    if as_json:
        click.echo(json.dumps({"totals": asdict(totals), "problems": [asdict(p) for p in problems]}, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(f"{problem.where}: {problem.what}")
        state = f"{len(problems)} problems" if problems else "sound"
        click.echo(
            f"{record_location(record)}: {state}; {totals.articles:,} articles, {totals.statements:,} statements, {totals.rejected:,} rejected."
        )
    return 1 if problems else 0


@commands.command()
def schema() -> None:
    """Print the JSON Schema of the lines that --json prints."""
    from onrecord.serve.lines import schema as text

    click.echo(text(), nl=False)


def _opened(location: str | None, *, create: bool) -> Record:
    from onrecord.store import Record

    return Record(record_location(location), create=create)


def _query(words: str | None, filters: dict[str, Any], **more: Any) -> Query:
    from onrecord.store import Query, Scope

    manner, stance, kind = (filters.pop(name) for name in ("manner", "stance", "kind"))
    return Query(
        words=words,
        scope=Scope.ANYWHERE if filters.pop("anywhere") else Scope.CONTENT,
        manner=Manner(manner) if manner else None,
        stance=Stance(stance) if stance else None,
        kind=SpeakerKind(kind) if kind else None,
        **filters,
        **more,
    )


def _print_hits(hits: list[Hit], limit: int, offset: int) -> None:
    from onrecord.serve.terminal import print_hits

    if not hits:
        click.echo("Nothing on record fits. Try fewer words, a prefix such as interfer*, or --anywhere.", err=True)
        return
    print_hits(hits)
    if len(hits) == limit:
        click.echo(f"The first {limit}; more: --offset {offset + limit}", err=True)
