"""Counts of common words, kept: they are those of the index, whatever comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store import By, Query, Record, Scope, common, tidy

from .made import UNKNOWN, person, reading_of

ASKED = (
    *(Query(words=words) for words in ("war", "WAR", "peace", "Été", '"the war"', "wa*", "none")),
    *(Query(words="war", since=since, until=until) for since, until in (("2031-04-10", None), (None, "2031-05-01"), ("2031-05", "2031-05"))),
    *(Query(words="war", copies=True), Query(words="war", scope=Scope.CONTEXT), Query(words="war", outlet="The Times")),
)


def answers(record: Record) -> list[object]:
    return [(record.count(query, by=by), record.how_many(query)) for query in ASKED for by in (By.MONTH, By.YEAR, By.DAY)]


def assert_right(record: Record) -> None:
    kept = answers(record)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "by_month", lambda db, asked: None)
        assert answers(record) == kept
    assert record.doctor() == ()


def test_common_words_are_counted_as_the_index_has_them_whatever_comes_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "MANY", 2)
    monkeypatch.setattr(tidy, "LEAST", 1)
    days = ("2031-04-09", "2031-04-10", "2031-05-01", "2032-02-29", None)
    with Record(tmp_path / "r.db") as record:
        with record.run(what="x", made_by="m"):
            record.add_many(reading_of((person("Ada"), f"the war {day}"), (UNKNOWN, "été"), published=day, outlet="The Times") for day in days)
        assert {row[0] for row in record._db.execute("SELECT word FROM word_months")} >= {"war", "ete"}
        assert_right(record)
        record.add(reading_of((person("Igor"), "peace or war"), (person("Igor"), "peace, peace"), published="2031-05-02"))
        assert_right(record)
        record._tables.do("INSERT INTO copies (article, story) VALUES (2, 1)")
        with record.run(what="x", made_by="m"):
            record.add(reading_of((person("Igor"), "no war"), published="2033-01-01"))
        assert {row[0] for row in record._db.execute("SELECT month FROM counted_months")} >= {2031 * 12 + 4, 2033 * 12}
        assert_right(record)


def test_a_count_that_is_wrong_is_found_by_the_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "MANY", 1)
    monkeypatch.setattr(tidy, "LEAST", 1)
    with Record(tmp_path / "r.db") as record:
        with record.run(what="x", made_by="m"):
            record.add(reading_of((person("Ada"), "war"), published="2031-04-09"))
        record._db.execute("UPDATE word_months SET statements = 7")
        assert [problem.what for problem in record.doctor()] == ["the counts of statements with 'war' are not those of the index"]
