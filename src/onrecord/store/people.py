"""One speaker, everything: all that is on record under a name and the names that are the same speaker's."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.errors import QueryError
from onrecord.records import SpeakerKind
from onrecord.store import load
from onrecord.store.answers import Count, Hit
from onrecord.store.numbers import DAY_BITS, FIRST_DAY
from onrecord.store.query import By, Query

if TYPE_CHECKING:
    from onrecord.store.record import Record

_MOST_NAMED = 5
_PRONOUNS = frozenset("i he she it they we you who him her them us me".split())
_THEIRS = "statements AS s WHERE s.speaker IN (SELECT value FROM json_each(?))"
_SHOWN = f"{_THEIRS} AND NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number)"
_NUMBERS = f"SELECT s.number, coalesce(s.said_on, '') FROM {_SHOWN} ORDER BY s.number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What the speaker was called beside the name: in how many statements, from when to when, by date of publication."""

    words: str
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is on record of one speaker, counted. Every `Count` has the greatest first; `days` stand in their own order.

    `others` are names that people said are this speaker's too; `sources` the words by which articles name the speaker, pronouns left out.
    Statements of wire copies, but for one of each story, and of older versions of a page are left out, as in a search.
    """

    name: str
    kinds: tuple[SpeakerKind, ...]
    statements: int
    articles: int
    first: str | None
    last: str | None
    others: tuple[str, ...]
    sources: tuple[Count, ...]
    roles: tuple[Role, ...]
    outlets: tuple[Count, ...]
    manners: tuple[Count, ...]
    stances: tuple[Count, ...]
    days: tuple[Count, ...]


class People:
    """The speakers of a record, one at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._db = record._db

    def person(self, name: str) -> Person:
        """Return the one speaker of that name; QueryError if there is none, or several whose names hold these words."""
        with self._record._reading():
            whole = self._whole(name)
            return _person(self._db, whole, _speakers(self._db, whole))

    def said(self, name: str, *, newest_first: bool = False, most: int | None = None, offset: int = 0) -> Iterator[Hit]:
        """Yield what that speaker said, by the date of saying, or else of publication, a few hundred in memory at a time."""
        with self._record._reading():
            rows = self._db.execute(_NUMBERS, (_speakers(self._db, self._whole(name)),)).fetchall()
        rows.sort(key=lambda row: (row[1] or _day(row[0] >> DAY_BITS) or "", row[0]), reverse=newest_first)
        wanted = [row[0] for row in rows[offset : None if most is None else offset + most]]
        for place in range(0, len(wanted), load.PAGE):
            with self._record._reading():
                found = load.pairs(self._db, wanted[place : place + load.PAGE])
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def _whole(self, name: str) -> str:
        """Return the whole name meant: that name in any case, a merged name's, or the only one that holds the words."""
        asked = " ".join(name.split())
        for sql in ("SELECT kept FROM same_speaker WHERE name = ?", "SELECT name FROM speakers WHERE name = ? LIMIT 1"):
            if row := self._db.execute(sql, (asked,)).fetchone():
                return str(row[0])
        return the_one(name, self._names(asked))

    def _names(self, asked: str) -> Counter[str]:
        from onrecord.store import count

        return named(count.counts(self._db, Query(speaker=asked), By.SPEAKER, None))


def named(counts: Iterable[Count]) -> Counter[str]:
    """Return how often each name speaks, of counts by speaker; a description names nobody."""
    found: Counter[str] = Counter()
    for one in counts:
        if one.value is not None and one.kind is not SpeakerKind.UNNAMED:
            found[one.value] += one.statements
    return found


def the_one(name: str, counts: Counter[str]) -> str:
    """Return the only one of the names that is meant: `name` in any case, or all there is; QueryError if it is not one."""
    asked = " ".join(name.split()).casefold()
    same = [one for one in counts if one.casefold() == asked]
    names = same if len(same) == 1 else list(counts)
    if not names:
        raise QueryError(f"{name!r}: nobody on record has that name; a name or whole words of one was expected. Try `onrecord count --by speaker`.")
    if len(names) > 1:
        some = ", ".join(f"{one} ({counts[one]:,})" for one in names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        raise QueryError(f"{name!r}: several speakers have that in their names ({some}); one was expected. Give the whole name.")
    return names[0]


def _speakers(db: sqlite3.Connection, name: str) -> str:
    return json.dumps([row[0] for row in db.execute("SELECT number FROM speakers WHERE name = ?", (name,))])


def _person(db: sqlite3.Connection, name: str, speakers: str) -> Person:
    one = (speakers,)
    statements, articles = db.execute(f"SELECT count(*), count(DISTINCT s.article) FROM {_SHOWN}", one).fetchone()
    days = [(row[0], row[1]) for row in db.execute(f"SELECT s.number >> {DAY_BITS}, count(*) FROM {_SHOWN} GROUP BY 1 ORDER BY 1", one)]
    dates = [told for day, _ in days if (told := _day(day)) is not None]
    kinds = "SELECT k.name FROM speakers AS p JOIN kinds AS k ON k.number = p.kind WHERE p.number IN (SELECT value FROM json_each(?)) GROUP BY 1"
    others = "SELECT DISTINCT name FROM speaker_names WHERE speaker IN (SELECT value FROM json_each(?)) ORDER BY 1"
    return Person(
        name=name,
        kinds=tuple(SpeakerKind(row[0]) for row in db.execute(kinds, one)),
        statements=statements,
        articles=articles,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        others=tuple(row[0] for row in db.execute(others, one)),
        sources=_sources(db, speakers),
        roles=_roles(db, speakers),
        outlets=_counts(db, speakers, "outlets", "(SELECT outlet FROM articles WHERE number = s.article)"),
        manners=_counts(db, speakers, "manners", "s.manner"),
        stances=_counts(db, speakers, "stances", "s.stance"),
        days=tuple(Count(value=_day(day), statements=many) for day, many in days),
    )


def _counts(db: sqlite3.Connection, speakers: str, table: str, key: str) -> tuple[Count, ...]:
    counted = f"SELECT {key} AS key, count(*) AS many FROM {_SHOWN} GROUP BY 1"
    sql = f"SELECT n.name, c.many FROM ({counted}) AS c LEFT JOIN {table} AS n ON n.number = c.key ORDER BY c.many DESC, n.name"
    return tuple(Count(value=name, statements=many) for name, many in db.execute(sql, (speakers,)))


def _sources(db: sqlite3.Connection, speakers: str) -> tuple[Count, ...]:
    words = "SELECT substr(unpacked(text), s.source_start + 1, s.source_end - s.source_start) FROM articles WHERE number = s.article"
    sql = f"SELECT ({words}) AS words, count(*) FROM {_SHOWN} AND s.source_start IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    named = (row for row in db.execute(sql, (speakers,)) if row[0].casefold() not in _PRONOUNS)
    return tuple(Count(value=name, statements=many) for name, many in named)


def _roles(db: sqlite3.Connection, speakers: str) -> tuple[Role, ...]:
    sql = f"""SELECT s.role, count(*), min(s.number) >> {DAY_BITS}, max(s.number) >> {DAY_BITS} FROM {_SHOWN} AND s.role IS NOT NULL
              GROUP BY 1 ORDER BY 2 DESC, 1"""
    return tuple(Role(words=words, statements=many, first=_day(first), last=_day(last)) for words, many, first, last in db.execute(sql, (speakers,)))


def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal >= FIRST_DAY else None
