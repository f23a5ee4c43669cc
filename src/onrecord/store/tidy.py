"""Makes one piece of the many that the full-text index grows in, once so much is new that it pays.

Searches are a third faster then, and what was taken away or stands otherwise takes no more room. It takes about five seconds for a
million statements, so it waits until a good part of the record has changed.
"""

from __future__ import annotations

import sqlite3

LEAST = 10_000  # statements; a smaller index is fast in any number of pieces
PART = 4


def is_due(db: sqlite3.Connection, changed: int) -> bool:
    """Say whether so many changed statements are a good part of the record."""
    whole = "SELECT coalesce(sum(statements), 0) FROM tallies WHERE \"by\" = 'hidden'"
    return changed >= LEAST and changed * PART >= db.execute(whole).fetchone()[0]


def tidy(db: sqlite3.Connection) -> None:
    """Make one piece of the index."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
