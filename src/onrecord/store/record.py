"""The record: one SQLite file, opened, written, searched and looked over. This is all that the other rooms see of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import QueryError, RecordError
from onrecord.records import Reading, Rejected
from onrecord.store import changes, count, doctor, load, runs, search, shown, versions
from onrecord.store.answers import Added, Change, Count, Facets, Hit, Maker, Problem, Run, Stored, Totals
from onrecord.store.checks import check_reading
from onrecord.store.connection import connect, faults, snapshot, transaction
from onrecord.store.corrections import Corrections, write_amended
from onrecord.store.disputes import Disputes
from onrecord.store.filetables import FileTables
from onrecord.store.people import People
from onrecord.store.query import By, Query
from onrecord.store.quotations import Quotations
from onrecord.store.settle import settle
from onrecord.store.tables import Tables
from onrecord.store.tidy import tidy
from onrecord.store.words import parse
from onrecord.store.write import Made, maker_of

BATCH_STATEMENTS = 16_000
BATCH_ARTICLES = 2_000
_STEPS_BETWEEN = 20_000


class Record:
    """One record, for one thread; close it, or use it in a `with`. Every method raises RecordError if the file fails."""

    def __init__(self, path: str | Path, *, create: bool = True, readonly: bool = False, wait_s: float = 30.0) -> None:
        self.path = Path(path)
        self._db = connect(self.path, readonly=readonly, create=create, wait_s=wait_s)
        self._tables: Tables = FileTables(self._db)
        self._run: int | None = None
        self._changed = 0  # statements, since the index was last made one piece

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
        self._tidy()

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
        sql = "SELECT 1 FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ? AND m.name = ?"
        with self._reading():
            return self._db.execute(sql, (article_id, made_by)).fetchone() is not None

    def reading(self, article_id: str) -> Reading:
        """Return the article whose id is, or begins, so, with its statements; QueryError if there is not just one."""
        with self._reading():
            return load.reading(self._db, load.number_of(self._db, "articles", article_id))

    def statement(self, prefix: str) -> Stored:
        """Return the statement whose id is, or begins, so; QueryError if there is not just one."""
        with self._reading():
            number = load.number_of(self._db, "statements", prefix)
            ((statement, article),) = load.pairs(self._db, [number])
            parent = self._db.execute("SELECT parent FROM statements WHERE number = ? AND parent IS NOT NULL", (number,)).fetchall()
            children = self._db.execute("SELECT number FROM statements WHERE parent = ? ORDER BY number", (number,)).fetchall()
            above, below = (tuple(pair[0] for pair in load.pairs(self._db, [row[0] for row in rows])) for rows in (parent, children))
        return Stored(statement=statement, article=article, parent=above[0] if above else None, children=below)

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

    def speakers(self, name: str | None = None, *, most: int | None = None) -> tuple[Count, ...]:
        """Return all speakers on record, or those of that name, most quoted first."""
        found = self.count(Query(speaker=name), by=By.SPEAKER, most=most and most + 1)
        return tuple(count for count in found if count.value is not None)[:most]

    def totals(self) -> Totals:
        """Return how much is on record."""
        with self._reading():
            return count.totals(self._db)

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
        for numbers in self._pages("statements") if query is None else _cut(self._everything(query)):
            with self._reading():
                found = load.pairs(self._db, numbers)
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def versions(self, url: str) -> tuple[Reading, ...]:
        """Return all versions of the page on record, oldest first; QueryError if there is none."""
        with self._reading():
            numbers = versions.of_page(self._db, url)
            if not numbers:
                raise QueryError(f"{url!r}: no article on record is from there; the url of one was expected. Copy it from `onrecord show`.")
            return tuple(load.reading(self._db, number) for number in numbers)

    def changes(self, url: str | None = None) -> Iterator[Change]:
        """Yield what changed from each version to the next of the page, or of all pages that have several versions."""
        if url is None:
            with self._reading():
                pages = versions.pages(self._db)
        for page in [url] if url is not None else pages:
            for old, new in pairwise(self.versions(page)):
                yield from changes.changes(old, new)

    def readings(self) -> Iterator[Reading]:
        """Yield all articles with their statements, in the order in which they were first added."""
        for numbers in self._pages("articles"):
            for number in numbers:
                with self._reading():
                    reading = load.reading(self._db, number)
                yield reading

    def doctor(self) -> tuple[Problem, ...]:
        """Look the whole record over and return what is wrong with it."""
        with self._reading():
            found = tuple(doctor.problems(self._db))
        with faults(self.path):
            return (*found, *doctor.index_problems(self._db))

    @property
    def corrections(self) -> Corrections:
        """What people said of the record: said here, listed, undone."""
        return Corrections(self)

    @property
    def people(self) -> People:
        """One speaker at a time, with everything that is on record from them."""
        return People(self)

    @property
    def quotations(self) -> Quotations:
        """The same words, wherever they were printed, and the copies of wire stories."""
        return Quotations(self)

    @property
    def disputes(self) -> Disputes:
        """Who denies what another said, with both sides."""
        return Disputes(self)

    # The file

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with faults(self.path), transaction(self._db):
            yield
            self._changed += settle(self._db)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with faults(self.path), snapshot(self._db):
            yield

    def _write(self, batch: list[Made]) -> Added:
        with self._writing():
            added = write_amended(self._tables, batch, self._run)
            runs.tally(self._tables, self._run, added)
            self._changed += added.statements
        return added

    def _tidy(self) -> None:
        with self._writing():
            if tidy(self._db, self._changed):
                self._changed = 0

    def _pages(self, table: str) -> Iterator[list[int]]:
        pages = load.paged(self._db, table)
        while True:
            with self._reading():
                numbers = next(pages, None)
            if numbers is None:
                return
            yield numbers

    def _everything(self, query: Query) -> list[int]:
        with self._reading():
            return search.everything(self._db, query)


def _cut(numbers: list[int]) -> Iterator[list[int]]:
    yield from (numbers[place : place + load.PAGE] for place in range(0, len(numbers), load.PAGE))
