"""What is done at the end of a run, so that what it has written is found as fast as all else.

Only the owner of the tables may do some of it; where somebody else writes, that is left to the server's own housekeeping.
"""

from __future__ import annotations

from onrecord.store.postgres import common
from onrecord.store.postgres.connection import Server

BULK = 1_000
"""So many statements are a bulk."""

_IS_OURS = "SELECT 1 FROM pg_class WHERE oid = 'statements'::regclass AND pg_has_role(relowner, 'USAGE')"
_CLEAN = "SELECT gin_clean_pending_list(name::regclass) FROM unnest(%s::text[]) AS i (name)"
_WORD_INDEXES = [f"statements_by_{words}" for words in ("content", "words", "neighbours")]


def tidy(server: Server, changed: int, whole: int) -> None:
    """After a run that has changed so many of all statements, let indexes and planner know, and count the words that have become common."""
    if changed >= BULK and server.one(_IS_OURS):
        server.rows(_CLEAN, _WORD_INDEXES)  # whoever searches would have to read what waits to be merged into them
        if changed * 10 >= whole:
            server.do("ANALYZE statements, articles, speakers")
    common.renew(server)
