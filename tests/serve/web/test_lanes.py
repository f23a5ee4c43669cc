"""The threads in which a server works: what is kept stays in its thread, and no work goes on for ever."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import RecordError
from onrecord.serve.web.lanes import Bounds, Lane, TooBusy, TooSlow, lanes_of, ready
from onrecord.store import Query, Record
from tests.store.made import person, reading_of


def test_each_thread_keeps_one_thing_and_never_gives_it_to_another() -> None:
    lane = Lane(threading.get_ident, Bounds(threads=3, most_waiting=100))

    async def ask() -> list[bool]:
        return await asyncio.gather(*(lane.do(lambda kept: kept == threading.get_ident()) for _ in range(60)))

    assert all(asyncio.run(ask()))
    lane.close()


def test_more_than_may_wait_are_sent_away_and_the_others_answered() -> None:
    lane, gate = Lane(lambda: None, Bounds(most_waiting=2)), threading.Event()

    async def ask() -> list[object]:
        asked = [asyncio.ensure_future(lane.do(lambda _: gate.wait(10))) for _ in range(5)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    found = asyncio.run(ask())
    assert [type(one) for one in found] == [bool, bool, bool, TooBusy, TooBusy]
    lane.close()


def test_work_that_nobody_waits_for_any_more_still_takes_its_place() -> None:
    lane, gate = Lane(lambda: None, Bounds(most_waiting=0, timeout_s=0.05)), threading.Event()

    async def ask() -> list[object]:
        first: Any = await asyncio.gather(lane.do(lambda _: gate.wait(10)), return_exceptions=True)
        second: Any = await asyncio.gather(lane.do(lambda _: True), return_exceptions=True)
        gate.set()
        while lane._taken:
            await asyncio.sleep(0.01)
        return [*first, *second, await lane.do(lambda _: True)]

    found = asyncio.run(ask())
    assert [type(one) for one in found] == [TooSlow, TooBusy, bool]
    lane.close()


def test_a_question_that_takes_too_long_stops_inside_the_database(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with Record(path) as record:
        record.add(reading_of((person("Ada Brekke"), "we will stay")))
        record.give_up_at(time.monotonic() - 1)
        endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        with pytest.raises(RecordError), record._reading():
            record._db.execute(endless).fetchone()
        record.give_up_at(time.monotonic() + 600)
        assert record.how_many(Query(words="stay")) == 1


def test_a_lane_tells_a_question_that_gave_up_from_a_broken_record(tmp_path: Path) -> None:
    def fails(_: object) -> None:
        raise RecordError("x.db: it is damaged")

    quick = Lane(lambda: None, Bounds())
    with pytest.raises(RecordError):
        asyncio.run(quick.do(fails))
    quick.close()


def test_a_record_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        ready(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_lane_that_asks_cannot_write_and_there_is_one_that_writes_only_for_editing(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    Record(path).close()
    lanes, reading = lanes_of(path), reading_of((person("Ada Brekke"), "we will stay"))
    assert lanes.writing is None
    with pytest.raises(RecordError):
        asyncio.run(lanes.asking.do(lambda record: record.add(reading)))
    lanes.close()
    editing = lanes_of(path, edit=True)
    assert editing.writing is not None
    assert asyncio.run(editing.writing.do(lambda record: record.add(reading)))
    assert asyncio.run(editing.asking.do(lambda record: record.how_many(Query(words="stay")))) == 1
    editing.close()
