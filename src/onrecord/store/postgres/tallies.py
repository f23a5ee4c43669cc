"""Counts of all statements, or of all published within some days, from what the database keeps (0007_tallies.sql).

What has few keys is summed over whole months, and counted only in the parts of months at both ends. Of speakers the greatest
are sought: none can have more statements within the days than on the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.store.kept import Days, edges, start_of, whole_months
from onrecord.store.numbers import FIRST_DAY, LAST_DAY
from onrecord.store.postgres.connection import Server
from onrecord.store.query import By

Key = int | str | None
EVERYTHING: Days = (0, LAST_DAY)
MONTHLY = {By.OUTLET: "number", By.AGENCY: "number", By.KIND: "name", By.MANNER: "name", By.STANCE: "name"}
"""What is counted by month, and the column that has its key."""
Shared = tuple[By, list[int] | list[str]]
"""Some of what is counted by month: of which kind, and the keys."""

_AT_ONCE = 50  # speakers whose statements within the days are counted in one question
_GREATEST = """SELECT number, statements FROM tallies WHERE "by" = 'speaker' AND statements > 0 ORDER BY statements DESC, number LIMIT %s OFFSET %s"""
_DAYS = """SELECT number, statements FROM tallies WHERE "by" = 'day' AND month = 0 AND number BETWEEN %s AND %s AND statements > 0"""
_SINCE = """
    SELECT number FROM (
      SELECT number, sum(statements) OVER (ORDER BY number DESC) AS newer FROM tallies WHERE "by" = 'day' AND month = 0 AND number > 0) AS days
    WHERE newer >= %s ORDER BY number DESC LIMIT 1
"""
_SAID = """SELECT name, statements FROM tallies WHERE "by" = 'said' AND statements > 0"""
_SAID_BY = "SELECT speaker, count(*) FROM statements WHERE speaker = ANY(%s) AND number BETWEEN %s AND %s AND hidden = 0 GROUP BY 1"


def how_many(server: Server, days: Days) -> int:
    """Return how many statements that are not hidden were published within the days."""
    sql = """SELECT coalesce(sum(statements), 0)::bigint FROM tallies WHERE "by" = 'day' AND month = 0 AND number BETWEEN %s AND %s"""
    ((many,),) = server.rows(sql, *days)
    return int(many)


def day_of_newest(server: Server, many: int) -> str | None:
    """Return the day, as a date, since which so many statements were published; None if there are fewer with a date."""
    found = server.one(_SINCE, many)
    return None if found is None else date.fromordinal(found[0]).isoformat()


def by_date(server: Server, days: Days, *, is_said: bool) -> list[tuple[int | str, int]] | None:
    """Return how many statements were published, or are said to be said, on each date; None if that is not kept."""
    if not is_said:
        return [(day, many) for day, many in server.rows(_DAYS, *days)]
    if days != EVERYTHING:
        return None
    return [(said, many) for said, many in server.rows(_SAID)]


def monthly(server: Server, by: By, days: Days) -> tuple[Counter[Key], list[Days]]:
    """Return how many statements share each value of what is counted by month, and the days that are not in that count."""
    column, sql = MONTHLY[by], """SELECT {0}, sum(statements)::bigint FROM tallies WHERE "by" = %s {1} GROUP BY 1 HAVING sum(statements) > 0"""
    if days == EVERYTHING:
        return Counter({key or None: many for key, many in server.rows(sql.format(column, ""), by.value)}), []
    first, last = whole_months(days)
    rows = server.rows(sql.format(column, "AND month BETWEEN %s AND %s"), by.value, first, last) if first <= last else []
    return Counter({key or None: many for key, many in rows}), list(edges(days, first, last))


def months_of(server: Server, shared: Shared, days: Days) -> list[tuple[int | str, int]] | None:
    """Return how many statements share one of the keys in each month, given by its first day; None if the days are not whole months."""
    by, keys = shared
    first, last = whole_months((max(days[0], FIRST_DAY), days[1]))
    if any(edges(days, first, last)) and days != EVERYTHING:
        return None
    first = 0 if days == EVERYTHING else first
    sql = f"""SELECT month, sum(statements)::bigint FROM tallies WHERE "by" = %s AND {MONTHLY[by]} = ANY(%s) AND month BETWEEN %s AND %s GROUP BY 1"""
    return [(start_of(month) if month else 0, many) for month, many in server.rows(sql, by.value, keys, first, last)]


def all_speakers(server: Server, most: int | None) -> Counter[Key]:
    """Return how many statements each speaker has, or those that have most."""
    return Counter({number or None: many for number, many in server.rows(_GREATEST, most, 0)})


def greatest_speakers(server: Server, within: tuple[int, int], most: int, unknown: int) -> Counter[Key]:
    """Return those of most statements from the first number to the last, and some more; `unknown` are those without a speaker."""
    found: Counter[Key] = Counter({None: unknown} if unknown else {})
    for some in _by_size(server):
        if some and len(found) >= most and some[0][1] < sorted(found.values())[-most]:
            break
        found.update(dict(server.rows(_SAID_BY, [number for number, _ in some], *within)))
    return found


def _by_size(server: Server) -> Iterator[list[tuple[int, int]]]:
    offset = 0
    while some := server.rows(_GREATEST, _AT_ONCE, offset):
        yield [(number, many) for number, many in some if number]
        offset += _AT_ONCE
