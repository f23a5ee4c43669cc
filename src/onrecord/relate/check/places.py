"""Where a quotation may have been said in one transcript, and what grade its words would have there.

In: a printed quotation and a prepared transcript. Out: places, as they stand word for word, as passages with differences, or as
pieces put together. Does not choose among them, and knows nothing of who is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.records import Span
from onrecord.relate.check.align import Alignment, GapCost, align
from onrecord.relate.check.cuts import forms_of
from onrecord.relate.check.explain import LONGEST_MARKED, LONGEST_UNMARKED, explained
from onrecord.relate.check.grades import Difference, Grade, Reason
from onrecord.relate.check.heard import END, Heard
from onrecord.relate.check.locate import Mask, Stretch, Wanted, exact_places, stretches, wanted
from onrecord.relate.check.meaning import has, opposite
from onrecord.relate.check.printed import Kind, Printed
from onrecord.relate.check.splice import Piece, missing, pieces

_SEVERITY: Final = [Grade.VERBATIM, Grade.TIDIED, Grade.ELIDED, Grade.ALTERED, Grade.CHANGED, Grade.SPLICED, Grade.NOT_FOUND]
_PLAIN_GAP: Final = GapCost(0.8, 0.07)
_MARKED_GAP: Final = GapCost(0.05, 0.005)
_BRACKET_GAP: Final = GapCost(0.05, 0.1)
_ROOM: Final = 25
_TRIED: Final = 4
_LIKE_ENOUGH: Final = 0.34
_NEARLY_BEST: Final = 0.2
_EXPLAINED: Final = 0.58
_FEWEST_MATCHED: Final = 2
_SHORT: Final = 6
_LEAST_ALIKE: Final = 0.34
"""So much may be wrong with a short quotation, a word of three; with less to go by it is not the place."""
_NUMBER_WEIGHT: Final = 1.0
_SPLICE_COST: Final = 1.6
_WHOLE_SPLICE_COST: Final = 0.9
"""Two sentences, each of them said as it is printed, are a splice sooner than one passage with a word wrong."""
_NOBODYS: Final = -2
"""No form has this id: words of a turn that is not the speaker's match nothing."""
_OUTER: Final = " \t\n\r\u00a0\"'“”‘’«».,;:!?…-–—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place where a quotation may have been said, with the grade its words would have there."""

    heard: Heard
    grade: Grade
    cost: float
    found: tuple[tuple[int, int], ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def rank(self) -> tuple[bool, float, int]:
        """The less, the better: found at all, cheap, mild."""
        return self.grade is Grade.NOT_FOUND, round(self.cost, 6), _SEVERITY.index(self.grade)

    @property
    def speaker(self) -> str | None:
        """Return who speaks there."""
        turn = self.heard.turn_at(self.found[0][0]) if self.found else None
        return turn.speaker if turn else None


def places(words: Printed, heard: Heard, allowed: Mask | None) -> list[Place]:
    """Return the places where the quotation may stand in one transcript; none in a transcript without words."""
    if not len(heard.tokens) or (allowed is not None and not allowed.any()):
        return []
    quotation = wanted([t.form for t in words.tokens], heard)
    exact = [] if _needs_gap(words) else [p for p in exact_places(quotation, heard) if allowed is None or allowed[p]]
    if exact:
        return _distinct([_at_exact(words, heard, place) for place in exact])
    found = [_at_stretch(words, heard, quotation, s, allowed) for s in _worth_trying(words, heard, quotation, allowed)]
    best = min(found, key=lambda p: p.rank, default=None)
    spliced = _spliced(words, heard, quotation, best, allowed)
    return [spliced] if spliced else found


def _needs_gap(words: Printed) -> bool:
    return any(mark.kind is Kind.BRACKET for mark in words.marks)


def _distinct(places: list[Place]) -> list[Place]:
    """Of places with the same speaker only the best is of use."""
    best: dict[str | None, Place] = {}
    for place in places:
        if place.speaker not in best or place.rank < best[place.speaker].rank:
            best[place.speaker] = place
    return list(best.values())


def _at_exact(words: Printed, heard: Heard, start: int) -> Place:
    end = start + len(words.tokens)
    differences = explained(words, heard, [], (start, end))
    return _place(words, heard, differences, ((start, end),), 0.0)


def _worth_trying(words: Printed, heard: Heard, quotation: Wanted, allowed: Mask | None) -> list[Stretch]:
    room = _ROOM + LONGEST_MARKED * sum(m.kind is not Kind.BRACKET for m in words.marks)
    found = stretches(quotation, heard, room=min(room, 2 * LONGEST_MARKED), allowed=allowed)
    found = [s for s in found if s.likeness >= _LIKE_ENOUGH and (allowed is None or allowed[s.start])]
    return [s for s in found if s.likeness >= found[0].likeness - _NEARLY_BEST][:_TRIED]


def _at_stretch(words: Printed, heard: Heard, quotation: Wanted, stretch: Stretch, allowed: Mask | None) -> Place:
    ids = heard.ids[stretch.start : stretch.end]
    if allowed is not None:
        ids = np.where(allowed[stretch.start : stretch.end], ids, _NOBODYS).astype(np.int32)
    found = align(quotation.ids, ids, _gap_costs(words))
    moved = _moved(found, stretch.start)
    if not _is_found(words, quotation, moved, heard):
        return Place(heard=heard, grade=Grade.NOT_FOUND, cost=found.cost)
    differences = explained(words, heard, moved.regions, (moved.start, moved.end))
    return _place(words, heard, differences, _fragments(moved), found.cost)


def _gap_costs(words: Printed) -> list[GapCost]:
    costs = [_PLAIN_GAP] * (len(words.tokens) + 1)
    for mark in words.marks:
        costs[mark.at] = _BRACKET_GAP if mark.kind is Kind.BRACKET and costs[mark.at] is not _MARKED_GAP else _MARKED_GAP
    return costs


def _moved(found: Alignment, by: int) -> Alignment:
    regions = tuple(replace(r, j0=r.j0 + by, j1=r.j1 + by) for r in found.regions)
    return replace(found, pairs=tuple((i, j + by) for i, j in found.pairs), regions=regions, start=found.start + by, end=found.end + by)


def _is_found(words: Printed, quotation: Wanted, found: Alignment, heard: Heard) -> bool:
    """Whether enough of the words, the rare ones counting more, stand there for it to be the place where they were said."""
    if not found.pairs:
        return False
    # A word turned into its opposite speaks for the place as much as the word itself.
    turned = {i for r in found.regions for i in range(r.i0, r.i1) if any(opposite(words.tokens[i].form, f) for f in forms_of(heard, r.j0, r.j1))}
    places = {i for i, _ in found.pairs} | turned
    others = [t.form for i, t in enumerate(words.tokens) if i not in places]
    # A number is what gets changed, so a wrong one says little against the place.
    against = sum(
        min(w, _NUMBER_WEIGHT) if t.is_number else w for i, (t, w) in enumerate(zip(words.tokens, quotation.weights, strict=True)) if i not in places
    )
    for_it = sum(quotation.weights[i] for i in places)
    matched = for_it / (for_it + against)
    is_short = len(words.tokens) <= _FEWEST_MATCHED + 1
    if is_short and others:
        return len(found.pairs) >= 1 and all(has([form], Reason.NEGATION) for form in others)
    if len(words.tokens) <= _SHORT and not words.marks and found.cost > _LEAST_ALIKE * len(words.tokens):
        # But where a negation or a number stands in the difference, that is what was changed.
        between = [f for r in found.regions for f in forms_of(heard, r.j0, r.j1)] + others
        if not has(between, Reason.NEGATION) and not any(f[0].isdigit() for f in between):
            return False
    return matched >= _EXPLAINED and len(found.pairs) >= min(_FEWEST_MATCHED, len(words.tokens))


def _fragments(found: Alignment) -> tuple[tuple[int, int], ...]:
    """The spoken tokens as runs, parted where something was left out."""
    cuts = [r for r in found.regions if r.i0 == r.i1 and r.j1 > r.j0]
    starts = [found.start, *(r.j1 for r in cuts)]
    ends = [*(r.j0 for r in cuts), found.end]
    return tuple((a, b) for a, b in zip(starts, ends, strict=True) if b > a)


def _spliced(words: Printed, heard: Heard, quotation: Wanted, best: Place | None, allowed: Mask | None) -> Place | None:
    """Return the quotation as pieces, where that explains more of it than the best single passage does."""
    if best is not None and best.grade is not Grade.NOT_FOUND and best.cost < _WHOLE_SPLICE_COST:
        return None
    ends = [at for at in range(1, len(words.tokens)) if words.stop_before(at) == END]
    found = pieces(quotation, heard, [*(mark.at for mark in words.marks), *ends], allowed)
    lost = missing(quotation, found)
    cost = lost + (_SPLICE_COST if lost else _WHOLE_SPLICE_COST) * (len(found) - 1)
    if len(found) < 2 or _is_one_passage(heard, found) or (best is not None and best.grade is not Grade.NOT_FOUND and cost > best.cost):
        return None
    return Place(heard=heard, grade=Grade.SPLICED, cost=cost, found=tuple((p.j0, p.j1) for p in found))


def _is_one_passage(heard: Heard, found: Sequence[Piece]) -> bool:
    """Whether pieces follow each other in one answer, near enough to be a passage with words left out."""
    pairs = list(pairwise(found))
    return all(0 <= b.j0 - a.j1 <= LONGEST_UNMARKED and heard.answers[a.j0] == heard.answers[b.j0] for a, b in pairs)


def _place(words: Printed, heard: Heard, differences: list[Difference], found: tuple[tuple[int, int], ...], cost: float) -> Place:
    if not differences and not _is_same_print(words, heard, found[0]):
        whole = Span(start=words.tokens[0].start, end=words.tokens[-1].end)
        differences = [Difference(makes=Grade.TIDIED, reason=Reason.PRINT, at=whole.start, printed=whole, said=heard.span(*found[0]))]
    grade = max((d.makes for d in differences), key=_SEVERITY.index, default=Grade.VERBATIM)
    return Place(heard=heard, grade=grade, cost=cost, found=found, differences=tuple(differences))


def _is_same_print(words: Printed, heard: Heard, place: tuple[int, int]) -> bool:
    """Whether the characters are the same, but for white space and what stands at the very ends."""
    if any(mark.kind is not Kind.SPLIT for mark in words.marks):
        return False
    asks = (words.quoted.text[words.tokens[-1].end :][:1] == "?", heard.transcript.text[heard.tokens[place[1] - 1].end :][:1] == "?")
    if asks[0] and not asks[1]:
        return False
    # Where `he said` stands between two pieces, the punctuation there is not the speaker's.
    told = [" ".join(span.of(words.quoted.text).split()).strip(_OUTER) for span in words.quoted.spans]
    between = f"[{re.escape(_OUTER)}]*"
    return bool(re.fullmatch(between + between.join(map(re.escape, filter(None, told))) + between, " ".join(heard.exact(*place).split())))
