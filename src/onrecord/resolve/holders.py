"""Which named member of the cast a noun stands for: `the senator`, `the ministry`, `the Halden Republican`, `the government`.

In: a phrase whose head is a common noun. Out: the member, with how sure that is, or None. A noun that says no more than `man` or
`official` is never given a name.
"""

from __future__ import annotations

import re
from math import log1p
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.cast import Entity, are_one_person
from onrecord.resolve.kinds import Kind
from onrecord.resolve.numbers import is_plural, singular
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.registry import presidents
from onrecord.resolve.roles import is_person_noun
from onrecord.resolve.scene import Scene

_OF: Final = frozenset(["of", "for", "at", "in", "on"])
_LEADERS: Final = frozenset("head chair chairman chairwoman chairperson leader chief".split())
_OFFICES: Final = frozenset(
    "general minister secretary president chairman chairwoman director officer leader governor ambassador spokesman spokeswoman".split()
)
_NEWS_WORDS: Final = frozenset("newspaper paper magazine outlet station channel network broadcaster agency website site publication".split())
_LOOSE_WORDS: Final = frozenset(
    "group organization organisation charity agency nonprofit body institution association foundation club league".split()
)
_AGENCIES: Final = frozenset("Agency Office Department Administration Bureau Service Commission Authority Ministry Board Centers Council".split())
_PLAIN: Final = frozenset("longtime veteran young old conservative liberal moderate top senior junior outspoken".split())
_ONCE: Final = frozenset("former then late outgoing incoming current new ex retired sitting first two-term three-term".split())
_PARTIES: Final = frozenset(["republican", "democrat", "independent"])
_AGED: Final = re.compile(r"\byear-old\b")
_LEAD: Final = 1000
"""So far into the article an office may be named before its holder: further on, who was just in mind is meant."""
_OFTEN: Final = 0.1
_SIGHTINGS: Final = 24
_SENTENCES: Final = 7
_INDEFINITE: Final = frozenset(["a", "an", "another", "one", "some", "second", "third", "any"])


def named_by(page: Page, phrase: Phrase, head: str) -> tuple[Entity, float] | None:
    """Return the member that has this office, or is this body or government, by the article's own words."""
    words = {w.text.lower() for w in page.words_in(phrase.start, phrase.start + len(phrase.core))} - _OF
    if head == "government" or (head == "administration" and phrase.owner and phrase.owner.kind is Kind.PLACE):
        return _government_of(page, phrase)
    if not (phrase.is_definite or phrase.owner) or is_plural(phrase.head):
        return None
    if phrase.core.split()[0].lower() in _INDEFINITE:
        return None
    if is_person_noun(head) or head.endswith("year-old"):
        return _holder(page, phrase, head, words)
    if head in tables.nouns().organisations and not any(w.owns for w in page.words_in(phrase.start, phrase.start + len(phrase.core))):
        return _body(page, phrase, head, words)
    return None


def _government_of(page: Page, phrase: Phrase) -> tuple[Entity, float] | None:
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
    asked = {w for w in asked if not w.endswith("year-old")}
    if phrase.owner:
        asked |= {t.lower() for t in page.entity(phrase.owner).tokens}
    before_head = page.text[phrase.start : phrase.start + len(phrase.core)].split(f" {phrase.head}")[0].split()
    is_of_a_body = head in _OFFICES and any(w[:1].isupper() and w not in ("The", "Former") for w in before_head)
    is_now = head == "president" and not asked and not words & {"former", "then"}
    for entity in page.cast.entities:
        if entity.kind not in (Kind.PERSON, Kind.SHORT) or entity.is_described:
            continue
        fit = max([fit_of(role, head, asked) for role in entity.roles] + [_fit_of_marks(entity, head, asked), 0.6 * (is_now and _is_known(entity))])
        if phrase.owner and fit and not _may_own(page.entity(phrase.owner), entity, head):
            continue
        if is_of_a_body and fit < 1.0:
            # `the Brackwater University vice president` is not the President.
            continue
        near = max((m.start for m in entity.mentions if m.start < phrase.start), default=-1)
        if fit > 0 and (near >= 0 or (fit >= 1.0 and (phrase.start < _LEAD or head not in tables.nouns().stand_ins))):
            # A lead may say `the transport minister` and name him further down.
            score = fit - ((phrase.start - near) / 4000 if near >= 0 else 0.9) + _OFTEN * log1p(len(entity.mentions))
            best = max(best or (-9.0, entity), (score, entity), key=lambda b: b[0])
    return (best[1], 0.85 if best[0] > 1 else 0.7) if best else None


def _may_own(owner: Entity, entity: Entity, head: str) -> bool:
    """Say whether a role with this head may be the owner's: it names no body, or names this one."""
    words = {t.lower() for t in owner.tokens}
    if owner.kind is Kind.PLACE:
        return True
    fitting = [role for role in entity.roles if fit_of(role, head, set())]
    if any(role.startswith("White House") for role in fitting) and _is_known(owner):
        # `Brand’s press secretary` is the White House’s.
        return True
    return any(words & role_words(role) or not any(w[:1].isupper() for w in role.split()) for role in fitting)


def _fit_of_marks(entity: Entity, head: str, asked: set[str]) -> float:
    """Return how well `the Halden Republican` fits one whom the article calls `(R-Halden)`."""
    if head not in entity.marks:
        return 0.0
    return 1.0 + len(asked & entity.marks) if asked & entity.marks else 0.0 if asked - _PLAIN else 0.6


def _is_known(entity: Entity) -> bool:
    """Say whether one whom the article may call by name alone is known as a president."""
    known = presidents(entity.tokens[-1])
    return bool(known) and (len(entity.tokens) == 1 or any(are_one_person(entity.tokens, tuple(name.split())) for name in known))


def fit_of(role: str, head: str, asked: set[str]) -> float:
    """Return how well a role of the article fits a noun with this head and these other words: 0 is not at all.

    >>> fit_of("Gov.", "governor", set()), fit_of("Rep.", "senator", set()), fit_of("trade minister", "minister", {"trade"})
    (1.0, 0.0, 2.0)
    """
    have = role_words(role)
    asked = {singular(a) for a in asked}
    shared = len(asked & have)
    if head not in have and not (head in _LEADERS and shared and _LEADERS & have):
        return 0.0
    if asked and not shared and head in _OFFICES and len(role.split()) > 1:
        return 0.0
    countries = tables.places().people_of
    foreign = {w for w in role.split() if w in countries} and {a for a in asked if a.title() in countries or a.title() in tables.places().country_of}
    if foreign and not shared:
        return 0.0
    if not asked and head in _OFFICES and any(w.strip("’'s") in countries or w in countries for w in role.split()):
        # `the president` is rather the one of this country than `the Ostran president`.
        return 0.4
    if "vice" in have and head in ("president", "chairman") and "vice" not in asked:
        return 0.0
    return 1.0 + shared if shared or not asked else 0.6


def role_words(role: str) -> set[str]:
    """Return the words of a role, with those that may stand for them: `Sen.` is a senator, and a lawmaker."""
    words = {singular(w.strip(",.'’").lower().removesuffix("’s").removesuffix("'s")) for w in role.split()}
    also = tables.nouns().also_called
    return words | {other for w in words for other in also.get(w, ())}


def most_recent(page: Page, phrase: Phrase, head: str, scene: Scene) -> tuple[Entity, float] | None:
    """Return the person whom the article has just had in mind, for a noun of office or kind that a news writer uses for a name."""
    if (
        not phrase.is_definite
        or phrase.owner
        or is_plural(phrase.head)
        or phrase.core.split()[0].lower() != "the"
        or " of " in phrase.core
        or " for " in phrase.core
    ):
        return None
    if (head not in tables.nouns().stand_ins and not _AGED.search(phrase.core)) or page.quoted[phrase.start]:
        return None
    place = " ".join(w for w in phrase.core.split()[1:-1] if w[:1].isupper())
    is_placed = place in tables.places().others or place in tables.places().people_of
    said = [w for w in phrase.core.split()[1:-1] if w not in tables.names().leading]
    if any(w[:1].isupper() or w[:1] in '“"' for w in said) and head.title() not in tables.names().parties and not is_placed:
        # `the Harbour Board chair` is somebody else, as long as the article gives nobody that office.
        return None
    if head in tables.nouns().offices and any(w[:1].islower() and w not in _PLAIN | _ONCE for w in said):
        # `the Halden police commissioner` has an office that the article gives nobody.
        return None
    gender = "m" if head in tables.nouns().male else "f" if head in tables.nouns().female else ""
    sentence = page.sentence_of(phrase.start)
    asked = {w.lower() for w in phrase.core.split()[1:] if not w.endswith("year-old")} - {head, "former", "then"}
    best: tuple[float, Entity] | None = None
    for seen in reversed(scene.sightings[-_SIGHTINGS:]):
        entity = seen.entity
        if (
            not entity.may_be_person
            or entity.is_described
            or seen.is_quoted
            or sentence - seen.sentence > _SENTENCES
            or _is_other(entity, head, asked)
        ):
            continue
        if seen.sentence == sentence and not seen.is_subject:
            continue
        fit = entity.fits(gender) if gender else 0.0
        score = 1.0 * seen.is_subject + 1.0 * seen.spoke - 0.4 * (sentence - seen.sentence) - seen.owns - 4.0 * (fit < 0)
        score += 2.0 * (head in entity.marks)
        best = max(best or (-9.0, entity), (score, entity), key=lambda b: b[0])
    return (best[1], 0.5) if best and best[0] > -2.0 else None


def _is_other(entity: Entity, head: str, asked: set[str]) -> bool:
    """Say whether the article gives the person an office or a party that is another than this."""
    if head in _PARTIES and entity.marks & _PARTIES and head not in entity.marks:
        return True
    offices = tables.nouns().offices
    held = {w for role in entity.roles for w in role_words(role)}
    if head in offices and held & offices and head not in held:
        return True
    return any(head in role_words(role) for role in entity.roles) and not any(fit_of(role, head, asked) for role in entity.roles)


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
    if not same and not asked and head == "agency":
        same = [e for e in bodies if _AGENCIES & set(e.tokens)]
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
