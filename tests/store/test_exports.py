"""The record in other forms: what went out comes in again the same, and each form says what the record says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError, RecordError
from onrecord.records import Article, Distance, Evidence, Manner, Reading, Rejected, RoleHeld, Span, Speaker, SpeakerKind, Stance
from onrecord.store import Query, Record
from onrecord.store.exports import Form, export, export_folder, take_in
from onrecord.store.forms.table import as_it_was, harmless

from .brat_reader import Bound, read_brat
from .made import person, reading_of, readings, statement_of
from .test_corrections_properties import say


def out(record: Record, form: Form, query: Query | None = None) -> bytes:
    held = io.BytesIO()
    export(record, form, held, query)
    return held.getvalue()


def taken(record: Record, data: bytes) -> None:
    take_in(record, io.BytesIO(data), "given")


def interrupted() -> Reading:
    """“We will not go,” she said. “Not now.” — a direct content in two spans, with a source, a cue and a role."""
    article = Article(
        text="“We will not go,” Ada Brekke said on the pier.\n“Not now.”\n", paragraphs=(Span(start=0, end=46), Span(start=47, end=57)),
        url="https://a.example/1", outlet="The Orlanz Standard", published="2031-04-09", title="No", language="en",
    )  # fmt: skip
    said = statement_of(
        article, Span(start=0, end=17), Span(start=47, end=57), cue=Span(start=29, end=33), source=Span(start=18, end=28), manner=Manner.DIRECT,
        stance=Stance.REJECTS, speaker=Speaker(name="Ada Brekke", kind=SpeakerKind.PERSON, role="harbour master", role_held=RoleHeld.THEN,
        role_dates="2009/2013"), said_on="2031-04-08",
        occasion=Span(start=34, end=45), negated=True, distance=Distance.SHARES,
        evidence=(Evidence(field="stance", span=Span(start=29, end=33), confidence=0.9), Evidence(field="said_on", span=None, confidence=0.5)),
    )  # fmt: skip
    return Reading(article=article, statements=(said,))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "r.db") as kept:
        kept.add(interrupted())
        kept.add(reading_of((person("Igor Oduya"), "that =1+1 is two"), outlet="The Gazette", published="2032-01-01"))
        yield kept


@settings(max_examples=60, deadline=None)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading.article.id), st.data())
def test_what_is_exported_and_imported_is_the_same_record(read: list[Reading], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record, Record(Path(folder) / "s.db") as other:
        with record.run(what="articles/", made_by="model-1"):
            record.add_many(read, made_by=data.draw(st.sampled_from(["model-1", ""])))
            record.reject(Rejected(where="b.html", reason="no article in it"))
        done: list[int] = []
        for _ in range(data.draw(st.integers(0, 4))):
            with suppress(QueryError):
                say(record, data, done)
        exported = out(record, Form.JSONL)
        taken(other, exported)
        assert sorted(out(other, Form.JSONL).splitlines()) == sorted(exported.splitlines())
        assert {r.article.id: r for r in other.readings()} == {r.article.id: r for r in record.readings()}
        assert (other.totals(), other.rejected(), other.runs(), list(other.corrections)) == (
            record.totals(), record.rejected(), record.runs(), list(record.corrections)
        )  # fmt: skip
        assert other.doctor() == ()
        taken(other, exported)
        assert sorted(out(other, Form.JSONL).splitlines()) == sorted(exported.splitlines())


def test_an_import_into_a_record_that_holds_others_adds_to_it(record: Record, tmp_path: Path) -> None:
    with Record(tmp_path / "s.db") as other:
        here = reading_of((person("Igor Oduya"), "no"), url="https://c.example/1")
        other.add(here)
        other.corrections.remove(here.statements[0].id)
        record.corrections.merge("Ada Brekke", "Igor Oduya")
        taken(other, out(record, Form.JSONL))
        other.corrections.undo(1)
        assert [s.speaker.name for s in other.reading(here.article.id).statements] == ["Ada Brekke"]
        assert other.totals().articles == 3
        assert other.doctor() == ()


def test_with_a_query_whole_articles_go_out(record: Record, tmp_path: Path) -> None:
    with Record(tmp_path / "s.db") as other:
        taken(other, out(record, Form.JSONL, Query(outlet="the gazette")))
        assert [count.value for count in other.speakers()] == ["Igor Oduya"]
        assert other.totals().articles == 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[:-1], "its last line is missing, and 2 articles"),
        (lambda lines: [lines[0], *lines[2:]], "its last line tells of 2 articles and 2 statements, and 1 articles"),
        (lambda lines: lines[1:], "line 1: it is no exported record"),
        (lambda lines: [b'{"form":"onrecord","version":99}', *lines[1:]], "of version 99; version 1 was expected"),
        (lambda lines: [lines[0], lines[1].replace(b"Ada", b"Eva"), *lines[2:]], "line 2: .*it is of article"),
        (lambda lines: [lines[0], lines[1][:40]], "line 2: Input data was truncated"),
        (lambda lines: [lines[0], lines[1].replace(b'"start":0', b'"start":900')], "line 2: span 900"),
        (lambda lines: [lines[0], b'{"wine":"red"}'], "line 2: nothing in it is known"),
        (lambda lines: [b"\xff\xfe", *lines], "line 1"),
        (lambda lines: [], "its last line is missing"),
    ],
)
def test_what_is_no_whole_export_is_refused_with_its_line(record: Record, tmp_path: Path, spoil: Any, told: str) -> None:
    lines = spoil(out(record, Form.JSONL).splitlines())
    with Record(tmp_path / "s.db") as other:
        with pytest.raises(RecordError, match=f"given.*{told}"):
            taken(other, b"\n".join(lines))
        assert other.doctor() == ()


def test_csv_is_one_row_a_statement_and_no_formula(record: Record) -> None:
    data = out(record, Form.CSV)
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [row["content"] for row in rows] == ["“We will not go,” “Not now.”", "that =1+1 is two"]
    assert (rows[0]["speaker"], rows[0]["role"], rows[0]["spans"], rows[0]["occasion"]) == (
        "Ada Brekke",
        "harbour master",
        "0-17;47-57",
        "on the pier",
    )
    assert [(row["role_held"], row["role_dates"]) for row in rows] == [("then", "2009/2013"), ("", "")]
    assert data.count(b"\r\n") == data.count(b"\n") == 3


@given(st.text())
def test_a_harmless_cell_is_no_formula_and_can_be_had_as_it_was(cell: str) -> None:
    safe = harmless(cell)
    assert as_it_was(safe) == cell
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(st.lists(readings(), max_size=2, unique_by=lambda reading: reading.article.id))
@settings(max_examples=40, deadline=None)
def test_csv_gives_back_whatever_the_cells_hold(read: list[Reading]) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add_many(read)
        rows = list(csv.DictReader(io.StringIO(out(record, Form.CSV).decode(), newline="")))
        said = {s.id: (s, reading.article) for reading in read for s in reading.statements}
        assert {row["id"] for row in rows} == set(said)
        for row in rows:
            statement, article = said[row["id"]]
            assert as_it_was(row["speaker"]) == (statement.speaker.name or "")
            assert as_it_was(row["title"]) == (article.title or "")
            assert as_it_was(row["content"]) == " ".join(span.of(article.text) for span in statement.content)


def test_parquet_holds_the_same_rows(record: Record, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra and is not installed")
    (tmp_path / "r.parquet").write_bytes(out(record, Form.PARQUET))
    rows = parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert [row["content"] for row in rows] == ["“We will not go,” “Not now.”", "that =1+1 is two"]
    assert (rows[0]["confidence"], rows[1]["role"]) == (0.9, None)
    assert [(row["role_held"], row["role_dates"]) for row in rows] == [("then", "2009/2013"), (None, None)]


def test_a_web_annotation_is_found_again_by_its_words_and_by_its_place(record: Record) -> None:
    page = json.loads(out(record, Form.WEB_ANNOTATION))
    assert (page["type"], len(page["items"])) == ("AnnotationPage", 2)
    first = page["items"][0]
    text = interrupted().article.text
    for target, span in zip(first["target"], interrupted().statements[0].content, strict=True):
        quote, place = target["selector"]
        found = text.index(quote.get("prefix", "") + quote["exact"] + quote["suffix"]) + len(quote.get("prefix", ""))
        assert (found, found + len(quote["exact"])) == (place["start"], place["end"]) == (span.start, span.end)
        assert target["source"] == "https://a.example/1"
    assert [body["value"] for body in first["body"]] == ["Ada Brekke", "direct", "rejects", "negated", "shares", "person"]
    assert isinstance(page["items"][1]["target"], dict)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use of it
def test_json_ld_is_read_by_a_reader_of_linked_data(record: Record) -> None:
    graph = linked(out(record, Form.SCHEMA_ORG), {"@vocab": "https://schema.org/", "url": {"@type": "@id"}})
    asked = """PREFIX s: <https://schema.org/>
      SELECT ?text ?name ?role ?from ?to ?outlet ?day WHERE { ?q a s:Quotation; s:text ?text; s:spokenByCharacter [a s:Person; s:name ?name;
      s:jobTitle ?role; s:hasOccupation [a s:Role; s:roleName ?role; s:startDate ?from; s:endDate ?to]];
      s:dateCreated ?day; s:isPartOf [a s:NewsArticle; s:publisher [s:name ?outlet]] }"""
    assert [tuple(map(str, row)) for row in graph.query(asked)] == [
        ("“We will not go,” “Not now.”", "Ada Brekke", "harbour master", "2009", "2013", "The Orlanz Standard", "2031-04-08")
    ]
    oa = "http://www.w3.org/ns/oa#"
    context = {"@vocab": oa, "id": "@id", "type": "@type", "target": {"@id": f"{oa}hasTarget"}, "selector": {"@id": f"{oa}hasSelector"}}
    notes = linked(out(record, Form.WEB_ANNOTATION), context)
    exact = f"SELECT ?words WHERE {{ ?a <{oa}hasTarget> [<{oa}hasSelector> [a <{oa}TextQuoteSelector>; <{oa}exact> ?words]] }}"
    assert {str(row[0]) for row in notes.query(exact)} == {"“We will not go,”", "“Not now.”", "that =1+1 is two"}


def linked(data: bytes, context: dict[str, Any]) -> Any:
    """Return the graph of a document, read with a context of our own: the real one stands on the web."""
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(json.loads(data) | {"@context": context}), format="json-ld")
    return graph


def test_brat_holds_interrupted_contents_and_their_parts(record: Record, tmp_path: Path) -> None:
    export_folder(record, tmp_path / "brat", Query(speaker="Brekke"))
    article = interrupted().article
    read = read_brat(tmp_path / "brat", article.id)
    assert read.text == article.text
    content = Bound(kind="Content", fragments=((0, 17), (47, 57)))
    assert read.bound["T1"] == content
    assert {(relation, read.words(other)) for relation, one, other in read.relations if read.bound[one] == content} == {
        ("SaidBy", "Ada Brekke"), ("CuedBy", "said"), ("SaidAt", "on the pier")
    }  # fmt: skip
    assert read.attributes == [("Manner", "T1", "direct"), ("Stance", "T1", "rejects"), ("Distance", "T1", "shares"), ("Negated", "T1", "")]
    assert ("Speaker", "T1", "Ada Brekke (person)") in read.notes


@settings(max_examples=60, deadline=None)
@given(readings())
def test_brat_is_read_back_whatever_the_text_holds(reading: Reading) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add(reading)
        export_folder(record, Path(folder) / "brat")
        if not reading.statements:
            return
        read = read_brat(Path(folder) / "brat", reading.article.id)
        assert read.text == reading.article.text
        told = {words for kind, _, words in read.notes if kind == "Statement"}
        assert told == {s.id for s in reading.statements if any(span.of(reading.article.text).strip() for span in s.content)}
