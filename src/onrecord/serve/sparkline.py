"""Counts over time on one line: a column a day, a month or a year, whichever fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

COLUMNS: Final = 60
_BARS: Final = "▁▂▃▄▅▆▇█"
LETTERS: Final = {"day": 10, "month": 7, "year": 4}


def sparkline(days: Mapping[str, int], most: int = COLUMNS) -> str:
    """Return the counts of these days as a line with its first and last date, a blank where there is nothing; '' if there is none.

    >>> sparkline({"2031-04-01": 1, "2031-04-02": 8, "2031-04-04": 4})
    '2031-04-01 ▁█ ▄ 2031-04-04, by day'
    """
    if not days:
        return ""
    unit, found = next((unit, found) for unit in LETTERS if len(found := columns(min(days), max(days), unit)) <= most or unit == "year")
    counts: Counter[str] = Counter()
    for day, many in days.items():
        counts[day[: LETTERS[unit]]] += many
    highest = max(counts.values())
    bars = "".join(_BARS[(counts[column] * len(_BARS) - 1) // highest] if counts[column] else " " for column in found)
    return f"{found[0]} {bars} {found[-1]}, by {unit}"


def columns(first: str, last: str, unit: str) -> list[str]:
    """Return every day, month or year from the first date to the last.

    >>> columns("2031-11-30", "2032-01-02", "month")
    ['2031-11', '2031-12', '2032-01']
    """
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if unit == "day":
        return [str(start + timedelta(days=n)) for n in range((end - start).days + 1)]
    if unit == "month":
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    return [f"{year:04}" for year in range(start.year, end.year + 1)]
