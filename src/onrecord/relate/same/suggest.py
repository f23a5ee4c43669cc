"""Suggests which names are one speaker's: a score from 0 to 1 and the reasons, in words.

The score is the logistic of a sum of weights: what the names are to each other, how rare the surname is, then roles, company, dates,
outlets and the registry. The weights were set by hand on planted pairs (bench/people.md says how good the scores are).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log2
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.relate.same.company import Company
from onrecord.relate.same.names import Relation, body_relation, relation, taken_apart
from onrecord.relate.same.pairs import pairs
from onrecord.relate.same.roles import roles_agree
from onrecord.relate.same.seen import Lore, Seen

Weighed = tuple[float, str]

_OF_NAMES: Final = {
    Relation.SAME: 3.0,
    Relation.SPELLING: 1.9,
    Relation.MIDDLE: 1.8,
    Relation.NICKNAME: 0.9,
    Relation.ORDER: 1.0,
    Relation.SECOND: 1.0,
    Relation.PART: 0.7,
    Relation.SLIP: 0.2,
    Relation.INITIAL: 0.0,
    Relation.ACRONYM: -0.2,
    Relation.SOUNDS: -0.6,
    Relation.SURNAME: -0.4,
}
_APART_DAYS: Final = 12 * 366
_NEAR_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two names that may be one speaker's; `keep` is the one to keep, the fuller or the more used. `reasons` begin with the weightiest."""

    keep: Seen
    other: Seen
    score: float
    reasons: tuple[str, ...]


def suggestions(
    seen: Sequence[Seen], lore: Lore, *, least: float = 0.5, refused: Collection[frozenset[str]] = (), only: str | None = None
) -> Iterator[Suggestion]:
    """Yield the pairs that score at least so much, the surest first; those refused are left out. `only` keeps those that hold these words."""
    company = Company(seen)
    bearers = Counter(words[-1] for one in seen if one.kind is SpeakerKind.PERSON and len(words := taken_apart(one.name).words) > 1)
    found = []
    for left, right in pairs(seen):
        one, other = seen[left], seen[right]
        if one.name == other.name or frozenset((one.name, other.name)) in refused or not _holds(one, other, only):
            continue
        weighed = list(_weighed(one, other, (lore, company, bearers)))
        score = _score(weight for weight, _ in weighed)
        if weighed and score >= least:
            found.append(_suggestion(one, other, score, weighed))
    yield from sorted(found, key=lambda s: (-s.score, -s.keep.statements - s.other.statements, s.keep.name, s.other.name))


def _holds(one: Seen, other: Seen, only: str | None) -> bool:
    return only is None or any(only.casefold() in name.casefold() for name in (one.name, other.name))


def _suggestion(one: Seen, other: Seen, score: float, weighed: Sequence[Weighed]) -> Suggestion:
    keep, gone = sorted((one, other), key=lambda s: (min(len(taken_apart(s.name).words), 2), s.statements, s.name), reverse=True)
    reasons = tuple(words for _, words in sorted(weighed, key=lambda w: -abs(w[0])) if words)
    return Suggestion(keep=keep, other=gone, score=round(score, 2), reasons=reasons)


def _score(weights: Iterable[float]) -> float:
    return 1 / (1 + exp(-sum(weights)))


def _weighed(one: Seen, other: Seen, known: tuple[Lore, Company, Mapping[str, int]]) -> Iterator[Weighed]:
    """Yield each circumstance with its weight; nothing, where the names cannot be one speaker's."""
    lore, company, bearers = known
    left, right = taken_apart(one.name), taken_apart(other.name)
    are_people = one.kind is other.kind is SpeakerKind.PERSON
    named = relation(left, right, lore.short_of) if are_people else body_relation(left, right)
    if named is None or (one.kind is not other.kind and named is not Relation.SAME):
        return
    yield _OF_NAMES[named], named.value
    if left.suffix != right.suffix:
        yield -1.5, f"only one of them is {left.suffix or right.suffix}."
    if are_people:
        yield _of_rarity(named, left.words[-1] if len(left.words) > 1 else right.words[-1], bearers)
        yield from roles_agree(one.roles, other.roles, lore)
    if together := one.articles & other.articles:
        yield -2.5, f"both speak in {_articles(len(together))}, as two"
    else:
        yield from company.shared(one, other)
    yield from _of_days(one, other)
    yield from _of_ids(lore.ids_of(one.name), lore.ids_of(other.name))
    if one.outlets & other.outlets:
        yield 0.15, ""


def _of_rarity(named: Relation, surname: str, bearers: Mapping[str, int]) -> Weighed:
    many = bearers[surname]
    if named is Relation.SURNAME:
        return (
            (0.6, f"nobody else on record is called {surname.title()}") if many == 1 else (-0.9 * log2(many), f"{many} on record have that surname")
        )
    return (-0.25 * log2(max(1, many / 4)), f"{many} on record have that surname" if many > 8 else "")


def _of_days(one: Seen, other: Seen) -> Iterator[Weighed]:
    if not (one.first and other.first):
        return
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap > _APART_DAYS:
        yield -1.0, f"{gap // 365} years lie between them"
    elif gap <= _NEAR_DAYS:
        yield 0.3, ""


def _of_ids(one: frozenset[str], other: frozenset[str]) -> Iterator[Weighed]:
    if len(one) == len(other) == 1:
        yield (2.0, f"the registry has both as names of {next(iter(one))}") if one == other else (-4.0, "the registry has them as two people")


def _articles(many: int) -> str:
    return "one article" if many == 1 else f"{many:,} articles"
