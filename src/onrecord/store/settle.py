"""Brings the full-text index and the counts up to date with what was changed, before it is committed.

The triggers of 0005_search.sql note what has changed; nothing else decides what is done here. `settle` is called at the end of
every writing transaction and costs nothing where nothing is noted.
"""

from __future__ import annotations

import sqlite3

from onrecord.store import called, common, sayings
from onrecord.store.tallies import KEYS, tally

WORDS = "context, content, speaker, addressee, title, filters"
_WORDS_NOW = "context, content, names, addressee, title, filters"
_NOTED = "number IN (SELECT number FROM stale)"

# Of every story that an article concerned belongs to, its members, best first: those that are the newest version of their page,
# among them the story's own article, or else the first that was read. The best is shown.
CONCERNED = """
    WITH stories AS (SELECT story FROM copies WHERE article IN ({0}) UNION {0}),
    members AS (
      SELECT t.story, c.article FROM stories AS t JOIN copies AS c ON c.story = t.story
      UNION SELECT t.story, t.story FROM stories AS t WHERE EXISTS (SELECT 1 FROM copies WHERE story = t.story)),
    placed AS (
      SELECT m.article AS article, row_number() OVER (
        PARTITION BY m.story ORDER BY v.later IS NOT NULL, m.article <> m.story, m.article) AS place
      FROM members AS m JOIN articles AS v ON v.number = m.article),
    worse AS MATERIALIZED (SELECT article FROM placed WHERE place > 1),
    concerned AS (SELECT article FROM placed UNION {0})
"""
_CHANGES = f"""
    {CONCERNED}
    SELECT s.number, (a.later IS NOT NULL) + 2 * (a.number IN worse) AS should, coalesce(h.why, 0) AS was
    FROM concerned AS c CROSS JOIN articles AS a ON a.number = c.article CROSS JOIN statements AS s ON s.number BETWEEN a.first AND a.last
    LEFT JOIN hidden AS h ON h.statement = s.number
    WHERE should <> was
"""


def settle(db: sqlite3.Connection) -> int:
    """Hide and show what the versions and the copies now decide, then index and count anew all that has changed: return how many."""
    if _is_any(db, "unsettled"):
        _hide(db)
    return _index(db) if _is_any(db, "stale") else 0


def _is_any(db: sqlite3.Connection, table: str) -> bool:
    return db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def changes(db: sqlite3.Connection, *, all_articles: bool = False) -> list[tuple[int, int, int]]:
    """Return each statement of an unsettled article, or of any, that is not hidden as it should be: its number, why, and what is noted."""
    asked = "SELECT number FROM articles" if all_articles else "SELECT article FROM unsettled"
    return db.execute(_CHANGES.format(asked)).fetchall()


def _hide(db: sqlite3.Connection) -> None:
    changed = changes(db)
    db.executemany("DELETE FROM hidden WHERE statement = ?", [(number,) for number, _, was in changed if was])
    hide = "INSERT INTO hidden (statement, why, speaker) SELECT number, ?, speaker FROM statements WHERE number = ?"
    db.executemany(hide, [(why, number) for number, why, _ in changed if why])
    db.execute("DELETE FROM unsettled")


def _index(db: sqlite3.Connection) -> int:
    _count(db, "stale", sign=-1)
    db.execute(f"INSERT INTO search (search, rowid, {WORDS}) SELECT 'delete', number, {_WORDS_NOW} FROM stale")
    db.execute(f"INSERT INTO search (rowid, {WORDS}) SELECT number, {_WORDS_NOW} FROM statement_now WHERE {_NOTED}")
    _count(db, f"statement_now WHERE {_NOTED}", sign=1)
    return db.execute("DELETE FROM stale").rowcount


def _count(db: sqlite3.Connection, noted: str, *, sign: int) -> None:
    common.forget(db, tally(db, db.execute(f"SELECT {', '.join(KEYS)} FROM {noted}"), sign=sign))
    sayings.forget(db, db.execute(f"SELECT DISTINCT name, day FROM {noted}"))
    called.call(db, db.execute(f"SELECT {', '.join(called.KEYS)} FROM {noted}"), sign=sign)
