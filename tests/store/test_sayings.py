"""What is kept of those who speak most: it is what their statements say, whatever comes and goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.records import RoleHeld, Speaker, SpeakerKind
from onrecord.store import Record, sayings, tidy
from onrecord.store.numbers import LAST

from .made import person, reading_of

OFFICIAL = Speaker(name="a senior official", kind=SpeakerKind.UNNAMED)
MAYOR = replace(person("Ada"), role="mayor", role_held=RoleHeld.FORMER)
NAMES = ("Ada", "a senior official", "Igor")
ASKED = ((False, None), (True, None), (False, 2), (True, 3))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A record in which all is kept of whoever speaks twice."""
    monkeypatch.setattr(sayings, "MANY", 2)
    monkeypatch.setattr(tidy, "LEAST", 1)
    record = Record(tmp_path / "r.db")
    with record.run(what="x", made_by="m"):
        for day in ("2031-04-09", "2031-04-10", "2032-02-29", None):
            record.add(reading_of((MAYOR, f"no {day}"), (OFFICIAL, "yes"), published=day, outlet="The Times"))
        record.add(reading_of((person("Igor"), "perhaps"), published="2031-05-01"))
    return record


def pages(record: Record) -> list[object]:
    said = [list(record.people.said(name, newest_first=newest, most=most)) for name in NAMES for newest, most in ASKED]
    return [said, *(record.people.person(name) for name in NAMES)]


def assert_right(record: Record) -> None:
    kept = pages(record)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sayings, "of", lambda db, name: sayings._read(db, name, 0, LAST))
        assert pages(record) == kept
    assert record.doctor() == ()


def forgotten(record: Record) -> list[tuple[str, int]]:
    return record._db.execute("SELECT name, month FROM sayings WHERE packed IS NULL ORDER BY 1").fetchall()


def test_a_page_from_what_is_kept_is_that_of_the_statements_whatever_comes_and_goes(record: Record) -> None:
    assert {row[0] for row in record._db.execute("SELECT name FROM sayings")} == {"Ada", "a senior official"}
    assert_right(record)
    record.add(reading_of((person("Ada"), "later"), (person("Igor"), "later"), published="2031-04-20"))
    record.add(reading_of((OFFICIAL, "for the first time this month"), published="2033-01-01"))
    assert forgotten(record) == [("Ada", 2031 * 12 + 3), ("a senior official", 2033 * 12)]
    assert_right(record)
    record._tables.do("INSERT INTO copies (article, story) VALUES (3, 1)")
    with record.run(what="x", made_by="m"):
        record.add(reading_of((MAYOR, "again"), published="2031-04-21"))
    assert forgotten(record) == []
    assert_right(record)
    record.close()


def test_what_is_kept_and_not_said_is_found_by_the_doctor(record: Record) -> None:
    record._db.execute("UPDATE sayings SET packed = (SELECT packed FROM sayings WHERE name <> 'Ada' LIMIT 1) WHERE name = 'Ada'")
    assert [problem.what for problem in record.doctor()] == ["what is kept of the sayings of 'Ada' is not what the statements say"]
    record.close()
