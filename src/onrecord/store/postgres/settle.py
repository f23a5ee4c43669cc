"""Makes the search words anew of what was changed, before it is committed.

The triggers of 0002_corrections.sql note what has changed; `settle` is called at the end of every writing transaction and costs
nothing where nothing is noted.
"""

from __future__ import annotations

from onrecord.store.postgres import load
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.postgres.vectors import known_as, words_now

_RENAMED = "DELETE FROM renamed RETURNING speaker"
_THEIRS = "INSERT INTO stale SELECT number FROM statements WHERE speaker = ANY(%s) ON CONFLICT DO NOTHING"
_STALE = "DELETE FROM stale WHERE statement IN (SELECT statement FROM stale LIMIT %s) RETURNING statement"
_SPEAKERS = """
    UPDATE speakers AS p SET words = w.words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS w (number, words) WHERE p.number = w.number
"""
_STATEMENTS = """
    UPDATE statements AS s SET content_words = w.content_words::tsvector, words = w.words::tsvector, addressee_words = w.addressee_words::tsvector
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS w (id, content_words, words, addressee_words) WHERE s.id = w.id
"""


def settle(server: Server, tokens: Tokens) -> None:
    """Let speakers be found by the names they have now, and statements by the speakers they have now."""
    if renamed := [row[0] for row in server.rows(_RENAMED)]:
        names = known_as(server, renamed)
        server.do(_SPEAKERS, list(names), [tokens.vector([("", told)]) for told in names.values()])
        server.do(_THEIRS, renamed)
    while stale := [row[0] for row in server.rows(_STALE, load.PAGE)]:
        server.do(_STATEMENTS, *words_now(server, tokens, load.pairs(server, stale)))
