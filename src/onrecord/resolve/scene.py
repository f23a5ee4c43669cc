"""What has been named so far, as a reader holds it in mind, and whom a pronoun most likely means.

In: sightings of the cast in the order of the text. Out: the entity that a pronoun means, with a confidence, or why none.
The weights were set on GAP's development part and on PolNeAR's training part; where several people come near each other, the linker,
a trained model, is asked too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from typing import Final, NamedTuple, Protocol

from onrecord.records import Unknown
from onrecord.resolve import tables
from onrecord.resolve.cast import Entity
from onrecord.resolve.kinds import Kind

_MALE: Final = frozenset(["he", "him", "his", "himself"])
_FEMALE: Final = frozenset(["she", "her", "hers", "herself"])
_SIGHTINGS_BACK: Final = 60
_REACH: Final = 9
_FLOOR: Final = -4.5
_FAR: Final = -9.0
_SURELY: Final = 0.5
_NEXT: Final = 2
_LEAST: Final = 0.01
"""The linker is never so sure that it rules somebody out."""
_NOBODY: Final = 0.4
"""A pronoun that is no source means nobody here if the linker gives that more than this; chosen on GAP's validation part."""


class Sighting(NamedTuple):
    """One place where a member of the cast stands."""

    start: int
    entity: Entity
    sentence: int
    paragraph: int
    is_subject: bool
    is_object: bool
    owns: bool
    is_quoted: bool
    spoke: bool
    is_pronoun: bool
    has_floor: bool
    """It speaks, and not in what another is said to say."""


Scored = tuple[float, Entity, Sighting]


class Place(NamedTuple):
    """Where a pronoun stands, and as what."""

    start: int
    word: str
    sentence: int
    paragraph: int
    is_subject: bool
    is_quoted: bool
    is_source: bool
    is_inverted: bool
    """It stands right after a quotation: `“…,” he said`."""
    goes_on_from: int
    """The paragraph from which on a speaker may still be the one who goes on speaking."""
    is_subordinate: bool
    """It stands right after `when` or the like: `Brand had a point when he said`."""
    clause: int
    """Start of the clause it stands in: what is subject there cannot be `him`."""


class Link(NamedTuple):
    """A pronoun's answer."""

    entity: Entity | None
    confidence: float
    reason: Unknown | None


@dataclass(slots=True, kw_only=True)
class Weights:
    """How much each circumstance counts."""

    sentence: float = 1.3
    paragraph: float = 0.15
    subject: float = 0.9
    both_subjects: float = 0.3
    object_: float = -0.6
    owns: float = -1.2
    quoted: float = -4.6
    spoke: float = 1.0
    goes_on: float = 3.0
    goes_over: float = 1.0
    floor: float = 1.0
    """More for the last of all who spoke before a quotation that `he said` follows."""
    goes_on_within: float = 0.6
    """For a pronoun before its verb (`But he said`), in the paragraph of the one who spoke right before."""
    subordinate: float = 2.5
    """For who is named in the sentence, before a `when he said`."""
    pronoun: float = 0.325
    often: float = 0.35
    gender: float = 2.0
    wrong_gender: float = -8.0
    described: float = -1.8
    short: float = 0.0
    clash: float = -2.5
    between: float = -0.12
    linked: float = 6.0
    """How much the linker's word counts, so many times the logarithm of its probability: nearly alone, as chosen on GAP's validation part."""
    linked_source: float = 0.5
    """The same for a pronoun that is a source: there the rules know more, such as who goes on speaking."""
    unsure: float = 1.5
    """The linker is asked about a source only if the second candidate comes this near to the first."""
    unsure_going_on: float = 0.6
    """The same where the first is who spoke right before, and the pronoun stands behind a quotation."""


class Asks(Protocol):
    """What the scene needs of the linker."""

    def of(self, pronoun: int) -> Mapping[int, float] | None:
        """Return how likely each candidate is, by the start of its words, or None for a pronoun not to be asked about."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """The sightings so far, and the weights to judge them by."""

    weights: Weights = field(default_factory=Weights)
    sightings: list[Sighting] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    latest: dict[int, list[Sighting]] = field(default_factory=dict)
    likely: Asks | None = None

    def see(self, sighting: Sighting) -> None:
        """Add a sighting."""
        self.sightings.append(sighting)
        number = sighting.entity.number
        self.counts[number] = self.counts.get(number, 0) + 1
        self.latest.setdefault(number, []).append(sighting)

    def person_for(self, place: Place, barred: frozenset[int] = frozenset()) -> Link:
        """Return whom `he`, `she` or a singular `they` means."""
        gender = gender_of(place.word)
        plain = self._scored(place, gender, barred)
        scored = self._linked(plain, place)
        if not scored or scored[0][0] < (_FAR if gender and scored[0][1].fits(gender) > _SURELY else _FLOOR):
            return Link(None, 0.0, Unknown.NO_NAME_BEFORE)
        best = scored[0]
        margin = best[0] - scored[1][0] if len(scored) > 1 else 3.0
        if margin < 0.05 and self._stand_together(best[1], scored[1][1]):
            if plain[0][0] - plain[1][0] < 0.05:
                return Link(None, 0.0, Unknown.AMBIGUOUS)
            # The linker has only undone what the rules saw.
            best = plain[0]
        sure = min(0.97, 0.5 + margin / 6) if best[0] >= _FLOOR else 0.4
        return Link(best[1], round(sure, 3), None)

    def thing_for(self, place: Place) -> Link:
        """Return which body, country or document `it` means."""
        back = self._back(place.start)
        spoken = [s for s in back if s.spoke and place.sentence - s.sentence <= 2]
        for sighting in spoken + back:
            entity = sighting.entity
            fits = entity.kind in (Kind.ORGANISATION, Kind.PLACE) and not entity.is_plural
            if fits and (sighting.spoke or sighting.is_subject) and place.sentence - sighting.sentence <= 4 and not sighting.is_quoted:
                return Link(entity, 0.6, None)
        return Link(None, 0.0, Unknown.NO_NAME_BEFORE)

    def group_before(self, place: Place) -> Entity | None:
        """Return the group that the sentence has spoken of, or the one before it: `one` is of it."""
        near = (s.entity for s in self._back(place.start) if place.sentence - s.sentence <= 1 and s.entity.is_plural and not s.is_quoted)
        return next(near, None)

    def last_list(self, before: int) -> Entity | None:
        """Return those last named together, as in `Mol and Brand`: `the pair` are they."""
        return next((s.entity for s in self._back(before) if s.entity.is_plural and " and " in s.entity.name and s.entity.name[:1].isupper()), None)

    def many_for(self, place: Place, barred: frozenset[int] = frozenset()) -> Link:
        """Return whom `they` means: the last group, else the last body that spoke or acted, else one person."""
        spoken = next((s for s in self._back(place.start) if s.spoke and not s.is_quoted), None)
        if spoken and spoken.entity.kind is Kind.ORGANISATION and place.sentence - spoken.sentence <= _NEXT and not _is_outlet(spoken.entity):
            return Link(spoken.entity, 0.6, None)
        body: Link | None = None
        for sighting in self._back(place.start):
            near = place.sentence - sighting.sentence
            if near > 5:
                break
            if sighting.entity.is_plural and sighting.is_quoted == place.is_quoted:
                return Link(sighting.entity, 0.6, None)
            if body is None and sighting.entity.kind is Kind.ORGANISATION and sighting.is_subject and near <= 3:
                body = Link(sighting.entity, 0.5, None)
        if body:
            return body
        return self.person_for(place, barred)

    def _back(self, before: int) -> list[Sighting]:
        return [s for s in reversed(self.sightings[-_SIGHTINGS_BACK:]) if s.start < before]

    def _scored(self, place: Place, gender: str, barred: frozenset[int]) -> list[Scored]:
        best: list[Scored] = []
        ranks: list[int] = []
        back = self._back(place.start)
        holder = next((s for s in back if s.has_floor and not s.is_quoted), None)
        if holder and not (place.is_inverted and not place.is_quoted and holder.paragraph >= place.goes_on_from):
            holder = None
        for sighting in back:
            if sighting.entity.may_be_person and sighting.entity.number not in ranks:
                ranks.append(sighting.entity.number)
        for rank, number in enumerate(ranks[:_REACH]):
            if number in barred:
                continue
            seen = [s for s in self.latest[number][-5:] if s.start < place.start]
            if seen:
                top = max(((self._score(s, place), s) for s in seen), key=lambda p: (p[0], p[1].start))
                floor = self.weights.floor * (holder is not None and holder.entity is top[1].entity)
                best.append((top[0] + floor + self._standing(top[1].entity, gender) + self.weights.between * rank, top[1].entity, top[1]))
        return sorted(best, key=lambda b: (-b[0], -b[2].start))

    def _linked(self, scored: list[Scored], place: Place) -> list[Scored]:
        """Return the candidates with the linker's word, where the rules are not sure."""
        if self.likely is None or len(scored) < 2 or (place.is_source and scored[0][0] - scored[1][0] > self._unsure(scored[0][2], place)):
            return scored
        found = self.likely.of(place.start)
        if found is None:
            return scored
        if not place.is_source and 1 - sum(found.values()) > _NOBODY:
            return []
        shares = [self._share(entity, found) for _, entity, _ in scored]
        most = log(_LEAST + max(shares))
        weight = self.weights.linked_source if place.is_source else self.weights.linked
        again = [(s + weight * (log(_LEAST + p) - most), e, at) for (s, e, at), p in zip(scored, shares, strict=True)]
        return sorted(again, key=lambda b: (-b[0], -b[2].start))

    def _unsure(self, first: Sighting, place: Place) -> float:
        is_going_on = place.is_inverted and first.spoke and place.sentence - first.sentence == 1
        return self.weights.unsure_going_on if is_going_on else self.weights.unsure

    def _share(self, entity: Entity, found: Mapping[int, float]) -> float:
        keys = {m.start for m in entity.mentions} | {s.start for s in self.latest[entity.number]}
        return sum(p for key, p in found.items() if key in keys)

    def _score(self, seen: Sighting, place: Place) -> float:
        w = self.weights
        total = -w.sentence * min(place.sentence - seen.sentence, 6) - w.paragraph * min(place.paragraph - seen.paragraph, 4)
        total += w.subject * seen.is_subject + w.both_subjects * (seen.is_subject and place.is_subject)
        total += w.object_ * seen.is_object + w.owns * seen.owns + w.pronoun * seen.is_pronoun
        # Who speaks only in what another says has not the floor.
        spoke = seen.spoke and not seen.is_quoted
        total += w.quoted * (seen.is_quoted and not place.is_quoted) + w.spoke * (spoke and not place.is_quoted)
        if place.is_inverted and spoke and place.goes_on_from <= seen.paragraph:
            total += w.goes_on * (1.0 if place.paragraph == seen.paragraph else w.goes_over)
        if place.is_source and not place.is_inverted and spoke and place.paragraph == seen.paragraph and place.sentence - seen.sentence == 1:
            total += w.goes_on_within
        total += w.subordinate * (place.is_subordinate and seen.sentence == place.sentence and not seen.is_quoted and not seen.owns)
        if place.word in ("him", "her") and not place.is_subject and seen.is_subject and seen.start >= place.clause:
            total += w.clash
        return total

    def _standing(self, entity: Entity, gender: str) -> float:
        w = self.weights
        total = w.often * log(1 + self.counts.get(entity.number, 0)) + w.described * entity.is_described + w.short * (entity.kind is Kind.SHORT)
        if gender:
            fit = entity.fits(gender)
            total += w.gender * fit if fit >= 0 else w.wrong_gender * -fit
        return total

    def _stand_together(self, left: Entity, right: Entity) -> bool:
        a, b = self.latest[left.number][-1], self.latest[right.number][-1]
        return a.sentence == b.sentence and a.is_subject == b.is_subject


def _is_outlet(entity: Entity) -> bool:
    """Say whether the body is an outlet that reports what others said."""
    return entity.name in tables.nouns().media


def gender_of(word: str) -> str:
    """Return `m`, `f` or nothing for a pronoun.

    >>> gender_of("he"), gender_of("hers"), gender_of("they")
    ('m', 'f', '')
    """
    return "m" if word in _MALE else "f" if word in _FEMALE else ""
