"""Who answers whom, as a matrix: disputes in, a row for each who answers and a column for each who is answered out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from onrecord.serve.pages.telling import many
from onrecord.store.disputes import Disputed, Side

MOST_NAMES: Final = 8
CELL: Final = 34
NAMES: Final = 150
_LETTER: Final = 7.1
_SLANT: Final = 0.72
_LONGEST: Final = 20
_UNKNOWN: Final = "Speaker not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How often one answers another; places count units of the picture, the circle's area goes with the count."""

    by: str
    of: str
    disputes: int
    x: float
    y: float
    radius: float

    @property
    def told(self) -> str:
        """The cell in words."""
        return f"{self.by} disputes {self.of}: {many(self.disputes, 'time')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name at the edge of the picture."""

    name: str
    short: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole picture."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]
    width: int
    height: int
    top: int
    right: int
    names: int = NAMES
    cell: int = CELL


def matrix_of(disputes: Sequence[Disputed]) -> Matrix | None:
    """Return the picture of who disputes whom, those with the most disputes first; None if nobody does."""
    counts = Counter((_name(one.by), _name(one.of)) for one in disputes)
    if not counts:
        return None
    by, of = (_most(counts, place) for place in (0, 1))
    highest, top = max(counts.values()), 14 + round(max(map(_reach, of)))
    cells = tuple(
        Cell(
            by=row,
            of=column,
            disputes=counts[row, column],
            x=NAMES + CELL * (j + 0.5),
            y=top + CELL * (i + 0.5),
            radius=_radius(counts[row, column], highest),
        )
        for i, row in enumerate(by)
        for j, column in enumerate(of)
        if counts[row, column]
    )
    rows = tuple(Label(name=name, short=_short(name), at=top + CELL * (place + 0.5)) for place, name in enumerate(by))
    columns = tuple(Label(name=name, short=_short(name), at=NAMES + CELL * (place + 0.5)) for place, name in enumerate(of))
    right = NAMES + CELL * len(of)
    width = max(right, round(max(column.at + _reach(column.name) for column in columns))) + 8
    return Matrix(rows=rows, columns=columns, cells=cells, width=width, right=right, height=top + CELL * len(by), top=top)


def _name(side: Side) -> str:
    return side.statement.speaker.name or _UNKNOWN


def _most(counts: Counter[tuple[str, str]], place: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, number in counts.items():
        totals[pair[place]] += number
    return [name for name, _ in totals.most_common(MOST_NAMES)]


def _reach(name: str) -> float:
    """Return how far a slanted name reaches, upward and to the right."""
    return _LETTER * len(_short(name)) * _SLANT


def _radius(disputes: int, highest: int) -> float:
    return round(4 + (CELL / 2 - 6) * sqrt(disputes / highest), 1)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
