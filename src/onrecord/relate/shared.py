"""What a denial and a statement share, and whether that is enough to say that the one is about the other.

In: the matter of a denial, as terms, and a statement. Out: what they share in that sentence of it in which they share most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.records import DisputeKind
from onrecord.relate.denials import Denial
from onrecord.relate.said import Said
from onrecord.relate.subjects import Term, is_lacking, weights
from onrecord.relate.tone import calls_false, is_unsure

LEAST_SHARED: Final = 2
"""Words of full weight that two statements of different articles must share before they are compared."""
FULL: Final = 1.0
"""The weight of a word that tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the matter of a denial shares with a statement: the weight, its part of the matter, and how many words of full weight.

    `is_opposed` if the one negates what the other does not; `has_name` if they share a name; `has_act` if they share a verb of
    the matter, or else its first word of weight, which names the act: `interference in the election`; `has_thing` if they share
    a word of weight that is no name; `is_undone` if the sentence that shares them negates, refuses or supposes.
    """

    weight: float
    cover: float
    full: int
    is_opposed: bool
    has_name: bool
    has_act: bool
    has_thing: bool
    is_undone: bool


def shared_with(matter: Sequence[Term], of: Said) -> Shared | None:
    """Return what the matter shares with that sentence of the statement with which it shares most; None if nothing."""
    wanted = weights(matter)
    total = sum(wanted.values())
    full = [term for term in matter if term.weight >= FULL]
    acts = {term.stem for term in full if term.is_act} or {term.stem for term in full[:1]}
    best: Shared | None = None
    for sentence, found in of.sentences:
        there = {term.stem: term for term in found}
        common = [term for term in matter if term.stem in there]
        if not common:
            continue
        stems = {term.stem for term in common}
        weight = sum(wanted[s] for s in stems)
        flags = [term.is_negated != there[term.stem].is_negated for term in common if term.weight >= FULL or len(common) == 1]
        shared = Shared(
            weight=weight,
            cover=weight / total,
            full=sum(wanted[s] >= FULL for s in stems),
            is_opposed=any(flags),
            has_name=any(term.is_name for term in common),
            has_act=not acts.isdisjoint(stems),
            is_undone=is_lacking(sentence.text, next(iter(acts & stems), "")) or calls_false(sentence.text) or is_unsure(sentence.text),
            has_thing=any(term.weight >= FULL and not term.is_name for term in common),
        )
        if best is None or shared.weight > best.weight:
            best = shared
    return best


def is_enough(denial: Denial, shared: Shared, *, is_accused: bool, is_next: bool, is_close: bool) -> bool:
    """Say whether the words shared are enough, more being asked of what stands far away."""
    if denial.is_such:
        return shared.full >= 1 and is_next
    if denial.kind is DisputeKind.CONFIRMS:
        return shared.full >= LEAST_SHARED and shared.cover >= 0.75 and is_close and shared.has_thing and shared.has_act
    if denial.is_in_content:
        return shared.full >= LEAST_SHARED and shared.cover >= 0.7 and shared.has_thing
    if is_next and shared.full >= 1 and (shared.cover >= 0.8 or (shared.cover >= 0.5 and (shared.has_act or is_accused))):
        return shared.has_thing
    if is_accused and is_close and shared.full >= 1 and shared.cover >= 0.5:
        return shared.has_thing and shared.has_act
    return shared.full >= LEAST_SHARED + (not is_accused) and shared.cover >= 0.6 and shared.has_thing and shared.has_act
