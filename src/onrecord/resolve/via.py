"""By whose account a statement reached the article: the outlet that was told, the agency that reported, the person who recounted it.

In: a page, one finding, its clause and addressee. Out: a name or a description, or None.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from onrecord.records import Finding, Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Bounds, is_in_source
from onrecord.resolve.page import Page

_THROUGH: Final = re.compile(
    r"\b(?:according to|as reported by|reported by|quoted by|cited by|told|first reported by|in an interview with|in interviews with"
    r"|speaking to|spoke to|interview on|appearance on)\s+",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"[,;]\s+((?:the\s+)?[A-Z][^,;.“”\"]{1,60}?)\s+(?:reported|reports|has reported|first reported|said|quoted (?:him|her|them) as saying)\b"
    r"|(?:as|the)\s+([A-Z][^,;.“”\"]{1,50}?)\s+(?:first\s+)?reported\b"
)
_PERSON: Final = re.compile(
    r"\baccording to\s+((?:a|an|two|three|four|several|one|people|officials|sources)\b[^,;.“”\"\n]{0,110})",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"(?:the\s+)?", re.IGNORECASE)


class Via(NamedTuple):
    """By whose account, and the words that say so."""

    name: str
    span: Span


def via_of(page: Page, finding: Finding, free: list[Bounds], addressee: Span | None) -> Via | None:
    """Return by whose account the statement is given."""
    if addressee is not None and (outlet := _outlet_at(page, addressee.start)):
        return outlet
    for bounds in free:
        starts = [m.end() for m in _THROUGH.finditer(page.text, *bounds)]
        starts += [max(m.start(1), m.start(2)) for m in _REPORTED.finditer(page.text, *bounds)]
        for start in starts:
            if not is_in_source(finding, start, start + 1) and (outlet := _outlet_at(page, start)):
                return outlet
        person = _PERSON.search(page.text, *bounds)
        if person and not is_in_source(finding, *person.span(1)):
            words = person.group(1).strip()
            return Via(words, Span(start=person.start(1), end=person.start(1) + len(words)))
    return None


def is_outlet(name: str) -> bool:
    """Say whether the name is one of a newspaper, a broadcaster or an agency.

    >>> is_outlet("The Harbour Ledger"), is_outlet("Reuters"), is_outlet("Harbour Board")
    (True, True, False)
    """
    words = name.split()
    known = tables.nouns().media
    return name in known or name.removeprefix("The ") in known or (len(words) > 1 and words[-1] in tables.particulars().outlets)


def _outlet_at(page: Page, start: int) -> Via | None:
    """Return the outlet or agency named at the offset, an article before it left out."""
    match = _ARTICLE.match(page.text, start)
    begin = match.end() if match else start
    for mention in page.mentions_in(begin, begin + 60):
        if mention.start in (begin, start) or mention.title_start in (begin, start):
            return Via(mention.name, Span(start=mention.title_start, end=mention.end)) if is_outlet(mention.name) else None
    return None
