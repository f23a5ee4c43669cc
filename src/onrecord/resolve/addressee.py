"""To whom something was said: `told reporters`, `said to his wife`, `assured Ada Finch`.

In: a page, one finding and its clause. Out: the span of the addressee, or None. A passive (`was told`) has none here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from onrecord.records import Finding, Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Bounds
from onrecord.resolve.page import Page
from onrecord.resolve.stance import lemma_of

_SPACE: Final = re.compile(r"\s+")
_PASSIVE: Final = re.compile(r"\b(?:is|was|were|are|been|being)\s*$")
_MAX_CHARACTERS: Final = 90
_TO: Final = re.compile(
    r"\s*(?:in (?:a |an |the |his |her |its |their )?(?:letter|memo|email|e-mail|message|note|speech|remarks|statement|briefing|address|comments) )?"
    r"to\s+(?=[A-Z]|the\b|a\b|an\b|his\b|her\b|their\b|its\b|me\b|us\b|him\b|them\b|\w+s\b)",
    re.IGNORECASE,
)


@cache
def _stop() -> re.Pattern[str]:
    words = "|".join(tables.particulars().addressee_stops)
    return re.compile(rf"[,;:.!?()“”\"—–\n]|\s(?:{words})\b")


def addressee_of(page: Page, finding: Finding, free: list[Bounds]) -> Span | None:
    """Return who is spoken to."""
    if finding.cue is None or not free:
        return None
    cue = finding.cue
    words = page.words_in(cue.start, cue.end)
    lemmas = [lemma_of(w.text) for w in words]
    limit = _limit(finding, cue.end, free)
    told = next((k for k, lemma in enumerate(lemmas) if lemma in tables.particulars().telling), None)
    if told is None:
        return _said_to(page.text, cue, limit)
    if told + 1 < len(words) and (inside := _noun_from(page, words[told].end, cue.end)):
        return inside
    if "be" in lemmas[:told] or _PASSIVE.search(page.text[max(0, cue.start - 8) : words[told].start]):
        return None
    return _noun_from(page, words[told].end, limit)


def _limit(finding: Finding, after: int, free: list[Bounds]) -> int:
    ends = [e for s, e in free if s <= after <= e]
    if finding.source and finding.source.start >= after:
        ends.append(finding.source.start)
    return min(ends, default=after)


def _noun_from(page: Page, start: int, limit: int) -> Span | None:
    """Return the noun phrase right after a verb of telling."""
    match = _SPACE.match(page.text, start)
    if not match or match.end() >= limit:
        return None
    begin = match.end()
    stop = _stop().search(page.text, begin, limit)
    end = _past_name(page, begin, stop.start() if stop else limit)
    words = page.text[begin:end].strip()
    return Span(start=begin, end=begin + len(words)) if words and _may_listen(words) else None


def _past_name(page: Page, begin: int, end: int) -> int:
    """Keep a name whole that a stop would cut: `Mrs. Montclair`."""
    return next((m.end for m in page.mentions_in(begin, end + 60) if m.title_start < end < m.end), end)


def _may_listen(words: str) -> bool:
    """Say whether the words can be those of a listener.

    >>> [_may_listen(w) for w in ("reporters", "Ada Finch", "mourners", "so", "the crowd")]
    [True, True, True, False, True]
    """
    table, first = tables.particulars(), words.split()[0].lower()
    if len(words) > _MAX_CHARACTERS or (first in table.not_addressees and not _is_audience(words)):
        return False
    is_many = " " not in words and words.endswith("s") and words.islower() and len(words) > 3
    return is_many or words[:1].isupper() or first in table.addressee_openers or words.lower() in table.pronouns or _is_audience(words)


def _is_audience(words: str) -> bool:
    last = words.split()[-1].lower()
    nouns = tables.nouns()
    return last in nouns.audiences or last in nouns.persons or last.removesuffix("s") in nouns.persons


def _said_to(text: str, cue: Span, limit: int) -> Span | None:
    """Return who follows `to`: right after the cue, or within it."""
    starts = [cue.end, *(cue.start + m.start() for m in re.finditer(r"\s+to\s", cue.of(text)))]
    for start in starts:
        match = _TO.match(text, start, limit)
        if match is None:
            continue
        stop = _stop().search(text, match.end(), limit)
        words = text[match.end() : stop.start() if stop else limit].strip()
        if words and len(words) < _MAX_CHARACTERS and (_is_audience(words) or words[:1].isupper() or words.lower() in tables.particulars().pronouns):
            return Span(start=match.end(), end=match.end() + len(words))
    return None
