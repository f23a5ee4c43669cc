"""Events in lanes over time: who printed what when, as dots; a row of lanes and dates in, the places of the dots out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.serve.pages.telling import day

MOST_LANES: Final = 8

Event = tuple[str, str | None, bool, str]
"""The lane, the date, whether the dot is filled, and what it is, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One event; its place is a share of the time between the ends, in hundredths, so that a picture of any width has it."""

    x: float
    is_filled: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One line of events."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The whole picture, between its first day and its last."""

    title: str
    lanes: tuple[Lane, ...]
    first: str
    last: str


def strip_of(events: Sequence[Event], title: str) -> Strip | None:
    """Return the picture of dated events, in lanes in order of their first; None if there are not two days to tell apart."""
    dated = [(lane, told[:10], is_filled, what) for lane, told, is_filled, what in events if told and _is_day(told[:10])]
    days = sorted(told for _, told, _, _ in dated)
    if not days or days[0] == days[-1]:
        return None
    names = list(dict.fromkeys(lane for lane, *_ in sorted(dated, key=lambda event: event[1])))[:MOST_LANES]
    lanes = tuple(_lane(name, dated, (days[0], days[-1])) for name in names)
    return Strip(title=title, lanes=lanes, first=days[0], last=days[-1])


def _lane(name: str, events: Sequence[tuple[str, str, bool, str]], ends: tuple[str, str]) -> Lane:
    dots = [Dot(x=_x(told, ends), is_filled=is_filled, told=f"{day(told)}, {name}: {what}") for lane, told, is_filled, what in events if lane == name]
    return Lane(name=name, dots=tuple(dots))


def _x(told: str, ends: tuple[str, str]) -> float:
    first, last = (date.fromisoformat(end).toordinal() for end in ends)
    share = (date.fromisoformat(told).toordinal() - first) / (last - first)
    return round(100 * share, 2)


def _is_day(told: str) -> bool:
    try:
        return bool(date.fromisoformat(told))
    except ValueError:
        return False
