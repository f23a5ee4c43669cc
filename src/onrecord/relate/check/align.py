"""Our own alignment of words: every printed token is matched, swapped or added; spoken ones may be left out in between.

In: what each printed token may match, and a stretch of the transcript. Out: the cheapest path, as regions of difference.
Affine gaps, free ends on the spoken side; a row is one numpy step, so a quotation of 30 words takes well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.relate.check.heard import Ints

Floats = NDArray[np.float64]

SWAP: Final = 0.95
ADD: Final = 1.0
_ALIKE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class GapCost:
    """What it costs to leave spoken tokens out at one place: to open the gap, and for each token."""

    opening: float
    each: float


@dataclass(frozen=True, slots=True)
class Region:
    """Printed tokens `i0` to before `i1` stand where `j0` to before `j1` were spoken; either may be none."""

    i0: int
    i1: int
    j0: int
    j1: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The cheapest path: `pairs` of matched tokens (printed, spoken), the regions between them, spoken `start` to `end`."""

    cost: float
    pairs: tuple[tuple[int, int], ...]
    regions: tuple[Region, ...]
    start: int
    end: int


def align(wanted: Sequence[Sequence[int]], spoken: Ints, gaps: Sequence[GapCost]) -> Alignment:
    """Align printed tokens, each given as the ids that it matches, with spoken ids; `gaps[i]` is what a gap before token i costs."""
    rows, bases = _filled(wanted, spoken, gaps)
    return _traced(rows, bases, wanted, spoken, gaps)


def _filled(wanted: Sequence[Sequence[int]], spoken: Ints, gaps: Sequence[GapCost]) -> tuple[list[Floats], list[Floats]]:
    steps = np.arange(len(spoken) + 1, dtype=np.float64)
    rows, bases = [np.zeros(len(spoken) + 1)], [np.zeros(len(spoken) + 1)]
    for number, ids in enumerate(wanted, 1):
        base = rows[-1] + ADD
        base[1:] = np.minimum(base[1:], rows[-1][:-1] + _costs(ids, spoken))
        bases.append(base)
        row = base
        if number < len(wanted):
            gap = gaps[number]
            # The cheapest gap that ends at j began where base - each * k was least, for some k before j.
            least = np.minimum.accumulate(base - gap.each * steps)
            row = base.copy()
            row[1:] = np.minimum(base[1:], least[:-1] + gap.each * steps[1:] + gap.opening)
        rows.append(row)
    return rows, bases


def _costs(ids: Sequence[int], spoken: Ints) -> Floats:
    costs = np.full(len(spoken), SWAP)
    for number in ids:
        costs[spoken == number] = 0.0
    return costs


def _traced(rows: list[Floats], bases: list[Floats], wanted: Sequence[Sequence[int]], spoken: Ints, gaps: Sequence[GapCost]) -> Alignment:
    i, end = len(wanted), int(np.argmin(rows[-1]))
    j = end
    pairs: list[tuple[int, int]] = []
    while i > 0:
        if rows[i][j] < bases[i][j] - _ALIKE:
            before = bases[i][:j] - gaps[i].each * np.arange(j)
            j = int(j - 1 - np.argmin(before[::-1]))
        is_match = j > 0 and int(spoken[j - 1]) in wanted[i - 1]
        if j > 0 and abs(bases[i][j] - (rows[i - 1][j - 1] + (0.0 if is_match else SWAP))) < _ALIKE:
            i, j = i - 1, j - 1
            if is_match:
                pairs.append((i, j))
        else:
            i -= 1
    pairs.reverse()
    return Alignment(cost=float(rows[-1][end]), pairs=tuple(pairs), regions=tuple(_regions(pairs, len(wanted), j, end)), start=j, end=end)


def _regions(pairs: list[tuple[int, int]], printed: int, start: int, end: int) -> list[Region]:
    found = []
    i, j = 0, start
    for a, b in [*pairs, (printed, end)]:
        if a > i or b > j:
            found.append(Region(i, a, j, b))
        i, j = a + 1, b + 1
    return found
