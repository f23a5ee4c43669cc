"""The record in a PostgreSQL database: opened, written, searched and looked over, with the methods of a record in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from types import TracebackType
from typing import Self

from onrecord.errors import QueryError, RecordError
from onrecord.records import Reading, Rejected
from onrecord.store import changes, runs, shown
from onrecord.store.answers import Added, Change, Count, Facets, Hit, Maker, Problem, Run, Stored, Totals
from onrecord.store.checks import check_reading
from onrecord.store.corrections import Corrections, write_amended
from onrecord.store.disputes import Disputes
from onrecord.store.postgres import count, doctor, load, search, versions
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.people import People
from onrecord.store.postgres.settle import settle
from onrecord.store.postgres.tables import ServerTables
from onrecord.store.postgres.tidy import tidy
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import By, Query
from onrecord.store.quotations import Quotations
from onrecord.store.tables import Tables
from onrecord.store.words import parse
from onrecord.store.write import Made, maker_of

BATCH_STATEMENTS = 8_000
BATCH_ARTICLES = 1_000
_READINGS = 50  # articles in memory at a time


class PostgresRecord:
    """One record, for one thread; close it, or use it in a `with`. Every method raises RecordError if the server fails."""

    def __init__(self, location: str, *, create: bool = True, readonly: bool = False, wait_s: float = 120.0) -> None:
        self._server = Server(location, create=create, readonly=readonly, wait_s=wait_s)
        self._tokens = Tokens()
        self._tables: Tables = ServerTables(self._server, self._tokens)
        self._run: int | None = None
        self._changed = 0  # statements, since the last run
        self.where = self._server.where
        if self._server.has_migrated:
            with self._writing():
                pass  # what the migrations have noted is made anew

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        self._server.close()
        self._tokens.close()

    def give_up_at(self, moment: float) -> None:
        """Let questions that are not answered by that moment of `time.monotonic` fail with RecordError, until another moment is given."""
        self._server.give_up_at = moment

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
                tidy(self._server, self._changed, count.totals(self._server).statements)
            self._changed = 0

    def add(self, reading: Reading, *, made_by: str | None = None) -> bool:
        """Add one article with its statements; False if it is there, made by the same. RecordError if it cannot be stored.

        Made by another, its statements take the place of those that were there.
        """
        check_reading(reading)
        return self._write([Made(reading=reading, made_by=maker_of(reading, made_by))]).unchanged == 0

    def add_many(self, readings: Iterable[Reading], *, made_by: str | None = None) -> Added:
        """Add readings, some hundreds in a transaction; one that cannot be stored is kept as rejected."""
        added = Added()
        batch: dict[str, Made] = {}
        statements = 0
        for reading in readings:
            try:
                check_reading(reading)
            except RecordError as error:
                added += Added(rejected=int(self.reject(Rejected(where=reading.article.where, reason=str(error)))))
                continue
            if reading.article.id in batch or len(batch) >= BATCH_ARTICLES or statements >= BATCH_STATEMENTS:
                added += self._write(list(batch.values()))
                batch, statements = {}, 0
            batch[reading.article.id] = Made(reading=reading, made_by=maker_of(reading, made_by))
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
        sql = "SELECT 1 FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = %s AND m.name = %s"
        with self._server.reading():
            return self._server.one(sql, article_id, made_by) is not None

    def reading(self, article_id: str) -> Reading:
        """Return the article whose id is, or begins, so, with its statements; QueryError if there is not just one."""
        with self._server.reading():
            (found,) = load.readings(self._server, [load.number_of(self._server, "articles", article_id)])
        return found

    def statement(self, prefix: str) -> Stored:
        """Return the statement whose id is, or begins, so; QueryError if there is not just one."""
        with self._server.reading():
            number = load.number_of(self._server, "statements", prefix)
            ((statement, article),) = load.pairs(self._server, [number])
            parent = self._server.rows("SELECT parent FROM statements WHERE number = %s AND parent IS NOT NULL", number)
            children = self._server.rows("SELECT number FROM statements WHERE parent = %s ORDER BY number", number)
            above, below = (tuple(pair[0] for pair in load.pairs(self._server, [row[0] for row in rows])) for rows in (parent, children))
        return Stored(statement=statement, article=article, parent=above[0] if above else None, children=below)

    def search(self, query: Query) -> list[Hit]:
        """Return one page of the statements that fit, with what matched; QueryError if the words have no word in them."""
        with self._server.reading():
            found = load.pairs(self._server, search.page(self._server, self._tokens, query))
        spans = shown.matches(self._tokens.db, parse(query.words or ""), found)
        return [Hit(statement=statement, article=article, matches=marks) for (statement, article), marks in zip(found, spans, strict=True)]

    def how_many(self, query: Query) -> int:
        """Return the number of statements that fit."""
        with self._server.reading():
            return search.how_many(self._server, self._tokens, query)

    def count(self, query: Query, *, by: By, most: int | None = None) -> tuple[Count, ...]:
        """Return how many of the statements that fit share each value: the greatest first, dates in their own order.

        With `most`, no more than so many; the query's own limit, offset and sort play no part.
        """
        with self._server.reading():
            return count.counts(self._server, self._tokens, query, By(by), most)

    def facets(self, query: Query, *, by: Sequence[By], most: int = 10) -> Facets:
        """Return several counts of one query at once: at most so many values of each, but all dates."""
        with self._server.reading():
            return count.facets(self._server, self._tokens, query, [By(one) for one in by], most)

    def speakers(self, name: str | None = None, *, most: int | None = None) -> tuple[Count, ...]:
        """Return all speakers on record, or those of that name, most quoted first."""
        found = self.count(Query(speaker=name), by=By.SPEAKER, most=most and most + 1)
        return tuple(count for count in found if count.value is not None)[:most]

    def totals(self) -> Totals:
        """Return how much is on record."""
        with self._server.reading():
            return count.totals(self._server)

    def makers(self) -> tuple[Maker, ...]:
        """Return by which models the articles on record were read."""
        with self._server.reading():
            return runs.makers(self._tables)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs of the reader, oldest first."""
        with self._server.reading():
            return runs.all_runs(self._tables)

    def rejected(self) -> tuple[Rejected, ...]:
        """Return all that could not be read, in the order in which it was met."""
        with self._server.reading():
            return tuple(one for one, _ in runs.rejected(self._tables))

    def statements(self, query: Query | None = None) -> Iterator[Hit]:
        """Yield all statements, or all that fit, oldest first, a few hundred in memory at a time and no lock held between."""
        for numbers in self._pages("statements") if query is None else _cut(self._everything(query), load.PAGE):
            with self._server.reading():
                found = load.pairs(self._server, numbers)
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def versions(self, url: str) -> tuple[Reading, ...]:
        """Return all versions of the page on record, oldest first; QueryError if there is none."""
        with self._server.reading():
            numbers = versions.of_page(self._server, url)
            if not numbers:
                raise QueryError(f"{url!r}: no article on record is from there; the url of one was expected. Copy it from `onrecord show`.")
            return tuple(load.readings(self._server, numbers))

    def changes(self, url: str | None = None) -> Iterator[Change]:
        """Yield what changed from each version to the next of the page, or of all pages that have several versions."""
        pages = [url] if url is not None else self._versioned()
        for page in pages:
            for old, new in pairwise(self.versions(page)):
                yield from changes.changes(old, new)

    def readings(self) -> Iterator[Reading]:
        """Yield all articles with their statements, in the order in which they were first added."""
        for numbers in self._pages("articles"):
            for some in _cut(numbers, _READINGS):
                with self._server.reading():
                    found = list(load.readings(self._server, some))
                yield from found

    def doctor(self) -> tuple[Problem, ...]:
        """Look the whole record over and return what is wrong with it."""
        with self._server.reading():
            return tuple(doctor.problems(self._server, self._tokens))

    @property
    def people(self) -> People:
        """One speaker at a time, with everything that is on record from them."""
        return People(self)

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

    # The server

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._server.writing():
            yield
            settle(self._server, self._tokens)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._server.reading():
            yield

    def _write(self, batch: list[Made]) -> Added:
        with self._writing():
            added = write_amended(self._tables, batch, self._run)
            runs.tally(self._tables, self._run, added)
        self._changed += added.statements
        return added

    def _pages(self, table: str) -> Iterator[list[int]]:
        last = 0
        while True:
            with self._server.reading():
                numbers = load.page_after(self._server, table, last)
            if not numbers:
                return
            yield numbers
            last = numbers[-1]

    def _everything(self, query: Query) -> list[int]:
        with self._server.reading():
            return search.everything(self._server, self._tokens, query)

    def _versioned(self) -> list[str]:
        with self._server.reading():
            return versions.pages(self._server)


def _cut(numbers: list[int], size: int) -> Iterator[list[int]]:
    yield from (numbers[place : place + size] for place in range(0, len(numbers), size))
