"""The record in a PostgreSQL database: opened, written, searched and looked over, with the methods of a record in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from onrecord.store import shown
from onrecord.store.answers import Count, Facets, Hit, Problem, Totals
from onrecord.store.keeping import Keeping
from onrecord.store.postgres import count, doctor, load, search
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.people import People
from onrecord.store.postgres.settle import settle
from onrecord.store.postgres.tables import ServerTables
from onrecord.store.postgres.tidy import tidy
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import By, Query
from onrecord.store.words import parse


class PostgresRecord(Keeping):
    """One record, for one thread; close it, or use it in a `with`. Every method raises RecordError if the server fails."""

    def __init__(self, location: str, *, create: bool = True, readonly: bool = False, wait_s: float = 120.0) -> None:
        self._server = Server(location, create=create, readonly=readonly, wait_s=wait_s)
        self._tokens = Tokens()
        super().__init__(ServerTables(self._server, self._tokens))
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

    def totals(self) -> Totals:
        """Return how much is on record."""
        with self._server.reading():
            return count.totals(self._server)

    def doctor(self) -> tuple[Problem, ...]:
        """Look the whole record over and return what is wrong with it."""
        with self._server.reading():
            return tuple(doctor.problems(self._server, self._tokens))

    @property
    def people(self) -> People:
        """One speaker at a time, with everything that is on record from them."""
        return People(self)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._server.writing():
            yield
            settle(self._server, self._tokens)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._server.reading():
            yield

    def _tidy(self) -> None:
        tidy(self._server, self._changed, count.totals(self._server).statements)
        self._changed = 0
