"""Findings whose source only shows or quotes the one who says the words, or stands in another clause than the saying.

In: a page and a finding. Out: the source of who says them, or the finding with it: `The Ledger quoted Mol as saying “…”` is of Mol,
`the video showed sailors chanting: “…”` of the sailors, `…, and the Ledger called for calm, declaring “…”` of the Ledger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.records import Finding, Manner, Span
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Form, read_phrase
from onrecord.resolve.sayings import is_saying

_QUOTES: Final = re.compile(r"\b(?:quot|cit)(?:es?|ed|ing)\b")
_AS_SAYING: Final = re.compile(r"[\s,”\"]*(?P<who>[^,;:“”\"\n]{2,70}?),? as (?:saying|telling|writing|having said|tweeting|warning)\b")
_WORDS_OF: Final = re.compile(
    r"\b(?:words|advice|motto|maxim|wisdom|warning|quote|line|phrase|saying|dictum|counsel|admonition) (?:of|from) "
    r"(?P<who>(?:the (?:late )?)?[A-Z][^,;:“”\"\n]{2,50})[,:] [“\"]?$"
)
_RECORDED: Final = re.compile(
    r"(?:was|were|is|are|been|be) (?:\w+ly )?(?:recorded|caught|heard|filmed|seen|shown|quoted)(?: on \w+)?,? (?:as )?(?:\w+ing)"
)
_SHOWS: Final = re.compile(r"(?:\w+ )?(?:show|shows|showed|shown|captured|captures|caught|features?|featured)")
_DOING: Final = re.compile(r"(?P<who>[^,;:“”\"\n]{3,70}?) (?P<verb>[a-z]+ing)\b[^.;“”\"\n]{0,60}[\s:,]*(?=[“\"])")
_AND: Final = re.compile(r"(?:,|;) (?:and|while|but) (?:the )?$", re.IGNORECASE)
_COMMA: Final = re.compile(r",\s+$")
_SAYING_ON: Final = re.compile(r"[a-z]+ing\b")


def quoted_one(page: Page, finding: Finding) -> Span | None:
    """Return whom the source quotes: `Mol` of `“…,” the Ledger quoted Mol as saying`."""
    if finding.cue is None or not _QUOTES.search(finding.cue.of(page.text)):
        return None
    named = _AS_SAYING.match(page.text, finding.cue.end)
    if named is None or any(s.start < named.end("who") and named.start("who") < s.end for s in finding.content):
        # `The Ledger quoted Mol as saying …`, all of it what the Ledger reports, holds the saying of Mol.
        return None
    return Span(start=named.start("who"), end=named.end("who"))


def words_of(page: Page, finding: Finding) -> Span | None:
    """Return whose words are heeded or recalled: `Mol` of `they heeded the words of Mol: “…”`."""
    first = finding.content[0]
    start = first.start if page.quoted[first.start] else page.text.find("“", first.start, first.end)
    named = _WORDS_OF.search(page.text, max(0, start - 120), start) if start >= 0 else None
    return Span(start=named.start("who"), end=named.end("who")) if named else None


def recorded_one(page: Page, finding: Finding) -> Finding | None:
    """Return a finding whose content begins with who was recorded as saying it with that one as its source."""
    first, *rest = finding.content
    if finding.source is not None or finding.cue is None or not rest or not _RECORDED.fullmatch(finding.cue.of(page.text).strip()):
        return None
    return replace(finding, source=first, content=tuple(rest)) if 0 < finding.cue.start - first.end <= 1 else None


def shown(page: Page, finding: Finding) -> Finding | None:
    """Return the saying that a picture shows, where the finder saw the picture say it."""
    first = finding.content[0]
    if finding.cue is None or finding.manner is not Manner.MIXED or not _SHOWS.fullmatch(finding.cue.of(page.text)):
        return None
    doing = _DOING.match(page.text, first.start)
    if doing is None or doing.end() >= first.end or not is_saying(doing["verb"]):
        return None
    who, cue = Span(start=doing.start("who"), end=doing.end("who")), Span(start=doing.start("verb"), end=doing.end("verb"))
    rest = (Span(start=doing.end(), end=first.end), *finding.content[1:])
    return replace(finding, source=who, cue=cue, content=rest, manner=Manner.DIRECT)


def nearer_subject(page: Page, finding: Finding, findings: Sequence[Finding]) -> Span | None:
    """Return the subject of the clause that a saying in -ing ends, where the finder saw that of a clause before it."""
    source, cue = finding.source, finding.cue
    if source is None or cue is None or not _SAYING_ON.match(page.text, cue.start) or not _COMMA.search(page.text, max(0, cue.start - 3), cue.start):
        return None
    first, _ = page.sentence_bounds(cue.start)
    between = [
        f.source for f in findings if f.parent is None and f.source and f.cue and first <= source.end < f.source.start and f.cue.end < cue.start
    ]
    nearest = max((s for s in between if s is not None), key=lambda s: s.start, default=None)
    return nearest if nearest and _AND.search(page.text, max(0, nearest.start - 12), nearest.start) else None


def with_article(page: Page, source: Span) -> Span:
    """Return the source with the article that the finder left out: `freshly minted president` of `the freshly minted president`."""
    at = page.word_at(source.start)
    before = page.words[at - 1] if at else None
    is_bare = source.of(page.text)[:1].islower() and " " in source.of(page.text)
    if before is None or not is_bare or before.text.lower() not in ("the", "a", "an") or page.text[before.end : source.start] != " ":
        return source
    phrase = read_phrase(page, source.start, source.end)
    return Span(start=before.start, end=source.end) if phrase.form is Form.NOUN else source
