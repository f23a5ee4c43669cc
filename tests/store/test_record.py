"""Adding, replacing, rejecting, and finding by id."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.errors import QueryError
from onrecord.records import Rejected, Speaker, SpeakerKind
from onrecord.store import Added, By, Query, Record

from .made import UNKNOWN, person, reading_of

ORLOV = person("Vladimir Orlov")
OFFICIAL = Speaker(name="a senior official", kind=SpeakerKind.UNNAMED)


def test_the_same_article_adds_nothing_and_a_new_model_replaces_its_statements(tmp_path: Path) -> None:
    old = reading_of((ORLOV, "that we will not interfere"), (UNKNOWN, "no"), url="https://a.example/1")
    new = replace(old, statements=(replace(old.statements[0], made_by="model-2", speaker=person("Igor Orlov")),))
    with Record(tmp_path / "r.db") as record:
        assert record.add(old)
        assert not record.add(old)
        assert record.has(old.article.id, "model-1")
        assert not record.has(old.article.id, "model-2")
        assert record.add(new)
        assert record.reading(old.article.id) == new
        assert [count.value for count in record.speakers()] == ["Igor Orlov"]
        assert record.search(Query(words="no")) == []
        assert record.totals().statements == 1
        assert record.doctor() == ()


def test_a_later_copy_with_other_particulars_is_taken_over_with_its_new_reading(tmp_path: Path) -> None:
    old = reading_of((ORLOV, "that we will not interfere"), title="One", published="2031-01-01", outlet="The Times")
    new = replace(old, article=replace(old.article, title="Two", published="2032-01-01", outlet=None))
    with Record(tmp_path / "r.db") as record:
        record.add(old)
        record.add(new, made_by="model-2")
        assert record.reading(old.article.id) == new
        assert [count.value for count in record.count(Query(), by=By.YEAR)] == ["2032"]
        assert record.search(Query(words="one", scope="anywhere")) == []  # type: ignore[arg-type]
        assert record.doctor() == ()


def test_an_article_without_statements_is_known_too(tmp_path: Path) -> None:
    empty = reading_of(title="Weather")
    with Record(tmp_path / "r.db") as record:
        assert record.add(empty, made_by="model-1")
        assert record.has(empty.article.id, "model-1")
        assert not record.add(empty, made_by="model-1")
        assert record.reading(empty.article.id) == empty


def test_one_batch_may_hold_an_article_twice(tmp_path: Path) -> None:
    old = reading_of((ORLOV, "that we will not interfere"))
    new = replace(old, statements=tuple(replace(s, made_by="model-2") for s in old.statements))
    with Record(tmp_path / "r.db") as record:
        assert record.add_many([old, old, new, new]) == Added(new=1, replaced=1, unchanged=2, statements=2)
        assert record.reading(old.article.id) == new


def test_unnamed_speakers_of_two_articles_are_two_and_named_ones_are_one(tmp_path: Path) -> None:
    one = reading_of((OFFICIAL, "yes"), (OFFICIAL, "of course"), (ORLOV, "no"), url="https://a.example/1")
    two = reading_of((OFFICIAL, "yes"), (ORLOV, "no"), url="https://a.example/2")
    with Record(tmp_path / "r.db") as record:
        record.add_many([one, two])
        assert sorted((count.value, count.statements) for count in record.speakers()) == [
            ("Vladimir Orlov", 2),
            ("a senior official", 1),
            ("a senior official", 2),
        ]
        assert record.totals().speakers == 3


def test_what_was_rejected_is_kept_once(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        assert record.reject(Rejected(where="b.html", reason="no article in it"))
        assert not record.reject(Rejected(where="b.html", reason="no article in it"))
        assert record.reject(Rejected(where="\udcff\0", reason="not UTF-8"))
        assert [rejected.where for rejected in record.rejected()] == ["b.html", r"\udcff\0"]
        assert record.totals().rejected == 2


def test_a_run_tells_what_came_of_it(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        with record.run(what="articles/", made_by="model-1"):
            record.add_many([reading_of((ORLOV, "no")), reading_of((ORLOV, "no"))])
            record.reject(Rejected(where="b.html", reason="empty"))
        (run,) = record.runs()
        assert (run.what, run.made_by, run.added) == ("articles/", "model-1", Added(new=1, unchanged=1, rejected=1, statements=1))
        assert run.ended is not None
        assert run.ended >= run.started


@pytest.mark.parametrize("prefix", ["", "xyz", "0" * 16, "0" * 17, "g'; DROP TABLE articles"])
def test_an_id_that_is_not_on_record_says_so(tmp_path: Path, prefix: str) -> None:
    with Record(tmp_path / "r.db") as record, pytest.raises(QueryError, match="no statement"):
        record.statement(prefix)


def test_a_prefix_that_several_ids_share_names_some(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add_many(reading_of((ORLOV, f"no {n}")) for n in range(40))
        ids = sorted(hit.statement.id for hit in record.statements())
        shared = next(a[0] for a, b in pairwise(ids) if a[0] == b[0])
        with pytest.raises(QueryError, match=f"several statements .*{shared}"):
            record.statement(shared)
        assert record.statement(ids[0].upper()).statement.id == ids[0]
