"""Parquet: the flat rows in typed columns, some thousands in a group. The one file of this room that knows pyarrow.

pyarrow is an extra: 40 MB that most do not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from onrecord.errors import RecordError
from onrecord.store.answers import Hit
from onrecord.store.forms.flat import COLUMNS, cells_of, row_of

GROUP_ROWS: Final = 20_000


def write_parquet(hits: Iterable[Hit], to: BinaryIO) -> int:
    """Write the statements and return how many; RecordError if pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    kinds = [(name, arrow.float64() if name == "confidence" else arrow.string()) for name in COLUMNS]
    schema, many, stream = arrow.schema(kinds), 0, iter(hits)
    with parquet.ParquetWriter(to, schema, compression="zstd") as writer:
        for rows in _groups(stream):
            writer.write_table(arrow.table(dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)), schema=schema))
            many += len(rows)
    return many


def _groups(hits: Iterator[Hit]) -> Iterator[list[tuple[str | float | None, ...]]]:
    while rows := [cells_of(row_of(hit)) for hit in islice(hits, GROUP_ROWS)]:
        yield rows


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise RecordError('parquet: pyarrow is not installed; it was expected. Install it: pip install "onrecord[parquet]".') from None
    return pyarrow, pyarrow.parquet
