"""One speaker, everything: all that is on record on PostgreSQL under one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from onrecord.records import SpeakerKind
from onrecord.store.answers import Count, Hit
from onrecord.store.appearances import Appearing
from onrecord.store.people import Person, Role, in_order, named, role_of, the_one
from onrecord.store.postgres import load
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.search import PLACE_BITS
from onrecord.store.postgres.speakers import name_key
from onrecord.store.query import By, Query

if TYPE_CHECKING:
    from onrecord.store.postgres.record import PostgresRecord

_SHOWN = "FROM statements AS s WHERE s.name = %s AND s.hidden = 0"
_PARTS = ("day", "manner", "stance", "outlet", "called")
# Two arrays for each part: thousands of rows, with words of each, would take longer to send than to count.
_COUNTED = """
    SELECT '{0}' AS part, array_agg(value), array_agg(many), NULL::bigint[], NULL::bigint[], NULL::text[], NULL::text[]
    FROM (SELECT {0}::text AS value, count(*) AS many FROM said GROUP BY {0}) AS g UNION ALL
"""
_ALL = f"""
    WITH said AS MATERIALIZED (
      SELECT s.number >> {PLACE_BITS} AS day, s.article, s.manner, s.stance, s.outlet, s.role, s.role_held, s.role_dates, s.called {_SHOWN})
    {" ".join(map(_COUNTED.format, _PARTS))}
    SELECT 'role', array_agg(role), array_agg(many), array_agg(first), array_agg(last), array_agg(role_held), array_agg(role_dates) FROM (
      SELECT role, count(*) AS many, min(day) AS first, max(day) AS last, role_held, role_dates
      FROM said WHERE role IS NOT NULL GROUP BY role, role_held, role_dates) AS g
    UNION ALL SELECT 'article', NULL, ARRAY[count(*)], NULL, NULL, NULL, NULL FROM (SELECT DISTINCT article FROM said) AS a
"""
_DAY = f"(s.number >> {PLACE_BITS})"
_WHEN = f"""coalesce(s.said_on, CASE {_DAY} WHEN 0 THEN '' ELSE (date '0001-01-01' + ({_DAY} - 1)::integer)::text END) COLLATE "C" """
# Dates are compared of those alone that may come first: of those with a date of saying, and of those without.
_SAID = f"""
    SELECT s.number FROM (
      (SELECT s.number, s.said_on {_SHOWN} AND s.said_on IS NULL ORDER BY s.number {{order}} LIMIT %s) UNION ALL
      (SELECT s.number, s.said_on {_SHOWN} AND s.said_on IS NOT NULL ORDER BY s.said_on {{order}}, s.number {{order}} LIMIT %s)) AS s
    ORDER BY {_WHEN} {{order}}, s.number {{order}} LIMIT %s OFFSET %s
"""
_NAMED = "SELECT 1 FROM speakers WHERE md5(name) = md5(%s) LIMIT 1"
_KINDS = (
    "SELECT k.kind FROM unnest(%s::text[]) AS k (kind) WHERE EXISTS (SELECT 1 FROM speakers AS p WHERE md5(p.name) = md5(%s) AND p.kind = k.kind)"
)
_OTHERS = """
    SELECT DISTINCT o.name FROM speakers AS p JOIN speaker_names AS o ON o.speaker = p.number
    WHERE md5(p.name) = md5(%s) AND p.kind = ANY(%s) AND coalesce(p.article, 0) = 0 ORDER BY 1
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
            return _person(self._server, whole)

    def said(self, name: str, *, newest_first: bool = False, most: int | None = None, offset: int = 0) -> Iterator[Hit]:
        """Yield what that speaker said, by the date of saying, or else of publication, a few hundred in memory at a time."""
        whole, order = self._whole(name), "DESC" if newest_first else "ASC"
        with self._server.reading():
            key, end = name_key(whole), None if most is None else offset + most
            wanted = [row[0] for row in self._server.rows(_SAID.format(order=order), key, end, key, end, most, offset)]
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
            if self._server.one(_NAMED, asked):
                return asked
        return the_one(name, named(self._record.count(Query(speaker=asked), by=By.SPEAKER)))


def _person(server: Server, name: str) -> Person:
    """Return the person, from one look at each statement."""
    told: dict[str, list[Row]] = {}
    for part, *columns in server.rows(_ALL, name_key(name)):
        told[part] = list(zip(*(column for column in columns if column is not None), strict=True))
    days = sorted((int(day), many) for day, many in told["day"])
    dated = [day for day, _ in days if day]
    outlets: dict[str | None, str] = dict(
        server.rows("SELECT number::text, name FROM outlets WHERE number = ANY(%s)", [int(row[0]) for row in told["outlet"] if row[0]])
    )
    return Person(
        name=name,
        kinds=tuple(SpeakerKind(row[0]) for row in server.rows(_KINDS, sorted(SpeakerKind), name)),
        statements=sum(many for _, many in days),
        articles=told["article"][0][0],
        first=_day(dated[0]) if dated else None,
        last=_day(dated[-1]) if dated else None,
        others=tuple(row[0] for row in server.rows(_OTHERS, name, list(SpeakerKind))),
        sources=tuple(_counts((words, many) for words, many in told["called"] if words is not None)),
        roles=tuple(in_order(_role(row) for row in told["role"])),
        outlets=tuple(_counts((outlets.get(outlet), many) for outlet, many in told["outlet"])),
        manners=tuple(_counts(told["manner"])),
        stances=tuple(_counts(told["stance"])),
        days=tuple(Count(value=_day(day), statements=many) for day, many in days),
    )


def _role(row: Row) -> Role:
    words, many, first, last, held, dates = row
    return role_of((words, held, dates), many, (_day(first), _day(last)))


def _counts(rows: Iterable[Row]) -> list[Count]:
    return [Count(value=value, statements=many) for value, many in sorted(rows, key=lambda row: (-row[1], row[0] or ""))]


def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None
