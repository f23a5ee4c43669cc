"""Opening a record: what is not one, or cannot be used, says what is wrong and what to do."""

from __future__ import annotations

import hashlib
import multiprocessing
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records import RoleHeld, Speaker, SpeakerKind
from onrecord.store import Query, Record, migrations

from .made import person, reading_of

RELEASED: dict[str, str] = {}
# What takes away what a record of version 7 has not.
NEWER = """DROP TABLE role_times; DROP TABLE word_months; DROP TABLE counted_months; DROP TABLE sayings; DELETE FROM tallies WHERE "by" LIKE '% %';"""


def _folder(path: Path) -> None:
    path.mkdir()


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough to be one" * 40)


def _of_another(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE wine (name)")
    db.close()


def _newer(path: Path) -> None:
    Record(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()


@pytest.mark.parametrize(
    ("make", "told"),
    [(_folder, "it is a folder"), (_garbage, "it is not a record"), (_of_another, "another program"), (_newer, "of version 999; at most")],
)
def test_what_is_not_a_record_is_named(tmp_path: Path, make: Callable[[Path], None], told: str) -> None:
    path = tmp_path / "r.db"
    make(path)
    for open_it in (Record, Record.open_readonly):
        with pytest.raises(RecordError, match=f"r.db: .*{told}"):
            open_it(path)


def test_a_missing_record_is_not_made_by_searching(tmp_path: Path) -> None:
    for open_it in (Record.open_readonly, lambda path: Record(path, create=False)):
        with pytest.raises(RecordError, match="there is no such file"):
            open_it(tmp_path / "r.db")
    assert not (tmp_path / "r.db").exists()
    with pytest.raises(RecordError, match="its folder does not exist"):
        Record(tmp_path / "no" / "r.db")


def test_a_readonly_record_is_searched_and_never_written(tmp_path: Path) -> None:
    path = tmp_path / "what? 50% #1.db"
    with Record(path) as record:
        record.add(reading_of((person("Ada"), "the engine is ready")))
    with Record.open_readonly(path) as record:
        assert len(record.search(Query(words="engine"))) == 1
        assert record.doctor() == ()
        with pytest.raises(RecordError, match="may not be written"):
            record.add(reading_of((person("Ada"), "no")))


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    with Record(tmp_path / "r.db") as record:
        assert record.totals().statements == 0


def test_a_locked_record_says_so(tmp_path: Path) -> None:
    Record(tmp_path / "r.db").close()
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record(tmp_path / "r.db", wait_s=0.05) as record, pytest.raises(RecordError, match="another process is writing"):
        record.add(reading_of((person("Ada"), "no")))
    other.close()


def test_a_full_disk_is_an_error_and_leaves_the_record_readable(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add(reading_of((person("Ada"), "the engine is ready")))
        record._db.execute(f"PRAGMA max_page_count = {record._db.execute('PRAGMA page_count').fetchone()[0] + 2}")
        with pytest.raises(RecordError, match="the disk is full"):
            record.add_many(reading_of((person("Ada"), f"no {n} " * 40)) for n in range(400))
        assert record.totals().articles == 1
        assert record.doctor() == ()
    with Record(tmp_path / "r.db") as record:
        assert record.add_many(reading_of((person("Ada"), f"no {n} " * 40)) for n in range(400)).new == 400


def _open_each(paths: list[Path], together: Barrier) -> None:
    for path in paths:
        together.wait()
        Record(path).close()


def test_several_may_make_the_record_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    paths, together = [tmp_path / f"{n}.db" for n in range(25)], context.Barrier(4, timeout=60)
    openers = [context.Process(target=_open_each, args=(paths, together)) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
    assert [opener.exitcode for opener in openers] == [0] * 4


def test_a_record_of_an_older_version_is_brought_up_to_date_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    path, mayor = tmp_path / "r.db", Speaker(name="Ada", kind=SpeakerKind.PERSON, role="mayor")
    old, new = reading_of((mayor, "no")), reading_of((replace(mayor, role_held=RoleHeld.FORMER), "yes"))
    with Record(path) as record:
        record.add(old)
    db = sqlite3.connect(path)
    counted = db.execute("SELECT * FROM tallies").fetchall()
    db.executescript(f"{NEWER} PRAGMA user_version = {migrations.NAMES.index('0008_role_times.sql')}")
    db.close()
    with Record(path) as record:
        assert list(record.readings()) == [old]
        assert record._db.execute("SELECT * FROM tallies").fetchall() == counted
        record.add(new)
        assert list(record.readings()) == [old, new]
        assert record.doctor() == ()


def test_released_migrations_are_never_edited() -> None:
    for number, name in enumerate(migrations.NAMES, 1):
        text = migrations.text_of(number)
        assert RELEASED.get(name) in (None, hashlib.sha256(text.encode()).hexdigest())
        assert "".join(migrations.statements_of(number)).strip() == text.strip()
