"""One speaker, everything: all that is on record on PostgreSQL under one name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from onrecord.records import SpeakerKind
from onrecord.store.answers import Count, Hit
from onrecord.store.appearances import Appearing
from onrecord.store.called import PRONOUNS
from onrecord.store.people import Person, Role, named, the_one
from onrecord.store.postgres import load
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.search import PLACE_BITS
from onrecord.store.query import By, Query

if TYPE_CHECKING:
    from onrecord.store.postgres.record import PostgresRecord

_SHOWN = "FROM statements AS s WHERE s.speaker = ANY(%s) AND s.hidden = 0"
_SOURCES = """
    SELECT substr(a.text, s.source[1] + 1, s.source[2] - s.source[1]) COLLATE "C" AS words, count(*) FROM statements AS s
    JOIN articles AS a ON a.number = s.article WHERE s.speaker = ANY(%s) AND s.hidden = 0 AND s.source IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_ROLES = f"""
    SELECT s.role COLLATE "C" AS words, count(*), min(s.number) >> {PLACE_BITS}, max(s.number) >> {PLACE_BITS} {_SHOWN} AND s.role IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1
"""
_OUTLETS = f"""
    SELECT n.name, c.many FROM (SELECT s.outlet AS key, count(*) AS many {_SHOWN} GROUP BY 1) AS c LEFT JOIN outlets AS n ON n.number = c.key
    ORDER BY c.many DESC, n.name NULLS FIRST
"""


class People(Appearing):
    """The speakers of a record, one at a time."""

    def __init__(self, record: PostgresRecord) -> None:
        self._record: PostgresRecord = record
        self._server = record._server

    def person(self, name: str) -> Person:
        """Return the one speaker of that name; QueryError if there is none, or several whose names hold these words."""
        whole = self._whole(name)
        with self._server.reading():
            return _person(self._server, whole, _speakers(self._server, whole))

    def said(self, name: str, *, newest_first: bool = False, most: int | None = None, offset: int = 0) -> Iterator[Hit]:
        """Yield what that speaker said, by the date of saying, or else of publication, a few hundred in memory at a time."""
        whole = self._whole(name)
        with self._server.reading():
            rows = self._server.rows(f"SELECT s.number, coalesce(s.said_on, '') {_SHOWN}", _speakers(self._server, whole))
        rows.sort(key=lambda row: (row[1] or _day(row[0] >> PLACE_BITS) or "", row[0]), reverse=newest_first)
        wanted = [row[0] for row in rows[offset : None if most is None else offset + most]]
        for place in range(0, len(wanted), load.PAGE):
            with self._server.reading():
                found = load.pairs(self._server, wanted[place : place + load.PAGE])
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def _whole(self, name: str) -> str:
        """Return the whole name meant: that name in any case, or the only one that holds the words."""
        asked = " ".join(name.split())
        with self._server.reading():
            if kept := self._server.one("SELECT kept FROM same_speaker WHERE name = %s", asked):
                return str(kept[0])
            if _speakers(self._server, asked):
                return asked
        return the_one(name, named(self._record.count(Query(speaker=asked), by=By.SPEAKER)))


def _speakers(server: Server, name: str) -> list[int]:
    return [row[0] for row in server.rows("SELECT number FROM speakers WHERE md5(name) = md5(%s)", name)]


def _person(server: Server, name: str, speakers: list[int]) -> Person:
    ((statements, articles),) = server.rows(f"SELECT count(*), count(DISTINCT s.article) {_SHOWN}", speakers)
    days = server.rows(f"SELECT s.number >> {PLACE_BITS}, count(*) {_SHOWN} GROUP BY 1 ORDER BY 1", speakers)
    dates = [told for day, _ in days if (told := _day(day)) is not None]
    kinds = server.rows("SELECT kind FROM speakers WHERE number = ANY(%s) GROUP BY 1 ORDER BY min(number)", speakers)
    sources = (Count(value=words, statements=many) for words, many in server.rows(_SOURCES, speakers) if words.casefold() not in PRONOUNS)
    roles = (Role(words=words, statements=many, first=_day(first), last=_day(last)) for words, many, first, last in server.rows(_ROLES, speakers))
    return Person(
        name=name,
        kinds=tuple(SpeakerKind(row[0]) for row in kinds),
        statements=statements,
        articles=articles,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        others=tuple(row[0] for row in server.rows("SELECT DISTINCT name FROM speaker_names WHERE speaker = ANY(%s) ORDER BY 1", speakers)),
        sources=tuple(sources),
        roles=tuple(roles),
        outlets=_counts(server.rows(_OUTLETS, speakers)),
        manners=_counts(server.rows(f"SELECT s.manner, count(*) {_SHOWN} GROUP BY 1 ORDER BY 2 DESC, 1", speakers)),
        stances=_counts(server.rows(f"SELECT s.stance, count(*) {_SHOWN} GROUP BY 1 ORDER BY 2 DESC, 1 NULLS FIRST", speakers)),
        days=tuple(Count(value=_day(day), statements=many) for day, many in days),
    )


def _counts(rows: list[Row]) -> tuple[Count, ...]:
    return tuple(Count(value=value, statements=many) for value, many in rows)


def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None
