"""The index is one piece again once a good part of it is new, and finds what it found before."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store import Query, Record, tidy

from .made import person, reading_of


def pieces(record: Record) -> int:
    return int(record._db.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0])


@pytest.mark.parametrize(("least", "part", "is_one"), [(1, 4, True), (100, 4, False), (1, 0, False)])
def test_a_run_that_changes_much_leaves_the_index_in_one_piece(tmp_path: Path, least: int, part: int, is_one: bool) -> None:
    with Record(tmp_path / "r.db") as record, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidy, "LEAST", least)
        patch.setattr(tidy, "PART", part)
        with record.run(what="a", made_by="m"):
            for n in range(3):
                record.add(reading_of((person("Ada"), f"the engine is ready {n}")))
        assert (pieces(record) == 1) is is_one
        assert len(record.search(Query(words="engine"))) == 3
        assert record.doctor() == ()


def test_pieces_of_one_size_are_put_together_after_any_run(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        for n in range(7):
            record.add(reading_of((person("Ada"), f"the engine is ready {n}")))
        assert pieces(record) == 7
        with record.run(what="a", made_by="m"):
            pass
        assert pieces(record) == 1
        assert len(record.search(Query(words="engine"))) == 7
        assert record.doctor() == ()


def test_room_that_nothing_takes_any_more_is_given_back_after_a_run(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add(reading_of((person("Ada"), "the engine is ready")))
        record._db.execute("CREATE TABLE large AS SELECT zeroblob(4000000) AS words")
        record._db.execute("DROP TABLE large")
        before = pages(record)
        with record.run(what="a", made_by="m"):
            pass
        assert pages(record) < before / 2
        assert len(record.search(Query(words="engine"))) == 1
        assert record.doctor() == ()


def pages(record: Record) -> int:
    return int(record._db.execute("PRAGMA page_count").fetchone()[0])
