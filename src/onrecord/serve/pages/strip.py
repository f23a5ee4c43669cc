"""Events in lanes over time: who printed what when, as dots; a row of lanes and dates in, the places of the dots out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.serve.pages.telling import day

LEFT: Final = 12
WIDTH: Final = 720
LANE: Final = 34
MOST_LANES: Final = 8

Event = tuple[str, str | None, bool, str]
"""The lane, the date, whether the dot is filled, and what it is, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One event; places count units of the picture."""

    x: float
    y: float
    is_filled: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One line of events."""

    name: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The whole picture, between its first day and its last."""

    title: str
    lanes: tuple[Lane, ...]
    first: str
    last: str
    height: int
    width: int = WIDTH
    left: int = LEFT


def strip_of(events: Sequence[Event], title: str) -> Strip | None:
    """Return the picture of dated events, in lanes in order of their first; None if there are not two days to tell apart."""
    dated = [(lane, told[:10], is_filled, what) for lane, told, is_filled, what in events if told and _is_day(told[:10])]
    days = sorted(told for _, told, _, _ in dated)
    if not days or days[0] == days[-1]:
        return None
    names = list(dict.fromkeys(lane for lane, *_ in sorted(dated, key=lambda event: event[1])))[:MOST_LANES]
    lanes = tuple(_lane(name, place, dated, (days[0], days[-1])) for place, name in enumerate(names))
    return Strip(title=title, lanes=lanes, first=days[0], last=days[-1], height=LANE * len(lanes))


def _lane(name: str, place: int, events: Sequence[tuple[str, str, bool, str]], ends: tuple[str, str]) -> Lane:
    y = LANE * place + LANE * 0.68
    dots = [
        Dot(x=_x(told, ends), y=y, is_filled=is_filled, told=f"{day(told)}, {name}: {what}") for lane, told, is_filled, what in events if lane == name
    ]
    return Lane(name=name, y=y, dots=tuple(dots))


def _x(told: str, ends: tuple[str, str]) -> float:
    first, last = (date.fromisoformat(end).toordinal() for end in ends)
    share = (date.fromisoformat(told).toordinal() - first) / (last - first)
    return round(LEFT + share * (WIDTH - 2 * LEFT), 1)


def _is_day(told: str) -> bool:
    try:
        return bool(date.fromisoformat(told))
    except ValueError:
        return False
