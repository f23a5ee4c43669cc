"""Counts of all statements that were published within some days, from the kept tallies: no more statements are looked at than must.

What has few keys is summed over whole months, and counted only in the parts of months at both ends. Of speakers the greatest
are sought: none can have more statements within the days than on the whole, so once the next on the whole has fewer than the
last of those sought has within, no more need be looked at.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.store.numbers import DAY_BITS, LAST_DAY, numbers_of
from onrecord.store.tallies import KEY_BITS, MONTHLY, PAIRED, month_of

FEW = 20_000  # statements that are counted sooner than sought

Days = tuple[int, int]
Shared = tuple[str, list[int]]
"""An outlet, agency, manner, stance or kind of speaker: which of these, and its numbers."""
Pairs = dict[int | str, int]

EVERYTHING: Days = (0, LAST_DAY)

_SHOWN = "NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number)"
_OF_DAYS = "SELECT coalesce(sum(statements), 0) FROM tallies WHERE \"by\" = 'day' AND month = 0 AND key BETWEEN ? AND ?"
# Both counts look at an index alone; to ask of each statement whether it is hidden takes ten times as long.
_SAID_BY = """SELECT (SELECT count(*) FROM statements WHERE speaker = ?1 AND number BETWEEN ?2 AND ?3)
                - (SELECT count(*) FROM hidden WHERE speaker = ?1 AND statement BETWEEN ?2 AND ?3)"""
_OF_FIRST = f"key BETWEEN ?1 << {KEY_BITS} AND (?1 + 1 << {KEY_BITS}) - 1"
_GREATEST = 'SELECT key, statements FROM tallies WHERE "by" = ? AND month = 0 ORDER BY statements DESC, key'


def how_many(db: sqlite3.Connection, days: Days) -> int:
    """Return how many statements that are not hidden were published within the days."""
    return int(db.execute(_OF_DAYS, days).fetchone()[0])


def everything(db: sqlite3.Connection, by: str, most: int | None) -> Pairs:
    """Return how many of all statements share each key; with `most`, the greatest."""
    if by in MONTHLY:
        return dict(db.execute('SELECT key, sum(statements) FROM tallies WHERE "by" = ? GROUP BY 1', (by,)))
    return dict(db.execute(f"{_GREATEST} LIMIT ?", (by, -1 if most is None else most)))


def within(db: sqlite3.Connection, by: str, key: str, joined: str, days: Days) -> Pairs:
    """Return how many of the statements of these days share each key, of those that are counted by month; SQL says what `key` is."""
    first, last = whole_months(days)
    summed = 'SELECT key, sum(statements) FROM tallies WHERE "by" = ? AND month BETWEEN ? AND ? GROUP BY 1'
    found: Counter[int | str] = Counter(dict(db.execute(summed, (by, first, last))) if first <= last else {})
    for edge in edges(days, first, last):
        counted = f"SELECT {key}, count(*) FROM statements AS s{joined} WHERE s.number BETWEEN ? AND ? AND {_SHOWN} GROUP BY 1"
        for value, many in db.execute(counted, _numbers(edge)):
            found[value or (0 if by != "language" else "")] += many
    return found


def sharing(db: sqlite3.Connection, by: str, shared: Shared) -> Pairs | None:
    """Return how many of the statements that share that one thing share each key besides; None if they are not counted so."""
    name, numbers = shared
    if by == name:
        return {number: many for number, many in everything(db, by, None).items() if number in numbers}
    if by not in PAIRED:
        return None
    one, other = f"key >> {KEY_BITS}", f"key & {(1 << KEY_BITS) - 1}"
    first, second = sorted((name, by), key=PAIRED.index)
    asked, counted, within = (one, other, _OF_FIRST) if name == first else (other, one, "TRUE")
    sql = f'SELECT {counted}, sum(statements) FROM tallies WHERE "by" = ?2 AND month = 0 AND {within} AND {asked} = ?1 GROUP BY 1'
    found: Counter[int | str] = Counter()
    for number in numbers:
        found.update(dict(db.execute(sql, (number, f"{first} {second}"))))
    return found


def months_sharing(db: sqlite3.Connection, shared: Shared) -> list[tuple[int, int]]:
    """Return the first day of each month with how many of its statements share that one thing; day 0 for those without a date."""
    name, numbers = shared
    sql = 'SELECT month, sum(statements) FROM tallies WHERE "by" = ? AND key IN (SELECT value FROM json_each(?)) GROUP BY 1'
    return [(start_of(month) if month else 0, many) for month, many in db.execute(sql, (name, json.dumps(numbers)))]


def greatest_speakers(db: sqlite3.Connection, days: Days, most: int, unknown: int) -> Pairs | None:
    """Return the speakers of most statements within the days; None if there are so few statements that counting them all is sooner."""
    inside, outside = (sum(how_many(db, part) for part in parts) for parts in ([days], _others(days)))
    if inside <= FEW:
        return None
    found: Pairs = {0: unknown} if unknown else {}
    for speaker, on_the_whole in db.execute(_GREATEST, ("speaker",)):
        if len(found) >= most and on_the_whole < sorted(found.values())[-most]:
            break
        # Whichever is less to look at: what the speaker said within the days, or what else.
        many = _said_by(db, speaker, [days]) if inside <= outside else on_the_whole - _said_by(db, speaker, _others(days))
        if speaker and many:
            found[speaker] = many
    return found


def _said_by(db: sqlite3.Connection, speaker: int | str, parts: list[Days]) -> int:
    return sum(db.execute(_SAID_BY, (speaker, *_numbers(days))).fetchone()[0] for days in parts)


def _others(days: Days) -> list[Days]:
    return [(first, last) for first, last in ((0, days[0] - 1), (days[1] + 1, LAST_DAY)) if first <= last]


def whole_months(days: Days) -> tuple[int, int]:
    """Return the first and the last month that lie within the days as a whole."""
    first, last = days
    starts, ends = month_of(first), month_of(last)
    return (starts if start_of(starts) == first else starts + 1), (ends if start_of(ends + 1) == last + 1 else ends - 1)


def edges(days: Days, first: int, last: int) -> Iterator[Days]:
    """Yield what the whole months leave of the days."""
    if first > last:
        yield days
        return
    if days[0] < start_of(first):
        yield days[0], start_of(first) - 1
    if start_of(last + 1) <= days[1]:
        yield start_of(last + 1), days[1]


def start_of(month: int) -> int:
    """Return the first day of the month; after the last there is, the day after the last."""
    year, of_year = divmod(month, 12)
    if year > date.max.year:
        return LAST_DAY + 1
    return date(year, of_year + 1, 1).toordinal()


def numbers_of_month(month: int) -> tuple[int, int]:
    """Return the first and the last number that statements of the month may have."""
    if not month:
        return numbers_of(0).start, (1 << DAY_BITS) - 1
    return numbers_of(start_of(month)).start, numbers_of(start_of(month + 1)).start - 1


def _numbers(days: Days) -> tuple[int, int]:
    return numbers_of(days[0]).start, ((days[1] + 1) << DAY_BITS) - 1
