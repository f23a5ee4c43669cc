"""Relating a record gives what comparing every pair of articles gives, in whatever order they are read, however often."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Reading
from onrecord.run import disputing
from onrecord.run.disputing import saids
from onrecord.store import Record
from tests.cases_of import cases, named
from tests.relate.marked_disputes import links_between, readings_of

ACROSS = [case for case in cases("disputes/work.toml") + cases("disputes/held.toml") if len(case["article"]) > 1]
Links = set[tuple[str, str, str]]


def kept(record: Record) -> Links:
    return {(d.dispute.by, d.dispute.of, d.dispute.kind.value) for d in record.disputes.find(limit=1_000)}


def related(path: Path, readings: list[Reading]) -> Links:
    with Record(path) as record:
        for reading in readings:
            record.add(reading)
            disputing.relate(record, [reading.article.id])
        assert record.doctor() == ()
        return kept(record)


@pytest.mark.parametrize("case", ACROSS, ids=named)
def test_a_record_holds_what_comparing_all_pairs_finds_in_either_order(case: dict[str, Any], tmp_path: Path) -> None:
    readings, _ = readings_of(case)
    plain = {(d.by, d.of, d.kind.value) for d in links_between([saids(r.article, r.statements) for r in readings])}
    for place, order in enumerate(permutations(readings)):
        assert related(tmp_path / f"{place}.db", list(order)) == plain


def test_many_articles_read_in_any_order_and_related_twice_hold_the_same_links(tmp_path: Path) -> None:
    readings = [reading for case in ACROSS for reading in readings_of(case)[0]]
    readings = list({reading.article.id: reading for reading in readings}.values())
    forward = related(tmp_path / "a.db", readings)
    assert forward
    with Record(tmp_path / "b.db") as record:
        record.add_many(reversed(readings))
        for _ in range(2):
            disputing.relate(record, [reading.article.id for reading in readings])
        assert kept(record) == forward


def test_statements_that_go_take_their_disputes_with_them(tmp_path: Path) -> None:
    case = next(case for case in ACROSS if case["links"])
    readings, _ = readings_of(case)
    with Record(tmp_path / "r.db") as record:
        record.add_many(readings)
        disputing.relate(record, [reading.article.id for reading in readings])
        assert record.disputes.how_many() == 1
        record.add(Reading(article=readings[0].article, statements=()), made_by="another")
        assert record.disputes.how_many() == 0
        assert record.doctor() == ()
