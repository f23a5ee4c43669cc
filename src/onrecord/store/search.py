"""A query to the numbers of the statements that fit, in the order asked.

Rank is BM25, within two bounds that keep common words fast. Among more than RANKED hits (of one phrase alone: RANKED_PHRASES),
the newest are ranked and come first, the rest follow newest first. A word or phrase in more than COMMON statements, or that alone
has more than RANKED hits, adds nothing to the rank, for it tells the hits apart by little; hits of equal rank stand newest first.
Where a beginning of one or two letters is asked for, nothing is ranked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from onrecord.store import common, kept
from onrecord.store.fits import fits
from onrecord.store.glance import glance, is_slow
from onrecord.store.match import NothingFits, scoped
from onrecord.store.query import Query, Scope, Sort
from onrecord.store.words import Leaf, Node, Or, is_phrase, leaves, parse

RANKED = 1_000
RANKED_PHRASES = 100  # a phrase of common words is slow to find, and its hits differ in little but their length
COMMON = 2_000


def page(db: sqlite3.Connection, query: Query) -> list[int]:
    """Return the numbers of one page of hits."""
    node = parse(query.words or "")
    end = query.offset + query.limit
    bound = RANKED_PHRASES if is_phrase(node) else RANKED
    if query.sort is not Sort.RANK or node is None or is_slow(node) or query.offset >= bound:
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
    if asked.days is not None:
        return kept.how_many(db, asked.days)
    if asked.shared is not None:
        return sum((kept.sharing(db, asked.shared[0], asked.shared) or {}).values())
    if (months := common.by_month(db, asked)) is not None:
        return sum(many for _, many in months)
    return int(db.execute(f"SELECT count(*) FROM {asked.tables} WHERE {asked.where}", asked.values).fetchone()[0])


def _in_order(db: sqlite3.Connection, query: Query, *, limit: int, offset: int) -> list[int]:
    try:
        glanced, asked = glance(db, query, offset + limit), fits(db, query)
    except NothingFits:
        return []
    if glanced is not None:
        return glanced[offset:]
    order = "ASC" if query.sort is Sort.OLDEST else "DESC"
    sql = f"SELECT {asked.number} FROM {asked.tables} WHERE {asked.where} ORDER BY {asked.number} {order} LIMIT ? OFFSET ?"
    return [row[0] for row in db.execute(sql, (*asked.values, limit, offset))]


def _ranked(db: sqlite3.Connection, query: Query, node: Node, numbers: Sequence[int]) -> list[int]:
    if is_phrase(node):
        return _shortest_first(db, numbers)
    rare = _rare(db, query, node, len(numbers))
    if not rare or len(numbers) < 2:
        return list(numbers)
    # The plus keeps SQLite from asking FTS5 once for each number, which would count every word anew each time.
    sql = """SELECT rowid, bm25(search, 0.5, 1.0, 0.5, 0.5, 0.5, 0.0) FROM search
             WHERE search MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"""
    values = (scoped(Or(parts=rare), query.scope), min(numbers), max(numbers), json.dumps(numbers))
    scores: dict[int, float] = dict(db.execute(sql, values).fetchall())
    return sorted(numbers, key=lambda number: (scores.get(number, 0.0), -number))


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
