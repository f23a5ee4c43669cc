"""Whether a quotation was put together from pieces that were never said together.

In: a quotation and a prepared transcript. Out: the pieces, each with its place, where pieces explain the quotation better than one
passage does: out of order, or from different answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.relate.check.heard import Heard, Ints
from onrecord.relate.check.locate import Mask, Wanted

_SHORTEST: Final = 5
_SHORTEST_MARKED: Final = 2
_COVERED: Final = 0.75
_TELLING: Final = 6.0
_TELLING_WHOLE: Final = 3.0
"""A run of common words stands somewhere in every transcript: its weights must come to so much to count as a piece; a whole sentence
or what stands between two marks needs less."""
_ROOM: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Printed tokens `i0` to before `i1` stand from place `j0` to before `j1`."""

    i0: int
    i1: int
    j0: int
    j1: int


def pieces(quotation: Wanted, heard: Heard, breaks: Sequence[int], allowed: Mask | None = None) -> list[Piece]:
    """Return the pieces of a quotation, in printed order; fewer than two where it is no splice. `breaks` are where marks stand."""
    bounds = [0, *sorted({at for at in breaks if 0 < at < len(quotation)}), len(quotation)]
    found = [piece for a, b in pairwise(bounds) for piece in _runs(quotation, heard, (a, b), allowed)]
    covered = sum(piece.i1 - piece.i0 for piece in found)
    return _merged(found) if len(found) >= 2 and covered >= _COVERED * len(quotation) else []


def missing(quotation: Wanted, found: Sequence[Piece]) -> int:
    """Return how many printed tokens no piece explains."""
    return len(quotation) - sum(piece.i1 - piece.i0 for piece in found)


def _runs(quotation: Wanted, heard: Heard, bounds: tuple[int, int], allowed: Mask | None) -> list[Piece]:
    """Take the longest run that stands somewhere, again and again; a short one counts only where marks bound it."""
    at, end = bounds
    shortest = min(_SHORTEST, max(_SHORTEST_MARKED, end - at))
    found: list[Piece] = []
    while at + shortest <= end:
        length, places = _longest(quotation, heard, at, end, allowed)
        least = _TELLING_WHOLE if (at, at + length) == bounds else _TELLING
        if length >= shortest and sum(quotation.weights[at : at + length]) >= least:
            found.append(Piece(at, at + length, places, places + length))
            at += length
        else:
            at += 1
    return found


def _longest(quotation: Wanted, heard: Heard, at: int, end: int, allowed: Mask | None) -> tuple[int, int]:
    ids = quotation.ids[at]
    places = np.concatenate([heard.places(i) for i in ids if i >= 0]) if any(i >= 0 for i in ids) else np.empty(0, dtype=np.int32)
    places = places if allowed is None else places[allowed[places]]
    length, last = 0, -1
    while len(places) and at + length < end:
        last, length = int(places[0]), length + 1
        if at + length == end:
            break
        following = places + length
        places = places[following < len(heard.ids)]
        following = following[following < len(heard.ids)]
        places = places[_are(heard.ids[following], quotation.ids[at + length]) & (heard.turns[following] == heard.turns[places])]
    return length, last


def _are(ids: Ints, allowed: Sequence[int]) -> Mask:
    return np.asarray(np.logical_or.reduce([ids == i for i in allowed]), dtype=np.bool_)


def _merged(found: list[Piece]) -> list[Piece]:
    """Runs that follow each other in one answer, in order and near, are one piece with a word changed in it."""
    merged = [found[0]]
    for piece in found[1:]:
        last = merged[-1]
        if 0 <= piece.j0 - last.j1 <= piece.i0 - last.i1 + _ROOM:
            merged[-1] = Piece(last.i0, piece.i1, last.j0, piece.j1)
        else:
            merged.append(piece)
    return merged
