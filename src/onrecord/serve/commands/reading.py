"""`onrecord read`: articles in, the record out."""

from __future__ import annotations

import click

from onrecord.serve.options import json_option, opened, record_option
from onrecord.settings import processes_for, record_location


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_option
@click.option("--no-record", is_flag=True, help="Store nothing: print the statements (with --json) or only count them.")
@click.option("--effort", type=click.Choice(["default", "fast"]), default="default", show_default=True, help="fast is for archives.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out statements less sure than this.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: by the size of the input.")
@json_option
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
        with opened(record, create=True) as kept, kept.run(what=" ".join(paths), made_by=plan.made_by):
            tally = follow(paths, lambda articles: read_into(kept, articles, plan), as_json=as_json, reading_of=kept.reading)
    if not as_json:
        click.echo(tally.told(None if no_record else record_location(record)))
    return 1 if tally.rejected else 0
