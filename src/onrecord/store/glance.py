"""A look at the newest few statements, or the oldest, before the index is asked.

The index gathers a beginning of one or two letters from all the words that begin so, however few hits are wanted: a sixth of a
second in a record of a million statements. Most such beginnings stand in so many statements that a page of hits is found among the
first that come. Those are indexed once more, in memory and in the same way, and asked the same question: the answer is the same.
"""

from __future__ import annotations

import sqlite3

from onrecord.store.fits import edges_of, fits
from onrecord.store.match import COLUMNS
from onrecord.store.query import Query, Sort
from onrecord.store.settle import WORDS
from onrecord.store.words import Node, Phrase, leaves, parse

FEW_LETTERS = 2
MOST_WANTED = 200
LOOKED_AT = (64, 512)

_TABLE = f"""CREATE VIRTUAL TABLE IF NOT EXISTS temp.glanced
             USING fts5 ({WORDS}, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')"""


def is_slow(node: Node | None) -> bool:
    """Say whether the words hold a beginning of so few letters that the index is slow to gather it."""
    return node is not None and any(isinstance(leaf, Phrase) and leaf.is_prefix and len(leaf.words) <= FEW_LETTERS for leaf in leaves(node))


def glance(db: sqlite3.Connection, query: Query, wanted: int) -> list[int] | None:
    """Return the first so many hits in the order of their dates; None if the index had better be asked. NothingFits as `fits`."""
    if not 0 < wanted <= MOST_WANTED or not is_slow(parse(query.words or "")):
        return None
    order = "ASC" if query.sort is Sort.OLDEST else "DESC"
    asked = fits(db, query, index="glanced")
    sql = f"SELECT {asked.number} FROM {asked.tables} WHERE {asked.where} ORDER BY {asked.number} {order} LIMIT ?"
    columns = ", ".join(_columns(query))
    fill = f"""INSERT INTO temp.glanced (rowid, {columns}) SELECT number, {columns} FROM statement_words
               WHERE number BETWEEN ? AND ? ORDER BY number {order} LIMIT ?"""
    db.execute(_TABLE)
    for many in LOOKED_AT:
        db.execute("INSERT INTO temp.glanced (glanced) VALUES ('delete-all')")
        filled = db.execute(fill, (*edges_of(query), many)).rowcount
        found = [row[0] for row in db.execute(sql, (*asked.values, wanted))]
        if len(found) == wanted or filled < many:
            return found
    return None


def _columns(query: Query) -> list[str]:
    """Return the columns that the query asks of, and no others: to cut them from the texts is what takes time."""
    named = [column for column in ("speaker", "addressee") if getattr(query, column) is not None]
    return list(dict.fromkeys([*COLUMNS[query.scope].strip("{}").split(), *named, "filters"]))
