"""Counting: kept counts, counts of a search, and the same by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Manner, Reading, SpeakerKind, Stance
from onrecord.store import By, Count, Query, Record, Scope, Totals, count, dates, kept

from .made import UNKNOWN, person, reading_of, readings


def test_statements_are_counted_by_what_they_share(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add(reading_of((person("Ada"), "war"), (person("Ada"), "war"), (UNKNOWN, "peace"), outlet="The Times", published="2031-04-09"))
        record.add(reading_of((person("Igor"), "war"), published="2032-01-01"))
        assert record.totals() == Totals(articles=2, statements=4, speakers=2, unknown=1, rejected=0)
        person_count = {"kind": SpeakerKind.PERSON}
        ada, igor = Count(value="Ada", statements=2, **person_count), Count(value="Igor", statements=1, **person_count)
        assert record.count(Query(), by=By.SPEAKER)[0] == ada
        assert record.count(Query(words="war"), by=By.SPEAKER) == (ada, igor)
        assert record.count(Query(words="war"), by=By.SPEAKER, most=1) == (ada,)
        assert record.speakers("ada") == (ada,)
        assert record.count(Query(), by=By.OUTLET) == (Count(value="The Times", statements=3), Count(value=None, statements=1))
        assert record.count(Query(), by=By.MONTH) == (Count(value="2031-04", statements=3), Count(value="2032-01", statements=1))
        assert record.count(Query(outlet="none"), by=By.MONTH) == ()
        assert [count.value for count in record.count(Query(), by=By.KIND)] == ["person", "unknown"]


ASKED = (Query(), Query(words="the OR war"), Query(since="2031-03-15"), Query(manner=Manner.DIRECT), Query(copies=True), Query(outlet="?"))
SHARED = (Query(kind=SpeakerKind.UNKNOWN), Query(kind=SpeakerKind.PERSON), Query(stance=Stance.ASSERTS), Query(manner=Manner.MIXED))
DATES = [(None, "2031-04-08"), ("2031-04-09", "2031-04-09"), ("2031-03-15", "2033-02-02"), ("1500", None), ("2000-02", "2031-06-10")]


@settings(max_examples=25, deadline=None)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading.article.id))
def test_counts_are_those_made_by_hand_however_they_are_asked_for(many: list[Reading]) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add_many(many)
        said = [(hit.article, hit.statement) for hit in record.statements(Query())]
        by_hand: dict[By, Counter[str | None]] = {
            By.MANNER: Counter(s.manner.value for _, s in said),
            By.STANCE: Counter(s.stance and s.stance.value for _, s in said),
            By.KIND: Counter(s.speaker.kind.value for _, s in said),
            By.OUTLET: Counter(a.outlet for a, _ in said),
        }
        for by in By:
            kept = record.count(Query(), by=by)
            assert sum(count.statements for count in kept) == len(said)
            if by in by_hand:
                assert {count.value: count.statements for count in kept} == by_hand[by]
        for since, until in DATES:
            assert_counts_within(record, since, until)
        assert_facets_are_counts(record)
        assert_dates_of_many_are_those_of_few(record)
        for kind in SpeakerKind:
            some = record.count(Query(kind=kind), by=By.MANNER)
            assert sum(count.statements for count in some) == by_hand[By.KIND][kind.value]


def assert_facets_are_counts(record: Record) -> None:
    """Several counts at once are those asked for one by one; of very many statements the newest are counted, but all of their dates."""
    named = [Query(outlet=one.value) for one in record.count(Query(), by=By.OUTLET) if one.value is not None]
    for query in (*ASKED, *SHARED, *named):
        facets = record.facets(query, by=list(By), most=100)
        assert facets.statements == facets.counted == record.how_many(query)
        assert facets.counts == tuple(record.count(query, by=by, most=100) for by in By)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(count, "MOST_LOOKED_AT", 2)
        facets = record.facets(Query(copies=True, versions=True, scope=Scope.ANYWHERE, said_until="2040"), by=[By.DAY, By.KIND])
        assert facets.counted == min(2, facets.statements) == sum(one.statements for one in facets.counts[1])
        assert facets.statements == sum(one.statements for one in facets.counts[0])


def assert_dates_of_many_are_those_of_few(record: Record) -> None:
    """Dates that are counted one span after the other are those of all hits sorted."""
    asked = [(query, by) for query in (*ASKED, Query(words="the OR wa*"), Query(copies=True, until="2033")) for by in (By.YEAR, By.MONTH, By.DAY)]
    sorted_out = [record.count(query, by=by) for query, by in asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "FEW", 0)
        assert [record.count(query, by=by) for query, by in asked] == sorted_out
        patch.setattr(dates, "MOST_SPANS", 3)
        assert [record.count(query, by=by) for query, by in asked] == sorted_out


def assert_counts_within(record: Record, since: str | None, until: str | None) -> None:
    """Counts taken from the kept ones equal those of all statements, whatever parts of months are at the ends."""
    query = Query(since=since, until=until)
    said = [(hit.article, hit.statement) for hit in record.statements(query)]
    assert {c.value: c.statements for c in record.count(query, by=By.OUTLET)} == Counter(a.outlet for a, _ in said)
    assert {c.value: c.statements for c in record.count(query, by=By.LANGUAGE)} == Counter(a.language or None for a, _ in said)
    assert {c.value: c.statements for c in record.count(query, by=By.KIND)} == Counter(s.speaker.kind.value for _, s in said)
    assert sum(c.statements for c in record.count(query, by=By.SAID_MONTH)) == sum(c.statements for c in record.count(query, by=By.DAY)) == len(said)
    greatest = [c.statements for c in record.count(query, by=By.SPEAKER)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "FEW", -1)
        for most in (1, 3):
            assert [c.statements for c in record.count(query, by=By.SPEAKER, most=most)] == greatest[:most]
