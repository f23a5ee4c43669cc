"""Whether two printings are one utterance: shortened, with words dropped or changed, cut out of one another.

In: two printings (wording, voice, day). Out: `Likeness`, or None. It is the same whichever of the two comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from onrecord.relate.alignment import joined, pairs
from onrecord.relate.signatures import LEAST_WORDS
from onrecord.relate.voices import Fit, Voice, fit
from onrecord.relate.wording import FUNCTION_WEIGHT, Wording, is_negation

SLIGHT: Final = 4.0
"""What weighs less is slight: many say such words, so it is only ever a part of what the same speaker said about then."""

FAR: Final = 10**6
_NEAR_DAYS: Final = 7
_WEEKS_DAYS: Final = 14
_MONTH_DAYS: Final = 30
_LONG: Final = 15.0
"""With so much in common, another number, name or `not` is a slip of a printer; with less it makes another statement."""


class Kind(IntEnum):
    """SAME holds two clusters together; PART gives a slight printing to a fuller one; UNLIKE keeps twins apart."""

    SAME = 1
    PART = 2
    UNLIKE = 3


@dataclass(frozen=True, slots=True)
class Printing:
    """One wording as one voice is given it on one day (an ordinal; None if not known). `key` does not hang on order."""

    key: str
    wording: Wording
    voice: Voice
    day: int | None

    @property
    def is_slight(self) -> bool:
        """Whether its words say so little that others may have said them."""
        return self.wording.weight < SLIGHT


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two printings are to one another, and how surely."""

    kind: Kind
    score: float


@dataclass(frozen=True, slots=True)
class _Compared:
    """Weights of words: matched; on the edges of the lesser one, swapped or lost; whole sentences of it that the other has not."""

    matched: float
    words: int
    lost: float
    apart: float
    is_twin: bool

    @property
    def share(self) -> float:
        return self.matched / (self.matched + self.lost) if self.matched else 0.0


def likeness(one: Printing, other: Printing) -> Likeness | None:
    """Return what the two are to one another; None if they are strangers."""
    lesser, fuller = (one, other) if rank(one) <= rank(other) else (other, one)
    voices = fit(lesser.voice, fuller.voice)
    if voices is Fit.OTHER:
        return None
    if lesser.is_slight:
        return _as_part(lesser, fuller) if voices is Fit.SAME else None
    return _as_same(lesser, fuller, voices)


def rank(printing: Printing) -> tuple[float, int, str]:
    """Return where a printing stands among others: the fuller the higher, of equals the earlier."""
    return (printing.wording.weight, -(FAR if printing.day is None else printing.day), printing.key)


def days_between(one: Printing, other: Printing) -> int:
    """Return how many days lie between the two; very many if one of them is not known."""
    return FAR if one.day is None or other.day is None else abs(one.day - other.day)


def reach(printing: Printing) -> int:
    """Return how many days apart a slight printing may stand from what it is a part of."""
    weight = printing.wording.weight
    return 0 if weight < 0.4 else 1 if weight < 0.9 else 7 if weight < 2.0 else 30


def _as_same(lesser: Printing, fuller: Printing, voices: Fit) -> Likeness | None:
    days = days_between(lesser, fuller)
    if not _may_be_same(lesser.wording, fuller.wording, days):
        return None
    seen = compared(lesser.wording, fuller.wording)
    if seen.matched < (SLIGHT - 1 if days <= _NEAR_DAYS else 5) or seen.share < _least_share(seen.matched, days, voices):
        return None
    if voices is Fit.OPEN and (seen.words < LEAST_WORDS or seen.matched < (5 if days <= _MONTH_DAYS else 8)):
        return None
    if seen.apart > 0.1 * seen.matched and (days > _WEEKS_DAYS or voices is Fit.OPEN or not _is_shared_sentence(seen)):
        return None
    sure = seen.share * min(seen.matched, 30.0) * (1.0 if voices is Fit.SAME else 0.9)
    return Likeness(Kind.UNLIKE if seen.is_twin and seen.matched < _LONG else Kind.SAME, round(sure, 4))


def _is_shared_sentence(seen: _Compared) -> bool:
    """Say whether two printings that each have sentences of their own have enough in common besides."""
    return seen.matched >= max(5.0, 0.5 * seen.apart) and seen.share >= 0.85


def _may_be_same(lesser: Wording, fuller: Wording, days: int) -> bool:
    """Say, without aligning them, whether the words in common could be enough."""
    shared, own = len(lesser.telling & fuller.telling), len(lesser.telling)
    return shared >= min(3, own) and shared >= (0.25 if days <= _WEEKS_DAYS else 0.75) * own


def _least_share(matched: float, days: int, voices: Fit) -> float:
    """Return how much of the lesser one must be matched: less, the more is matched and the nearer the days."""
    if days > _MONTH_DAYS:
        return 0.88 if matched < 10 else 0.8
    least = 0.86 if matched < 5 else 0.78 if matched < 7 else 0.7 if matched < 10 else 0.62
    return least - 0.1 if days <= _NEAR_DAYS and voices is Fit.SAME else least


def _as_part(lesser: Printing, fuller: Printing) -> Likeness | None:
    """Compare a slight printing: all that it says must stand in the fuller one, of about the same day."""
    days, wording = days_between(lesser, fuller), lesser.wording
    if days > reach(lesser) or not wording.telling <= fuller.wording.telling:
        return None
    if wording.weight < 0.9:
        is_same = wording.forms == fuller.wording.forms and len(lesser.voice.name) > 1 and lesser.voice == fuller.voice
        return Likeness(Kind.PART, 1.0) if is_same else None
    seen = compared(wording, fuller.wording)
    if seen.share < 0.85 or seen.is_twin:
        return None
    return Likeness(Kind.PART, round(seen.share - 0.01 * days + 0.001 * min(fuller.wording.weight, 50.0), 6))


def compared(lesser: Wording, fuller: Wording) -> _Compared:
    """Weigh what the two have in common against what the lesser one has otherwise."""
    matched = pairs(lesser, fuller)
    if not matched:
        return _Compared(matched=0.0, words=0, lost=lesser.weight, apart=0.0, is_twin=False)
    lost = apart = 0.0
    is_twin = False
    ends = (len(lesser.forms), len(fuller.forms))
    for mine, theirs in joined(matched, ends):
        is_inner = mine.start > 0 and mine.stop < ends[0] and theirs.start > 0 and theirs.stop < ends[1]
        if is_inner:
            cost, is_other = _inner(lesser, fuller, mine, theirs)
            lost, is_twin = lost + cost, is_twin or is_other
        else:
            sentence, rest = _edge(lesser, mine)
            lost, apart = lost + rest, apart + sentence
    gained = sum((lesser.weights[i] + fuller.weights[j]) / 2 for i, j in matched)
    return _Compared(matched=gained, words=len(matched), lost=lost, apart=apart, is_twin=is_twin)


def _inner(lesser: Wording, fuller: Wording, mine: range, theirs: range) -> tuple[float, bool]:
    """Return what a difference between matched words costs, and whether it makes the two say different things."""
    here, there = _weight(lesser, mine), _weight(fuller, theirs)
    if (mine and here == 0.0) or (theirs and there == 0.0):
        return 0.05 * max(here, there), False  # the printer's own words in brackets stand for what was there
    is_cut, is_cut_there = _is_marked(lesser, mine), _is_marked(fuller, theirs)
    if mine and theirs:
        cost = max(0.0 if is_cut_there else here, 0.0 if is_cut else there)
        return cost, not (is_cut or is_cut_there) and _is_swap(lesser, fuller, mine, theirs)
    left, wording = (theirs, fuller) if theirs else (mine, lesser)
    if is_cut if theirs else is_cut_there:
        return 0.0, False
    is_sentence = left.start in wording.starts and left.stop in wording.starts
    return (0.15 if is_sentence else 0.5) * max(here, there), not is_sentence and any(is_negation(wording.forms[place]) for place in left)


def _is_marked(wording: Wording, places: range) -> bool:
    return any(place in wording.cuts for place in range(places.start, places.stop + 1))


def _is_swap(lesser: Wording, fuller: Wording, mine: range, theirs: range) -> bool:
    """Say whether a name, number or negation stands where the other one has another, or a negation where it has none."""
    here, there = _fixed(lesser, mine), _fixed(fuller, theirs)
    if any(is_negation(form) for form in here ^ there):
        return True
    return bool(here - there) and bool(there - here)


def _fixed(wording: Wording, places: range) -> frozenset[str]:
    return frozenset(wording.forms[place] for place in places if place in wording.fixed)


def _edge(wording: Wording, places: range) -> tuple[float, float]:
    """Return the weight of whole sentences at an edge, which may well be another cut, and that of the rest."""
    if not places:
        return 0.0, 0.0
    whole = _weight(wording, places)
    if places.start == 0:
        bounds = [place for place in (wording.starts | wording.cuts) if 0 < place <= places.stop]
        sentence = _weight(wording, range(0, max(bounds, default=0)))
    else:
        bounds = [place for place in (wording.starts | wording.cuts) if places.start <= place < places.stop]
        sentence = _weight(wording, range(min(bounds, default=places.stop), places.stop))
    return sentence, max(0.0, whole - sentence - (FUNCTION_WEIGHT if sentence else 0.0))


def _weight(wording: Wording, places: range) -> float:
    return sum(wording.weights[place] for place in places)
