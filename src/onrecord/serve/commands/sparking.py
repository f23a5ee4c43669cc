"""`onrecord spark`: the same reading on many machines, Parquet out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.serve.commands.reading import columns_named
from onrecord.serve.options import json_option

if TYPE_CHECKING:
    from onrecord.run.arrow.manifest import Manifest


@click.group()
def spark() -> None:
    """Read and relate on a Spark cluster, or with Spark on this machine: Parquet out, which `onrecord import` takes in.

    Needs Java and `pip install "onrecord[spark]"`; docs/scale.md says how a cluster gets onrecord.
    """


def where_to_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where Spark runs."""
    conf = click.option("--conf", multiple=True, metavar="NAME=VALUE", help="A setting of Spark's; may be given often.")
    master = click.option(
        "--master", metavar="URL", help="spark://host:7077, yarn, k8s://… Default: all cores of this machine, or as spark-submit says."
    )
    return master(conf(command))


@spark.command()
@click.argument("paths", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="OUTPUT", help="The folder to write to, or to go on with: here, or hdfs://, s3a:// …")
@click.option("--effort", type=click.Choice(["default", "fast"]), default="default", show_default=True, help="fast is for archives.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out statements less sure than this.")
@click.option(
    "--registry", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Offices and who held them; on every machine."
)
@click.option("--map", "columns", metavar="OURS=THEIRS,...", help="What the columns are called: text=body,published=date. For CSV, Parquet and JSON.")
@click.option(
    "--files", type=click.IntRange(1), help="Input files to commit together. Default: as many as there are cores, or more if they are small."
)
@where_to_run
@json_option
def read(
    paths: tuple[str, ...],
    *,
    out: str,
    effort: str,
    min_confidence: float,
    registry: Path | None,
    columns: str | None,
    files: int | None,
    master: str | None,
    conf: tuple[str, ...],
    as_json: bool,
) -> int:
    """Read articles on many machines.

    INPUT is a file, a folder, or an address such as s3://…: web archives (WARC), Parquet, JSON Lines, and all else that `onrecord
    read` reads. A file is read by one process, so many files of a middling size are best. What was read before is not read again;
    what cannot be read becomes a row with an error, and then the exit code is 1. A run that was stopped goes on when it is called again.
    """
    from onrecord.run import Plan
    from onrecord.run.spark.reading import read as read_batches
    from onrecord.run.spark.session import session

    plan = Plan(effort=effort, min_confidence=min_confidence, registry=registry)
    is_all_well = True
    with session(master=master, conf=_settings(conf)) as opened:
        for batch in read_batches(opened, paths, out, plan, names=columns_named(columns), files_a_batch=files):
            click.echo(json.dumps(_counts(batch)) if as_json else _told(batch))
            is_all_well = is_all_well and not batch.errors
    if not as_json:
        click.echo(f"All is read. The statements are in {out}; `onrecord import {out}` puts them on record.")
    return 0 if is_all_well else 1


@spark.command()
@click.argument("out", metavar="OUTPUT")
@where_to_run
@json_option
def relate(out: str, *, master: str | None, conf: tuple[str, ...], as_json: bool) -> None:
    """Find the same words, wherever they were printed, and the copies of wire stories, in what `onrecord spark read` wrote.

    All of OUTPUT is related anew; OUTPUT/quotations and OUTPUT/stories are Parquet, and take the place of what was there.
    """
    from onrecord.run.spark.relating import relate as relate_all
    from onrecord.run.spark.session import session

    with session(master=master, conf=_settings(conf)) as opened:
        done = relate_all(opened, out)
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(f"{done.printings:,} quoted statements print {done.quotations:,} quotations; {done.copies:,} articles are copies of one story.")


def _settings(conf: tuple[str, ...]) -> dict[str, str]:
    """Return the settings that `--conf NAME=VALUE` gives."""
    pairs = [pair.partition("=") for pair in conf]
    for name, mark, value in pairs:
        if not (name and mark):
            raise click.BadParameter(
                f"{name + mark + value!r} is no setting; NAME=VALUE was expected. Write spark.executor.memory=4g.", param_hint="--conf"
            )
    return {name.strip(): value.strip() for name, _, value in pairs}


def _counts(batch: Manifest) -> dict[str, int]:
    counts = asdict(batch)
    return {"files": len(batch.files), **{name: counts[name] for name in ("articles", "statements", "named", "errors")}}


def _told(batch: Manifest) -> str:
    files = f"{len(batch.files):,} file{'' if len(batch.files) == 1 else 's'}"
    errors = f"; {batch.errors:,} rejected" if batch.errors else ""
    return f"{files}: {batch.articles:,} articles read, {batch.statements:,} statements, {batch.named:,} with their speaker{errors}."
