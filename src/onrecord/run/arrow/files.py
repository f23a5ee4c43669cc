"""Whole files, read where the work is done: a row a file in, a row an article out, as `onrecord read` reads the file.

A file that lies elsewhere (`s3://`, `hdfs://`, `gs://`, whatever Arrow's file systems know) is copied to a temporary one first, for a
broken archive needs a seek.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
from pyarrow import fs

from onrecord.errors import OnrecordError
from onrecord.read import articles, inputs
from onrecord.read.kinds import Kind, is_companion, kind_of_name
from onrecord.records import Article, Rejected
from onrecord.run.arrow.rows import Row, article_row
from onrecord.run.arrow.schemas import ARTICLE_SCHEMA
from onrecord.run.arrow.steps import Batches, batched, plain_rows
from onrecord.store.checks import printable

ANYWHERE: Final = "://"
_PLACES_A_FILE: Final = 2**32


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read: where it is, how long, and when it was last written (seconds); or why it cannot be read."""

    path: str
    size_bytes: int = 0
    modified_s: float = 0.0
    error: str | None = None


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield the files that are meant, in a fixed order: files, folders with all that is in them, and addresses of either."""
    for path in paths:
        if path == "-" or path.startswith(("http://", "https://")):
            what = "files, folders or addresses such as s3:// were expected"
            raise OnrecordError(f"{path}: it cannot be read by many machines; {what}. Save it first.")
        yield from _elsewhere(path) if ANYWHERE in path else _here(path)


def articles_in_files(batches: Batches, names: Mapping[str, str] | None = None) -> Iterator[pa.RecordBatch]:
    """Read each file (`path`, the number of its first `place`, or an `error`) and yield its articles."""
    return batched((row for file in plain_rows(batches) for row in _rows(file, names or {})), ARTICLE_SCHEMA)


def file_rows(found: Iterable[Source]) -> list[tuple[int, str, str | None]]:
    """Return the rows of the files: place, path, error."""
    return [(number * _PLACES_A_FILE, source.path, source.error) for number, source in enumerate(found)]


def _rows(file: Row, names: Mapping[str, str]) -> Iterator[Row]:
    place, path, error = file["place"], file["path"], file["error"]
    found = iter([Rejected(where=path, reason=error)]) if error is not None else _found(path, names)
    yield from (article_row(one, place + number) for number, one in enumerate(found))


def _found(path: str, names: Mapping[str, str]) -> Iterator[Article | Rejected]:
    if ANYWHERE not in path:
        yield from articles([path], names=names)
        return
    try:
        with _copied(path) as copy:
            yield from (replace(found, where=found.where.replace(str(copy), path, 1)) for found in articles([copy], names=names))
    except OSError as error:
        yield Rejected(where=path, reason=f"it cannot be fetched ({error}); expected a file that this machine may read. Check its rights.")


@contextmanager
def _copied(path: str) -> Iterator[Path]:
    system, inner = fs.FileSystem.from_uri(path)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        copy = Path(folder) / Path(inner).name
        with system.open_input_stream(inner, compression=None) as source, copy.open("wb") as to:
            shutil.copyfileobj(source, to, 1 << 20)
        yield copy


def _here(path: str) -> Iterator[Source]:
    for found in inputs([path]):
        if isinstance(found, Rejected):
            yield Source(path=printable(found.where), error=found.reason)
        elif found.path is None or printable(str(found.path)) != str(found.path):
            yield Source(path=printable(found.where), error="its name is no Unicode; expected one that every machine can write. Rename it.")
        else:
            told = found.path.stat()
            yield Source(path=str(found.path.absolute()), size_bytes=told.st_size, modified_s=told.st_mtime)


def _elsewhere(path: str) -> Iterator[Source]:
    try:
        system, inner = fs.FileSystem.from_uri(path)
        (named,) = system.get_file_info([inner])
        infos = [named] if named.is_file else system.get_file_info(fs.FileSelector(inner, recursive=True))
    except (OSError, pa.ArrowException) as error:
        yield Source(path=path, error=f"it cannot be reached ({error}); expected a file or a folder. Check the address and its rights.")
        return
    address, mark, asked = path.rstrip("/").partition("?")
    begin = address.removesuffix(inner)
    for info in sorted(infos, key=lambda one: one.path):
        if info.is_file and (info.path == inner or _is_read(Path(info.path))):
            yield Source(path=begin + info.path + mark + asked, size_bytes=info.size or 0, modified_s=info.mtime.timestamp() if info.mtime else 0.0)


def _is_read(path: Path) -> bool:
    return not path.name.startswith((".", "_")) and not is_companion(path) and kind_of_name(path) is not Kind.UNKNOWN
