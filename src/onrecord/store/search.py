"""A query to the numbers of the statements that fit, in the order asked.

Rank is BM25, within two bounds that keep common words fast. Among more than RANKED hits, the newest RANKED are ranked and
come first, the rest follow newest first. Words in more than COMMON statements add nothing to the rank, for they tell the
hits apart by little; hits of equal rank stand newest first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.match import NothingFits, scoped, whole
from onrecord.store.numbers import FIRST_DAY, LAST, numbers_of
from onrecord.store.query import Query, Scope, Sort, day_range
from onrecord.store.words import Leaf, Node, Or, leaves, parse

RANKED = 2_000
COMMON = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What follows FROM to give the statements that fit: `number` is the name of the statement's number in it."""

    tables: str
    where: str
    values: tuple[str | int, ...]
    number: str
    is_all: bool = False

    @property
    def with_statements(self) -> str:
        """The tables, with those rows of `statements AS s` among them."""
        return self.tables if "AS s" in self.tables else f"{self.tables} CROSS JOIN statements AS s ON s.number = {self.number}"


def fits(db: sqlite3.Connection, query: Query) -> Fits:
    """Return the SQL of the query; NothingFits if no row can fit."""
    match = whole(db, query, parse(query.words or ""))
    said, said_values = _said(query)
    name = "s.number" if match is None else "search.rowid"
    within, edges = _within(query, name)
    if match is None:
        return Fits(tables="statements AS s", where=f"TRUE{within}{said}", values=(*edges, *said_values), number=name, is_all=not within + said)
    tables = "search CROSS JOIN statements AS s ON s.number = search.rowid" if said else "search"
    return Fits(tables=tables, where=f"search MATCH ?{within}{said}", values=(match, *edges, *said_values), number=name)


def page(db: sqlite3.Connection, query: Query) -> list[int]:
    """Return the numbers of one page of hits."""
    node = parse(query.words or "")
    end = query.offset + query.limit
    if query.sort is not Sort.RANK or node is None or query.offset >= RANKED:
        return _in_order(db, query, limit=query.limit, offset=query.offset)
    newest = _in_order(db, query, limit=max(RANKED, end), offset=0)
    return [*_ranked(db, query, node, newest[:RANKED]), *newest[RANKED:]][query.offset : end]


def everything(db: sqlite3.Connection, query: Query) -> list[int]:
    """Return the numbers of all hits, oldest first."""
    return sorted(_in_order(db, query, limit=-1, offset=0))


def how_many(db: sqlite3.Connection, query: Query) -> int:
    """Return the number of all hits."""
    try:
        asked = fits(db, query)
    except NothingFits:
        return 0
    return int(db.execute(f"SELECT count(*) FROM {asked.tables} WHERE {asked.where}", asked.values).fetchone()[0])


def _in_order(db: sqlite3.Connection, query: Query, *, limit: int, offset: int) -> list[int]:
    try:
        asked = fits(db, query)
    except NothingFits:
        return []
    order = "ASC" if query.sort is Sort.OLDEST else "DESC"
    sql = f"SELECT {asked.number} FROM {asked.tables} WHERE {asked.where} ORDER BY {asked.number} {order} LIMIT ? OFFSET ?"
    return [row[0] for row in db.execute(sql, (*asked.values, limit, offset))]


def _ranked(db: sqlite3.Connection, query: Query, node: Node, numbers: Sequence[int]) -> list[int]:
    rare = _rare(db, query, node, len(numbers))
    if not rare or len(numbers) < 2:
        return list(numbers)
    # The plus keeps SQLite from asking FTS5 once for each number, which would count every word anew each time.
    sql = """SELECT rowid, bm25(search, 1.0, 0.5, 0.5, 0.0) FROM search
             WHERE search MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"""
    values = (scoped(Or(parts=rare), query.scope), min(numbers), max(numbers), json.dumps(numbers))
    scores: dict[int, float] = dict(db.execute(sql, values).fetchall())
    return sorted(numbers, key=lambda number: (scores.get(number, 0.0), -number))


def _rare(db: sqlite3.Connection, query: Query, node: Node, found: int) -> tuple[Leaf, ...]:
    if isinstance(node, Leaf) and found < RANKED and not query.has_filters:
        return (node,)
    return tuple(leaf for leaf in leaves(node) if not _is_common(db, leaf, query.scope))


def _is_common(db: sqlite3.Connection, leaf: Leaf, scope: Scope) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(db.execute(sql, (scoped(leaf, scope), COMMON + 1)).fetchone()[0] > COMMON)


def _within(query: Query, name: str) -> tuple[str, tuple[int, ...]]:
    since, until = day_range(query.since), day_range(query.until)
    if since is None and until is None:
        return "", ()
    low = numbers_of(max(since[0].toordinal() if since else 0, FIRST_DAY)).start
    high = numbers_of(until[1].toordinal()).stop - 1 if until else LAST
    return f" AND {name} BETWEEN ? AND ?", (low, high)


def _said(query: Query) -> tuple[str, tuple[str, ...]]:
    since, until = day_range(query.said_since), day_range(query.said_until)
    clauses = [("substr(?, 1, length(s.said_on)) <= s.said_on", since[0].isoformat())] if since else []
    clauses += [("substr(?, 1, length(s.said_on)) >= s.said_on", until[1].isoformat())] if until else []
    return "".join(f" AND {clause}" for clause, _ in clauses), tuple(value for _, value in clauses)
