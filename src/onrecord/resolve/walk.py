"""One walk through an article, in the order of its text: names, pronouns and sources, each linked to a member of the cast.

In: a page and its findings. Out: for each finding the entity that its source words mean, or why none. The walk is done
twice: what the first says about each person's pronouns, the second knows from the start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.records import Finding, SpeakerKind, Unknown
from onrecord.resolve.antecedent import before_relative, proper_name
from onrecord.resolve.cast import Entity
from onrecord.resolve.describe import Descriptions, meant_by
from onrecord.resolve.meet import PRONOUN
from onrecord.resolve.mentions import Kind, Mention
from onrecord.resolve.nouns_seen import NounSeen, nouns_seen, speaking_nouns
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Form, Phrase, read_phrase
from onrecord.resolve.scene import Link, Place, Scene, Sighting, Weights, gender_of

_NEWLINE: Final = re.compile(r"\n+")
_PREPOSITIONS: Final = frozenset(
    "of for in at from with on to by near about against under after before between among during like than over into through without upon "
    "including and or".split()
)
_CLAUSE: Final = re.compile(r"[,;:—–(]|\b(?:and|but|that|who|when|while|after|before|because|if|as|although|though|since)\b")
_NOT_SURE: Final = Link(None, 0.0, Unknown.NO_SOURCE)


@dataclass(slots=True, kw_only=True)
class Walk:
    """The state of one walk."""

    page: Page
    findings: Sequence[Finding]
    described: Descriptions
    scene: Scene = field(default_factory=Scene)
    links: dict[int, Link] = field(default_factory=dict)
    pronouns: dict[int, Link] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    paragraph_starts: list[int] = field(default_factory=list)

    def paragraph_of(self, offset: int) -> int:
        """Return the number of the paragraph in which the offset stands."""
        return bisect_right(self.paragraph_starts, offset)


Event = tuple[int, int, object]


def walk(page: Page, findings: Sequence[Finding], *, weights: Weights | None = None) -> Walk:
    """Return the finished second walk."""
    described = Descriptions(cast=page.cast)
    starts = [0, *(m.end() for m in _NEWLINE.finditer(page.text))]
    events = _events(page, findings)
    state: Walk | None = None
    for turn in range(2):
        state = Walk(page=page, findings=findings, described=described, paragraph_starts=starts, scene=Scene(weights=weights or Weights()))
        before = [(e, e.male, e.female) for e in page.cast.entities]
        for start, _, event in events:
            _take(state, start, event)
        if turn == 0:
            _soften(before)
    assert state is not None
    return state


def _soften(before: list[tuple[Entity, float, float]]) -> None:
    """Cap what the first walk has learned, so that a first error can be unlearned."""
    for entity, male, female in before:
        entity.male = male + min(3.0, (entity.male - male) * 0.5)
        entity.female = female + min(3.0, (entity.female - female) * 0.5)


def _events(page: Page, findings: Sequence[Finding]) -> list[Event]:
    sources: dict[tuple[int, int], list[int]] = {}
    for number, finding in enumerate(findings):
        if finding.source is not None:
            sources.setdefault((finding.source.start, finding.source.end), []).append(number)
    events: list[Event] = [(s, 0, (read_phrase(page, s, e), numbers)) for (s, e), numbers in sources.items()]
    covered = sorted(sources)
    starts = [s for s, _ in covered]

    def is_free(at: int) -> bool:
        k = bisect_right(starts, at) - 1
        return k < 0 or covered[k][1] <= at

    events += [(m.start, 1, m) for m in page.mentions if m.start in page.cast.of]
    events += [(m.start(), 1, m.group()) for m in PRONOUN.finditer(page.text) if is_free(m.start())]
    events += [(n.start, 2, n) for n in nouns_seen(page) if is_free(n.start)]
    return sorted(events, key=lambda e: (e[0], e[1]))


def _take(state: Walk, start: int, event: object) -> None:
    if isinstance(event, Mention):
        entity = state.page.cast.of[event.start]
        if entity.kind is not Kind.PEOPLE:
            _see(state, event.start, event.end, entity, title_start=event.title_start, owns=event.owns or _is_modifier(state.page, event))
        elif entity.name.endswith(("s", "men", "ese", "ish")) and not _leads_a_noun(state.page, event):
            entity.is_plural = True
            _see(state, event.start, event.end, entity, title_start=event.title_start)
    elif isinstance(event, str):
        _take_pronoun(state, start, event)
    elif isinstance(event, NounSeen):
        _take_noun(state, event)
    elif isinstance(event, tuple):
        _take_source(state, *event)


def _leads_a_noun(page: Page, mention: Mention) -> bool:
    return page.text[mention.end : mention.end + 1] == " " and not mention.name.endswith("s")


def _is_modifier(page: Page, mention: Mention) -> bool:
    """Say whether a name only modifies a noun: `Trump backers`, `the Clinton campaign`."""
    at = page.word_at(mention.end)
    if at >= len(page.words) or page.text[mention.end : page.words[at].start] != " ":
        return False
    return page.words[at].text in speaking_nouns()


def _take_noun(state: Walk, noun: NounSeen) -> None:
    phrase = Phrase(
        form=Form.NOUN, start=noun.start, end=noun.end, core=state.page.text[noun.start : noun.end], head=noun.head, is_definite=noun.is_definite
    )
    named = [m for m in state.page.mentions_in(noun.end, noun.end + 60) if m.title_start - noun.end <= 2]
    if named and state.page.text[noun.end : noun.end + 1] == ",":
        # `One woman, Karen Voss, …`: the name that follows is hers.
        return
    entity, _ = meant_by(state.page, phrase, state.described)
    _see(state, noun.start, noun.end, entity)


def _take_pronoun(state: Walk, start: int, word: str) -> None:
    place = _place(state, start, word)
    link = state.scene.person_for(place)
    if link.entity is None and (later := _later_subject(state, place)):
        link = Link(later, 0.5, None)
    state.pronouns[start] = link
    if link.entity is not None:
        _learn(link, word, is_quoted=place.is_quoted)
        _see(state, start, start + len(word), link.entity, is_pronoun=True)


def _learn(link: Link, word: str, *, is_quoted: bool) -> None:
    if link.entity is None or is_quoted or not (gender := gender_of(word.lower())):
        return
    weight = 0.6 if link.confidence > 0.7 else 0.15
    link.entity.male += weight * (gender == "m")
    link.entity.female += weight * (gender == "f")


def _place(state: Walk, start: int, word: str, *, is_source: bool = False) -> Place:
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
        clause=clauses[-1] if clauses else page.sentence_bounds(start)[0],
    )


def _goes_on_from(state: Walk, start: int) -> int:
    """Return this paragraph if it has named someone already, else the one before."""
    paragraph = state.paragraph_of(start)
    for seen in reversed(state.scene.sightings[-12:]):
        if seen.paragraph < paragraph:
            break
        if seen.entity.may_be_person and not seen.is_quoted:
            return paragraph
    return paragraph - 1


def _later_subject(state: Walk, place: Place) -> Entity | None:
    """Return whom a pronoun in a clause at the head of a sentence looks forward to: `After he left, Mol said`."""
    _, end = state.page.sentence_bounds(place.start)
    named = [m for m in state.page.mentions_in(place.start, end) if state.page.entity(m).may_be_person and not m.owns]
    return state.page.entity(named[0]) if named and "," in state.page.text[place.start : named[0].start] else None


def _see(state: Walk, start: int, end: int, entity: Entity, **facts: int | bool) -> None:
    page = state.page
    title_start = int(facts.get("title_start", start))
    at = page.word_at(title_start)
    before = page.words[at - 1].text.lower() if at and page.words[at - 1].sentence == page.sentence_of(start) else ""
    after_at = page.word_at(end)
    after = page.words[after_at].text if after_at < len(page.words) else ""
    is_object = before in _PREPOSITIONS
    state.scene.see(
        Sighting(
            start=start,
            entity=entity,
            sentence=page.sentence_of(start),
            paragraph=state.paragraph_of(start),
            is_subject=not is_object
            and not facts.get("owns")
            and (bool(facts.get("spoke")) or not before or _is_verb(after, page.text[end : end + 2])),
            is_object=is_object,
            owns=bool(facts.get("owns")),
            is_quoted=bool(page.quoted[start]) if start < len(page.quoted) else False,
            spoke=bool(facts.get("spoke")),
            is_pronoun=bool(facts.get("is_pronoun")),
        )
    )


def _is_verb(word: str, gap: str) -> bool:
    if gap[:1] != " ":
        return False
    return word in (
        "is",
        "was",
        "has",
        "had",
        "will",
        "would",
        "who",
        "also",
        "said",
        "told",
        "can",
        "could",
        "may",
        "might",
        "did",
        "does",
        "then",
        "went",
        "made",
        "won",
        "took",
    ) or (word[:1].islower() and word.endswith(("ed", "es", "ts", "ns", "ys", "ks")))


def _take_source(state: Walk, phrase: Phrase, numbers: list[int]) -> None:
    link = _link_source(state, phrase, numbers[0])
    for number in numbers:
        state.links[number] = link
        if phrase.role:
            state.roles[number] = phrase.role
    if link.entity is not None:
        if phrase.form is Form.PRONOUN:
            _learn(link, phrase.head, is_quoted=bool(state.page.quoted[phrase.start]))
        is_pronoun = phrase.form in (Form.PRONOUN, Form.RELATIVE)
        _see(state, phrase.start, phrase.end, link.entity, spoke=True, is_pronoun=is_pronoun)


def _link_source(state: Walk, phrase: Phrase, number: int) -> Link:
    if phrase.form is Form.EMPTY:
        return _NOT_SURE
    if phrase.form is Form.RELATIVE:
        return before_relative(state.page, phrase, state.described)
    if phrase.form is Form.PRONOUN:
        return _pronoun(state, phrase, number)
    if phrase.form is Form.NAME:
        return Link(state.page.entity(phrase.names[0]), 0.95, None)
    if phrase.form is Form.LIST:
        return Link(_several(state, phrase), 0.9, None)
    if (named := proper_name(state.page, phrase)) is not None:
        return Link(named, 0.8, None)
    entity, confidence = meant_by(state.page, phrase, state.described)
    return Link(entity, confidence, None)


def _several(state: Walk, phrase: Phrase) -> Entity:
    names = [state.page.entity(m).name for m in phrase.names]
    words = ", ".join(names[:-1]) + " and " + names[-1]

    def make(entity: Entity) -> None:
        entity.speaks_as, entity.is_plural, entity.is_described = SpeakerKind.GROUP, True, True

    return state.described.get(words, phrase.start, "", make)


def _pronoun(state: Walk, phrase: Phrase, number: int) -> Link:
    place = _place(state, phrase.start, phrase.head, is_source=True)
    if phrase.head in ("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "one"):
        return Link(None, 0.0, Unknown.NO_NAME_BEFORE)
    if phrase.head in ("it", "its", "itself"):
        return state.scene.thing_for(place)
    if phrase.head in ("they", "them", "their", "theirs", "themselves"):
        return state.scene.many_for(place)
    outer = _outer_speaker(state, number)
    if outer is not None and not place.is_quoted and outer.may_be_person and outer.fits(gender_of(phrase.head)) >= 0:
        return Link(outer, 0.85, None)
    barred = frozenset([outer.number]) if outer is not None and place.is_quoted else frozenset()
    link = state.scene.person_for(place, barred)
    if link.entity is None and (later := _later_subject(state, place)):
        return Link(later, 0.5, None)
    return link


def _outer_speaker(state: Walk, number: int) -> Entity | None:
    parent = state.findings[number].parent
    link = state.links.get(parent) if parent is not None else None
    return link.entity if link else None


def is_quote_before(text: str, start: int) -> bool:
    """Say whether a quotation ends right before the offset: `“…,” he said`.

    >>> is_quote_before('"No," he said', 6), is_quote_before("Then he said", 5)
    (True, False)
    """
    return text[max(0, start - 4) : start].rstrip()[-1:] in ("”", '"', "’", "'", "»", "“")
