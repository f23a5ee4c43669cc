"""How many statements that fit share a day, a month or a year: of publication, or of the saying."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date

from onrecord.store import common
from onrecord.store.answers import Count
from onrecord.store.fits import Fits
from onrecord.store.kept import EVERYTHING, months_sharing, start_of
from onrecord.store.match import has_beginning
from onrecord.store.numbers import DAY_BITS, FIRST_DAY, numbers_of
from onrecord.store.query import By
from onrecord.store.tallies import month_of

LETTERS = {By.YEAR: 4, By.MONTH: 7, By.DAY: 10, By.SAID_YEAR: 4, By.SAID_MONTH: 7, By.SAID_DAY: 10}
SAID = (By.SAID_YEAR, By.SAID_MONTH, By.SAID_DAY)

FEW = 10_000  # hits that are sooner sorted by date
MOST_SPANS = 150

_EDGES = "SELECT (SELECT min(number) FROM statements WHERE number >= ?), (SELECT max(number) FROM statements)"
_Dates = Iterable[tuple[int | str | None, int]]


def by_date(db: sqlite3.Connection, asked: Fits, by: By) -> list[Count]:
    """Return the counts of all statements that fit, in the order of the dates."""
    return counted(_dates(db, asked, by), by)


def counted(dates: _Dates, by: By) -> list[Count]:
    """Return the counts of dates, days as ordinals or dates of the saying as they are written, each with its number of statements."""
    many: Counter[str] = Counter()
    for told, number in dates:
        many[_date(told)[: LETTERS[by]]] += number
    return [Count(value=value or None, statements=number) for value, number in sorted(many.items()) if number]


def _dates(db: sqlite3.Connection, asked: Fits, by: By) -> _Dates:
    if asked.days is not None and (by not in SAID or asked.days == EVERYTHING):
        return _kept(db, asked.days, by)
    if asked.shared is not None and by in (By.MONTH, By.YEAR):
        return months_sharing(db, asked.shared)
    if by in (By.MONTH, By.YEAR) and (months := common.by_month(db, asked)) is not None:
        return months
    if by not in SAID and not has_beginning(asked.match):
        if (days := _of_few(db, asked)) is not None:
            return days.items()
        spans = _spans(db, asked, by)
        if len(spans) <= MOST_SPANS:
            return [(first, _how_many(db, asked, first, last)) for first, last in spans]
    key, tables = ("s.said_on", asked.with_statements) if by in SAID else (f"{asked.number} >> {DAY_BITS}", asked.tables)
    return db.execute(f"SELECT {key}, count(*) FROM {tables} WHERE {asked.where} GROUP BY 1", asked.values)


def _kept(db: sqlite3.Connection, days: tuple[int, int], by: By) -> _Dates:
    sql = 'SELECT key, statements FROM tallies WHERE "by" = ? AND month = 0'
    return db.execute(sql, ("said",)) if by in SAID else db.execute(f"{sql} AND key BETWEEN ? AND ?", ("day", *days))


def _of_few(db: sqlite3.Connection, asked: Fits) -> Counter[int] | None:
    """Return how many of each day fit; None if more than FEW do."""
    sql = f"SELECT {asked.number} >> {DAY_BITS} FROM {asked.tables} WHERE {asked.where} LIMIT {FEW + 1}"
    days = [row[0] for row in db.execute(sql, asked.values)]
    return Counter(days) if len(days) <= FEW else None


def _how_many(db: sqlite3.Connection, asked: Fits, first: int, last: int) -> int:
    within = asked.within(numbers_of(first).start, numbers_of(last).stop - 1)
    return int(db.execute(f"SELECT count(*) FROM {within.tables} WHERE {within.where}", within.values).fetchone()[0])


def _spans(db: sqlite3.Connection, asked: Fits, by: By) -> list[tuple[int, int]]:
    """Return the first and last day of each year, month or day on record, and the days of those without a date; of too many, the first.

    To ask for them one after the other takes less than half the time of sorting all that fit by their dates.
    """
    first, last = db.execute(_EDGES, (FIRST_DAY << DAY_BITS,)).fetchone()
    found, day = [(0, FIRST_DAY - 1)], max((first or 0), asked.edges[0]) >> DAY_BITS
    end = min((last or 0), asked.edges[1]) >> DAY_BITS
    while FIRST_DAY <= day <= end and len(found) <= MOST_SPANS:
        following = _following(day, by)
        found.append((day, following - 1))
        day = following
    return found


def _following(day: int, by: By) -> int:
    if by is By.DAY:
        return day + 1
    month = month_of(day)
    return start_of(month + 1 if by is By.MONTH else month - month % 12 + 12)


def _date(told: int | str | None) -> str:
    if isinstance(told, int):
        return date.fromordinal(told).isoformat() if told >= FIRST_DAY else ""
    return told or ""
