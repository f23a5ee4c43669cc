"""What numbers a statement: the day of its article's publication in the high bits, its place on that day in the low ones."""

from __future__ import annotations

from datetime import date

DAY_BITS = 21
FIRST_DAY = date(1000, 1, 1).toordinal()  # what is below counts on for articles without a date
LAST_DAY = date.max.toordinal()
LAST = (LAST_DAY + 1 << DAY_BITS) - 1


def day_of(published: str | None) -> int:
    """Return the ordinal of the day of publication; 0 if there is no such day.

    >>> day_of("2031-04-09T10:00:00+02:00") - day_of("2031-04-08"), day_of("last week")
    (1, 0)
    """
    try:
        day = date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return 0
    return day if day >= FIRST_DAY else 0


def numbers_of(day: int) -> range:
    """Return all numbers of statements published that day."""
    return range(max(day << DAY_BITS, 1), (day + 1 if day else FIRST_DAY) << DAY_BITS)
