"""Through whom a saying reached the article: `told Reuters`, `the New York Times reported`, `according to two people briefed on it`.

An outlet or an agency, or a person who recounted it.

In: a page, one clause and its addressee. Out: a name or a description with its words, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.records import Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Bounds, Clause, is_account, is_in_source, place_of
from onrecord.resolve.page import Page

_THROUGH: Final = re.compile(
    r"\b(?:(?P<account>according to|as reported by|reported by|quoted by|quoted in|cited by|carried by|per|first reported by)|published (?:by|in)"
    r"|broadcast (?:by|on)|aired (?:by|on)|told|(?:in|during) an? (?:[\w-]+ )?interview with"
    r"|(?:reporters|correspondents?|journalists?|editors?) (?:from|of|for|with)|in interviews with|speaking (?:to|with)|spoke (?:to|with)"
    r"|interview on"
    r"|appearance on|admitted to|explained to|wrote in|writes in|writing in|on)\s+",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"[,;]\s+((?:the\s+)?(?:[A-Z]|(?:state|local|official)\b)[^,;.“”\"]{1,60}?)\s+"
    r"(?:reported|reports|has reported|first reported|said|quoted (?:him|her|them) as saying)\b"
    r"|(?:as|the)\s+([A-Z][^,;.“”\"]{1,50}?)\s+(?:first\s+)?reported\b"
)
_PERSON: Final = re.compile(
    r"\baccording to\s+((?:a|an|two|three|four|several|one|people|officials|sources)\b[^,;.“”\"\n]{0,110})",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(
    r"(?:the\s+)?((?:[Ss]tate|[Ll]ocal|[Oo]fficial)(?:-run)?\s+"
    r"(?:television|TV|radio|media|broadcaster|news agency(?: [A-Z]{2,})?)|[A-Z][\w.]+ news agency)\b"
)
_ARTICLE: Final = re.compile(r"(?:the\s+)?", re.IGNORECASE)
_SHORT: Final = re.compile(r"[Tt]he\s+([A-Z][a-z]+)\b(?!\s+[A-Z])")


class Via(NamedTuple):
    """By whose account, and the words that say so."""

    name: str
    span: Span


def via_of(page: Page, clause: Clause | None, addressee: Span | None) -> Via | None:
    """Return by whose account the statement is given."""
    if addressee is not None and (outlet := _outlet_at(page, addressee.start)):
        return outlet
    if clause is None:
        return None
    for piece in clause.pieces:
        for start in _starts(clause, piece):
            if not is_in_source(clause.finding, start, start + 1) and (outlet := _outlet_at(page, start)):
                return outlet
        person = _PERSON.search(page.text, *piece)
        words = person.group(1).strip() if person else ""
        if person and not is_in_source(clause.finding, *person.span(1)) and not _is_written(words):
            return Via(words, Span(start=person.start(1), end=person.start(1) + len(words)))
    return _source_that_reports(page, clause)


def _is_written(words: str) -> bool:
    """Say whether the account is a document, as a poll is, and no person.

    >>> _is_written("a poll last month"), _is_written("two people who read the report")
    (True, False)
    """
    heads = re.split(r"\b(?:who|which|that|in|of|from|by|with|on|familiar|last)\b", words)[0].split()
    return bool(heads) and heads[-1] in tables.nouns().documents


def _starts(clause: Clause, piece: Bounds) -> Iterator[int]:
    """Yield where an outlet may stand: anywhere if it is said to report, and only by the cue if it is spoken to."""
    for match in _THROUGH.finditer(clause.text, *piece):
        start = match.end()
        if match["account"] or place_of(clause, start, start + 1, shares_verbs=True) is not None or is_account(clause, start):
            yield start
    for match in _REPORTED.finditer(clause.text, *piece):
        yield max(match.start(1), match.start(2))


def _source_that_reports(page: Page, clause: Clause) -> Via | None:
    """Return the outlet that is itself the source and says no more than that something was so: `…, the Courier reported`."""
    source, cue = clause.finding.source, clause.finding.cue
    if source is None or cue is None or not re.search(r"\b(?:reported|reports|reporting)\b", cue.of(page.text)):
        return None
    return _outlet_at(page, source.start)


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
            if is_outlet(mention.name):
                return Via(mention.name, Span(start=mention.title_start, end=mention.end))
            break
    if unnamed := _UNNAMED.match(page.text, start):
        return Via(unnamed[1], Span(start=unnamed.start(1), end=unnamed.end(1)))
    return _known_at(page.text, start)


def _known_at(text: str, start: int) -> Via | None:
    """Return an outlet that no name of the article begins with: `CNN’s “…”`, `the Post`."""
    short = _SHORT.match(text, start)
    if short and short[1] in tables.particulars().outlets - _TOO_COMMON:
        return Via(short[1], Span(start=short.start(1), end=short.end(1)))
    words = re.match(r"(?:the\s+)?((?:[A-Z][\w&.]*)(?:\s+[A-Z][\w&.]*){0,3})", text[start : start + 60])
    if words is None:
        return None
    for count in range(len(words[1].split()), 0, -1):
        name = " ".join(words[1].split()[:count]).rstrip(".")
        if name in tables.nouns().media:
            return Via(name, Span(start=start + words.start(1), end=start + words.start(1) + len(name)))
    return None


_TOO_COMMON: Final = frozenset(
    "Today Tonight News Review Star Press Daily Weekly Television Radio Broadcasting "
    "Mirror Mail Standard Independent Record Express Digest Monitor Advertiser".split()
)
