"""The record from Python: articles into it, questions to it, and tables out of it."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.serve.python.record import Filters
from onrecord.store import Query
from onrecord.store.forms.flat import COLUMNS

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def record(example_record: Path) -> onrecord.Record:
    return onrecord.Record(example_record, readonly=True)


def test_a_record_is_made_read_into_and_asked(tmp_path: Path) -> None:
    with onrecord.Record(tmp_path / "r.db") as record:
        done = record.read([EXAMPLES / "orlanz-standard-vote-interference.html", tmp_path / "none.txt"], effort="fast")
        assert (done.articles, done.known, len(done.rejected)) == (1, 0, 1)
        assert done.statements > 5
        again = record.read(EXAMPLES / "orlanz-standard-vote-interference.html", effort="fast")
        assert (again.articles, again.known) == (0, 1)
        assert {s.speaker.name for s in record.search("interfer*", speaker="Tarquay")} == {"Anselm Tarquay"}
    assert repr(record) == f"<Record {tmp_path / 'r.db'}>"


def test_a_reading_is_added_once(tmp_path: Path) -> None:
    reading = onrecord.read("Ada Brekke said that the pier was safe.", title="Pier", effort="fast")
    with onrecord.Record(tmp_path / "r.db") as record:
        assert (record.add(reading), record.add(reading)) == (True, False)
        assert record.reading(reading.article.id).to_dict() == reading.to_dict()
        assert record.statement(reading.statements[0].id) == reading.statements[0]


def test_every_filter_of_a_search_can_be_asked_for(record: onrecord.Record) -> None:
    assert set(Filters.__annotations__) == {field.name for field in fields(Query)} - {"words", "sort", "limit", "offset"}
    day = date(2031, 9, 10)
    assert record.how_many(since=day, until=day + timedelta(days=0)) == record.how_many(since="2031-09-10", until="2031-09-10") > 0
    assert all(statement.manner == "direct" for statement in record.statements(manner="direct"))


def test_a_search_says_where_its_words_stand(record: onrecord.Record) -> None:
    (found,) = record.search("interfer*", speaker="Tarquay", sort="newest", limit=1)
    assert [span.of(found.article.text) for span in found.matches] == ["interfered"]


def test_quotations_disputes_and_speakers_are_told_with_their_words(record: onrecord.Record) -> None:
    quotation = record.quotations(least=2, limit=1)[0]
    assert record.quotation(quotation.printings[0].id).to_dict() == quotation.to_dict()
    assert sum(map(len, quotation.reports)) == len(quotation.printings) > 1
    dispute = record.disputes(limit=1)[0]
    assert dispute in record.disputes_of(dispute.by.id)
    assert dispute.evidence in dispute.by.article.text
    assert {side.id for side in dispute.sides} == {dispute.by.id, dispute.of.id}
    page = record.speaker("Dagny Lorn")
    assert len(page.statements) == page.person.statements
    assert page.to_dict()["speaker"]["name"] == "Dagny Lorn"
    assert record.count("speaker", most=1)[0].statements >= page.person.statements


def test_what_is_on_record_is_checked_against_what_was_said(record: onrecord.Record) -> None:
    transcript = EXAMPLES / "transcript-ferry-committee-2031-03-13.txt"
    found = list(record.check(transcript, outlet="The Orlanz Standard"))
    assert found
    assert all(one.statement is not None and one.quotation for one in found)
    assert [one.to_dict()["grade"] for one in found] == [one.grade.value for one in found]


def test_words_are_checked_against_a_text_or_a_file() -> None:
    said = "THE MAYOR: We will not, um, close the bridge."
    assert onrecord.check("We will not close the bridge", said, speaker="the mayor").holds
    changed = onrecord.check("We will close the bridge", [said])
    assert (changed.grade, changed.diff) == ("changed-in-meaning", "We will [-not, um-] close the bridge")
    assert onrecord.check("Nobody said this at all", said).found is None
    with pytest.raises(onrecord.ReadError, match=r"none\.txt"):
        onrecord.check("We will", Path("none.txt"))
    with pytest.raises(onrecord.ReadError, match="no transcript is given"):
        onrecord.check("We will", [])


def test_a_frame_has_the_columns_of_the_exports_and_their_types(record: onrecord.Record) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra and is not installed")
    table = record.frame()
    assert tuple(table.column_names) == COLUMNS
    assert table.num_rows == record.how_many()
    assert table.schema.field("published").type == pyarrow.timestamp("us", tz="UTC")
    assert table.schema.field("published_on").type == pyarrow.date32()
    assert record.frame(speaker="nobody at all").num_rows == 0
    row = next(row for row in table.to_pylist() if row["speaker"] == "Anselm Tarquay")
    text = record.reading(row["article"]).article.text
    assert " ".join(text[span["start"] : span["end"]] for span in row["spans"]) == row["content"]
    assert (row["published"].isoformat(), row["published_on"].isoformat()) == ("2031-09-10T15:30:00+00:00", "2031-09-10")


def test_a_frame_goes_into_pandas_and_polars(record: onrecord.Record) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    polars = pytest.importorskip("polars", reason="polars is not installed")
    table = record.frame(manner="direct")
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.confidence.between(0, 1).all()
    assert polars.from_arrow(table)["published_on"].min() == frame.published_on.dropna().min()
    assert onrecord.read("Ada Brekke said that the pier was safe.").frame().to_pandas().speaker.tolist() == ["Ada Brekke"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [(lambda r: r.search("a", sort="best"), "sort: 'best' is not known"), (lambda r: r.count("colour"), "by: 'colour' is not known"),
     (lambda r: r.disputes(kind="shouts"), "kind: 'shouts' is not known"), (lambda r: r.search(since="soon"), "since: 'soon' is no date"),
     (lambda r: r.speaker("Nobody Known"), "nobody on record has that name")],
)  # fmt: skip
def test_what_cannot_be_asked_is_a_query_error(record: onrecord.Record, ask: Any, message: str) -> None:
    with pytest.raises(onrecord.QueryError, match=message):
        ask(record)


def test_a_record_that_is_not_there_is_an_error_if_it_must_be(tmp_path: Path) -> None:
    with pytest.raises(onrecord.RecordError):
        onrecord.Record(tmp_path / "none.db", create=False)
