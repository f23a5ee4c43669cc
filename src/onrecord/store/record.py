"""The record: one SQLite file, opened, written, searched and looked over. This is all that the other rooms see of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from onrecord.store import count, doctor, load, search, shown
from onrecord.store.answers import Count, Facets, Hit, Problem, Totals
from onrecord.store.connection import connect, faults, snapshot, transaction
from onrecord.store.filetables import FileTables
from onrecord.store.keeping import Keeping
from onrecord.store.people import People
from onrecord.store.query import By, Query
from onrecord.store.settle import settle
from onrecord.store.tidy import shrink, tidy
from onrecord.store.words import parse

_STEPS_BETWEEN = 20_000


class Record(Keeping):
    """One record, for one thread; close it, or use it in a `with`. Every method raises RecordError if the file fails."""

    def __init__(self, path: str | Path, *, create: bool = True, readonly: bool = False, wait_s: float = 30.0) -> None:
        self.path = Path(path)
        self._db = connect(self.path, readonly=readonly, create=create, wait_s=wait_s)
        super().__init__(FileTables(self._db))

    @classmethod
    def open_readonly(cls, path: str | Path) -> Self:
        """Open a record that must be there, never to write to it."""
        return cls(path, create=False, readonly=True)

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._db.close()

    def give_up_at(self, moment: float) -> None:
        """Let questions that are not answered by that moment of `time.monotonic` fail with RecordError, until another moment is given."""
        self._db.set_progress_handler(lambda: int(time.monotonic() >= moment), _STEPS_BETWEEN)

    def search(self, query: Query) -> list[Hit]:
        """Return one page of the statements that fit, with what matched; QueryError if the words have no word in them."""
        with self._reading():
            found = load.pairs(self._db, search.page(self._db, query))
            spans = shown.matches(self._db, parse(query.words or ""), found)
        return [Hit(statement=statement, article=article, matches=marks) for (statement, article), marks in zip(found, spans, strict=True)]

    def how_many(self, query: Query) -> int:
        """Return the number of statements that fit."""
        with self._reading():
            return search.how_many(self._db, query)

    def count(self, query: Query, *, by: By, most: int | None = None) -> tuple[Count, ...]:
        """Return how many of the statements that fit share each value: the greatest first, dates in their own order.

        With `most`, no more than so many; the query's own limit, offset and sort play no part.
        """
        with self._reading():
            return count.counts(self._db, query, By(by), most)

    def facets(self, query: Query, *, by: Sequence[By], most: int = 10) -> Facets:
        """Return several counts of one query at once, each as `count` gives it: at most so many values of each, but all dates.

        Where very many statements fit, the newest of them are counted, but dates of publication over all.
        """
        with self._reading():
            return count.facets(self._db, query, by, most)

    def totals(self) -> Totals:
        """Return how much is on record."""
        with self._reading():
            return count.totals(self._db)

    def doctor(self) -> tuple[Problem, ...]:
        """Look the whole record over and return what is wrong with it."""
        with self._reading():
            found = tuple(doctor.problems(self._db))
        with faults(self.path):
            return (*found, *doctor.index_problems(self._db))

    @property
    def people(self) -> People:
        """One speaker at a time, with everything that is on record from them."""
        return People(self)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with faults(self.path), transaction(self._db):
            yield
            self._changed += settle(self._db)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with faults(self.path), snapshot(self._db):
            yield

    def _tidy(self) -> None:
        if tidy(self._db, self._changed):
            self._changed = 0

    def _shrink(self) -> None:
        with faults(self.path):
            shrink(self._db)
