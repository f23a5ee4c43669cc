"""Lanes: the few threads in which a server works, so that no request waits for another's record and none works for ever.

In: work, a function of what its thread keeps (a read-only record, a record for writing, a loaded model). Out: what the work
gives. What is kept never leaves its thread. Knows nothing of HTTP.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from onrecord.errors import OnrecordError, RecordError
from onrecord.serve.web.article import ArticleReader
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.opening import open_record

ASKING_THREADS: Final = 4
"""More would only wait for each other: what a search needs is the processor."""
ASKING_S: Final = 10.0
READING_S: Final = 45.0
WRITING_S: Final = 30.0

Kept = TypeVar("Kept")
Found = TypeVar("Found")


class TooSlow(OnrecordError):
    """What was asked took longer than a request may."""


class TooBusy(OnrecordError):
    """As many requests as may wait are waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many threads a lane has, how many requests may wait for them, and how long one may take, the waiting with it."""

    threads: int = 1
    most_waiting: int = 8
    timeout_s: float = 30.0


class Lane(Generic[Kept]):
    """Threads that each keep one thing, made by `opened` when first needed; `hurried` tells it until when its work has time."""

    def __init__(self, opened: Callable[[], Kept], bounds: Bounds, hurried: Callable[[Kept, float], None] | None = None) -> None:
        self._opened, self._bounds, self._hurried = opened, bounds, hurried
        self._pool: ThreadPoolExecutor | None = None
        self._own = threading.local()
        self._taken = 0

    async def do(self, work: Callable[[Kept], Found]) -> Found:
        """Do the work in one of the threads. Raises TooBusy, TooSlow, and whatever the work raises."""
        bounds = self._bounds
        if self._taken >= bounds.threads + bounds.most_waiting:
            raise TooBusy(f"{self._taken} requests wait already; at most {bounds.threads + bounds.most_waiting} were expected. Try again soon.")
        if self._pool is None:
            self._pool = ThreadPoolExecutor(bounds.threads, thread_name_prefix="onrecord-lane")
        future = asyncio.get_running_loop().run_in_executor(self._pool, self._done, work, time.monotonic() + bounds.timeout_s)
        self._taken += 1
        # Counted until the thread is free again, not until the answer was given up: else what nobody waits for would pile up unseen.
        future.add_done_callback(self._freed)
        future.add_done_callback(_seen)
        done, _ = await asyncio.wait([future], timeout=bounds.timeout_s)
        if not done:
            raise TooSlow(self._too_slow())
        return future.result()

    def close(self) -> None:
        """End the threads, each after what it does now; work that comes later gets new ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _done(self, work: Callable[[Kept], Found], until: float) -> Found:
        if time.monotonic() >= until:
            raise TooSlow("it waited too long for its turn; a server with less to do was expected. Try again later.")
        if not hasattr(self._own, "kept"):
            self._own.kept = self._opened()
        if self._hurried:
            self._hurried(self._own.kept, until)
        try:
            return work(self._own.kept)
        except RecordError:
            if time.monotonic() >= until:  # it was told to give up, and did
                raise TooSlow(self._too_slow()) from None
            raise

    def _too_slow(self) -> str:
        return f"it took longer than {self._bounds.timeout_s:g} seconds; a quicker question was expected. Ask for less."

    def _freed(self, _: object) -> None:
        self._taken -= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The lanes of one server: to ask the record, to read articles, and, where that is allowed, to write to the record."""

    asking: Lane[AnyRecord]
    reading: Lane[ArticleReader]
    writing: Lane[AnyRecord] | None

    def close(self) -> None:
        """Close them all."""
        for lane in (self.asking, self.reading, self.writing):
            if lane is not None:
                lane.close()


def ready(location: str | Path) -> str | Path:
    """Return the location of a record that can be read, brought to the newest version; RecordError if there is none."""
    try:
        open_record(location, create=False, readonly=True).close()
    except RecordError:
        open_record(location, create=False).close()
    return location


def lanes_of(location: str | Path, *, edit: bool = False) -> Lanes:
    """Return the lanes of a server of the record that is there."""
    asking = Lane(
        lambda: open_record(location, create=False, readonly=True),
        Bounds(threads=ASKING_THREADS, most_waiting=200, timeout_s=ASKING_S),
        _hurry,
    )
    reading = Lane(ArticleReader, Bounds(timeout_s=READING_S))
    writing = Lane(lambda: open_record(location, create=False), Bounds(most_waiting=50, timeout_s=WRITING_S)) if edit else None
    return Lanes(asking=asking, reading=reading, writing=writing)


def _hurry(record: AnyRecord, until: float) -> None:
    record.give_up_at(until)


def _seen(future: asyncio.Future[Any]) -> None:
    """Look at the error, if there is one: of work that nobody waits for any more, it would else be told to the log as never looked at."""
    if not future.cancelled():
        future.exception()
