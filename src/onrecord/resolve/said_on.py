"""When something was said: the date that belongs to the cue, and none that belongs to what was said or to another clause.

In: a clause, its occasion and the day of writing. Out: a date with the words it was read from, or None. A saying that is still to
come (`will say on Monday`) has none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from onrecord.records import Span, Stance
from onrecord.resolve import tables
from onrecord.resolve.clause import Clause, is_adverbial, place_of
from onrecord.resolve.cues import cue_stances, lemma_of, words_of_cue
from onrecord.resolve.dates import Dated, dates_in

_TO_COME: Final = re.compile(
    r"\b(?:will|(?:is|are|was|were|been|be) (?:expected|scheduled|due|set|likely|going)|plans?|intends?|hopes?)\b", re.IGNORECASE
)
_ONLY: Final = re.compile(r"\b(?:only|not|n['’]t)\b", re.IGNORECASE)
_THEN: Final = re.compile(r"\b(?:at the time|back then|that (?:day|year|month)|at that time)\b", re.IGNORECASE)
_OWN_YEAR: Final = re.compile(r"\b(?:1[89]|20|21)\d\d\b")
_OF_OTHERS: Final = frozenset([Stance.CRITICISES, Stance.ACCUSES, Stance.PRAISES, Stance.REJECTS, Stance.DEMANDS, Stance.ASKS])
_GOES_ON: Final = re.compile(r"\s+(?:to|for|over|of|as|after)\b")
_BEFORE_DAY: Final = re.compile(r"(?:\s+(?:on|late|early))*\s*$")
_SPAN: Final = re.compile(r"\b(?:from|between|until|till|by|(?:from|between)\s[^,;]{1,25}\s(?:to|and))\s+$", re.IGNORECASE)
"""What begins a stretch of time: `From May 1 to May 9, support grew`."""
_OBJECT: Final = 90
_DATELINE: Final = re.compile(r"^[^\n]{0,90}?(?:--|[—–―]|\s-\s)")
_CAME_OUT: Final = re.compile(r"\b(?:released|published|issued|dated|posted|aired|broadcast|filed|unveiled|made public|out)\b[^,;]{0,60}?(?=\s\w)")
_BACK: Final = 240
_DAY_LETTERS: Final = 10


def said_on_of(clause: Clause | None, occasion: Span | None, today: date | None) -> Dated | None:
    """Return the date nearest to the cue of those that belong to it."""
    if clause is None or clause.finding.cue is None or _is_to_come(clause):
        return None
    found: list[tuple[int, Dated]] = []
    for piece in clause.pieces:
        for dated in dates_in(clause.text, piece, today):
            if _SPAN.search(clause.text, max(piece[0], dated.start - _BACK), dated.start):
                continue
            if (place := place_of(clause, dated.start, dated.end, shares_verbs=len(dated.value) == _DAY_LETTERS)) is not None:
                found.append((place, dated))
    if found:
        return min(found)[1]
    return _after_object(clause, today) or _of_occasion(clause.text, occasion, today) or _of_time_told(clause, today) or _of_document(clause, today)


def _after_object(clause: Clause, today: date | None) -> Dated | None:
    """Return the day that stands within what is said, between whom it is about and what for: `rebuked the mayor Wednesday for …`."""
    content, cue = clause.finding.content[0], clause.anchor.of(clause.text)
    if not {cue_stances().get(lemma_of(word)) for word in words_of_cue(cue)} & _OF_OTHERS:
        return None
    for dated in dates_in(clause.text, (content.start, min(content.end, content.start + _OBJECT)), today):
        words = _BEFORE_DAY.sub("", clause.text[content.start : dated.start])
        if len(dated.value) == _DAY_LETTERS and _GOES_ON.match(clause.text, dated.end) and words and is_adverbial(words):
            return dated
    return None


def _is_to_come(clause: Clause) -> bool:
    cue = clause.finding.cue
    return cue is not None and _TO_COME.search(cue.of(clause.text)) is not None and not _ONLY.search(cue.of(clause.text))


def _of_occasion(text: str, occasion: Span | None, today: date | None) -> Dated | None:
    """Return the date in an occasion: `during Tuesday’s debate`, `in a 2012 speech`."""
    if occasion is None:
        return None
    if found := dates_in(text, (occasion.start, occasion.end), today, owned=True):
        return found[0]
    year = _OWN_YEAR.search(text, occasion.start, occasion.end)
    return Dated(year.start(), year.end(), year.group()) if year else None


def _of_time_told(clause: Clause, today: date | None) -> Dated | None:
    """Return the date before, in the same paragraph, for `at the time`."""
    text, cue = clause.text, clause.anchor
    if not any(_THEN.search(text, *piece) for piece in clause.pieces):
        return None
    start = max(text.rfind("\n", 0, cue.start) + 1, cue.start - _BACK)
    found = dates_in(text, (start, min(s.start for s in (*clause.finding.content, cue))), today)
    return found[-1] if found else None


def _of_document(clause: Clause, today: date | None) -> Dated | None:
    """Return the day on which a source that is a document came out: `a poll released Wednesday`, `Monday’s report`, `a 2030 study`."""
    source = clause.finding.source
    head = _document().match(clause.text, source.start, source.end) if source is not None else None
    if source is None or head is None:
        return None
    if found := dates_in(clause.text, (source.start, head.end()), today, owned=True):
        return found[0]
    if year := _OWN_YEAR.search(clause.text, source.start, head.end()):
        return Dated(year.start(), year.end(), year.group())
    if (found := dates_in(clause.text, (head.end(), source.end), today)) and clause.text[head.end() : found[0].start].strip() in ("", "from", "on"):
        return found[0]
    came_out = _CAME_OUT.search(clause.text, head.end(), source.end)
    found = dates_in(clause.text, (came_out.end(), source.end), today) if came_out else []
    return found[0] if found else None


@cache
def _document() -> re.Pattern[str]:
    """A document with what stands before it, as far as its first noun."""
    heads = "|".join(sorted(map(re.escape, tables.nouns().documents - tables.nouns().shows), key=len, reverse=True))
    return re.compile(rf"(?:[\w’'.&/-]+\s+){{0,7}}?(?:{heads})\b(?!\s+(?:{heads})\b)(?!['’-])")


def day_of_writing(text: str, published: date | None) -> date | None:
    """Return the day that weekdays count from: that of the dateline where it stands a few days before publication.

    >>> day_of_writing("VARDBY, March 11 (NORDA) — It rained.", date(2031, 3, 14))
    datetime.date(2031, 3, 11)
    """
    head = _DATELINE.match(text)
    if published is None or head is None:
        return published
    days = [date.fromisoformat(d.value) for d in dates_in(text, head.span(), published) if len(d.value) == 10]
    return next((day for day in days if timedelta(0) <= published - day <= timedelta(days=7)), published)
