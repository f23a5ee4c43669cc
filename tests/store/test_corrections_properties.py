"""Whatever is said, in whatever order articles are read: the record stands as the readings and the corrections make it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.records import Reading, SpeakerKind, Stance
from onrecord.store import AnyRecord, By, Query, Record
from onrecord.store.corrections import rows
from onrecord.store.corrections.amending import amended

from .made import readings

many = st.lists(readings(), min_size=1, max_size=3, unique_by=lambda reading: reading.article.id)


def say(record: AnyRecord, data: st.DataObject, done: list[int]) -> None:
    """Say something about what is on record, if it can be said."""
    said, hits = record.corrections, list(record.statements())
    names = [count.value for count in record.speakers() if count.value]
    act = data.draw(st.sampled_from(["correct", "stance", "remove", "merge", "split", "undo"]))
    if act == "undo" and done:
        number = said.undo(data.draw(st.sampled_from(done))).number
    elif act == "merge" and len(names) > 1:
        number = said.merge(data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))).number
    elif act == "split" and hits:
        hit = data.draw(st.sampled_from(hits))
        place = data.draw(st.sampled_from([hit.statement.id, hit.article.id]))
        number = said.split(hit.statement.speaker.name or "", [place]).number
    elif act == "remove" and hits:
        number = said.remove(data.draw(st.sampled_from(hits)).statement.id).number
    elif hits:
        one = data.draw(st.sampled_from(hits)).statement.id
        kind = data.draw(st.sampled_from([SpeakerKind.PERSON, SpeakerKind.UNNAMED]))
        number = said.correct(one, stance=Stance.HOPES).number if act == "stance" else said.correct(one, speaker="Ada", kind=kind).number
    else:
        return
    done.append(number)


def standing(record: Record) -> dict[str, Reading]:
    assert record.doctor() == ()
    return {reading.article.id: reading for reading in record.readings()}


def expected(record: Record, read: Iterable[Reading]) -> dict[str, Reading]:
    """What the pure function makes of the readings: the slow plain twin of the rows."""
    with record._reading():
        kept, said = rows.kept(record._tables), rows.holding(record._tables, rows.everything(record._tables))
    return {one.article.id: amended(one, said, kept) for one in read}


@settings(max_examples=120, deadline=None)
@given(many, st.data())
def test_the_record_stands_as_the_readings_and_the_corrections_make_it(read: list[Reading], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add_many(read, made_by="model-1")
        done: list[int] = []
        for _ in range(data.draw(st.integers(1, 5))):
            with suppress(QueryError):
                say(record, data, done)
        stands = standing(record)
        assert stands == expected(record, read)
        assert {one.article.id: record.corrections.as_read(one.article.id) for one in read} == {one.article.id: one for one in read}

        record.add_many(data.draw(st.permutations(read)), made_by="model-2")
        assert standing(record) == stands
        assert record.totals().statements == sum(len(one.statements) for one in stands.values())
        for by in By:
            counted = record.count(Query(copies=True, versions=True), by=by)
            assert sum(count.statements for count in counted) >= record.totals().statements

        for number in reversed(done):
            if record.corrections.holds(rows.numbered(record._tables, number)):
                record.corrections.undo(number)
        assert standing(record) == {one.article.id: one for one in read}


@settings(max_examples=60, deadline=None)
@given(many, st.data())
def test_corrections_said_before_an_article_is_read_hold_in_it_too(read: list[Reading], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record, Record(Path(folder) / "s.db") as later:
        record.add_many(read, made_by="model-1")
        done: list[int] = []
        for _ in range(data.draw(st.integers(1, 4))):
            with suppress(QueryError):
                say(record, data, done)
        later.corrections.keep(list(record.corrections))
        later.add_many(data.draw(st.permutations(read)), made_by="model-1")
        assert standing(later) == standing(record)
        assert [replace(one, number=0) for one in later.corrections] == [replace(one, number=0) for one in record.corrections]
