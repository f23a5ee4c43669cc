"""What is done at the end of a run: the many pieces that the full-text index grows in are made one,
common words counted, and what those said who speak most kept together.

Searches are a third faster then, and what was taken away or stands otherwise takes no more room. It takes some seconds for a
million statements, so it waits until a good part of the record has changed; till then only pieces of one size are put together,
and only what a run changed is counted again.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from onrecord.store import common, sayings

LEAST = 10_000  # statements; a smaller index is fast in any number of pieces
PART = 4
SPARE = 20  # one page in so many may lie idle

_ALL_ONE = "INSERT INTO search (search) VALUES ('optimize')"
_FEWER = "INSERT INTO search (search, rank) VALUES ('merge', 1000)"  # pages to write at most: a tenth of a second


def tidy(db: sqlite3.Connection, changed: int) -> bool:
    """Do what is due after a run, so many statements having changed; say whether all was made anew."""
    whole = int(db.execute("SELECT coalesce(sum(statements), 0) FROM tallies WHERE \"by\" = 'hidden'").fetchone()[0])
    is_due = changed >= LEAST and changed * PART >= whole
    db.execute(_ALL_ONE if is_due else _FEWER)
    is_anew = is_due or (whole >= LEAST and not common.is_kept(db))
    common.renew(db, is_anew=is_anew)
    sayings.renew(db, is_anew=is_anew)
    return is_due


def shrink(db: sqlite3.Connection) -> None:
    """Give back to the disk the room that nothing takes any more, if it is much. Not inside a transaction."""
    free, pages = (int(db.execute(f"PRAGMA {what}").fetchone()[0]) for what in ("freelist_count", "page_count"))
    if free * SPARE > pages:
        # Where another writes or the disk is full, a later run does it.
        with suppress(sqlite3.OperationalError):
            db.executescript("PRAGMA incremental_vacuum")  # each step frees one page, and `execute` makes one step
