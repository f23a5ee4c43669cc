"""The numbers of speakers on PostgreSQL: one for a name and kind, and for an unnamed one, one in each article."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import md5

from onrecord.records import Speaker, SpeakerKind
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.tokens import Tokens

_Key = tuple[str, str, int | None]
_FIND = """
    SELECT p.name, p.kind, p.article, p.number FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS k (name, kind, article)
    JOIN speakers AS p ON md5(p.name) = md5(k.name) AND p.kind = k.kind AND coalesce(p.article, 0) = coalesce(k.article, 0)
"""
_ADD = """
    INSERT INTO speakers (name, kind, article, words) SELECT name, kind, article, words::tsvector
    FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[]) AS k (name, kind, article, words) RETURNING name, kind, article, number
"""


class Speakers:
    """Gives speakers their numbers, inside one transaction."""

    def __init__(self, server: Server, tokens: Tokens) -> None:
        self._server = server
        self._tokens = tokens
        self._numbers: dict[_Key, int] = {}

    def look_up(self, speakers: Iterable[tuple[Speaker, int]]) -> None:
        """Find the numbers of all these, each in an article; those that are new are put on record."""
        keys = dict.fromkeys(_key(speaker, article) for speaker, article in speakers if speaker.name is not None)
        self._numbers = {row[:3]: row[3] for row in self._server.rows(_FIND, *_columns(keys, 3))}
        new = [(*key, self._tokens.vector(key[0])) for key in keys if key not in self._numbers]
        if new:
            self._numbers |= {row[:3]: row[3] for row in self._server.rows(_ADD, *_columns(new, 4))}

    def number(self, speaker: Speaker, article: int) -> int | None:
        """Return the number of a speaker that was looked up; None for one without a name."""
        return None if speaker.name is None else self._numbers[_key(speaker, article)]


@lru_cache(maxsize=100_000)
def name_key(name: str) -> int:
    """Return what all speakers of that name share: as the SQL function of the same name has it.

    >>> name_key("Ada")
    1889304065884569448
    """
    return int.from_bytes(md5(name.encode(), usedforsecurity=False).digest()[:8], "big", signed=True)


def _key(speaker: Speaker, article: int) -> _Key:
    assert speaker.name is not None
    return speaker.name, speaker.kind.value, article if speaker.kind is SpeakerKind.UNNAMED else None


def _columns(rows: Iterable[Row], count: int) -> list[list[object]]:
    """Return rows as columns, for PostgreSQL takes many values as a few arrays."""
    kept = list(rows)
    return [[row[place] for row in kept] for place in range(count)]
