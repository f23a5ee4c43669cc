"""Where quotation marks open and close in a text.

In: a text with paragraphs parted by newlines. Out: the quoted spans, marks included, and a state for every character.
Never fails: a mark without a partner ends with its paragraph, and a quotation that goes on with an opening mark in the
next paragraph is followed there. Does not decide what is a statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

OUTSIDE: Final = 0
MARK: Final = 1
INSIDE: Final = 2
NESTED: Final = 3

_CLOSER_OF: Final = {"“": "”", "„": "“", "«": "»", "»": "«", "‘": "’", "‚": "‘", "‹": "›", "「": "」"}
_DEEPEST: Final = 4
_DOUBLE_MARKS: Final = '“”„«»"‟〝〞＂「」'
_LETTER: Final = re.compile(r"\w")
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_ANY_MARK: Final = re.compile(r"``|''|[“”„«»‘’‚‹›「」\"'‟〝〞＂]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """One quotation as printed: from its opening mark to just after its closing mark, within one paragraph."""

    start: int
    end: int
    depth: int
    is_closed: bool
    continues: bool
    """The next paragraph opens with a mark and goes on with the same quotation."""


@dataclass(slots=True)
class _Open:
    at: int
    mark: str
    closers: str


def quoted_spans(text: str) -> list[Quoted]:
    """Return every quotation in the text, outer ones before those nested in them.

    >>> [text[q.start:q.end] for text in ['He said "no" and “yes, ‘maybe’”.'] for q in quoted_spans(text)]
    ['"no"', '“yes, ‘maybe’”', '‘maybe’']
    """
    spans: list[Quoted] = []
    paragraphs = list(_PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].group().lstrip() if number + 1 < len(paragraphs) else ""
        spans.extend(_in_paragraph(text, paragraph.span(), following[:1]))
    return sorted(spans, key=lambda q: (q.start, -q.end))


def char_states(text: str, spans: Sequence[Quoted]) -> bytearray:
    """Return one state a character, given the quotations of the text: OUTSIDE, MARK, INSIDE or NESTED."""
    states = bytearray(len(text))
    for q in spans:
        inner = NESTED if q.depth else INSIDE
        states[q.start : q.end] = bytes([inner]) * (q.end - q.start)
        width = 2 if text[q.start : q.start + 2] in ("``", "''") else 1
        states[q.start : q.start + width] = bytes([MARK]) * width
        if q.is_closed:
            states[q.end - width : q.end] = bytes([MARK]) * width
    return states


def _in_paragraph(text: str, bounds: tuple[int, int], next_mark: str) -> list[Quoted]:
    start, end = bounds
    stack: list[_Open] = []
    found: list[Quoted] = []
    for match in _ANY_MARK.finditer(text, start, end):
        width = match.end() - match.start()
        _take_mark(text, bounds, match.start(), width, '"' if width == 2 else match.group(), stack, found)
    for depth, opened in enumerate(stack):
        if opened.mark in "'‘‚":
            continue
        goes_on = next_mark == opened.mark
        cut = end if depth == 0 else min(end, found[-1].end if found else end)
        if depth == 0 or goes_on:
            found.append(
                Quoted(start=opened.at, end=len(text[:cut].rstrip()) if cut == end else cut, depth=depth, is_closed=False, continues=goes_on)
            )
    return [q for q in found if _LETTER.search(text, q.start, q.end)]


def _take_mark(text: str, bounds: tuple[int, int], at: int, width: int, mark: str, stack: list[_Open], found: list[Quoted]) -> None:
    start, end = bounds
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    if mark in "'’‘" and _LETTER.match(before) and _LETTER.match(after):
        return
    for depth in range(len(stack) - 1, -1, -1):
        if mark in stack[depth].closers and _may_close(mark, before, after, text, (at, end), stack[depth]):
            found.append(Quoted(start=stack[depth].at, end=at + width, depth=depth, is_closed=True, continues=False))
            del stack[depth:]
            return
    if len(stack) < _DEEPEST and _may_open(mark, before, after):
        stack.append(_Open(at=at, mark=mark, closers=_closers(mark)))


def _closers(mark: str) -> str:
    if mark == "“":
        return '”"'
    if mark == '"':
        return '"”'
    if mark == "„":
        return '“”"'
    return _CLOSER_OF.get(mark, mark)


def _may_close(mark: str, before: str, after: str, text: str, here: tuple[int, int], opened: _Open) -> bool:
    if mark == '"' and opened.mark == '"':
        return not (before.isspace() and not after.isspace() and after not in ".,;:!?)")
    if mark in "'’" and opened.mark in "'‘":
        at, end = here
        if before.isspace():
            return False
        # A plural's apostrophe (the senators’ plan) closes nothing while a later mark could.
        if before in "sS" and after == " " and text.find(mark, at + 1, end) > 0 and re.match(r" [a-z]", text[at + 1 : at + 3]):
            return False
    return True


def _may_open(mark: str, before: str, after: str) -> bool:
    if after.isspace():
        return mark == "«"
    if mark in "”’›」〞":
        return False
    if mark == '"':
        return not _LETTER.match(before) or before == "_"
    if mark in "'‘":
        # A lone apostrophe opens ('em, '90s) far more often than a quotation does: ask for a space or a mark before it.
        if after.isdigit() or (mark == "'" and not (before.isspace() or before in "(—–-[" or before in _DOUBLE_MARKS)):
            return False
        return not _LETTER.match(before)
    if mark == "»":
        return not _LETTER.match(before) and before not in ".,!?…"
    return True
