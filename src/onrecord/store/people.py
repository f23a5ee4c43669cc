"""One speaker, everything: all that is on record under a name and the names that are the same speaker's."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import QueryError
from onrecord.records import RoleHeld, SpeakerKind
from onrecord.store import called, load
from onrecord.store.answers import Count, Hit
from onrecord.store.appearances import Appearing
from onrecord.store.numbers import DAY_BITS, FIRST_DAY
from onrecord.store.query import By, Query

if TYPE_CHECKING:
    from onrecord.store.record import Record

_MOST_NAMED = 5
# Each half has an index of its own; `WHERE name = ?` alone, which no single index covers, would read all speakers.
_SPEAKERS = """(SELECT number, kind FROM speakers WHERE article IS NULL AND name = ?1
                UNION ALL SELECT number, kind FROM speakers WHERE article IS NOT NULL AND name = ?1)"""
_SAYING = f"{_SPEAKERS} AS p CROSS JOIN statements AS s ON s.speaker = p.number"
_SHOWN = "WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number)"
_ROWS = f"""SELECT s.number >> {DAY_BITS}, s.article, s.manner, s.stance, s.role, h.held, h.dates
            FROM {_SAYING} LEFT JOIN role_times AS h ON h.statement = s.number {_SHOWN}"""
_DATES = f"SELECT s.number, s.said_on FROM {_SAYING} {_SHOWN}"
# An unnamed speaker belongs to one article, and is of one kind: one of them tells that of all.
_KINDS = """SELECT name FROM kinds WHERE number IN (
              SELECT kind FROM speakers WHERE article IS NULL AND name = ?1
              UNION SELECT * FROM (SELECT kind FROM speakers WHERE article IS NOT NULL AND name = ?1 LIMIT 1))"""
_OTHERS = f"SELECT DISTINCT o.name FROM {_SPEAKERS} AS p CROSS JOIN speaker_names AS o ON o.speaker = p.number ORDER BY 1"
_NAMED = ("SELECT kept FROM same_speaker WHERE name = ?", f"SELECT ?1 FROM {_SPEAKERS} LIMIT 1")
_OUTLETS = "SELECT a.outlet, sum(m.value) FROM json_each(?) AS m JOIN articles AS a ON a.number = CAST(m.key AS INTEGER) GROUP BY 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What the speaker was called beside the name: in how many statements, from when to when, by date of publication.

    `held` and `dates` are when the role was held, as far as these statements' articles say (`Speaker.role_held` and `role_dates`).
    """

    words: str
    held: RoleHeld | None = None
    dates: str | None = None
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


class People(Appearing):
    """The speakers of a record, one at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._db = record._db

    def person(self, name: str) -> Person:
        """Return the one speaker of that name; QueryError if there is none, or several whose names hold these words."""
        with self._record._reading():
            return _person(self._db, self._whole(name))

    def said(self, name: str, *, newest_first: bool = False, most: int | None = None, offset: int = 0) -> Iterator[Hit]:
        """Yield what that speaker said, by the date of saying, or else of publication, a few hundred in memory at a time."""
        with self._record._reading():
            rows = self._db.execute(_DATES, (self._whole(name),)).fetchall()
        dated = sorted([(said_on or _day(number >> DAY_BITS) or "", number) for number, said_on in rows], reverse=newest_first)
        wanted = [number for _, number in dated[offset : None if most is None else offset + most]]
        for place in range(0, len(wanted), load.PAGE):
            with self._record._reading():
                found = load.pairs(self._db, wanted[place : place + load.PAGE])
            yield from (Hit(statement=statement, article=article) for statement, article in found)

    def _whole(self, name: str) -> str:
        """Return the whole name meant: that name in any case, a merged name's, or the only one that holds the words."""
        asked = " ".join(name.split())
        for sql in _NAMED:
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


def _person(db: sqlite3.Connection, name: str) -> Person:
    """Return the person, from one look at each statement: a second would cost as much again."""
    rows = db.execute(_ROWS, (name,)).fetchall()
    days, articles, manners, stances = (Counter(row[place] for row in rows) for place in range(4))
    dates = [told for day in sorted(days) if (told := _day(day)) is not None]
    outlets = dict(db.execute(_OUTLETS, (json.dumps(articles),)))
    return Person(
        name=name,
        kinds=tuple(sorted(SpeakerKind(row[0]) for row in db.execute(_KINDS, (name,)))),
        statements=len(rows),
        articles=len(articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        others=tuple(row[0] for row in db.execute(_OTHERS, (name,))),
        sources=tuple(Count(value=words, statements=many) for words, many in called.words_of(db, name)),
        roles=tuple(_roles(rows)),
        outlets=_counts(db, "outlets", outlets),
        manners=_counts(db, "manners", manners),
        stances=_counts(db, "stances", stances),
        days=tuple(Count(value=_day(day), statements=days[day]) for day in sorted(days)),
    )


def _counts(db: sqlite3.Connection, table: str, counted: Mapping[int | None, int]) -> tuple[Count, ...]:
    names = dict(db.execute(f"SELECT number, name FROM {table}"))
    found = [Count(value=names.get(number), statements=many) for number, many in counted.items()]
    return tuple(sorted(found, key=lambda count: (-count.statements, count.value or "")))


def _roles(rows: Iterable[tuple[Any, ...]]) -> Iterator[Role]:
    days: dict[tuple[str, str | None, str | None], list[int]] = {}
    for day, *_, role, held, dates in rows:
        if role is not None:
            days.setdefault((role, held, dates), []).append(day)
    yield from in_order(role_of(role, len(told), (_day(min(told)), _day(max(told)))) for role, told in days.items())


def role_of(role: tuple[str, str | None, str | None], statements: int, days: tuple[str | None, str | None]) -> Role:
    """Return a role, given its words, how and when it was held, and the days of the first and the last statement under it."""
    words, held, dates = role
    return Role(words=words, held=RoleHeld(held) if held else None, dates=dates, statements=statements, first=days[0], last=days[1])


def in_order(roles: Iterable[Role]) -> list[Role]:
    """Return the roles, those of most statements first."""
    return sorted(roles, key=lambda role: (-role.statements, role.words, role.held or "", role.dates or ""))


@lru_cache(maxsize=100_000)
def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal >= FIRST_DAY else None
