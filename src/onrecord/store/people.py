"""One speaker, everything: all that is on record under a name and the names that are the same speaker's."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING

from onrecord.errors import QueryError
from onrecord.records import RoleHeld, SpeakerKind
from onrecord.store import called, load, sayings
from onrecord.store.answers import Count, Hit
from onrecord.store.appearances import Appearing
from onrecord.store.numbers import DAY_BITS, FIRST_DAY
from onrecord.store.query import By, Query
from onrecord.store.sayings import SPEAKERS

if TYPE_CHECKING:
    from onrecord.store.record import Record

_MOST_NAMED = 5
_Role = tuple[str, str | None, str | None]
# An unnamed speaker belongs to one article, and is of one kind: one of them tells that of all.
_KINDS = """SELECT name FROM kinds WHERE number IN (
              SELECT kind FROM speakers WHERE article IS NULL AND name = ?1
              UNION SELECT * FROM (SELECT kind FROM speakers WHERE article IS NOT NULL AND name = ?1 LIMIT 1))"""
_OTHERS = """SELECT DISTINCT o.name FROM speakers AS p CROSS JOIN speaker_names AS o ON o.speaker = p.number
             WHERE p.article IS NULL AND p.name = ? ORDER BY 1"""
_NAMED = ("SELECT kept FROM same_speaker WHERE name = ?", f"SELECT ?1 FROM {SPEAKERS} LIMIT 1")


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
            found = sayings.of(self._db, self._whole(name))
        told = [(said_on or _day(number >> DAY_BITS) or "", number) for number, said_on in zip(found.numbers, found.said_on, strict=True)]
        first = nlargest if newest_first else nsmallest
        wanted = [number for _, number in first(len(told) if most is None else offset + most, told)[offset:]]
        for place in range(0, len(wanted), load.PAGE):
            with self._record._reading():
                pairs = load.pairs(self._db, wanted[place : place + load.PAGE])
            yield from (Hit(statement=statement, article=article) for statement, article in pairs)

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
    said = sayings.of(db, name)
    every_day = [number >> DAY_BITS for number in said.numbers]
    days = Counter(every_day)
    dates = [told for day in days if (told := _day(day)) is not None]
    return Person(
        name=name,
        kinds=tuple(sorted(SpeakerKind(row[0]) for row in db.execute(_KINDS, (name,)))),
        statements=len(said.numbers),
        articles=len(set(said.articles)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        others=tuple(row[0] for row in db.execute(_OTHERS, (name,))),
        sources=tuple(Count(value=words, statements=many) for words, many in called.words_of(db, name)),
        roles=tuple(_roles(every_day, said.roles)),
        outlets=_counts(db, "outlets", said.outlets),
        manners=_counts(db, "manners", said.manners),
        stances=_counts(db, "stances", said.stances),
        days=tuple(Count(value=_day(day), statements=many) for day, many in days.items()),
    )


def _counts(db: sqlite3.Connection, table: str, column: Iterable[int | None]) -> tuple[Count, ...]:
    names = dict(db.execute(f"SELECT number, name FROM {table}"))
    found = [Count(value=names.get(number), statements=many) for number, many in Counter(column).items()]
    return tuple(sorted(found, key=lambda count: (-count.statements, count.value or "")))


def _roles(every_day: Iterable[int], roles: Iterable[_Role | None]) -> Iterator[Role]:
    days: dict[_Role, list[int]] = {}
    for day, role in zip(every_day, roles, strict=True):
        if role is not None:
            days.setdefault(role, []).append(day)
    yield from in_order(role_of(role, len(told), (_day(min(told)), _day(max(told)))) for role, told in days.items())


def role_of(role: _Role, statements: int, days: tuple[str | None, str | None]) -> Role:
    """Return a role, given its words, how and when it was held, and the days of the first and the last statement under it."""
    words, held, dates = role
    return Role(words=words, held=RoleHeld(held) if held else None, dates=dates, statements=statements, first=days[0], last=days[1])


def in_order(roles: Iterable[Role]) -> list[Role]:
    """Return the roles, those of most statements first."""
    return sorted(roles, key=lambda role: (-role.statements, role.words, role.held or "", role.dates or ""))


@lru_cache(maxsize=100_000)
def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal >= FIRST_DAY else None
