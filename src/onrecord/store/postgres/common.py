"""Counts of statements in which a common word stands, from what the database keeps of such words (0008_quick.sql).

To count the hits of a word that a third of all statements have is to look at each of them. So of words in at least MANY statements
the database keeps in how many of each day they stand; which words these are follows from the statistics of its planner.
"""

from __future__ import annotations

from onrecord.store.kept import Days
from onrecord.store.postgres.connection import Server

MANY = 20_000

_HITS = """FROM common_words AS c LEFT JOIN word_days AS w ON w.word = c.word AND w.day BETWEEN %s AND %s AND w.statements > 0 WHERE c.word = %s"""
_BECOME = """
    INSERT INTO common_words
    SELECT e.word FROM pg_stats AS s, pg_class AS t, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e (word, share)
    WHERE s.schemaname = 'onrecord' AND s.tablename = 'statements' AND s.attname = 'content_words' AND t.oid = 'statements'::regclass
      AND e.word IS NOT NULL AND e.share * t.reltuples >= %s
    ON CONFLICT DO NOTHING RETURNING word
"""


def by_day(server: Server, word: str, days: Days) -> list[tuple[int | str, int]] | None:
    """Return in how many statements of each of the days the word stands; None if the word is not common."""
    found = server.rows(f"SELECT w.day, w.statements {_HITS}", *days, word)
    return [(day, many) for day, many in found if day is not None] if found else None


def how_many(server: Server, word: str, days: Days) -> int | None:
    """Return in how many statements of these days the word stands; None if the word is not common."""
    found = server.one(f"SELECT coalesce(sum(w.statements), 0)::bigint {_HITS} HAVING count(*) > 0", *days, word)
    return int(found[0]) if found else None


def is_common(server: Server, word: str) -> bool:
    """Say whether the word is common."""
    return server.one("SELECT 1 FROM common_words WHERE word = %s", word) is not None


def renew(server: Server) -> None:
    """Begin to keep the counts of words that have become common."""
    if words := [row[0] for row in server.rows(_BECOME, MANY)]:
        server.do("INSERT INTO word_days SELECT * FROM word_days_now WHERE word = ANY(%s)", words)
