"""Quotations on record: the same words, wherever they were printed, and the wire copies of one story.

Reached as `record.quotations`. It keeps and gives back what was related; by which rules is decided elsewhere.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import QueryError
from onrecord.records import Article, Manner, Quotation, Reading, Statement
from onrecord.store import load, search
from onrecord.store.query import Query
from onrecord.store.shelf import Shelf

if TYPE_CHECKING:
    from onrecord.store.record import Record

_BATCH_ARTICLES = 100
_WAITING = """
    SELECT a.number FROM articles AS a LEFT JOIN related AS r ON r.article = a.number AND r.maker = a.maker AND r.rules = ?
    WHERE r.article IS NULL ORDER BY a.number
"""
_MEMBERS = """
    SELECT p.statement, p.wording, lower(hex(s.id)), s.article, a.published, c.story
    FROM wordings AS w JOIN printings AS p ON p.wording = w.number JOIN statements AS s ON s.number = p.statement
    JOIN articles AS a ON a.number = s.article LEFT JOIN copies AS c ON c.article = a.number
    WHERE w.quotation = (SELECT quotation FROM wordings WHERE number = (SELECT wording FROM printings WHERE statement = ?))
"""
_MOST = """
    SELECT w.quotation, min(p.statement), count(*), count(DISTINCT a.outlet), count(DISTINCT coalesce(c.story, a.later, a.number)) AS reports
    FROM printings AS p JOIN wordings AS w ON w.number = p.wording JOIN statements AS s ON s.number = p.statement
    JOIN articles AS a ON a.number = s.article LEFT JOIN copies AS c ON c.article = a.number
    {where} GROUP BY w.quotation HAVING reports >= ? ORDER BY reports DESC, count(*) DESC, min(s.id) LIMIT ? OFFSET ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printing of a quotation. Printings with the same `story` are copies of one report; `wording` tells like from unlike."""

    statement: Statement
    article: Article
    story: str
    wording: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation with all its printings, first printed first."""

    quotation: Quotation
    printings: tuple[Printed, ...]

    @property
    def reports(self) -> tuple[tuple[Printed, ...], ...]:
        """The printings by report, first printed first: those of wire copies, and of versions of one page, stand together."""
        found: dict[str, list[Printed]] = {}
        for printed in self.printings:
            found.setdefault(printed.story, []).append(printed)
        return tuple(tuple(report) for report in found.values())

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that printed it, first printed first."""
        return tuple(dict.fromkeys(printed.article.outlet for printed in self.printings if printed.article.outlet))


class Quotations:
    """The quotations of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def of(self, statement: str) -> Quoted:
        """Return the quotation that a statement, whose id is or begins so, is a printing of; QueryError if it is not quoted."""
        record = self._record
        with record._reading():
            number = load.number_of(record._db, "statements", statement)
            found = _quoted(record._db, number)
        if found is None:
            raise QueryError(f"statement {statement}: it has no words in quotation marks; a quoted one was expected. See it with `onrecord show`.")
        return found

    def reports_of(self, statement: str) -> int:
        """Return how many reports print the words of a statement, copies of one wire story counted once; 0 if it is not quoted."""
        record = self._record
        with record._reading():
            found = _quoted(record._db, load.number_of(record._db, "statements", statement))
        return len(found.reports) if found else 0

    def most(self, query: Query | None = None, *, least: int = 2, limit: int = 20, offset: int = 0) -> tuple[Quoted, ...]:
        """Return the quotations that most reports have, copies of one wire story counted once; those with a statement that fits, if asked."""
        record = self._record
        with record._reading():
            fitting = None if query is None else json.dumps(search.everything(record._db, query))
            among = "p2.statement IN (SELECT value FROM json_each(?))"
            where = f"WHERE w.quotation IN (SELECT w2.quotation FROM printings AS p2 JOIN wordings AS w2 ON w2.number = p2.wording WHERE {among})"
            values = (least, limit, offset) if fitting is None else (fitting, least, limit, offset)
            rows = record._db.execute(_MOST.format(where="" if fitting is None else where), values).fetchall()
            found = tuple(_quoted(record._db, row[1]) for row in rows)
        return tuple(quoted for quoted in found if quoted is not None)

    def all(self) -> Iterator[Quotation]:
        """Yield every quotation with more than one printing, by id."""
        record = self._record
        with record._reading():
            sql = "SELECT min(p.statement) FROM printings AS p JOIN wordings AS w ON w.number = p.wording GROUP BY w.quotation HAVING count(*) > 1"
            members = [_members(record._db, row[0]) for row in record._db.execute(sql).fetchall()]
        yield from sorted((_quotation(rows) for rows in members), key=lambda quotation: quotation.id)

    def stories(self) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the articles of every story that was copied, the first printed first."""
        record, found = self._record, dict[int, list[str]]()
        sql = "SELECT c.story, a.id FROM copies AS c JOIN articles AS a ON a.number = c.article ORDER BY a.published IS NULL, a.published, a.id"
        with record._reading():
            for story, article in record._db.execute(sql).fetchall():
                found.setdefault(story, []).append(article)
        return tuple(sorted(map(tuple, found.values())))

    def text_of(self, article_id: str) -> Article:
        """Return one article, within the transaction that is open."""
        db = self._record._db
        return load.reading(db, load.number_of(db, "articles", article_id)).article

    def waiting(self, rules: str) -> Iterator[list[Reading]]:
        """Yield the articles whose statements were not yet related by these rules, some at a time, no lock held between.

        What other rules made is taken away first.
        """
        record = self._record
        with record._reading():
            is_old = record._db.execute("SELECT 1 FROM related WHERE rules <> ? LIMIT 1", (rules,)).fetchone() is not None
        if is_old:
            with record._writing():
                Shelf(record._db).clear()
        with record._reading():
            numbers = [row[0] for row in record._db.execute(_WAITING, (rules,)).fetchall()]
        for place in range(0, len(numbers), _BATCH_ARTICLES):
            with record._reading():
                batch = [load.reading(record._db, number) for number in numbers[place : place + _BATCH_ARTICLES]]
            yield batch

    @contextmanager
    def relating(self) -> Iterator[Shelf]:
        """Open one transaction in which articles are related; all of it is committed, or nothing."""
        with self._record._writing():
            yield Shelf(self._record._db)

    def are_loosened(self) -> bool:
        """Say whether statements have gone that quotations were made of."""
        with self._record._reading():
            return self._record._db.execute("SELECT 1 FROM loosened LIMIT 1").fetchone() is not None


_Member = tuple[int, int, str, int, str | None, int | None]


def _members(db: sqlite3.Connection, statement: int) -> list[_Member]:
    """Return the printings of the quotation of one statement, first printed first."""
    return sorted(db.execute(_MEMBERS, (statement,)).fetchall(), key=lambda row: (row[4] is None, (row[4] or "")[:10], row[4] or "", row[2]))


def _quotation(members: list[_Member]) -> Quotation:
    ids = tuple(row[2] for row in members)
    return Quotation(id=min(ids), statements=ids)


def _quoted(db: sqlite3.Connection, number: int) -> Quoted | None:
    members = _members(db, number)
    if not members:
        ((statement, article),) = load.pairs(db, [number])
        alone = Printed(statement=statement, article=article, story=article.id, wording=0)
        is_quoted = statement.manner in (Manner.DIRECT, Manner.MIXED)
        return Quoted(quotation=Quotation(id=statement.id, statements=(statement.id,)), printings=(alone,)) if is_quoted else None
    pairs = load.pairs(db, [row[0] for row in members])
    firsts = _first_of(db, {row[5] for row in members if row[5] is not None})
    printings = (
        Printed(statement=statement, article=article, story=firsts.get(row[5] or 0) or article.url or article.id, wording=row[1])
        for row, (statement, article) in zip(members, pairs, strict=True)
    )
    return Quoted(quotation=_quotation(members), printings=tuple(printings))


def _first_of(db: sqlite3.Connection, stories: set[int]) -> dict[int, str]:
    rows = db.execute("SELECT number, id FROM articles WHERE number IN (SELECT value FROM json_each(?))", (json.dumps(sorted(stories)),))
    return dict(rows.fetchall())
