"""One walk through an article, in the order of its text: names, pronouns and sources, each linked to a member of the cast.

In: a page and its findings. Out: for each finding the entity that its source words mean, or why none. The walk is done
twice: what the first says about each person's pronouns, the second knows from the start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Final

from onrecord.records import Finding, Manner, SpeakerKind, Unknown
from onrecord.resolve import tables
from onrecord.resolve.antecedent import before_relative, proper_name
from onrecord.resolve.cast import Entity
from onrecord.resolve.describe import Descriptions, meant_by
from onrecord.resolve.kinds import Kind
from onrecord.resolve.meet import PRONOUN
from onrecord.resolve.mentions import Mention
from onrecord.resolve.nouns_seen import NounSeen, nouns_seen, speaking_nouns
from onrecord.resolve.numbers import singular
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Form, Phrase, read_phrase
from onrecord.resolve.progress import Walk
from onrecord.resolve.scene import Asks, Link, Place, Scene, Weights, gender_of
from onrecord.resolve.seeing import later_subject, learn, meant_ahead, place_of, see
from onrecord.resolve.stance import stance_of

_NEWLINE: Final = re.compile(r"\n+")
_ASKS: Final = re.compile(r"\b(?:ask|press|question|quizz|challeng)")
_PLAINLY: Final = 0.6
_GOING_ON: Final = frozenset(["added", "adds", "continued", "continues", "went on", "also added"])
_SENTENCES_ON: Final = 2
_NEXT_TO: Final = 6
"""Letters between `asked` and the name of the one asked, with its title: `asked Mrs. Mol`."""
_NOT_SURE: Final = Link(None, 0.0, Unknown.NO_SOURCE)


Event = tuple[int, int, object]


def walk(page: Page, findings: Sequence[Finding], *, weights: Weights | None = None, likely: Asks | None = None) -> Walk:
    """Return the finished second walk; `likely` is what a linker says about pronouns that the rules are not sure of."""
    described = Descriptions(cast=page.cast)
    starts = [0, *(m.end() for m in _NEWLINE.finditer(page.text))]
    events = _events(page, findings)
    state: Walk | None = None
    for turn in range(2):
        scene = Scene(weights=weights or Weights(), likely=likely)
        before = state.links if state else {}
        state = Walk(page=page, findings=findings, described=described, paragraph_starts=starts, scene=scene, before=before)
        described.scene, described.whose = state.scene, partial(_whose, state)
        shown = [(e, e.male, e.female) for e in page.cast.entities]
        for start, _, event in events:
            _take(state, start, event)
        if turn == 0:
            _soften(shown)
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
            see(state, event.start, event.end, entity, title_start=event.title_start, owns=event.owns or _is_modifier(state.page, event))
        elif entity.name.endswith(("s", "men", "ese", "ish")) and not _leads_a_noun(state.page, event):
            entity.is_plural = True
            see(state, event.start, event.end, entity, title_start=event.title_start)
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
    see(state, noun.start, noun.end, entity)


def _take_pronoun(state: Walk, start: int, word: str) -> None:
    place = place_of(state, start, word)
    link = state.scene.person_for(place)
    if later := meant_ahead(state, place, link) or (later_subject(state, place) if link.entity is None else None):
        link = Link(later, 0.5, None)
    state.pronouns[start] = link
    if link.entity is not None:
        learn(link, word, is_quoted=place.is_quoted)
        see(state, start, start + len(word), link.entity, is_pronoun=True)


def _take_source(state: Walk, phrase: Phrase, numbers: list[int]) -> None:
    link = _link_source(state, phrase, numbers[0])
    for number in numbers:
        state.links[number] = link
        if phrase.role:
            state.roles[number] = phrase.role
    if link.entity is not None:
        if phrase.form is Form.PRONOUN:
            learn(link, phrase.head, is_quoted=bool(state.page.quoted[phrase.start]))
        is_pronoun = phrase.form in (Form.PRONOUN, Form.RELATIVE)
        has_floor = any(_has_floor(state, state.findings[n]) for n in numbers)
        see(
            state,
            phrase.start,
            phrase.end,
            link.entity,
            spoke=any(_speaks(state, state.findings[n]) for n in numbers),
            is_pronoun=is_pronoun,
            has_floor=has_floor,
        )


def _speaks(state: Walk, finding: Finding) -> bool:
    """Say whether the source says something: an indirect content without a verb of saying is rather something that it does."""
    cue = finding.cue.of(state.page.text) if finding.cue else ""
    return not cue or finding.manner is not Manner.INDIRECT or stance_of(cue) is not None


def _has_floor(state: Walk, finding: Finding) -> bool:
    """Say whether who speaks goes on speaking: not within another's words, and not one who asks, for then the asked one answers."""
    return finding.parent is None and not (finding.cue and _ASKS.search(finding.cue.of(state.page.text)))


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


def _whose(state: Walk, start: int, word: str) -> Entity | None:
    """Return whom a possessive pronoun means, if that is plain."""
    place = place_of(state, start, word)
    link = state.scene.thing_for(place) if word == "its" else state.scene.person_for(place)
    return link.entity if link.confidence >= _PLAINLY else None


def _several(state: Walk, phrase: Phrase) -> Entity:
    names = [state.page.entity(m).name for m in phrase.names]
    words = ", ".join(names[:-1]) + " and " + names[-1]

    def make(entity: Entity) -> None:
        entity.speaks_as, entity.is_plural, entity.is_described = SpeakerKind.GROUP, True, True

    return state.described.get(words, phrase.start, "", make)


def _pronoun(state: Walk, phrase: Phrase, number: int) -> Link:
    place = place_of(state, phrase.start, phrase.head, is_source=True)
    if phrase.head == "one" and (group := state.scene.group_before(place)):
        return Link(_one_of(state, group, phrase.start), 0.6, None)
    if phrase.head in ("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "one", "this", "these", "those"):
        return Link(None, 0.0, Unknown.NO_NAME_BEFORE)
    if phrase.head in ("it", "its", "itself"):
        return (_is_read(state, number) and _of_paper(state, phrase.start)) or state.scene.thing_for(place)
    if phrase.head in ("they", "them", "their", "theirs", "themselves"):
        return state.scene.many_for(place, _barred(_outer_speaker(state, number), place))
    outer = _outer_speaker(state, number) if place.is_quoted else _outer_named_before(state, number)
    if outer is not None and outer.is_described and any(s.entity.may_be_person and s.sentence == place.sentence for s in state.scene.sightings[-1:]):
        # `According to a source, as Mol left he said`
        outer = None
    if outer is not None and not place.is_quoted and outer.may_be_person and outer.fits(gender_of(phrase.head)) >= 0:
        return Link(outer, 0.85, None)
    if (spoke := _goes_on(state, number)) is not None and spoke.fits(gender_of(phrase.head)) >= 0:
        return Link(spoke, 0.9, None)
    if place.is_inverted and not place.is_quoted and (asked := _asked(state, place)) is not None and asked.fits(gender_of(phrase.head)) >= 0:
        return Link(asked, 0.8, None)
    barred = _barred(outer, place)
    link = state.scene.person_for(place, barred)
    if link.entity is None and (later := later_subject(state, place)) and later.number not in barred:
        return Link(later, 0.5, None)
    return link


def _barred(outer: Entity | None, place: Place) -> frozenset[int]:
    """Return who a pronoun within quoted words cannot mean: the one who speaks them."""
    return frozenset([outer.number]) if outer is not None and place.is_quoted else frozenset()


def _is_read(state: Walk, number: int) -> bool:
    """Say whether the cue is one of words on paper: `It read: “…”`."""
    cue = state.findings[number].cue
    return cue is not None and cue.of(state.page.text).split()[-1:] in (["read"], ["reads"])


def _of_paper(state: Walk, before: int) -> Link | None:
    """Return who has written what `it` means, where the text says so, else the paper: `She posted a reply. It read: “…”`, `a note by Mol`."""
    page, found = state.page, state.described.last_document(before, of_any_kind=True)
    if found is None or page.sentence_of(before) - page.sentence_of(found[0]) > _SENTENCES_ON:
        return None
    at, document = found
    first, end = page.sentence_bounds(at)
    by = next((m for m in page.mentions_in(at, end) if page.text[: m.title_start].endswith((" by ", " from "))), None)
    if by is not None:
        return Link(page.entity(by), 0.75, None)
    if singular(document.name.split()[-1].lower()) in tables.nouns().utterances:
        seen = (s for s in state.scene.sightings if first <= s.start < at and s.is_subject and not s.is_quoted and s.entity.may_be_person)
        if writer := next(seen, None):
            return Link(writer.entity, 0.7, None)
    return Link(document, 0.7, None)


def _one_of(state: Walk, group: Entity, start: int) -> Entity:
    """Return one of a group that is not told apart: `officials reject it, with one telling the Ledger: “…”`."""

    def make(entity: Entity) -> None:
        entity.speaks_as = SpeakerKind.UNNAMED

    return state.described.get(f"one of {group.name}", start, "one", make)


def _goes_on(state: Walk, number: int) -> Entity | None:
    """Return who spoke in the sentence before, where the cue says that the same one goes on: `He added: “…”`."""
    finding = state.findings[number]
    if finding.parent is not None or finding.source is None or finding.cue is None or finding.cue.of(state.page.text) not in _GOING_ON:
        return None
    before = [n for n in state.links if n != number and state.findings[n].parent is None and _starts(state, n) < finding.source.start]
    before = [n for n in before if state.links[n].entity is not None]
    last = max(before, key=lambda n: _starts(state, n), default=None)
    entity = state.links[last].entity if last is not None else None
    if last is None or entity is None or not entity.may_be_person:
        return None
    near = state.page.sentence_of(finding.source.start) - state.page.sentence_of(_starts(state, last))
    return entity if near <= _SENTENCES_ON else None


def _asked(state: Walk, place: Place) -> Entity | None:
    """Return whom the sentence right before the quotation puts a question to: `Mol asked Ms. Brand if she could. “Yes,” she said`."""
    before = [n for n in state.links if _is_over(state.findings[n], place.start)]
    last = max(before, key=lambda n: _starts(state, n), default=None)
    cue = state.findings[last].cue if last is not None else None
    if last is None or cue is None or state.page.sentence_of(place.start) - state.page.sentence_of(cue.start) > _SENTENCES_ON:
        return None
    return state.asked_in(last, within=_NEXT_TO)


def _is_over(finding: Finding, before: int) -> bool:
    return finding.parent is None and finding.source is not None and finding.source.start < before and finding.content[-1].end <= before


def _starts(state: Walk, number: int) -> int:
    source = state.findings[number].source
    return source.start if source else state.findings[number].content[0].start


def _outer_named_before(state: Walk, number: int) -> Entity | None:
    parent = state.findings[number].parent
    link = state.links.get(parent) if parent is not None else None
    return link.entity if link else None


def _outer_speaker(state: Walk, number: int) -> Entity | None:
    """Return who speaks the words around, though named only behind them."""
    holder = state.holder_of(number)
    link = (state.links.get(holder) or state.before.get(holder)) if holder is not None else None
    return link.entity if link else None
