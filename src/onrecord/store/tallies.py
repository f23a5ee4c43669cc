"""Counts kept beside the statements, so that counting all of them needs no look at any."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.store.numbers import DAY_BITS

_STATEMENTS = "articles AS a CROSS JOIN statements AS s ON s.number BETWEEN a.first AND a.last"
_ALL = "a.last - a.first + 1"
_COUNTED = (
    ("speaker", "coalesce(s.speaker, 0)", "1", _STATEMENTS),
    ("kind", "coalesce(p.kind, 0)", "1", f"{_STATEMENTS} LEFT JOIN speakers AS p ON p.number = s.speaker"),
    ("manner", "s.manner", "1", _STATEMENTS),
    ("stance", "coalesce(s.stance, 0)", "1", _STATEMENTS),
    ("outlet", "coalesce(a.outlet, 0)", _ALL, "articles AS a"),
    ("agency", "coalesce(a.agency, 0)", _ALL, "articles AS a"),
    ("language", "coalesce(a.language, '')", _ALL, "articles AS a"),
    ("day", f"a.first >> {DAY_BITS}", _ALL, "articles AS a"),
)


def tally(db: sqlite3.Connection, articles: str, *, sign: int) -> None:
    """Add the statements of the articles, a JSON list of numbers, to the counts, or take them away: sign 1 or -1."""
    for by, key, many, tables in _COUNTED:
        counted = f"SELECT ?, {key}, ? * sum({many}) FROM {tables} WHERE a.number IN (SELECT value FROM json_each(?)) AND a.first IS NOT NULL"
        sql = f"""INSERT INTO tallies ("by", key, statements) {counted} GROUP BY 2
                  ON CONFLICT DO UPDATE SET statements = statements + excluded.statements"""
        db.execute(sql, (by, sign, articles))
    if sign < 0:
        db.execute("DELETE FROM tallies WHERE statements = 0")


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield each kind of count that differs from the statements counted anew."""
    for by, key, many, tables in _COUNTED:
        counted = f"SELECT {key}, sum({many}) FROM {tables} WHERE a.first IS NOT NULL GROUP BY 1"
        if dict(db.execute(counted)) != dict(db.execute('SELECT key, statements FROM tallies WHERE "by" = ?', (by,))):
            yield by
