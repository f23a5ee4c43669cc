"""`onrecord export` and `import`: the record out, in the forms that other tools read, and in again."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from onrecord.serve.options import filters, opened, query_of, record_option
from onrecord.settings import record_location, without_password

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import Query

_FORMS = ("jsonl", "csv", "parquet", "webannotation", "schema.org", "brat")


@click.command()
@click.argument("words", required=False)
@click.option("--form", type=click.Choice(_FORMS), default="jsonl", show_default=True, help="jsonl holds everything and can be imported.")
@click.option("-o", "--output", metavar="PATH", default="-", help="A file, or a folder for brat. Default: standard output.")
@filters
@record_option
def export(words: str | None, *, form: str, output: str, record: str | None, **wanted: Any) -> int:
    """Give the record out: all of it, or what a search for WORDS and the filters finds.

    \b
    jsonl          everything: articles, statements as read, corrections, what was rejected; `onrecord import` takes it in
    csv, parquet   one flat row a statement
    webannotation  W3C Web Annotation, by words and by place
    schema.org     Quotations as JSON-LD; indirect statements are left out
    brat           a folder with a text and its annotations for each article
    """
    from onrecord.store.exports import Form, export_folder
    from onrecord.store.exports import export as write

    if form == "brat" and output == "-":
        raise click.UsageError("brat is a folder of files, not one stream; a folder was expected. Name one with -o FOLDER.")
    with opened(record, create=False) as kept:
        query = _query(words, wanted)
        if form == "brat":
            done = export_folder(kept, Path(output), query)
        else:
            with _written(output) as to:
                done = write(kept, Form(form), to, query)
    left_out = f"; {done.left_out:,} indirect statements have no place in it" if done.left_out else ""
    click.echo(f"{done.statements:,} statements exported{left_out}.", err=True)
    return 0


@click.command("import")
@click.argument("path", default="-")
@record_option
def import_(path: str, *, record: str | None) -> None:
    """Take in what `onrecord export` gave out, from a file or standard input, or a folder that `onrecord spark read` wrote.

    What is there already is not doubled.
    """
    from onrecord.store.exports import take_in

    if path != "-" and Path(path).is_dir():
        _import_folder(Path(path), record)
        return
    with _read(path) as lines, opened(record, create=True) as kept:
        taken = take_in(kept, lines, "<standard input>" if path == "-" else path)
    came = taken.came
    told = f"{came.articles:,} articles taken in, {taken.new:,} of them new, {came.statements:,} statements, {came.corrections:,} corrections"
    click.echo(f"{told}. The record is {without_password(record_location(record))}.")
    if taken.new:
        click.echo("What relates statements to one another is not carried: `onrecord relate` finds it again.", err=True)


def _import_folder(folder: Path, location: str | None) -> None:
    from onrecord.run.taking import take_folder

    with opened(location, create=True) as kept:
        taken = take_folder(kept, folder)
    told = f"{taken.articles:,} articles taken in, {taken.new:,} of them new, {taken.statements:,} statements; {taken.rejected:,} rejected"
    click.echo(f"{told}. The record is {without_password(record_location(location))}.")
    if taken.new:
        click.echo("What relates statements to one another is not carried: `onrecord relate` finds it again.", err=True)


def _query(words: str | None, wanted: dict[str, Any]) -> Query | None:
    """Return what is asked for; None if nothing is, for then all goes out, copies and old versions too."""
    is_asked = words is not None or any(value for value in wanted.values())
    query = query_of(words, wanted)
    return query if is_asked else None


@contextmanager
def _written(output: str) -> Iterator[BinaryIO]:
    """Give the file to write, which takes its name only when it is whole."""
    if output == "-":
        yield sys.stdout.buffer
        return
    part = Path(f"{output}.part")
    try:
        with part.open("wb") as to:
            yield to
        part.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}; a file that may be written was expected. Name another with -o.") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _read(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(path).open("rb") as lines:
            yield lines
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}; a file made by `onrecord export` was expected. Name another.") from error
