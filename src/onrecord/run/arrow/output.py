"""A folder of readings, read back on one machine: whole articles with their statements, and what could not be read.

In: the folder that `onrecord spark read` wrote. Out: readings and rejections, batch by batch, a few hundred rows in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import RecordError
from onrecord.records import Reading, Rejected
from onrecord.run.arrow.manifest import ABOUT, FORM, MANIFEST, READINGS, VERSION, About, Manifest
from onrecord.run.arrow.rows import Row, reading_from
from onrecord.run.arrow.schemas import Kind
from onrecord.run.arrow.steps import plain_rows
from onrecord.store.wire import from_json

_ROWS_AT_ONCE = 256
_COLUMNS = ("kind", "error", "read_from", "article", "place", "statement_record", "article_record")


def about(folder: Path) -> About:
    """Return what the folder says of itself; RecordError if it is none of ours."""
    try:
        told = from_json(About, (folder / ABOUT).read_bytes(), str(folder / ABOUT))
    except OSError:
        raise RecordError(
            f"{folder}: there is no {ABOUT} in it; a folder made by `onrecord spark read` was expected. Name that, or a file."
        ) from None
    if (told.form, told.version) != (FORM, VERSION):
        raise RecordError(f"{folder}: it is {told.form} of version {told.version}; {FORM} of version {VERSION} was expected. Update onrecord.")
    return told


def readings_in(folder: Path) -> Iterator[Reading | Rejected]:
    """Yield all that the whole batches hold, in their order."""
    for batch in sorted((folder / READINGS).glob("batch=*")):
        if (manifest := whole_manifest(batch)) is not None:
            for part in manifest.parts:
                yield from _outcomes(batch / part.path)


def whole_manifest(batch: Path) -> Manifest | None:
    """Return the manifest of a batch that is whole, None if it is not."""
    try:
        manifest = from_json(Manifest, (batch / MANIFEST).read_bytes(), str(batch / MANIFEST))
        is_whole = all((batch / part.path).stat().st_size == part.size_bytes for part in manifest.parts)
    except OSError:
        return None
    return manifest if is_whole else None


def _outcomes(path: Path) -> Iterator[Reading | Rejected]:
    article: Row | None = None
    said: list[Row] = []
    for row in _rows(path):
        if row["kind"] == Kind.STATEMENT:
            if article is None or row["article"] != article["article"]:
                what = f"a statement stands apart from its article {row['article']}; the article's row was expected before it"
                raise RecordError(f"{path}: {what}. Read it again.")
            said.append(row)
            continue
        if article is not None:
            yield reading_from(article, said)
        article, said = (row, []) if row["kind"] == Kind.ARTICLE else (None, [])
        if row["kind"] == Kind.ERROR:
            yield Rejected(where=row["read_from"], reason=row["error"])
    if article is not None:
        yield reading_from(article, said)


def _rows(path: Path) -> Iterator[Row]:
    try:
        batches: Iterable[pa.RecordBatch] = pq.ParquetFile(path).iter_batches(batch_size=_ROWS_AT_ONCE, columns=list(_COLUMNS))
        yield from plain_rows(batches)
    except (pa.ArrowException, OSError) as error:
        raise RecordError(f"{path}: it cannot be read ({str(error)[:200]}); Parquet as Spark wrote it was expected. Read it again.") from None
