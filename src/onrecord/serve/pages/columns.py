"""Counts over time as columns: dates and counts in, the places of the columns out, each with the address that it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.serve.pages.telling import day, many
from onrecord.serve.sparkline import LETTERS, columns
from onrecord.store.answers import Count

WIDTH: Final = 720
HEIGHT: Final = 96
MOST_COLUMNS: Final = 60
_LEAST_HEIGHT: Final = 2
_WIDEST: Final = 36
_DAYS_A_MONTH: Final = 30

Leading = Callable[[str], str | None]
"""From a day, month or year to the address of what is on record of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The statements of one day, month or year; places count units of the picture."""

    value: str
    statements: int
    x: float
    y: float
    width: float
    height: float
    address: str | None

    @property
    def told(self) -> str:
        """The column in words."""
        return f"{day(self.value)}: {many(self.statements, 'statement')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The whole picture; `columns` are those with statements, `first` and `last` its ends."""

    title: str
    unit: str
    columns: tuple[Column, ...]
    first: str
    last: str
    undated: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def told(self) -> str:
        """What the picture shows, in a sentence."""
        highest = max(self.columns, key=lambda column: column.statements)
        return f"From {day(self.first)} to {day(self.last)}, by {self.unit}; the most in {highest.told}."


def columns_of(counts: Sequence[Count], title: str, leading: Leading = lambda _: None) -> Columns | None:
    """Return the picture of counts by date, in the finest unit that has room; None if nothing has a date."""
    dated = {count.value: count.statements for count in counts if count.value}
    if not dated:
        return None
    unit, places = _places(sorted(dated))
    grouped: Counter[str] = Counter()
    for value, statements in dated.items():
        grouped[value[: LETTERS[unit]]] += statements
    step, highest = WIDTH / len(places), max(grouped.values())
    width = min(step * 0.78, _WIDEST)
    found = []
    for number, value in enumerate(places):
        if statements := grouped[value]:
            height = max(_LEAST_HEIGHT, HEIGHT * statements / highest)
            x, y = number * step + (step - width) / 2, HEIGHT - height
            found.append(_column(value, statements, (x, y, width, height), leading(value)))
    undated = sum(count.statements for count in counts if not count.value)
    return Columns(title=title, unit=unit, columns=tuple(found), first=places[0], last=places[-1], undated=undated)


def _places(dates: Sequence[str]) -> tuple[str, list[str]]:
    """Return the finest unit that has room, and every day, month or year between the ends."""
    first, last = _filled(dates[0]), _filled(dates[-1])
    shortest = min(map(len, dates))
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    if shortest == LETTERS["day"] and days < MOST_COLUMNS:
        unit = "day"
    else:
        unit = "month" if shortest >= LETTERS["month"] and days < MOST_COLUMNS * _DAYS_A_MONTH else "year"
    return unit, columns(first, last, unit)


def _filled(told: str) -> str:
    """Return a day, month or year as its first day."""
    return f"{told}-01-01"[:10]


def _column(value: str, statements: int, place: tuple[float, float, float, float], address: str | None) -> Column:
    x, y, width, height = (round(one, 2) for one in place)
    return Column(value=value, statements=statements, x=x, y=y, width=width, height=height, address=address)
