"""A query to the SQL of the statements that fit, by the full-text index where it has words or filters, else by the statements alone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from onrecord.store.match import named, whole
from onrecord.store.numbers import DAY_BITS, FIRST_DAY, LAST, numbers_of
from onrecord.store.query import Query, Scope, day_range
from onrecord.store.words import Node, Phrase, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What follows FROM to give the statements that fit: `number` is the name of the statement's number in it.

    `match` is what the full-text index is asked, `edges` the least and the greatest number that fits. `days`, the first and last ordinal,
    is there if nothing but the day of publication decides, and no more is hidden than always; `shared`, if nothing but one outlet, agency,
    manner, stance or kind of speaker does: its name, and its numbers; `word`, if nothing but one word of the content and days do.
    """

    tables: str
    where: str
    number: str
    match: str | None
    edges: tuple[int, int]
    told: tuple[str, ...]
    days: tuple[int, int] | None = None
    shared: tuple[str, list[int]] | None = None
    word: str | None = None

    @property
    def values(self) -> tuple[str | int, ...]:
        """The values that `where` asks for, in its order."""
        return (*(() if self.match is None else (self.match,)), *self.edges, *self.told)

    @property
    def with_statements(self) -> str:
        """The tables, with those rows of `statements AS s` among them."""
        return self.tables if "AS s" in self.tables else f"{self.tables} CROSS JOIN statements AS s ON s.number = {self.number}"

    def within(self, first: int, last: int) -> Fits:
        """Return the same of no other numbers than these."""
        return replace(self, edges=(max(first, self.edges[0]), min(last, self.edges[1])), days=None, shared=None, word=None)


def fits(db: sqlite3.Connection, query: Query, *, index: str = "search") -> Fits:
    """Return the SQL of the query, its words looked for in that index; NothingFits if no row can fit."""
    node = parse(query.words or "")
    match, edges, (said, told) = whole(db, query, node), edges_of(query), _told(query)
    if match is None:
        hidden, is_usual = _hidden(db, query)
        where, days = f"s.number BETWEEN ? AND ?{said}{hidden}", _days(edges) if is_usual and not said else None
        return Fits(tables="statements AS s", where=where, number="s.number", match=None, edges=edges, told=told, days=days)
    tables, number = f"{index} CROSS JOIN statements AS s ON s.number = {index}.rowid" if said else index, f"{index}.rowid"
    where = f"{index} MATCH ? AND {number} BETWEEN ? AND ?{said}"
    shared, word = _shared(db, query), _word(query, node)
    return Fits(tables=tables, where=where, number=number, match=match, edges=edges, told=told, shared=shared, word=word)


def edges_of(query: Query) -> tuple[int, int]:
    """Return the least and the greatest number that a statement within the dates of the query can have."""
    since, until = day_range(query.since), day_range(query.until)
    low = numbers_of(max(since[0].toordinal() if since else 0, FIRST_DAY)).start if since or until else 0
    return low, numbers_of(until[1].toordinal()).stop - 1 if until else LAST


def _shared(db: sqlite3.Connection, query: Query) -> tuple[str, list[int]] | None:
    others = replace(query, kind=None, outlet=None, agency=None, manner=None, stance=None)
    if others.has_filters or (query.words or "").strip() or len(query.hides) < 3:
        return None
    asked = list(named(db, query))
    return asked[0] if len(asked) == 1 else None


def _word(query: Query, node: Node | None) -> str | None:
    """Return the one word as the index has it. Which letters go by others we know of English ones alone; others must be given as they stand there."""
    if not isinstance(node, Phrase) or node.is_prefix or " " in node.words or query.scope is not Scope.CONTENT:
        return None
    if replace(query, since=None, until=None).has_filters or len(query.hides) < 3:
        return None
    return node.words.lower() if node.words.isascii() else node.words


def _days(edges: tuple[int, int]) -> tuple[int, int]:
    return edges[0] >> DAY_BITS, edges[1] >> DAY_BITS


def _hidden(db: sqlite3.Connection, query: Query) -> tuple[str, bool]:
    """Return the clause that leaves out what the query hides, and whether the kept counts are of just what is not left out."""
    if db.execute("SELECT 1 FROM hidden LIMIT 1").fetchone() is None:
        return "", True
    hides = ", ".join(map(str, query.hides))
    clause = f" AND NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number AND why IN ({hides}))" if hides else ""
    return clause, len(query.hides) == 3


def _told(query: Query) -> tuple[str, tuple[str, ...]]:
    """Return the clauses on what only the statements' own rows know, and their values."""
    since, until = day_range(query.said_since), day_range(query.said_until)
    clauses = [("substr(?, 1, length(s.said_on)) <= s.said_on", since[0].isoformat())] if since else []
    clauses += [("substr(?, 1, length(s.said_on)) >= s.said_on", until[1].isoformat())] if until else []
    clauses += [("s.distance = (SELECT number FROM distances WHERE name = ?)", query.distance.value)] if query.distance else []
    negated = " AND s.negated" if query.negated else ""
    return "".join(f" AND {clause}" for clause, _ in clauses) + negated, tuple(value for _, value in clauses)
