"""What goes into the record comes out of it unchanged."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.records import Reading, Span
from onrecord.store import Record

from .made import UNKNOWN, person, reading_of, readings, statement_of


@settings(max_examples=60, deadline=None)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading.article.id))
def test_what_is_read_back_equals_what_was_added(many: list[Reading]) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        added = record.add_many(many, made_by="model-1")
        assert (added.new, added.rejected) == (len(many), 0)
        assert [record.reading(reading.article.id) for reading in many] == many
        assert sorted(map(repr, record.readings())) == sorted(map(repr, many))
        assert {hit.statement.id for hit in record.statements()} == {s.id for reading in many for s in reading.statements}
        assert record.doctor() == ()


@settings(max_examples=30, deadline=None)
@given(st.lists(readings(), max_size=3, unique_by=lambda reading: reading.article.id), st.randoms())
def test_the_order_of_adding_does_not_matter_and_adding_again_changes_nothing(many: list[Reading], chance: object) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add_many(many, made_by="model-1")
        shuffled = list(many)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        again = record.add_many(shuffled, made_by="model-1")
        assert (again.new, again.replaced, again.unchanged) == (0, 0, len(many))
        record.add_many(shuffled, made_by="model-2")
        assert {r.article.id: r for r in record.readings()} == {r.article.id: r for r in many}
        assert record.doctor() == ()


def test_a_statement_brings_its_article_its_parent_and_its_children(tmp_path: Path) -> None:
    article = reading_of((person("Ada Lovelace"), "that Babbage said the engine was ready"), url="https://a.example/1").article
    whole, inner = Span(start=18, end=56), Span(start=36, end=56)
    outer = statement_of(article, whole)
    within = statement_of(article, inner, parent=outer.id)
    with Record(tmp_path / "r.db") as record:
        record.add(Reading(article=article, statements=(within, outer)))
        assert record.statement(outer.id).children == (within,)
        assert record.statement(within.id[:7]).parent == outer
        assert record.statement(within.id).article == article


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"content": (Span(start=3, end=900),)}, "within the text"),
        ({"cue": Span(start=3, end=900)}, "within the text"),
        ({"content": ()}, "at least one span"),
        ({"parent": "0" * 16}, "another statement of the same reading"),
        ({"id": "xyz"}, "sixteen hexadecimal digits"),
        ({"article_id": "0" * 16}, "article"),
        ({"said_on": "Wednesday"}, "year-month"),
        ({"confidence": 1.5}, "from 0 to 1"),
        ({"via": "a\0b"}, "plain text"),
        ({"made_by": "\ud800"}, "plain text"),
    ],
)
def test_a_reading_that_could_not_be_given_back_is_refused(tmp_path: Path, change: dict[str, object], told: str) -> None:
    from dataclasses import replace

    reading = reading_of((UNKNOWN, "nothing"), where="a.txt")
    wrong = replace(reading, statements=(replace(reading.statements[0], **change),))  # type: ignore[arg-type]
    with Record(tmp_path / "r.db") as record:
        with pytest.raises(RecordError, match=rf"^a\.txt: .*{told}"):
            record.add(wrong)
        assert record.totals().articles == 0
        added = record.add_many([wrong, reading])
        assert (added.new, added.rejected) == (1, 1)
        assert "a.txt" in record.rejected()[0].reason


def test_a_file_name_that_is_not_unicode_is_kept_as_an_escape(tmp_path: Path) -> None:
    reading = reading_of((UNKNOWN, "nothing"), where="caf\udce9.txt")
    with Record(tmp_path / "r.db") as record:
        assert record.add(reading)
        assert record.reading(reading.article.id).article.where == r"caf\udce9.txt"
