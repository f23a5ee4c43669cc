"""Which statements of a reading a person meant: a target and a reading in, ids out.

Ids follow from place, so another model, or another version of the page, gives the same statement another id. In the same
text a target means the statement that covers the same characters; in another text at the same url, the one with the same
words. Where nothing fits well enough it means none: a correction on the wrong statement is worse than one that rests.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onrecord.records import Reading, Span, Statement
from onrecord.store.corrections.acts import Target, words_of

SAME: Final = 0.5
"""Characters shared, of those that either has, from which two contents are one: beyond it no two that do not overlap can both fit."""

PART: Final = 0.8
"""Characters of a content that must lie inside the target's for it to be a part of it."""

_MARKS: Final = " \t\n\"'“”‘’«»„.,;:!?…–—-"


def meant(target: Target, reading: Reading) -> tuple[str, ...]:
    """Return the ids of the statements that the target means; several where what was one is now read in parts."""
    if target.article == reading.article.id:
        return _in_the_same_text(target, reading)
    if target.url is None or target.url != reading.article.url:
        return ()
    return _in_another_text(target, reading)


def _in_the_same_text(target: Target, reading: Reading) -> tuple[str, ...]:
    if target.read is None:
        return tuple(statement.id for statement in reading.statements)
    if any(statement.id == target.read.id for statement in reading.statements):
        return (target.read.id,)
    there = _characters(target.read.content)
    near = {s.id: s for s in reading.statements if not _is_within(s, target.read) and not _is_within(target.read, s)}
    shared = {one: there & _characters(s.content) for one, s in near.items()}
    alike = {one: len(shared[one]) / len(there | _characters(s.content)) for one, s in near.items()}
    best = max(alike, key=lambda one: alike[one], default=None)
    parts = [one for one, s in near.items() if len(shared[one]) >= PART * len(_characters(s.content)) and not shared.get(s.parent or "")]
    return tuple(dict.fromkeys([*([best] if best is not None and alike[best] >= SAME else []), *parts]))


def _in_another_text(target: Target, reading: Reading) -> tuple[str, ...]:
    if target.words is None:
        return tuple(statement.id for statement in reading.statements)
    words = _plain(target.words)
    same = tuple(s.id for s in reading.statements if _plain(words_of(s, reading.article.text)) == words)
    return same if len(same) == 1 and words else ()


def _is_within(inner: Statement, outer: Statement) -> bool:
    """Say whether the one is told inside the other's content, as its cue shows: then it is another act, however much they share."""
    return inner.cue is not None and any(span.start <= inner.cue.start and inner.cue.end <= span.end for span in outer.content)


def _characters(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _plain(words: str) -> str:
    """Return the words without case, marks at their ends, and kinds of blank.

    >>> _plain("“We will\\nnot go,”")
    'we will not go'
    """
    return " ".join(part.strip(_MARKS) for part in words.casefold().split()).strip()
