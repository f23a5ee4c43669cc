"""Arrow batches: what comes out is what a reading on one machine gives, and comes back as the same records."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings

import onrecord.arrow
from onrecord.arrow import ARTICLE_SCHEMA, STATEMENT_SCHEMA, Plan
from onrecord.read import articles
from onrecord.records import Article, Distance, Evidence, Manner, Reading, Rejected
from onrecord.run import readings
from onrecord.run.arrow import steps
from onrecord.run.arrow.rows import article_from, article_row, reading_from, reading_rows
from onrecord.store.checks import printable

from ..store.made import person, reading_of
from ..store.made import readings as made_readings

EXAMPLES = Path(__file__).parents[2] / "examples"
FAST = Plan(effort="fast")
SAID = "Maren Oduya said that the pier was closed. “It is over,” she said."


def batch(*rows: dict[str, Any], schema: pa.Schema | None = None) -> list[pa.RecordBatch]:
    return [pa.RecordBatch.from_pylist(list(rows), schema=schema)]


def rows_of(batches: list[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for one in batches for row in one.to_pylist()]


def test_the_rows_are_the_readings_of_one_machine() -> None:
    given = list(articles([EXAMPLES]))[:5]
    batches = batch(*(article_row(article, n) for n, article in enumerate(given)), schema=ARTICLE_SCHEMA)
    rows = rows_of(list(onrecord.arrow.readings(batches, FAST)))
    found: list[tuple[dict[str, Any], list[Any]]] = []
    for row in rows:
        if row["kind"] == "article":
            found.append((row, []))
        else:
            found[-1][1].append(row)
    expected = [outcome for outcome in readings(given, FAST) if isinstance(outcome, Reading)]
    assert [reading_from(article, said) for article, said in found] == expected
    assert all(row["made_by"].startswith(FAST.made_by) for row in rows)
    direct = next(row for row in rows if row["manner"] == Manner.DIRECT)
    assert " ".join(direct["quoted"]) == direct["content"]
    statements = rows_of(list(onrecord.arrow.statements(batches, FAST)))
    assert statements == [row for row in rows if row["kind"] == "statement"]


@settings(max_examples=60, deadline=None)
@given(made_readings())
def test_records_come_back_from_their_rows_as_they_were(reading: Reading) -> None:
    rows = pa.RecordBatch.from_pylist(list(reading_rows(reading, "model-1")), schema=STATEMENT_SCHEMA).to_pylist()
    assert [row["kind"] for row in rows] == ["article"] + ["statement"] * len(reading.statements)
    assert reading_from(rows[0], rows[1:]) == reading
    (row,) = pa.RecordBatch.from_pylist([article_row(reading.article, 7)], schema=ARTICLE_SCHEMA).to_pylist()
    assert row["id"] == reading.article.id
    if reading.article.text.strip():
        assert article_from(row) == reading.article


def test_every_field_of_a_statement_is_carried() -> None:
    plain = reading_of((person("Dagny Lorn"), "the pier was closed"))
    span = plain.statements[0].content[0]
    evidence = (Evidence(field="stance", span=span, confidence=0.5), Evidence(field="via", span=None, confidence=0.25))
    full = replace(plain, statements=(replace(plain.statements[0], negated=True, distance=Distance.DOUBTS, evidence=evidence),))
    rows = pa.RecordBatch.from_pylist(list(reading_rows(full, "model-1")), schema=STATEMENT_SCHEMA).to_pylist()
    assert reading_from(rows[0], rows[1:]) == full != plain


def test_a_table_with_nothing_but_text_is_enough() -> None:
    told = {"text": SAID, "published": datetime(2031, 3, 14, tzinfo=UTC), "anything": 3}
    rows = rows_of(list(onrecord.arrow.statements(batch(told), FAST)))
    assert [row["speaker"] for row in rows] == ["Maren Oduya"] * 2
    assert {row["month"] for row in rows} == {"2031-03"}
    assert all(row["statement_record"]["content"][0]["end"] <= len(SAID) for row in rows)


def test_rows_of_pages_become_articles_first() -> None:
    page = f"<html><head><title>Pier</title></head><body><article><p>{SAID}</p><p>{'It had stood for ninety years. ' * 9}</p></article></body></html>"
    made = list(onrecord.arrow.articles(batch({"page": page, "where": "p1"}, {"page": None, "where": "p2"}), {"html": "page"}))
    first, second = rows_of(made)
    assert (first["where"], first["error"], first["text"][: len(SAID)]) == ("p1", None, SAID)
    assert "it has no text" in second["error"]
    assert [row["kind"] for row in rows_of(list(onrecord.arrow.statements(made, FAST)))] == ["statement", "statement", "error"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": None}, "words of an article were expected"),
        ({"text": " "}, "words of an article were expected"),
        ({"text": "a" * 20_000_001}, "longer than 20 MB"),
        ({"text": SAID, "error": "broken gzip"}, "broken gzip"),
        ({"text": SAID, "title": 3}, "title"),
        ({"text": SAID, "paragraphs": [{"start": 3, "end": 900}]}, "within the text"),
        ({"text": SAID, "paragraphs": [{"start": 9, "end": 3}]}, "paragraphs"),
        ({"text": SAID, "outlet": "a\0b"}, "NUL"),
        ({"text": "Она сказала.", "language": "ru"}, "'ru' has no model"),
    ],
)
def test_what_cannot_be_read_is_a_row_with_its_error_and_the_rest_goes_on(row: dict[str, Any], told: str) -> None:
    good = {"text": SAID, "where": "good"}
    rows = [row for given in ({**row, "where": "bad"}, good) for row in rows_of(list(onrecord.arrow.statements(batch(given), FAST)))]
    assert [(row["kind"], row["read_from"]) for row in rows] == [("error", "bad"), ("statement", "good"), ("statement", "good")]
    assert told in rows[0]["error"]


def test_a_name_that_is_no_unicode_is_written_as_an_escape() -> None:
    named = Article(text=SAID, paragraphs=(), where="caf\udce9.txt", title="half \ud83d")
    row = article_row(named, 1)
    assert row["error"].startswith(printable(named.where))
    assert article_row(Rejected(where="caf\udce9", reason="?"), 1)["where"] == "caf\\udce9"


def test_the_steps_are_pickled_by_name_and_load_one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pickle.loads(pickle.dumps(onrecord.arrow.statements)) is onrecord.arrow.statements
    assert pickle.loads(pickle.dumps(onrecord)) is onrecord
    assert len(pickle.dumps(partial(onrecord.arrow.readings, plan=FAST))) < 500
    assert steps._reader(FAST) is steps._reader(Plan(effort="fast"))


def test_batches_stay_small_whatever_comes_in() -> None:
    many = batch(*({"text": SAID} for _ in range(200)))
    sizes = [one.num_rows for one in onrecord.arrow.statements(many, FAST)]
    assert sum(sizes) == 400
    assert max(sizes) <= 256
