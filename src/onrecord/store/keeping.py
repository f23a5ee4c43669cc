"""What every record does in the same way, be it a file or a database: readings in, answers out, by the tables that each has.

How a transaction is opened, how words are searched and statements are counted, and what is tidied, is each store's own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from types import TracebackType
from typing import Self

from onrecord.errors import QueryError, RecordError
from onrecord.records import Reading, Rejected
from onrecord.store import changes, runs
from onrecord.store.answers import Added, Change, Count, Hit, Maker, Run, Stored
from onrecord.store.checks import check_reading
from onrecord.store.corrections import Corrections, write_amended
from onrecord.store.disputes import Disputes
from onrecord.store.query import By, Query
from onrecord.store.quotations import Quotations
from onrecord.store.tables import Tables
from onrecord.store.write import Made, maker_of

BATCH_STATEMENTS = 32_000  # each batch leaves a piece of the full-text index, which has its own list of all words
BATCH_ARTICLES = 2_000
_STATEMENTS = 500  # in memory at a time
_ARTICLES = 50

_READ_BY = "SELECT 1 FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ? AND m.name = ?"
_PARENT = "SELECT parent FROM statements WHERE number = ? AND parent IS NOT NULL"
_PAGE = f"SELECT number FROM {{}} WHERE number > ? ORDER BY number LIMIT {_STATEMENTS}"
_CHILDREN = "SELECT number FROM statements WHERE parent = ? ORDER BY number"


class Keeping(ABC):
    """One record, for one thread; close it, or use it in a `with`. Every method raises RecordError if file or server fails."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._run: int | None = None
        self._changed = 0  # statements, since the record was last tidied

    @abstractmethod
    def close(self) -> None:
        """Close it; closing twice does no harm."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Writing

    @contextmanager
    def run(self, *, what: str, made_by: str) -> Iterator[int]:
        """Note a run of the reader: what is added or rejected inside belongs to it, and is counted with it."""
        with self._writing():
            self._run = runs.begin(self._tables, what, made_by)
        number = self._run
        try:
            yield number
        finally:
            self._run = None
            with self._writing():
                runs.end(self._tables, number)
        with self._writing():
            self._tidy()
        self._shrink()

    def add(self, reading: Reading, *, made_by: str | None = None) -> bool:
        """Add one article with its statements; False if it is there, made by the same. RecordError if it cannot be stored.

        Made by another, its statements take the place of those that were there.
        """
        check_reading(reading)
        return self._write([Made(reading=reading, made_by=maker_of(reading, made_by))]).unchanged == 0

    def add_many(self, readings: Iterable[Reading], *, made_by: str | None = None) -> Added:
        """Add readings, up to two thousand in a transaction; one that cannot be stored is kept as rejected."""
        added = Added()
        batch: dict[str, Made] = {}
        statements = 0
        for reading in readings:
            made = Made(reading=reading, made_by=maker_of(reading, made_by))
            try:
                check_reading(reading)
            except RecordError as error:
                added += Added(rejected=int(self.reject(Rejected(where=reading.article.where, reason=str(error)))))
                continue
            if made.id in batch or len(batch) >= BATCH_ARTICLES or statements >= BATCH_STATEMENTS:
                added += self._write(list(batch.values()))
                batch, statements = {}, 0
            batch[made.id] = made
            statements += len(reading.statements)
        return added + self._write(list(batch.values()))

    def reject(self, rejected: Rejected) -> bool:
        """Keep what could not be read, and why; False if that is on record already."""
        with self._writing():
            is_new = runs.reject(self._tables, rejected, self._run)
            runs.tally(self._tables, self._run, Added(rejected=int(is_new)))
        return is_new

    # Reading

    def has(self, article_id: str, made_by: str) -> bool:
        """Say whether the article is on record, read by that maker."""
        with self._reading():
            return self._tables.one(_READ_BY, article_id, made_by) is not None

    def reading(self, article_id: str) -> Reading:
        """Return the article whose id is, or begins, so, with its statements; QueryError if there is not just one."""
        with self._reading():
            return self._tables.reading(self._tables.number_of("articles", article_id))

    def statement(self, prefix: str) -> Stored:
        """Return the statement whose id is, or begins, so; QueryError if there is not just one."""
        with self._reading():
            number = self._tables.number_of("statements", prefix)
            ((statement, article),) = self._tables.pairs([number])
            numbers = ([row[0] for row in self._tables.rows(sql, number)] for sql in (_PARENT, _CHILDREN))
            above, below = (tuple(pair[0] for pair in self._tables.pairs(some)) for some in numbers)
        return Stored(statement=statement, article=article, parent=above[0] if above else None, children=below)

    def speakers(self, name: str | None = None, *, most: int | None = None) -> tuple[Count, ...]:
        """Return all speakers on record, or those of that name, most quoted first."""
        found = self.count(Query(speaker=name), by=By.SPEAKER, most=most and most + 1)
        return tuple(count for count in found if count.value is not None)[:most]

    def makers(self) -> tuple[Maker, ...]:
        """Return by which models the articles on record were read."""
        with self._reading():
            return runs.makers(self._tables)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs of the reader, oldest first."""
        with self._reading():
            return runs.all_runs(self._tables)

    def rejected(self) -> tuple[Rejected, ...]:
        """Return all that could not be read, in the order in which it was met."""
        with self._reading():
            return tuple(one for one, _ in runs.rejected(self._tables))

    def statements(self, query: Query | None = None) -> Iterator[Hit]:
        """Yield all statements, or all that fit, oldest first, a few hundred in memory at a time and no lock held between."""
        for numbers in self._pages("statements") if query is None else _cut(self._everything(query), _STATEMENTS):
            with self._reading():
                found = self._tables.pairs(numbers)
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def versions(self, url: str) -> tuple[Reading, ...]:
        """Return all versions of the page on record, oldest first; QueryError if there is none."""
        with self._reading():
            numbers = self._tables.versions_of(url)
            if not numbers:
                raise QueryError(f"{url!r}: no article on record is from there; the url of one was expected. Copy it from `onrecord show`.")
            return tuple(self._tables.readings(numbers))

    def changes(self, url: str | None = None) -> Iterator[Change]:
        """Yield what changed from each version to the next of the page, or of all pages that have several versions."""
        for page in [url] if url is not None else self._versioned():
            for old, new in pairwise(self.versions(page)):
                yield from changes.changes(old, new)

    def readings(self) -> Iterator[Reading]:
        """Yield all articles with their statements, in the order in which they were first added."""
        for numbers in self._pages("articles"):
            for some in _cut(numbers, _ARTICLES):
                with self._reading():
                    found = self._tables.readings(some)
                yield from found

    @property
    def corrections(self) -> Corrections:
        """What people said of the record: said here, listed, undone."""
        return Corrections(self)

    @property
    def quotations(self) -> Quotations:
        """The same words, wherever they were printed, and the copies of wire stories."""
        return Quotations(self)

    @property
    def disputes(self) -> Disputes:
        """Who denies what another said, with both sides."""
        return Disputes(self)

    # What each store does in its own way

    @abstractmethod
    def count(self, query: Query, *, by: By, most: int | None = None) -> tuple[Count, ...]: ...  # noqa: D102  told where it is done
    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]: ...
    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]: ...
    @abstractmethod
    def _tidy(self) -> None:
        """At the end of a run, and inside a transaction, let what was written be found as fast as all else."""

    def _shrink(self) -> None:  # noqa: B027  a database server sees to it by itself
        """At the end of a run, and outside of a transaction, give back the room that nothing takes any more."""

    # What the parts of a record ask of it

    def _pages(self, table: str) -> Iterator[list[int]]:
        last = 0
        while True:
            with self._reading():
                numbers = [row[0] for row in self._tables.rows(_PAGE.format(table), last)]
            if not numbers:
                return
            yield numbers
            last = numbers[-1]

    def _write(self, batch: list[Made]) -> Added:
        with self._writing():
            added = write_amended(self._tables, batch, self._run)
            runs.tally(self._tables, self._run, added)
            self._changed += added.statements
        return added

    def _everything(self, query: Query) -> list[int]:
        with self._reading():
            return self._tables.fitting(query)

    def _versioned(self) -> list[str]:
        with self._reading():
            return self._tables.versioned()


def _cut(numbers: list[int], size: int) -> Iterator[list[int]]:
    yield from (numbers[place : place + size] for place in range(0, len(numbers), size))
