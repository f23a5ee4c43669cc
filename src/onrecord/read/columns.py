"""Tables: CSV by the standard library, Parquet by pyarrow. The one file that knows pyarrow.

In: rows, and a map from our names to those of the columns (`text=body,published=date`). Out: an item for each row. Both are
read row by row; a table never stands in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded
from onrecord.read.chunks import lines
from onrecord.read.item import Item
from onrecord.read.jsonl import item_of
from onrecord.records import Rejected

if TYPE_CHECKING:
    import pyarrow.parquet as parquet

_ROWS_AT_ONCE: Final = 64
_DELIMITERS: Final = ",;\t|"


def csv_items(pieces: Iterable[bytes], where: str, names: Mapping[str, str], max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield an item for each row of a CSV table, whose first row names the columns. Raises ReadError where it is no table."""
    texts = _texts(pieces, where, max_bytes)
    head = next(texts, "").removeprefix("\ufeff")
    csv.field_size_limit(max_bytes)
    delimiter = max(_DELIMITERS, key=head.count)
    columns = next(csv.reader([head], delimiter=delimiter), [])
    _check(columns, names, where)
    rows = csv.reader(texts, delimiter=delimiter)
    while True:
        place = f"{where}:{rows.line_num + 2}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            # Where a row ends is not known any more: what follows would be read from its midst.
            what = f"the row cannot be read ({error}), nor what follows it"
            raise ReadError(place, f"{what}; expected CSV, a quotation mark closed for each that is opened. Correct it.") from None
        if row is None:
            return
        if any(map(str.strip, row)):
            yield _attempt(dict(zip(columns, row, strict=False)), names, place)


def parquet_items(path: Path, names: Mapping[str, str], max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield an item for each row of a Parquet file. Raises ReadError where it is none, or pyarrow is not installed."""
    where = str(path)
    ParquetFile, broken = _pyarrow(where)
    try:
        table = ParquetFile(path)
    except broken as error:
        raise ReadError(where, f"it is no Parquet file ({str(error)[:120]}); expected one. Check how it was saved.") from None
    _check(table.schema_arrow.names, names, where)
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield row_item(row, f"{where}:{number}", names, max_bytes)
    except broken as error:
        raise ReadError(where, f"it breaks off after row {number} ({str(error)[:120]}); expected a whole Parquet file. Save it again.") from None


def row_item(row: Mapping[str, object], where: str, names: Mapping[str, str], max_bytes: int) -> Item | Rejected:
    """Return the item of one row, whatever table it comes from."""
    if any(isinstance(value, str) and len(value) > max_bytes for value in row.values()):
        return Rejected(where=where, reason="the row is longer than an article may be; expected one article a row. Leave it out.")
    return _attempt({name: _plain(value) for name, value in row.items()}, names, where)


def _attempt(row: Mapping[str, object], names: Mapping[str, str], where: str) -> Item | Rejected:
    try:
        return item_of(row, where, names)
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)


def _check(columns: list[str], names: Mapping[str, str], where: str) -> None:
    missing = [column for column in names.values() if column not in columns]
    if missing:
        shown = ", ".join(columns[:12]) or "none"
        raise ReadError(where, f"it has no column {missing[0]!r} (its columns: {shown}); expected those of --map. Name one that it has.")


def _texts(pieces: Iterable[bytes], where: str, max_bytes: int) -> Iterator[str]:
    for number, line in lines(pieces, max_bytes):
        if line is None:
            raise ReadError(f"{where}:{number}", "the line is longer than an article may be; expected a table. Check how it was saved.")
        # A row may go over lines, and an empty one can stand within an article.
        yield (decoded(line, f"{where}:{number}") if line.strip() else "") + "\n"


def _pyarrow(where: str) -> tuple[type[parquet.ParquetFile], tuple[type[Exception], ...]]:
    """Return what reads Parquet, and what it raises over a file that is none, or broken."""
    try:
        from pyarrow.lib import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise ReadError(where, "Parquet needs pyarrow, which is not installed. Install it with: pip install 'onrecord[parquet]'.") from None
    return ParquetFile, (ArrowException, OSError, ValueError)


def _plain(value: Any) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
