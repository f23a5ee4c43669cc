"""Who says the words of a quotation, read from the sentence it stands in: `“…,” Mol said`, `Mol told reporters: “…”`.

In: a page and where a quotation starts and ends. Out: the span of the words that say who speaks, or None. Used where a finding
names no source, or names the paper that reported what somebody else said.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.records import Span
from onrecord.resolve import tables
from onrecord.resolve.kinds import Kind
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import PRONOUNS, Form, read_phrase
from onrecord.resolve.roles import is_person_noun
from onrecord.resolve.stance import lemma_of
from onrecord.resolve.words import Word

_AFTER: Final = re.compile(r"[\s,]*")
_BEFORE: Final = re.compile(r"[\s,:;—–-]*[“\"‘']?")
_STOP: Final = re.compile(r"[,;:“”\"\n—–(]")
_SKIPPED: Final = frozenset("also then later once has had have recently reportedly previously again further simply repeatedly would will".split())
_OPENERS: Final = frozenset("the a an his her their its one another this that two three four some several many".split())
_SAYERS: Final = frozenset(["he", "she", "i"])
"""Of the pronouns these alone are sure enough: `they say:` may be anybody."""
_CALLED: Final = re.compile(
    r"\b(?:\w+ed|known|seen|hit|slammed)(?: (?:on|upon|out|off))?(?: by (?P<by>[^,;:.“”\"\n]{2,60}?))?(?: as| for)?(?: an?| the)? [“\"]?$"
)
_BY: Final = re.compile(r"[\s,]*by ")
_REPORTED: Final = re.compile(r", as (?:first )?(?:reported|quoted|cited) (?:by|in) [^,“”\"\n]{2,50},\s*[“\"]?$")
_WAS_FROM: Final = re.compile(
    r"[\s,]*(?:is|was) (?:the|one|an?)(?: [a-z-]+){1,3} from (?P<of>[^;:.“”\"\n]{2,80})"
    r"|[\s,]*(?:is|was) (?:how|the way) (?P<how>[^,;:.“”\"\n]{2,60}?) (?:put|described|summed)\b"
    r"|[\s,]*(?:we|I|he|she|they|you) (?:was|were) (?:told|informed|warned|assured) by (?P<by>[^,;:.“”\"\n]{2,60})"
)
"""Leads from a quotation to who says it: `“…” was the order from Mol`, `“…” is how Mol put it`, `“…,” we were told by Mol`."""
_ASKED: Final = frozenset("asked pressed questioned challenged told quizzed grilled confronted interrupted".split())
_TOLD: Final = frozenset(["tell", "inform", "remind", "assure"])
"""Whoever is named after these is told, and does not speak."""
_LONGEST_NAME: Final = 8
_POSSESSIVE: Final = 4
_REACH: Final = 16
_FAR: Final = 60


def sayer_near(page: Page, content: tuple[Span, ...]) -> Span | None:
    """Return the words that name who says the quotation, in its own sentence."""
    for span in content:
        if (found := _after(page, span.end)) is not None:
            return found
    return asked_by(page, content[0].start) or passive_by(page, content[0]) or _before(page, content[0].start)


def sayer_beside(page: Page, cue: Span) -> Span | None:
    """Return the name right beside the verb of a cue: `the choice, said Mol, is ours`, `Mol said`."""
    if not is_saying(cue.of(page.text)):
        return None
    after = page.mentions_in(cue.end, min(len(page.text), cue.end + _FAR))
    is_told = lemma_of(cue.of(page.text)) in _TOLD
    if not is_told and after and page.text[cue.end : after[0].title_start] == " ":
        return Span(start=after[0].title_start, end=after[0].end)
    before = page.mentions_in(max(0, cue.start - _FAR), cue.start)
    if before and page.text[before[-1].end : cue.start] == " " and not _follows_preposition(page, before[-1].title_start):
        return Span(start=before[-1].title_start, end=before[-1].end)
    return None


def is_saying(word: str) -> bool:
    """Say whether a word is a verb that a quotation goes with.

    >>> is_saying("said"), is_saying("quipped"), is_saying("walked")
    (True, True, False)
    """
    saying = tables.particulars().saying
    return word[:1].islower() and (lemma_of(word) in saying or (word.endswith("ed") and bool({word[:-2], word[:-1], word[:-3]} & saying)))


def _after(page: Page, end: int) -> Span | None:
    if page.text[:end].rstrip("”\"’'")[-1:] == ".":
        return None
    if led := _WAS_FROM.match(page.text, end):
        group = str(led.lastgroup)
        named = [m for m in page.mentions_in(*led.span(group)) if not m.owns]
        return Span(start=named[0].title_start, end=named[0].end) if named else None
    words = _sentence_from(page, end)
    if not words or not _AFTER.fullmatch(page.text, end, words[0].start):
        return None
    if (is_saying(words[0].text) or words[0].text == "read") and len(words) > 1:
        stop = _STOP.search(page.text, words[1].start)
        last = min(stop.start() if stop else len(page.text), words[-1].end)
        return _who(page, words[1].start, last)
    for at, word in enumerate(words[1:_REACH], 1):
        if is_saying(word.text):
            last_word = next((w for w in reversed(words[:at]) if w.text not in _SKIPPED), words[0])
            return _who(page, words[0].start, last_word.end)
    return None


def _sentence_from(page: Page, end: int) -> list[Word]:
    """Return the words after a quotation up to the end of the sentence or the next quotation."""
    first = page.word_at(end)
    words: list[Word] = []
    for word in page.words[first : first + 2 * _REACH]:
        if (
            (words and word.sentence != words[0].sentence)
            or page.quoted[word.start]
            or "\n" in page.text[words[-1].end if words else end : word.start]
        ):
            break
        words.append(word)
    return words


def asked_by(page: Page, start: int) -> Span | None:
    """Return who asks: `he was asked by the Ledger’s Ada Finch, “…”`."""
    named = page.mentions_in(max(0, start - _FAR), start)
    if not named or not _BEFORE.fullmatch(page.text, named[-1].end, start):
        return None
    first = named[-2] if len(named) > 1 and named[-2].owns and named[-1].title_start - named[-2].end <= _POSSESSIVE else named[-1]
    at = page.word_at(first.title_start)
    words = [w.text.lower() for w in page.words[max(0, at - 5) : at] if w.text.lower() not in ("the", "following")]
    is_asked = len(words) > 1 and words[-1] == "by" and words[-2] in _ASKED
    return Span(start=named[-1].title_start, end=named[-1].end) if is_asked else None


def passive_by(page: Page, quotation: Span) -> Span | None:
    """Return by whom something is called so: `hailed by Mol as a “…”`, `described as “…” by one judge`."""
    before = _CALLED.search(page.text, max(0, quotation.start - 2 * _FAR), quotation.start)
    after = _BY.match(page.text, quotation.end)
    if before is None or (before["by"] is None) == (after is None):
        return None
    start = before.start("by") if after is None else after.end()
    stop = _STOP.search(page.text, start)
    end = before.end("by") if after is None else min(stop.start() if stop else len(page.text), page.sentence_bounds(start)[1])
    words = [w for w in page.words_in(start, end) if not is_saying(w.text)][:_LONGEST_NAME]
    last = next((w for w in words[1:] if w.text in tables.names().function_words or w.text in tables.names().cuts), None)
    return _who(page, start, last.start if last else words[-1].end) if words else None


def _before(page: Page, start: int) -> Span | None:
    if aside := _REPORTED.search(page.text, max(0, start - 2 * _FAR), start):
        start = aside.start()
    last = page.word_at(start) - 1
    if last < 0 or not _BEFORE.fullmatch(page.text, page.words[last].end, start):
        return None
    words = page.words[max(0, last - _REACH) : last + 1]
    words = [w for w in words if w.sentence == words[-1].sentence and not page.quoted[w.start]]
    verb = next((at for at in range(len(words) - 1, 0, -1) if is_saying(words[at].text)), None)
    if verb is None:
        return None
    if words[verb].text.endswith("ing") and words[verb - 1].text == "by":
        # `Mol is seen praising a pilot by saying, “…”`
        named = [m for m in page.mentions_in(words[0].start, words[verb].start) if not m.owns and not _follows_preposition(page, m.title_start)]
        return Span(start=named[0].title_start, end=named[0].end) if named else None
    subject = verb - 1
    while subject > 0 and words[subject].text in _SKIPPED:
        subject -= 1
    return _subject(page, words, subject)


def subject_before(page: Page, start: int) -> Span | None:
    """Return the subject of the verb at this offset, where it stands right before it: `Mol later`, `the pilot`."""
    last = page.word_at(start) - 1
    words = [w for w in page.words[max(0, last - _REACH) : last + 1] if w.sentence == page.words[last].sentence and not page.quoted[w.start]]
    at = len(words) - 1
    while at > 0 and words[at].text in _SKIPPED:
        at -= 1
    return _subject(page, words, at) if words else None


def _subject(page: Page, words: list[Word], at: int) -> Span | None:
    """Return the phrase that ends with this word; past an apposition in commas, the name before it."""
    named = page.mentions_in(words[0].start, words[at].end)
    if named and named[-1].end >= words[at].end and not _follows_preposition(page, named[-1].title_start):
        return Span(start=named[-1].title_start, end=named[-1].end)
    if words[at].text.lower() in _SAYERS:
        return Span(start=words[at].start, end=words[at].end)
    is_apart = page.text[words[at].end : words[at].end + 1] == ","
    if is_apart and named:
        # `Republican consultant Ada Finch, a friend of Mol,`: the first that is more than a party or a people.
        full = next((m for m in named if page.entity(m).kind is Kind.PERSON), named[0])
        return Span(start=full.title_start, end=full.end)
    for first in range(at, max(-1, at - 6), -1):
        if words[first].text.lower() in _OPENERS:
            if _follows_preposition(page, words[first].start):
                # `in a message posted on Saturday: “…”`
                return None
            return _who(page, words[first].start, words[at].end)
    return None


def _follows_preposition(page: Page, start: int) -> bool:
    at = page.word_at(start) - 1
    at -= at > 0 and page.words[at].text == "the"
    return at >= 0 and page.words[at].text in ("of", "for", "from", "at", "in", "by", "with")


def _who(page: Page, start: int, end: int) -> Span | None:
    """Return the span if its words can speak."""
    if start >= end:
        return None
    phrase = read_phrase(page, start, end)
    nouns = tables.nouns()
    first = page.words[page.word_at(start)].text
    if first[:1].islower() and first not in _OPENERS and first not in PRONOUNS and not (phrase.role and is_person_noun(phrase.role.split()[-1])):
        return None
    is_noun = (
        phrase.head in nouns.documents
        or phrase.head in nouns.persons
        or phrase.head.removesuffix("s") in nouns.persons
        or phrase.head in nouns.organisations
    )
    speaks = phrase.form in (Form.PRONOUN, Form.NAME, Form.LIST) or (phrase.form is Form.NOUN and is_noun)
    return Span(start=start, end=end) if speaks and (phrase.form is not Form.PRONOUN or phrase.head in _SAYERS) else None
