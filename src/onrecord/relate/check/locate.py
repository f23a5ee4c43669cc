"""Where in a transcript a quotation may stand.

In: a quotation's forms and a prepared transcript. Out: exact places, and stretches that hold most of its words, best first.
A word votes for where it stands by how rare it is; the stretches with the most votes are ranked by rapidfuzz.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.relate.check.fuzzy import near_words, shared
from onrecord.relate.check.heard import Heard, Ints
from onrecord.relate.check.tables import words

Mask = NDArray[np.bool_]

_MOST_STRETCHES: Final = 10
_SLACK: Final = 6
_NARROW: Final = 25
_MOST_VOTES: Final = 4000
_FEWEST_RARE: Final = 2
_UNHEARD: Final = -1
_LEAST_WEIGHT: Final = 0.3
_SLIP_WEIGHT: Final = 3.0
_MOST_UNHEARD: Final = 4
"""So many words that the transcript does not have are looked for as slips, the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A quotation's forms as ids of a transcript: `ids[i]` are those that match form i, the form's own first (-1: not there)."""

    forms: tuple[str, ...]
    ids: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def part(self, start: int, end: int) -> Wanted:
        """Return the forms from `start` to before `end`."""
        return Wanted(forms=self.forms[start:end], ids=self.ids[start:end], weights=self.weights[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Places `start` to before `end`, all in one answer; `likeness` is the share of the quotation's words, in order."""

    likeness: float
    start: int
    end: int


def wanted(forms: Sequence[str], heard: Heard) -> Wanted:
    """Return what the forms of a quotation match in a transcript."""
    ids = tuple(_ids(form, heard) for form in forms)
    return Wanted(forms=tuple(forms), ids=ids, weights=tuple(_weight(found, heard) for found in ids))


def _ids(form: str, heard: Heard) -> tuple[int, ...]:
    own = heard.vocabulary.get(form, _UNHEARD)
    open_forms = words().stands_for
    others = [*open_forms.get(form, ()), *(short for short, full in open_forms.items() if form in full)]
    return own, *(heard.vocabulary[other] for other in others if other in heard.vocabulary)


def _weight(ids: tuple[int, ...], heard: Heard) -> float:
    """How much a form says about where it stands: the logarithm of how rare it is, and most where it is not there at all."""
    count = max((int(heard.counts[i]) for i in ids if i != _UNHEARD), default=0)
    size = len(heard.tokens) + 2
    # What stands in every other sentence says next to nothing about the place.
    return max(_LEAST_WEIGHT, math.log(size / (count + 1)) - math.log(size) / 3)


def exact_places(quotation: Wanted, heard: Heard) -> list[int]:
    """Return every place from which the forms stand word for word, within one turn."""
    own = [ids[0] for ids in quotation.ids]
    if not own or _UNHEARD in own or len(own) > len(heard.tokens):
        return []
    rarest = min(range(len(own)), key=lambda i: int(heard.counts[own[i]]))
    places = heard.places(own[rarest]) - rarest
    places = places[(places >= 0) & (places + len(own) <= len(heard.tokens))]
    for offset, form_id in enumerate(own):
        places = places[heard.ids[places + offset] == form_id]
    return [int(p) for p in places if heard.turns[p] == heard.turns[p + len(own) - 1]]


def stretches(quotation: Wanted, heard: Heard, *, room: int, allowed: Mask | None = None) -> list[Stretch]:
    """Return the stretches most like the quotation, best first; `room` is how many tokens it may have left out."""
    positions, votes = _votes(quotation, heard, allowed)
    if not len(positions):
        return []
    # A narrow window finds what stands together, a wide one what marks hold apart.
    widths = {len(quotation) + min(room, _NARROW), len(quotation) + room}
    peaks = {(place, width) for width in widths for place in _peaks(positions, votes, width)}
    found = {s for place, width in peaks for s in _within_answers(quotation, heard, place, width)}
    return sorted(found, key=lambda s: (-s.likeness, s.end - s.start, s.start))


def _votes(quotation: Wanted, heard: Heard, allowed: Mask | None) -> tuple[Ints, NDArray[np.float64]]:
    places: list[Ints] = []
    votes: list[NDArray[np.float64]] = []
    weight_of = {i: weight for ids, weight in zip(quotation.ids, quotation.weights, strict=True) for i in ids if i != _UNHEARD}
    weight_of.update({i: _SLIP_WEIGHT for i in _slips(quotation, heard) if i not in weight_of})
    taken = 0
    for rank, i in enumerate(sorted(weight_of, key=lambda i: int(heard.counts[i]))):
        # Words that stand everywhere are asked only where the rarer ones have not said enough.
        if rank >= _FEWEST_RARE and taken + int(heard.counts[i]) > _MOST_VOTES:
            break
        at = heard.places(i)
        at = at if allowed is None else at[allowed[at]]
        places.append(at)
        votes.append(np.full(len(at), weight_of[i]))
        taken += len(at)
    if not places:
        return np.empty(0, dtype=np.int32), np.empty(0)
    positions = np.concatenate(places)
    order = np.argsort(positions, kind="stable")
    return positions[order], np.concatenate(votes)[order]


def _slips(quotation: Wanted, heard: Heard) -> list[int]:
    """Ids of words that those the transcript does not have may be misspellings of; few letters are slipped at the very start."""
    unheard = sorted({form for form in quotation.forms if form not in heard.vocabulary}, key=len)[-_MOST_UNHEARD:]
    return [heard.vocabulary[near] for form in unheard for near in near_words(form, heard.beginning_with.get(form[0], []))]


def _peaks(positions: Ints, votes: NDArray[np.float64], width: int) -> list[int]:
    sums = np.concatenate([[0.0], np.cumsum(votes)])
    scores = sums[np.searchsorted(positions, positions + width)] - sums[: len(positions)]
    peaks: list[int] = []
    most = min(len(scores), _MOST_STRETCHES * 40)
    top = np.argpartition(-scores, most - 1)[:most]
    for at in top[np.lexsort((top, -scores[top]))]:
        place = int(positions[at])
        if all(abs(place - other) > width // 2 for other in peaks):
            peaks.append(place)
            if len(peaks) == _MOST_STRETCHES:
                break
    return peaks


def _within_answers(quotation: Wanted, heard: Heard, place: int, width: int) -> list[Stretch]:
    """Cut a stretch at the ends of the answers in it: a quotation is looked for in one answer at a time."""
    start, end = max(0, place - len(quotation) - _SLACK), min(len(heard.tokens), place + width + len(quotation) + _SLACK)
    own = [ids[0] for ids in quotation.ids]
    found = []
    for answer in np.unique(heard.answers[start:end]):
        inside = np.nonzero(heard.answers[start:end] == answer)[0]
        a, b = start + int(inside[0]), start + int(inside[-1]) + 1
        found.append(Stretch(shared(own, heard.ids[a:b].tolist()) / len(own), a, b))
    return found
