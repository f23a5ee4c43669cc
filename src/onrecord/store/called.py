"""By which words articles name each speaker: counted as statements come and go, for reading them out of every text anew is slow."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from onrecord.records import Article, Statement

KEYS = ("name", "source", "hidden")
"""What is looked at, as the columns of statement_now are named."""

_PRONOUNS = frozenset("i he she it they we you who him her them us me".split())
_ADD = """INSERT INTO called (name, words, statements) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET statements = statements + excluded.statements"""
_Row = tuple[str, str, int]


def row_of(statement: Statement, article: Article) -> _Row:
    """Return what is looked at of a statement that is new."""
    return statement.speaker.name or "", _source(statement, article), 0


def words_for(statement: Statement, article: Article) -> str | None:
    """Return by which words the article names the speaker of the statement; None if by none, or by a pronoun."""
    source = _source(statement, article)
    return source if _is_called(source) else None


def call(db: sqlite3.Connection, rows: Iterable[_Row], *, sign: int) -> None:
    """Add statements, a row of KEYS each, to what their speakers are called, or take them away: sign 1 or -1."""
    db.executemany(_ADD, [(*key, sign * many) for key, many in _counted(rows).items()])
    if sign < 0:
        db.execute("DELETE FROM called WHERE statements = 0")


def words_of(db: sqlite3.Connection, name: str) -> list[tuple[str, int]]:
    """Return by which words articles name the speakers of that name, and how often, most used first."""
    return db.execute("SELECT words, statements FROM called WHERE name = ? ORDER BY statements DESC, words", (name,)).fetchall()


def is_wrong(db: sqlite3.Connection) -> bool:
    """Say whether what is kept differs from the statements counted anew."""
    counted = _counted(db.execute(f"SELECT {', '.join(KEYS)} FROM statement_now"))
    return dict(counted) != {(name, words): many for name, words, many in db.execute("SELECT name, words, statements FROM called")}


def _counted(rows: Iterable[_Row]) -> Counter[tuple[str, str]]:
    return Counter((name, source) for name, source, hidden in rows if name and not hidden and _is_called(source))


def _source(statement: Statement, article: Article) -> str:
    return statement.source.of(article.text) if statement.source else ""


def _is_called(source: str) -> bool:
    return bool(source) and source.lower() not in _PRONOUNS
