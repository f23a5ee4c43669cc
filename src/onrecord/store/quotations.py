"""Quotations on record: the same words, wherever they were printed, and the wire copies of one story.

Reached as `record.quotations`. It keeps and gives back what was related; by which rules is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from onrecord.errors import QueryError
from onrecord.records import Article, Manner, Quotation, Reading, Statement
from onrecord.store.query import Query
from onrecord.store.shelf import Shelf
from onrecord.store.tables import Open, Tables, digits

_BATCH_ARTICLES = 100
_WAITING = """
    SELECT a.number FROM articles AS a LEFT JOIN related AS r ON r.article = a.number AND r.maker = a.maker AND r.rules = ?
    WHERE r.article IS NULL ORDER BY a.number
"""
_MEMBERS = """
    SELECT p.statement, p.wording, s.id, s.article, a.published, c.story
    FROM wordings AS w JOIN printings AS p ON p.wording = w.number JOIN statements AS s ON s.number = p.statement
    JOIN articles AS a ON a.number = s.article LEFT JOIN copies AS c ON c.article = a.number
    WHERE w.quotation = (SELECT quotation FROM wordings WHERE number = (SELECT wording FROM printings WHERE statement = ?))
"""
_COPIES = """
    SELECT a.id, a.title, o.name, g.name, a.published FROM copies AS c JOIN articles AS a ON a.number = c.article
    LEFT JOIN outlets AS o ON o.number = a.outlet LEFT JOIN agencies AS g ON g.number = a.agency
    WHERE c.story = (SELECT story FROM copies WHERE article = ?) ORDER BY a.published IS NULL, a.published, a.id
"""
_MOST = """
    SELECT w.quotation, min(p.statement), count(DISTINCT coalesce(c.story, a.later, a.number)) AS reports
    FROM printings AS p JOIN wordings AS w ON w.number = p.wording JOIN statements AS s ON s.number = p.statement
    JOIN articles AS a ON a.number = s.article LEFT JOIN copies AS c ON c.article = a.number
    {where} GROUP BY w.quotation HAVING count(DISTINCT coalesce(c.story, a.later, a.number)) >= ?
    ORDER BY reports DESC, count(*) DESC, min(s.id) LIMIT ? OFFSET ?
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One article of a story that several printed: as much of it as a list needs."""

    id: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None


class Quotations:
    """The quotations of one record."""

    def __init__(self, record: Open) -> None:
        self._record = record

    def of(self, statement: str) -> Quoted:
        """Return the quotation that a statement, whose id is or begins so, is a printing of; QueryError if it is not quoted."""
        record = self._record
        with record._reading():
            number = record._tables.number_of("statements", statement)
            found = _quoted(record._tables, number)
        if found is None:
            raise QueryError(f"statement {statement}: it has no words in quotation marks; a quoted one was expected. See it with `onrecord show`.")
        return found

    def reports_of(self, statement: str) -> int:
        """Return how many reports print the words of a statement, copies of one wire story counted once; 0 if it is not quoted."""
        record = self._record
        with record._reading():
            found = _quoted(record._tables, record._tables.number_of("statements", statement))
        return len(found.reports) if found else 0

    def most(self, query: Query | None = None, *, least: int = 2, limit: int = 20, offset: int = 0) -> tuple[Quoted, ...]:
        """Return the quotations that most reports have, copies of one wire story counted once; those with a statement that fits, if asked."""
        record = self._record
        with record._reading():
            fitting = None if query is None else record._tables.fitting(query)
            among = "SELECT w2.quotation FROM printings AS p2 JOIN wordings AS w2 ON w2.number = p2.wording WHERE p2.statement IN ?"
            where = f"WHERE w.quotation IN ({among})"
            values = (least, limit, offset) if fitting is None else (fitting, least, limit, offset)
            rows = record._tables.rows(_MOST.format(where="" if fitting is None else where), *values)
            found = tuple(_quoted(record._tables, row[1]) for row in rows)
        return tuple(quoted for quoted in found if quoted is not None)

    def all(self) -> Iterator[Quotation]:
        """Yield every quotation with more than one printing, by id."""
        record = self._record
        with record._reading():
            sql = "SELECT min(p.statement) FROM printings AS p JOIN wordings AS w ON w.number = p.wording GROUP BY w.quotation HAVING count(*) > 1"
            members = [_members(record._tables, row[0]) for row in record._tables.rows(sql)]
        yield from sorted((_quotation(rows) for rows in members), key=lambda quotation: quotation.id)

    def copies_of(self, article_id: str) -> tuple[Copy, ...]:
        """Return the articles that print the story of this one, itself among them, the first printed first; none if nobody copied it."""
        tables = self._record._tables
        with self._record._reading():
            rows = tables.rows(_COPIES, tables.number_of("articles", article_id))
        return tuple(Copy(id=id, title=title, outlet=outlet, agency=agency, published=day) for id, title, outlet, agency, day in rows)

    def stories(self) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the articles of every story that was copied, the first printed first."""
        record, found = self._record, dict[int, list[str]]()
        sql = "SELECT c.story, a.id FROM copies AS c JOIN articles AS a ON a.number = c.article ORDER BY a.published IS NULL, a.published, a.id"
        with record._reading():
            for story, article in record._tables.rows(sql):
                found.setdefault(story, []).append(article)
        return tuple(sorted(map(tuple, found.values())))

    def text_of(self, article_id: str) -> Article:
        """Return one article, within the transaction that is open."""
        tables = self._record._tables
        return tables.reading(tables.number_of("articles", article_id)).article

    def waiting(self, rules: str) -> Iterator[list[Reading]]:
        """Yield the articles whose statements were not yet related by these rules, some at a time, no lock held between.

        What other rules made is taken away first.
        """
        record = self._record
        with record._reading():
            is_old = record._tables.one("SELECT 1 FROM related WHERE rules <> ? LIMIT 1", rules) is not None
        if is_old:
            with record._writing():
                Shelf(record._tables).clear()
        with record._reading():
            numbers = [row[0] for row in record._tables.rows(_WAITING, rules)]
        for place in range(0, len(numbers), _BATCH_ARTICLES):
            with record._reading():
                batch = [record._tables.reading(number) for number in numbers[place : place + _BATCH_ARTICLES]]
            yield batch

    @contextmanager
    def relating(self) -> Iterator[Shelf]:
        """Open one transaction in which articles are related; all of it is committed, or nothing."""
        with self._record._writing():
            yield Shelf(self._record._tables)

    def are_loosened(self) -> bool:
        """Say whether statements have gone that quotations were made of."""
        with self._record._reading():
            return self._record._tables.one("SELECT 1 FROM loosened LIMIT 1") is not None


_Member = tuple[int, int, str, int, str | None, int | None]


def _members(tables: Tables, statement: int) -> list[_Member]:
    """Return the printings of the quotation of one statement, first printed first."""
    rows = ((number, wording, digits(one), *told) for number, wording, one, *told in tables.rows(_MEMBERS, statement))
    return sorted(rows, key=lambda row: (row[4] is None, (row[4] or "")[:10], row[4] or "", row[2]))


def _quotation(members: list[_Member]) -> Quotation:
    ids = tuple(row[2] for row in members)
    return Quotation(id=min(ids), statements=ids)


def _quoted(tables: Tables, number: int) -> Quoted | None:
    members = _members(tables, number)
    if not members:
        ((statement, article),) = tables.pairs([number])
        alone = Printed(statement=statement, article=article, story=article.id, wording=0)
        is_quoted = statement.manner in (Manner.DIRECT, Manner.MIXED)
        return Quoted(quotation=Quotation(id=statement.id, statements=(statement.id,)), printings=(alone,)) if is_quoted else None
    pairs = tables.pairs([row[0] for row in members])
    firsts = _first_of(tables, {row[5] for row in members if row[5] is not None})
    printings = (
        Printed(statement=statement, article=article, story=firsts.get(row[5] or 0) or article.url or article.id, wording=row[1])
        for row, (statement, article) in zip(members, pairs, strict=True)
    )
    return Quoted(quotation=_quotation(members), printings=tuple(printings))


def _first_of(tables: Tables, stories: set[int]) -> dict[int, str]:
    return dict(tables.rows("SELECT number, id FROM articles WHERE number IN ?", stories))
