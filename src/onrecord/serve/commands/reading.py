"""`onrecord read`: articles in, the record out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.serve.options import json_option, opened, record_option
from onrecord.settings import processes_for, record_location, without_password

if TYPE_CHECKING:
    from onrecord.read.fetch import Fetcher

_MAPPED: Final = tuple("text html title url published modified outlet byline agency language section original_url dateline credits".split())


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_option
@click.option("--no-record", is_flag=True, help="Store nothing: print the statements (with --json) or only count them.")
@click.option("--effort", type=click.Choice(["default", "fast"]), default="default", show_default=True, help="fast is for archives.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out statements less sure than this.")
@click.option(
    "--registry", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Offices and who held them, besides ours."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: by the size of the input.")
@click.option("--map", "columns", metavar="OURS=THEIRS,...", help="What the columns are called: text=body,published=date. For CSV, Parquet and JSON.")
@click.option("--fetch", is_flag=True, help="Fetch http(s) addresses, and the pages that feeds only link to. Nothing is fetched without it.")
@json_option
def read(
    paths: tuple[str, ...],
    *,
    record: str | None,
    no_record: bool,
    effort: str,
    min_confidence: float,
    registry: Path | None,
    jobs: int | None,
    columns: str | None,
    fetch: bool,
    as_json: bool,
) -> int:
    """Read articles and put what was said in them on record.

    PATH is a file, a folder of them, an address (with --fetch), or - for standard input. Read are plain text, Markdown,
    HTML, JSON and JSON Lines, feeds (RSS, Atom, JSON Feed), agency formats (ninjs, NewsML-G2, NITF), CSV, Parquet and web
    archives (WARC). An article that is on record already is not read again. What cannot be read is named and kept as
    rejected, and the rest goes on; then the exit code is 1.
    """
    from onrecord.read import articles, inputs
    from onrecord.run import Plan, read_into, readings
    from onrecord.serve.commands.relating import related
    from onrecord.serve.follow import Show, follow, size_bytes, total_of

    names = columns_named(columns)
    found = list(inputs(paths))
    plan = Plan(effort=effort, min_confidence=min_confidence, registry=registry, processes=jobs or processes_for(size_bytes(found)))
    show = Show(as_json=as_json, total=total_of(found))
    with _fetching(fetch, None if no_record else record_location(record)) as fetcher:
        stream = articles(found, stdin=sys.stdin.buffer, names=names, fetch=fetcher)
        if no_record:
            tally = follow(stream, lambda articles: readings(articles, plan), show=show)
        else:
            with opened(record, create=True) as kept, kept.run(what=" ".join(paths), made_by=plan.made_by):
                tally = follow(stream, lambda articles: read_into(kept, articles, plan), show=show, reading_of=kept.reading)
                related(kept)
        tally.unchanged = fetcher.unchanged if fetcher else 0
    if not as_json:
        click.echo(tally.told(None if no_record else without_password(record_location(record))))
    return 1 if tally.rejected else 0


def columns_named(columns: str | None) -> dict[str, str]:
    """Return the map that `--map text=body,published=date` gives."""
    pairs = [pair.partition("=") for pair in columns.split(",")] if columns else []
    for ours, mark, theirs in pairs:
        if not mark or ours.strip() not in _MAPPED or not theirs.strip():
            known = ", ".join(_MAPPED)
            raise click.BadParameter(
                f"{ours + mark + theirs!r} is no pair; expected NAME=COLUMN with one of {known}. Write text=body.", param_hint="--map"
            )
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


@contextmanager
def _fetching(is_asked: bool, location: str | None) -> Iterator[Fetcher | None]:
    """Give who fetches, if that is asked for; what the addresses were like is written down beside the record at the end."""
    if not is_asked:
        yield None
        return
    from onrecord.read.fetch import Fetcher

    beside = Path(f"{location}.fetched.json") if location and "://" not in location else None
    fetcher = Fetcher(validators=beside)
    try:
        yield fetcher
        fetcher.keep()
    finally:
        fetcher.close()
