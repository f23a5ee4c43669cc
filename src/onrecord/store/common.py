"""Counts by month of the statements that a common word stands in, made when a run ends, so that to ask is not to look at each hit.

A change to a statement of a month makes that month be forgotten; until it is counted again, the index is asked for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from onrecord.store.fits import Fits, fits
from onrecord.store.kept import numbers_of_month, start_of
from onrecord.store.query import Query

MANY = 10_000  # statements that a common word stands in
AT_ONCE = 12  # months, the newest of those forgotten, that are counted again after a run that changed little

_ON_RECORD = "SELECT DISTINCT month FROM tallies WHERE \"by\" = 'kind'"
_KEPT = "SELECT m.month, w.statements FROM counted_months AS m CROSS JOIN word_months AS w ON w.month = m.month WHERE w.word = ?"
_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, search, col)"
_COMMON = "SELECT term FROM temp.terms WHERE col = 'content' AND doc >= ?"
_ADD = "INSERT OR REPLACE INTO word_months (word, month, statements) VALUES (?, ?, ?)"


def by_month(db: sqlite3.Connection, asked: Fits) -> list[tuple[int, int]] | None:
    """Return the first day of each month, 0 for no date, with how many of its statements fit; None unless a common word alone decides."""
    kept: dict[int, int] = dict(db.execute(_KEPT, (asked.word,))) if asked.word else {}
    return list(_months(db, asked, kept)) if kept else None


def is_kept(db: sqlite3.Connection) -> bool:
    """Say whether any word was found to be common."""
    return db.execute("SELECT 1 FROM word_months LIMIT 1").fetchone() is not None


def forget(db: sqlite3.Connection, months: Iterable[int]) -> None:
    """Note that what is counted of these months is so no more."""
    db.executemany("DELETE FROM counted_months WHERE month = ?", [(month,) for month in months])


def renew(db: sqlite3.Connection, *, is_anew: bool) -> None:
    """Count again what was forgotten; anew, all common words, those among them that have become so."""
    if is_anew:
        db.execute(_TERMS)
        words = [row[0] for row in db.execute(_COMMON, (MANY,))]
        db.execute("DELETE FROM word_months")
        db.execute("DELETE FROM counted_months")
    else:
        words = [row[0] for row in db.execute("SELECT DISTINCT word FROM word_months")]
    if not words:
        return
    forgotten = sorted(row[0] for row in db.execute(f"{_ON_RECORD} EXCEPT SELECT month FROM counted_months"))
    months = forgotten if is_anew else forgotten[-AT_ONCE:]
    for word in words:
        asked = fits(db, Query(words=f'"{word}"'))
        db.executemany(_ADD, [(word, month, _counted(db, asked, month)) for month in months])
    db.executemany("INSERT INTO counted_months VALUES (?)", [(month,) for month in months])


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield each common word whose counts differ from those made anew."""
    for (word,) in db.execute("SELECT DISTINCT word FROM word_months").fetchall():
        asked = fits(db, Query(words=f'"{word}"'))
        if any(many != _counted(db, asked, month) for month, many in db.execute(_KEPT, (word,)).fetchall()):
            yield word


def _months(db: sqlite3.Connection, asked: Fits, kept: dict[int, int]) -> Iterator[tuple[int, int]]:
    for (month,) in db.execute(_ON_RECORD).fetchall():
        first, last = numbers_of_month(month)
        is_whole = asked.edges[0] <= first and last <= asked.edges[1]
        yield start_of(month) if month else 0, kept[month] if is_whole and month in kept else _counted(db, asked, month)


def _counted(db: sqlite3.Connection, asked: Fits, month: int) -> int:
    within = asked.within(*numbers_of_month(month))
    return int(db.execute(f"SELECT count(*) FROM {within.tables} WHERE {within.where}", within.values).fetchone()[0])
