"""Hides, shows and makes the search words anew of what was changed, before it is committed.

The triggers of the migrations note what has changed; `settle` is called at the end of every writing transaction and costs nothing
where nothing is noted.
"""

from __future__ import annotations

from onrecord.store.postgres import load
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.postgres.vectors import columns_of, known_as
from onrecord.store.settle import CONCERNED

_SHOULD = f"""
    {CONCERNED}, should AS (
      SELECT a.number AS article, (a.later IS NOT NULL)::int + 2 * (a.number IN (SELECT article FROM worse))::int AS why
      FROM concerned AS c JOIN articles AS a ON a.number = c.article)
"""
_HIDE = f"{_SHOULD} UPDATE statements AS s SET hidden = w.why FROM should AS w WHERE s.article = w.article AND s.hidden <> w.why"
_WRONG = f"{_SHOULD} SELECT count(*) FROM should AS w JOIN statements AS s ON s.article = w.article WHERE s.hidden <> w.why"
_RENAMED = "DELETE FROM renamed RETURNING speaker"
_STALE = "DELETE FROM stale WHERE statement IN (SELECT statement FROM stale LIMIT %s) RETURNING statement"
_SPEAKERS = """
    UPDATE speakers AS p SET words = w.words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS w (number, words) WHERE p.number = w.number
"""
_TITLED = "SELECT number, title FROM articles WHERE title IS NOT NULL AND number IN (SELECT article FROM statements WHERE number = ANY(%s))"
_TITLES = (
    "UPDATE articles AS a SET title_words = w.words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS w (number, words) WHERE a.number = w.number"
)
_STATEMENTS = """
    UPDATE statements AS s SET content_words = w.content_words::tsvector, words = w.words::tsvector,
      addressee_words = w.addressee_words::tsvector, neighbours = w.neighbours::smallint[]
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) AS w (id, content_words, words, addressee_words, neighbours)
    WHERE s.id = w.id
"""


def settle(server: Server, tokens: Tokens) -> None:
    """Hide what the versions and the copies now decide; let speakers be found by the names they have now."""
    if server.one("SELECT 1 FROM unsettled LIMIT 1"):
        server.do(_HIDE.format("SELECT article FROM unsettled"))
        server.do("DELETE FROM unsettled")
    if renamed := [row[0] for row in server.rows(_RENAMED)]:
        names = known_as(server, renamed)
        server.do(_SPEAKERS, list(names), [tokens.vector(told) for told in names.values()])
    _renew(server, tokens)


def _renew(server: Server, tokens: Tokens) -> None:
    """Make the words anew of all statements that a migration has noted, and of the titles of their articles."""
    while stale := [row[0] for row in server.rows(_STALE, load.PAGE)]:
        server.do(_STATEMENTS, *columns_of(tokens, load.pairs(server, stale)))
        titled = server.rows(_TITLED, stale)
        server.do(_TITLES, [number for number, _ in titled], [tokens.vector(title) for _, title in titled])


def wrongly_hidden(server: Server) -> int:
    """Return how many statements are hidden that should be shown, or the other way round."""
    ((many,),) = server.rows(_WRONG.format("SELECT number FROM articles"))
    return int(many)
