"""A query to the numbers of the statements that fit, in the order asked.

Rank is BM25, within two bounds that keep common words fast. Among more than RANKED hits (of one phrase alone: RANKED_PHRASES),
the newest are ranked and come first, the rest follow newest first. A word or phrase in more than COMMON statements, or that alone
has more than RANKED hits, adds nothing to the rank, for it tells the hits apart by little; hits of equal rank stand newest first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.match import NothingFits, scoped, whole
from onrecord.store.numbers import DAY_BITS, FIRST_DAY, LAST, numbers_of
from onrecord.store.query import Query, Scope, Sort, day_range
from onrecord.store.words import Leaf, Near, Node, Or, Phrase, leaves, parse

RANKED = 1_000
RANKED_PHRASES = 200  # a phrase of common words is slow to find, and its hits differ in little but their length
COMMON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What follows FROM to give the statements that fit: `number` is the name of the statement's number in it.

    `days`, the first and last ordinal, is there if nothing but the day of publication decides, and no more is hidden than always.
    """

    tables: str
    where: str
    values: tuple[str | int, ...]
    number: str
    days: tuple[int, int] | None = None

    @property
    def with_statements(self) -> str:
        """The tables, with those rows of `statements AS s` among them."""
        return self.tables if "AS s" in self.tables else f"{self.tables} CROSS JOIN statements AS s ON s.number = {self.number}"


def fits(db: sqlite3.Connection, query: Query) -> Fits:
    """Return the SQL of the query; NothingFits if no row can fit."""
    match = whole(db, query, parse(query.words or ""))
    said, said_values = _told(query)
    within, edges = _within(query, "s.number" if match is None else "search.rowid")
    if match is None:
        hidden, is_usual = _hidden(db, query)
        where, days = f"TRUE{within}{said}{hidden}", _days(edges) if is_usual and not said else None
        return Fits(tables="statements AS s", where=where, values=(*edges, *said_values), number="s.number", days=days)
    tables = "search CROSS JOIN statements AS s ON s.number = search.rowid" if said else "search"
    return Fits(tables=tables, where=f"search MATCH ?{within}{said}", values=(match, *edges, *said_values), number="search.rowid")


def _days(edges: tuple[int, ...]) -> tuple[int, int]:
    first, last = edges or (0, LAST)
    return first >> DAY_BITS, last >> DAY_BITS


def page(db: sqlite3.Connection, query: Query) -> list[int]:
    """Return the numbers of one page of hits."""
    node = parse(query.words or "")
    end = query.offset + query.limit
    bound = RANKED_PHRASES if _is_phrase(node) else RANKED
    if query.sort is not Sort.RANK or node is None or query.offset >= bound:
        return _in_order(db, query, limit=query.limit, offset=query.offset)
    newest = _in_order(db, query, limit=max(bound, end), offset=0)
    return [*_ranked(db, query, node, newest[:bound]), *newest[bound:]][query.offset : end]


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
    if _is_phrase(node):
        return _shortest_first(db, numbers)
    rare = _rare(db, query, node, len(numbers))
    if not rare or len(numbers) < 2:
        return list(numbers)
    # The plus keeps SQLite from asking FTS5 once for each number, which would count every word anew each time.
    sql = """SELECT rowid, bm25(search, 1.0, 0.5, 0.5, 0.5, 0.5, 0.0) FROM search
             WHERE search MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"""
    values = (scoped(Or(parts=rare), query.scope), min(numbers), max(numbers), json.dumps(numbers))
    scores: dict[int, float] = dict(db.execute(sql, values).fetchall())
    return sorted(numbers, key=lambda number: (scores.get(number, 0.0), -number))


def _is_phrase(node: Node | None) -> bool:
    return isinstance(node, Near) or (isinstance(node, Phrase) and " " in node.words)


def _shortest_first(db: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """Return the hits of one phrase, those first of which it is the greatest part.

    That is what BM25 comes to for a phrase, and BM25 itself would seek a phrase of common words through the whole index twice more.
    """
    sql = "SELECT number, content_end - content_start FROM statements WHERE number IN (SELECT value FROM json_each(?))"
    lengths: dict[int, int] = dict(db.execute(sql, (json.dumps(numbers),)).fetchall())
    return sorted(numbers, key=lambda number: (lengths[number], -number))


def _rare(db: sqlite3.Connection, query: Query, node: Node, found: int) -> tuple[Leaf, ...]:
    if isinstance(node, Leaf) and not query.has_filters:
        return (node,) if found < RANKED else ()  # which asks nothing more of a phrase that is slow to find
    return tuple(leaf for leaf in leaves(node) if not _is_common(db, leaf, query.scope))


def _is_common(db: sqlite3.Connection, leaf: Leaf, scope: Scope) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(db.execute(sql, (scoped(leaf, scope), COMMON + 1)).fetchone()[0] > COMMON)


def _hidden(db: sqlite3.Connection, query: Query) -> tuple[str, bool]:
    """Return the clause that leaves out what the query hides, and whether the kept counts are of just what is not left out."""
    if db.execute("SELECT 1 FROM hidden LIMIT 1").fetchone() is None:
        return "", True
    hides = ", ".join(map(str, query.hides))
    clause = f" AND NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number AND why IN ({hides}))" if hides else ""
    return clause, len(query.hides) == 3


def _within(query: Query, name: str) -> tuple[str, tuple[int, ...]]:
    since, until = day_range(query.since), day_range(query.until)
    if since is None and until is None:
        return "", ()
    low = numbers_of(max(since[0].toordinal() if since else 0, FIRST_DAY)).start
    high = numbers_of(until[1].toordinal()).stop - 1 if until else LAST
    return f" AND {name} BETWEEN ? AND ?", (low, high)


def _told(query: Query) -> tuple[str, tuple[str, ...]]:
    """Return the clauses on what only the statements' own rows know, and their values."""
    since, until = day_range(query.said_since), day_range(query.said_until)
    clauses = [("substr(?, 1, length(s.said_on)) <= s.said_on", since[0].isoformat())] if since else []
    clauses += [("substr(?, 1, length(s.said_on)) >= s.said_on", until[1].isoformat())] if until else []
    clauses += [("s.distance = (SELECT number FROM distances WHERE name = ?)", query.distance.value)] if query.distance else []
    negated = " AND s.negated" if query.negated else ""
    return "".join(f" AND {clause}" for clause, _ in clauses) + negated, tuple(value for _, value in clauses)
