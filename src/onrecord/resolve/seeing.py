"""How a name or a pronoun stands in its sentence: as a subject, after a preposition, quoted, right after a quotation.

In: a walk so far, and where the words stand. Out: a sighting added to the scene, or the place of a pronoun to be linked.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.cast import Entity
from onrecord.resolve.page import Page
from onrecord.resolve.progress import Walk
from onrecord.resolve.scene import Link, Place, Sighting, gender_of

_PREPOSITIONS: Final = frozenset(
    "of for in at from with on to by near about against under after before between among during like than over into through without upon "
    "including and or".split()
)
_CLAUSE: Final = re.compile(r"[,;:—–(]|\b(?:and|but|that|who|when|while|after|before|because|if|as|although|though|since)\b")
_LIKELY: Final = 0.5
_IN_RELATIVE: Final = re.compile(r"\b(?:who|whom|whose|which|where)\b[^,;:.—–“”\"()\n]{0,60}$")
"""Who is the subject of such a clause is not that of the sentence: `Mol, with whom Brand later met, …`."""
_WHEN: Final = re.compile(r"\b(?:when|where|in which|while) $")
_OF_ONE: Final = frozenset("my our his her their its the one another".split())
_ROLE_WORDS: Final = 3
_NEAR: Final = 80
_APPOSED: Final = re.compile(r",\s[^,;:\n“”\"]{2,70},(?=\s)|\s\([^)\n]{1,24}\)(?=\s)|\s?[—–][^—–\n“”\"]{2,90}[—–](?=\s?\w)")


def see(state: Walk, start: int, end: int, entity: Entity, **facts: int | bool) -> None:
    """Add a sighting of the member to the scene."""
    page = state.page
    title_start = int(facts.get("title_start", start))
    at = page.word_at(title_start)
    before = page.words[at - 1].text.lower() if at and page.words[at - 1].sentence == page.sentence_of(start) else ""
    verb_at = _past_aside(page.text, end)
    after_at = page.word_at(verb_at)
    after = page.words[after_at].text if after_at < len(page.words) else ""
    # `according to Mol` is no object: who is a source has the floor.
    is_object = before in _PREPOSITIONS and not facts.get("spoke")
    state.scene.see(
        Sighting(
            start=start,
            entity=entity,
            sentence=page.sentence_of(start),
            paragraph=state.paragraph_of(start),
            is_subject=not is_object
            and (bool(facts.get("spoke")) or not _IN_RELATIVE.search(page.text, max(0, start - _NEAR), title_start))
            and not facts.get("owns")
            and (bool(facts.get("spoke")) or not before or _opens(page, at) or _is_verb(after, page.text[verb_at : verb_at + 2])),
            is_object=is_object,
            owns=bool(facts.get("owns")),
            is_quoted=bool(page.quoted[start]) if start < len(page.quoted) else False,
            spoke=bool(facts.get("spoke")),
            is_pronoun=bool(facts.get("is_pronoun")),
            has_floor=bool(facts.get("has_floor")),
        )
    )


def _opens(page: Page, at: int) -> bool:
    """Say whether only what somebody is stands before the name, at the head of the sentence: `My coworker Ada Finch`."""
    first = page.word_at(page.sentence_bounds(page.words[at].start)[0]) if at < len(page.words) else at
    return 0 < at - first <= _ROLE_WORDS and page.words[at - 1].text in tables.nouns().persons and page.words[first].text.lower() in _OF_ONE


def _past_aside(text: str, end: int) -> int:
    """Return where a name's apposition or bracket ends: `Gowdy, R-S.C., defended`, `Gowdy (R-S.C.) defended`."""
    match = _APPOSED.match(text, end)
    return match.end() if match else end


def _is_verb(word: str, gap: str) -> bool:
    if gap[:1] != " ":
        return False
    return word in tables.particulars().finite or (word[:1].islower() and word.endswith(("ed", "es", "ts", "ns", "ys", "ks")))


def place_of(state: Walk, start: int, word: str, *, is_source: bool = False) -> Place:
    """Return where and as what a pronoun stands."""
    page, lower = state.page, word.lower()
    at = page.word_at(start)
    following = page.words[at + 1].text if at + 1 < len(page.words) else ""
    clauses = [m.end() for m in _CLAUSE.finditer(page.text, page.sentence_bounds(start)[0], start)]
    owns = lower == "his" or (lower == "her" and following[:1].islower() and following not in _PREPOSITIONS)
    return Place(
        start=start,
        word="his" if owns and lower != "her" else "hers" if owns else lower,
        sentence=page.sentence_of(start),
        paragraph=state.paragraph_of(start),
        is_subject=lower in ("he", "she", "they"),
        is_quoted=bool(page.quoted[start]) if start < len(page.quoted) else False,
        is_source=is_source,
        is_inverted=is_source and is_quote_before(page.text, start),
        goes_on_from=_goes_on_from(state, start),
        is_subordinate=is_source and _WHEN.search(page.text, max(0, start - 12), start) is not None,
        clause=clauses[-1] if clauses else page.sentence_bounds(start)[0],
    )


def _goes_on_from(state: Walk, start: int) -> int:
    """Return this paragraph if it has named someone already, else the one before."""
    paragraph = state.paragraph_of(start)
    for seen in reversed(state.scene.sightings[-12:]):
        if seen.paragraph < paragraph:
            break
        if seen.entity.may_be_person and not seen.is_quoted and not seen.is_object:
            return paragraph
    return paragraph - 1


def later_subject(state: Walk, place: Place) -> Entity | None:
    """Return whom a pronoun in a clause at the head of a sentence looks forward to: `After he left, Mol said`."""
    _, end = state.page.sentence_bounds(place.start)
    named = [m for m in state.page.mentions_in(place.start, end) if state.page.entity(m).may_be_person and not m.owns]
    return state.page.entity(named[0]) if named and "," in state.page.text[place.start : named[0].start] else None


def meant_ahead(state: Walk, place: Place, link: Link) -> Entity | None:
    """Return who is named only after the pronoun, in its sentence, where the linker holds that for likely: `In his review, Mol wrote`."""
    found = state.scene.likely.of(place.start) if state.scene.likely else None
    if not found:
        return None
    page, (_, end) = state.page, state.page.sentence_bounds(place.start)
    shares: dict[int, float] = {}
    for mention in page.mentions_in(place.start, end):
        number = page.entity(mention).number
        shares[number] = shares.get(number, 0.0) + found.get(mention.start, 0.0)
    ahead = max(shares, key=lambda n: shares[n], default=None)
    if ahead is None or shares[ahead] < _LIKELY or (link.entity is not None and link.entity.number == ahead):
        return None
    entity = page.cast.entities[ahead]
    return entity if entity.fits(gender_of(place.word)) >= 0 else None


def learn(link: Link, word: str, *, is_quoted: bool) -> None:
    """Let a pronoun outside quotations tell the gender of whom it means."""
    if link.entity is None or is_quoted or not (gender := gender_of(word.lower())):
        return
    weight = 0.6 if link.confidence > 0.7 else 0.15
    link.entity.male += weight * (gender == "m")
    link.entity.female += weight * (gender == "f")


def is_quote_before(text: str, start: int) -> bool:
    """Say whether a quotation ends right before the offset: `“…,” he said`.

    >>> is_quote_before('"No," he said', 6), is_quote_before("Then he said", 5)
    (True, False)
    """
    return text[max(0, start - 4) : start].rstrip()[-1:] in ("”", '"', "’", "'", "»", "“")
