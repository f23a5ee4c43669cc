"""`onrecord doctor` and `schema`: is the record sound, and in which form it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from onrecord.serve.options import json_option, opened, record_option
from onrecord.settings import record_location, without_password


@click.command()
@record_option
@json_option
def doctor(*, record: str | None, as_json: bool) -> int:
    """Check the record: the file, its links, and that every span still slices to its words. Exit 1 if something is wrong.

    Articles that an older model read are named too; they are not wrong: read them again to have them read by the newest.
    """
    with opened(record, create=False) as kept:
        totals, problems, makers = kept.totals(), kept.doctor(), kept.makers()
    if as_json:
        told = {"totals": asdict(totals), "problems": [asdict(p) for p in problems], "makers": [asdict(m) for m in makers]}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for maker in makers:
            if not maker.is_newest:
                click.echo(f"{maker.articles:,} articles were read by {maker.made_by}, which is not the newest; read them again to renew them.")
        for problem in problems:
            click.echo(f"{problem.where}: {problem.what}")
        state = f"{len(problems)} problems" if problems else "sound"
        where = without_password(record_location(record))
        click.echo(f"{where}: {state}; {totals.articles:,} articles, {totals.statements:,} statements, {totals.rejected:,} rejected.")
    return 1 if problems else 0


@click.command()
def schema() -> None:
    """Print the JSON Schema of the lines that --json prints."""
    from onrecord.serve.lines import schema as text

    click.echo(text(), nl=False)
