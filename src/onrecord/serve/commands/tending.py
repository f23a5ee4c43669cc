"""`onrecord doctor` and `schema`: is the record sound, and in which form it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from onrecord.serve.options import json_option, opened, record_option
from onrecord.settings import record_location


@click.command()
@record_option
@json_option
def doctor(*, record: str | None, as_json: bool) -> int:
    """Check the record: the file, its links, and that every span still slices to its words. Exit 1 if something is wrong."""
    with opened(record, create=False) as kept:
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


@click.command()
def schema() -> None:
    """Print the JSON Schema of the lines that --json prints."""
    from onrecord.serve.lines import schema as text

    click.echo(text(), nl=False)
