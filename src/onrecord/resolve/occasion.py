"""On what occasion something was said: `at a news conference in Velmora`, `in a statement`, `on Twitter`.

In: a page, one finding and its clause. Out: the span of the occasion, its preposition included, or None.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from onrecord.records import Finding, Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Bounds, is_in_source
from onrecord.resolve.page import Page

_VERB: Final = re.compile(r"\b(?:that|who|which|said|says|told)\b")
_NOT_A_NAME: Final = (
    "(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November"
    r"|December|that|which|he|she|they|it)\b)"
)
_LISTENERS: Final = (
    "reporters|journalists|lawmakers|supporters|staff|parliament|congress|employees|members|voters|colleagues|investors|donors|students"
)
_TAIL: Final = re.compile(
    rf"(?:\s+(?:in|at|with|on|to|of|from|outside|near|for|before|by)\s+{_NOT_A_NAME}(?:(?:the|a|an|his|her|its|their)\s+)?"
    rf"(?:[A-Z][\w.'’&-]*|{_LISTENERS})(?:\s+(?:of|and|&|the|de|la)?\s*[A-Z][\w.'’&-]*)*)+"
)
_DETERMINER: Final = r"(?:(?:a|an|the|his|her|its|their|this|that|one|another|last|several|two|three|what was|\w+['’]s?)\s+)?"


@cache
def _event() -> re.Pattern[str]:
    heads = "|".join(sorted((re.escape(e) for e in tables.nouns().events), key=len, reverse=True))
    return re.compile(
        r"(?<![\w-])(?:(?i:at|during|in|before|after|following|via)|(?P<on>(?i:on)))\s+(?!least\b)"
        rf"{_DETERMINER}(?P<mod>(?:[\w'’&.-]+\s+){{0,5}}?)(?P<head>{heads})\b"
    )


@cache
def _medium() -> re.Pattern[str]:
    table = tables.particulars()
    on, other = (_either(names) for names in (table.media_after_on, table.other_media))
    return re.compile(rf"(?<![\w-])(?:(?:on|via|over|through|by|in)\s+(?:{on})|{other})\b(?:\s+from\s+[\w ]{{3,30}})?")


def _either(names: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(n) for n in names), key=lambda n: (-len(n), n)))


def occasion_of(page: Page, finding: Finding, free: list[Bounds]) -> Span | None:
    """Return the first occasion in the clause."""
    for bounds in free:
        if (span := _gathering(page.text, finding, bounds)) is not None:
            return span
        medium = _medium().search(page.text, *bounds)
        if medium and not is_in_source(finding, *medium.span()):
            return Span(start=medium.start(), end=len(page.text[: medium.end()].rstrip()))
    return None


def _gathering(text: str, finding: Finding, bounds: Bounds) -> Span | None:
    for match in _event().finditer(text, *bounds):
        is_wrong_on = match["on"] and match["head"] not in tables.particulars().on_occasions
        if is_wrong_on or is_in_source(finding, *match.span()) or _VERB.search(match["mod"]):
            continue
        tail = _TAIL.match(text, match.end(), bounds[1])
        end = tail.end() if tail else match.end()
        return Span(start=match.start(), end=len(text[:end].rstrip(".,")))
    return None
