"""Whom a noun means: `the chairman`, `the ministry`, `officials`, `the report`, `a senior official`.

In: a phrase whose head is a common noun. Out: the named member of the cast that it stands for, or a member of the cast
that has only this description. Never guesses a person from a noun that says no more than `man` or `official`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.resolve import tables
from onrecord.resolve.cast import Cast, Entity
from onrecord.resolve.mentions import Kind
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.roles import is_person_noun

_ANONYMOUS: Final = re.compile(
    r"anonym|not (?:to be|be|want to be|wish to be|authori[sz]ed)|familiar with|briefed on|knowledge of|close to|declined to be named|unnamed",
    re.IGNORECASE,
)
_OF: Final = frozenset(["of", "for", "at", "in", "on"])
_LEADERS: Final = frozenset("head chair chairman chairwoman chairperson leader chief".split())
_OFFICES: Final = frozenset(
    "minister secretary president chairman chairwoman director officer leader governor ambassador spokesman spokeswoman".split()
)
_NUMBERS: Final = frozenset("two three four five six seven eight nine ten several few some couple half many dozens".split())
_SPECIFIC: Final = frozenset("several two three four five six seven eight nine ten".split())
_INDEFINITE: Final = frozenset(["a", "an", "another", "one", "some", "second", "third", "any"])
_DETERMINERS: Final = frozenset("the a an this that these those his her its their our my one another".split())
_NEWS_WORDS: Final = frozenset("newspaper paper magazine outlet station channel network broadcaster agency website site publication".split())
_LOOSE_WORDS: Final = frozenset(
    "group organization organisation charity agency nonprofit body institution association foundation club league".split()
)


@dataclass(slots=True, kw_only=True)
class Descriptions:
    """The members of one article's cast that have a description and no name, by their words."""

    cast: Cast
    known: dict[str, Entity] = field(default_factory=dict)
    by_head: dict[str, list[tuple[int, Entity]]] = field(default_factory=dict)

    def get(self, words: str, start: int, head: str, make: Callable[[Entity], None]) -> Entity:
        """Return the member with these words, new if there is none."""
        key = words.casefold()
        if key not in self.known:
            entity = self.cast.enter(name=words, kind=Kind.PERSON, tokens=("",))
            entity.is_described = True
            make(entity)
            self.known[key] = entity
        entity = self.known[key]
        self.by_head.setdefault(head, []).append((start, entity))
        return entity

    def last_document(self, before: int) -> Entity | None:
        """Return the last document described before an offset: `the report` may be `an internal assessment`."""
        seen = [(at, e) for found in self.by_head.values() for at, e in found if at < before and e.speaks_as is SpeakerKind.DOCUMENT]
        return max(seen, key=lambda s: s[0])[1] if seen else None

    def last(self, head: str, before: int, words: str) -> Entity | None:
        """Return the last member described before an offset with this head and all of these words."""
        asked = _bare(words) - {head}
        return next((e for at, e in reversed(self.by_head.get(head, ())) if at < before and asked <= _bare(e.name)), None)


def _bare(words: str) -> set[str]:
    return {singular(w.strip("’',.").removesuffix("’s").removesuffix("'s")) for w in words.lower().split()} - _DETERMINERS


def meant_by(page: Page, phrase: Phrase, described: Descriptions) -> tuple[Entity, float]:
    """Return whom the noun means, and how sure that is."""
    head = singular(phrase.head)
    if named := _named(page, phrase, head):
        return named
    words = _description(page, phrase)
    is_new = phrase.core.split()[0].lower() in _INDEFINITE
    plural = is_plural(phrase.head)
    if phrase.is_definite and not is_new and not phrase.owner:
        earlier = described.last(head, phrase.start, words)
        if earlier is None and head in tables.nouns().documents and len(words.split()) == 2:
            earlier = described.last_document(phrase.start)
        if earlier is not None and (earlier.is_plural == plural or earlier.speaks_as is not SpeakerKind.GROUP):
            return earlier, 0.8
    kind = _kind_of(page, phrase, head, plural=plural)
    entity = described.get(words, phrase.start, head, lambda e: _describe(e, kind, phrase.head, plural=plural))
    return entity, 0.8 if kind is not SpeakerKind.UNNAMED or is_new else 0.6


def singular(noun: str) -> str:
    """Return the singular of a noun.

    >>> [singular(n) for n in ("women", "ministries", "officials", "boss", "police", "witnesses")]
    ['woman', 'ministry', 'official', 'boss', 'police', 'witness']
    """
    for many, one in (("women", "woman"), ("men", "man"), ("people", "person"), ("children", "child"), ("wives", "wife")):
        if noun.endswith(many):
            return noun[: -len(many)] + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def is_plural(noun: str) -> bool:
    """Say whether the noun stands for several people.

    >>> [is_plural(n) for n in ("officials", "police", "ministry", "women", "boss", "Republicans")]
    [True, True, False, True, False, True]
    """
    lower = noun.lower()
    return lower in tables.nouns().groups or (singular(lower) != lower and lower not in tables.nouns().organisations)


def _named(page: Page, phrase: Phrase, head: str) -> tuple[Entity, float] | None:
    words = {w.text.lower() for w in page.words_in(phrase.start, phrase.start + len(phrase.core))} - _OF
    if head == "government" or (head == "administration" and phrase.owner and phrase.owner.kind is Kind.PLACE):
        return _government(page, phrase)
    if not (phrase.is_definite or phrase.owner) or is_plural(phrase.head):
        return None
    if phrase.core.split()[0].lower() in _INDEFINITE:
        return None
    if is_person_noun(head):
        return _holder(page, phrase, head, words)
    if head in tables.nouns().organisations and not any(w.owns for w in page.words_in(phrase.start, phrase.start + len(phrase.core))):
        return _body(page, phrase, head, words)
    return None


def _government(page: Page, phrase: Phrase) -> tuple[Entity, float] | None:
    countries = tables.places()
    for word in (*phrase.core.split(), phrase.owner.name if phrase.owner else ""):
        country = countries.people_of.get(word.strip("’'s,")) or countries.people_of.get(word) or countries.country_of.get(word)
        if country:
            return next((e for e in page.cast.entities if e.name == country), None) or _enter_country(page, country), 0.85
    for word in phrase.core.split():
        if word[:1].isupper() and len(word) > 4 and (place := _place_like(page, word)):
            return place, 0.7
    if phrase.owner and page.entity(phrase.owner).kind is Kind.PLACE:
        return page.entity(phrase.owner), 0.8
    return None


def _place_like(page: Page, adjective: str) -> Entity | None:
    """Return the place of the article from which the adjective is made: `Tarsovian` from `Tarsovia`."""
    stem = re.sub(r"(?:ian|an|ese|ish|i|ean|n)$", "", adjective)
    return next(
        (e for e in page.cast.entities if len(e.tokens) == 1 and e.tokens[0] != adjective and len(stem) > 3 and e.name.startswith(stem)), None
    )


def _enter_country(page: Page, country: str) -> Entity:
    return page.cast.enter(name=country, kind=Kind.PLACE, tokens=(country,))


def _holder(page: Page, phrase: Phrase, head: str, words: set[str]) -> tuple[Entity, float] | None:
    """Return the person of whom the article has said that he or she is this."""
    best: tuple[float, Entity] | None = None
    asked = words - {head, "the", "his", "her", "their", "its", "a", "this", "that", "former", "then", "s"}
    if phrase.owner:
        asked |= {t.lower() for t in page.entity(phrase.owner).tokens}
    for entity in page.cast.entities:
        if entity.kind not in (Kind.PERSON, Kind.SHORT) or entity.is_described or not entity.roles:
            continue
        fit = max(_fit(role, head, asked) for role in entity.roles)
        near = max((m.start for m in entity.mentions if m.start < phrase.start), default=-1)
        if fit > 0 and (near >= 0 or fit >= 1.0):
            # A lead may say `the transport minister` and name him further down.
            score = fit - ((phrase.start - near) / 4000 if near >= 0 else 0.9)
            best = max(best or (-9.0, entity), (score, entity), key=lambda b: b[0])
    return (best[1], 0.85 if best[0] > 1 else 0.7) if best else None


def _fit(role: str, head: str, asked: set[str]) -> float:
    have = [singular(w.strip(",.'’").lower().removesuffix("’s").removesuffix("'s")) for w in role.split()]
    asked = {singular(a) for a in asked}
    shared = len(asked & set(have))
    if head not in have and not (head in _LEADERS and shared and _LEADERS & set(have)):
        return 0.0
    if asked and not shared and head in _OFFICES and len(have) > 1:
        return 0.0
    countries = tables.places().people_of
    foreign = {w for w in role.split() if w in countries} and {a for a in asked if a.title() in countries or a.title() in tables.places().country_of}
    if foreign and not shared:
        return 0.0
    if "vice" in have and head in ("president", "chairman") and "vice" not in asked:
        return 0.0
    return 1.0 + shared if shared or not asked else 0.6


def _body(page: Page, phrase: Phrase, head: str, words: set[str]) -> tuple[Entity, float] | None:
    """Return the named body that `the ministry` or `the company` means."""
    asked = words - {head, "the", "its", "this", "that"}
    nouns = tables.nouns()
    bodies = [
        e for e in page.cast.entities if e.mentions and e.mentions[0].start < phrase.start and e.kind is Kind.ORGANISATION and not e.is_described
    ]
    same = [e for e in bodies if head in [t.lower() for t in e.tokens] and asked <= {t.lower() for t in e.tokens}]
    if not same and not asked and head in nouns.company_words:
        same = [e for e in bodies if e.name in nouns.companies or e.tokens[-1].rstrip(".") in nouns.company_endings]
        same = same or [e for e in bodies if e.name not in nouns.media and e.name not in tables.places().offices and len(e.mentions) > 1]
    if not same and not asked and head in _NEWS_WORDS:
        same = [
            e
            for e in bodies
            if e.name in nouns.media or e.tokens[-1] in ("Times", "Post", "Ledger", "Courier", "Journal", "Standard", "Herald", "News")
        ]
    if not same and not asked and head in _LOOSE_WORDS:
        same = [e for e in bodies if e.name not in nouns.media and len(e.tokens) > 1]
    if not same:
        return None
    return max(same, key=lambda e: max(m.start for m in e.mentions if m.start < phrase.start)), 0.75


def _description(page: Page, phrase: Phrase) -> str:
    return re.sub(r"\s+", " ", phrase.core).strip(" ,;:") or page.text[phrase.start : phrase.end]


def _kind_of(page: Page, phrase: Phrase, head: str, *, plural: bool) -> SpeakerKind:
    nouns = tables.nouns()
    whole = page.text[phrase.start : phrase.end]
    first = phrase.core.split()[0].lower()
    if phrase.head in nouns.documents or head in nouns.documents:
        return SpeakerKind.DOCUMENT
    if phrase.head in ("police", "authorities") or (head in nouns.organisations and not is_person_noun(head)):
        return SpeakerKind.GOVERNMENT if head in ("government", "regime") else SpeakerKind.ORGANISATION
    if first == "one" or first in _SPECIFIC or _ANONYMOUS.search(whole):
        return SpeakerKind.UNNAMED
    plural = plural or " and " in phrase.core
    is_share = first[:1].isdigit() or phrase.head in ("percent", "rest", "majority", "number", "half", "third", "quarter")
    return SpeakerKind.GROUP if plural or first in _NUMBERS or is_share else SpeakerKind.UNNAMED


def _describe(entity: Entity, kind: SpeakerKind, head: str, *, plural: bool) -> None:
    nouns = tables.nouns()
    entity.speaks_as = kind
    entity.is_plural = plural and kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED)
    if kind in (SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT):
        entity.kind = Kind.ORGANISATION
    entity.male += 3.0 * (head in nouns.male)
    entity.female += 3.0 * (head in nouns.female)
