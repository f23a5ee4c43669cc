"""The flat rows in typed columns: an Arrow table, and Parquet, some thousands in a group. The one file of this room that knows pyarrow.

pyarrow is an extra: 40 MB that most do not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from onrecord.errors import RecordError
from onrecord.store.answers import Hit
from onrecord.store.forms.flat import COLUMNS, cells_of, row_of

if TYPE_CHECKING:
    import pyarrow

GROUP_ROWS: Final = 20_000


def write_parquet(hits: Iterable[Hit], to: BinaryIO) -> int:
    """Write the statements and return how many; RecordError if pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    many = 0
    with parquet.ParquetWriter(to, _schema(arrow), compression="zstd") as writer:
        for batch in _batches(arrow, hits):
            writer.write_batch(batch)
            many += batch.num_rows
    return many


def table_of(hits: Iterable[Hit]) -> pyarrow.Table:
    """Return the statements as an Arrow table, a row each; RecordError if pyarrow is not installed."""
    arrow, _ = _pyarrow()
    return arrow.Table.from_batches(_batches(arrow, hits), _schema(arrow))


def moment_of(published: str | None) -> datetime | None:
    """Return when something was published, in UTC; a time without a zone is one there, a day its midnight, and what is no date is None.

    >>> moment_of("2031-09-10T18:30:00+03:00").isoformat(), moment_of("2031-09-10").isoformat(), moment_of("2031")
    ('2031-09-10T15:30:00+00:00', '2031-09-10T00:00:00+00:00', None)
    """
    try:
        told = datetime.fromisoformat(published or "")
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def spans_of(spans: str) -> list[dict[str, int]]:
    """Return the spans of a row as structs.

    >>> spans_of("12-40;55-60")
    [{'start': 12, 'end': 40}, {'start': 55, 'end': 60}]
    """
    edges = (span.split("-") for span in spans.split(";"))
    return [{"start": int(start), "end": int(end)} for start, end in edges]


def evidence_of(evidence: str | None) -> list[dict[str, str | int | float | None]]:
    """Return the evidence of a row as structs.

    >>> evidence_of("stance 41-45 0.93;via 0.50")[0]
    {'field': 'stance', 'start': 41, 'end': 45, 'confidence': 0.93}
    """
    made: list[dict[str, str | int | float | None]] = []
    for entry in evidence.split(";") if evidence else ():
        field, *place, confidence = entry.split(" ")
        start, end = map(int, place[0].split("-")) if place else (None, None)
        made.append({"field": field, "start": start, "end": end, "confidence": float(confidence)})
    return made


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


_MADE: Final[dict[str, Callable[[Any], object]]] = {"published": moment_of, "published_on": _day, "spans": spans_of, "evidence": evidence_of}


def _evidence_fields(arrow: Any) -> list[tuple[str, Any]]:
    return [("field", arrow.string()), ("start", arrow.int32()), ("end", arrow.int32()), ("confidence", arrow.float64())]


def _schema(arrow: Any) -> Any:
    typed = {
        "confidence": arrow.float64(),
        "negated": arrow.bool_(),
        "published": arrow.timestamp("us", tz="UTC"),
        "published_on": arrow.date32(),
        "spans": arrow.list_(arrow.struct([("start", arrow.int32()), ("end", arrow.int32())])),
        "evidence": arrow.list_(arrow.struct(_evidence_fields(arrow))),
    }
    return arrow.schema([(name, typed.get(name, arrow.string())) for name in COLUMNS])


def _batches(arrow: Any, hits: Iterable[Hit]) -> Iterator[Any]:
    schema, stream = _schema(arrow), iter(hits)
    while rows := [cells_of(row_of(hit)) for hit in islice(stream, GROUP_ROWS)]:
        columns = zip(COLUMNS, zip(*rows, strict=True), strict=True)
        made = {name: [_MADE[name](cell) for cell in cells] if name in _MADE else cells for name, cells in columns}
        yield arrow.record_batch(made, schema=schema)


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise RecordError('Arrow: pyarrow is not installed; it was expected. Install it: pip install "onrecord[parquet]".') from None
    return pyarrow, pyarrow.parquet
