"""The steps that run on every machine, a worker process each: batches in, batches out, with no state between two articles.

Each is a plain function, so that it is pickled by its name. The model loads with the first article that a process reads, and stays. An
article is read by itself, and rows go out a few hundred at a time, so memory is bounded by the longest article. What cannot be
read becomes a row with an `error`; nothing that an article holds raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from onrecord.read import article_of_row
from onrecord.records import Article, Rejected
from onrecord.run.arrow.rows import ARTICLE_COLUMNS, Row, article_from, article_row, reading_rows
from onrecord.run.arrow.schemas import ARTICLE_SCHEMA, STATEMENT_SCHEMA, Kind
from onrecord.run.local import Outcome, Plan, reader

Batches = Iterable[pa.RecordBatch]
USUAL: Final = Plan()
_MOST_ROWS: Final = 256
_MOST_CHARS: Final = 4_000_000


def statements(batches: Batches, plan: Plan = USUAL) -> Iterator[pa.RecordBatch]:
    """Read articles, of which `text` is the one column that must be there, and yield a row a statement, and one for each error."""
    return batched((row for row in _rows(batches, plan) if row["kind"] != Kind.ARTICLE), STATEMENT_SCHEMA)


def readings(batches: Batches, plan: Plan = USUAL) -> Iterator[pa.RecordBatch]:
    """Do as `statements`, and yield before those of an article a row with the article itself, so that a record can be made of them."""
    return batched(_rows(batches, plan), STATEMENT_SCHEMA)


def articles(batches: Batches, names: Mapping[str, str] | None = None) -> Iterator[pa.RecordBatch]:
    """Make articles of rows with `text` (plain or Markdown) or `html`, and whatever else is known; `names` goes from our names to theirs."""
    rows = (article_row(article_of_row(row, row.get("where") or "<text>", names or {}), row.get("place")) for row in plain_rows(batches))
    return batched(rows, ARTICLE_SCHEMA)


def plain_rows(batches: Batches, columns: Iterable[str] | None = None) -> Iterator[Row]:
    """Yield rows as dicts, one at a time: a batch of long articles is not held twice."""
    for batch in batches:
        wanted = [name for name in batch.schema.names if columns is None or name in columns]
        for number in range(batch.num_rows):
            yield {name: _plain(batch.column(name)[number].as_py()) for name in wanted}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def batched(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the rows in batches of a few hundred, or fewer where they are long."""
    held: list[Row] = []
    chars = 0
    for row in rows:
        held.append(row)
        chars += _chars(row)
        if len(held) >= _MOST_ROWS or chars >= _MOST_CHARS:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held, chars = [], 0
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=schema)


def _chars(row: Mapping[str, Any]) -> int:
    text = row.get("text") or (row.get("article_record") or {}).get("text") or ""
    return len(text)


def _rows(batches: Batches, plan: Plan) -> Iterator[Row]:
    read, made_by = _reader(plan), plan.made_by
    for row in plain_rows(batches, ARTICLE_COLUMNS):
        for outcome in _outcomes(article_from(row), read):
            yield from reading_rows(outcome, made_by)


def _outcomes(found: Article | Rejected, read: Callable[[Article], list[Outcome]]) -> list[Outcome]:
    return [found] if isinstance(found, Rejected) else read(found)


@lru_cache(maxsize=2)
def _reader(plan: Plan) -> Callable[[Article], list[Outcome]]:
    return reader(plan)
