"""Corrections as training data: the text around a statement, what the model read in it, and what a person said is right.

One JSON object a correction and statement, in the form that docs/forms.md describes. Offsets count characters of `text`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from onrecord.records import Reading, Span, Speaker, Statement
from onrecord.store.corrections.acts import Act, Correction
from onrecord.store.corrections.fitting import meant

AROUND_PARAGRAPHS = 2
"""Paragraphs before the statement's own that are given too, for that is where a pronoun's name stands; one after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One lesson: `read` is how the model read the statement, `right` how it is; None where it is no statement."""

    correction: int
    article: str
    url: str | None
    text: str
    start: int
    read: Statement
    right: Statement | None


def examples(correction: Correction, reading: Reading, standing: Reading) -> list[Example]:
    """Return a lesson for each statement of the reading that the correction means, as it was read and as it stands now."""
    if correction.deed.act not in (Act.CORRECT, Act.NOT_A_STATEMENT, Act.SPLIT):
        return []
    ids = {one for target in correction.deed.targets for one in meant(target, reading)}
    now = {statement.id: statement for statement in standing.statements}
    return [_example(correction, reading, s, now.get(s.id)) for s in reading.statements if s.id in ids and now.get(s.id) != s]


def line_of(example: Example) -> dict[str, Any]:
    """Return the lesson as the line that is printed."""
    return {
        "form": "onrecord-lesson",
        "version": 1,
        "correction": example.correction,
        "article": example.article,
        "url": example.url,
        "text": example.text,
        "start": example.start,
        "is_statement": example.right is not None,
        "spans": {name: [[s.start - example.start, s.end - example.start] for s in spans] for name, spans in _spans(example.read).items()},
        "read": _told(example.read),
        "right": None if example.right is None else _told(example.right),
        "made_by": example.read.made_by,
    }


def _example(correction: Correction, reading: Reading, read: Statement, right: Statement | None) -> Example:
    article = reading.article
    start, end = _around(article.paragraphs, [span for spans in _spans(read).values() for span in spans], len(article.text))
    return Example(
        correction=correction.number, article=article.id, url=article.url, text=article.text[start:end], start=start, read=read,
        right=None if right is None else replace(right, parent=read.parent),
    )  # fmt: skip


def _around(paragraphs: tuple[Span, ...], parts: list[Span], length: int) -> tuple[int, int]:
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    own = [place for place, p in enumerate(paragraphs) if p.start < last and p.end > first]
    if not own:
        return 0, length
    start, end = paragraphs[max(0, own[0] - AROUND_PARAGRAPHS)].start, paragraphs[min(len(paragraphs) - 1, own[-1] + 1)].end
    return min(start, first), max(end, last)


def _spans(statement: Statement) -> dict[str, list[Span]]:
    parts = {"cue": statement.cue, "source": statement.source, "addressee": statement.addressee, "occasion": statement.occasion}
    return {"content": list(statement.content)} | {name: [] if span is None else [span] for name, span in parts.items()}


def _told(statement: Statement) -> dict[str, Any]:
    speaker: Speaker = statement.speaker
    return {"speaker": asdict(speaker), "manner": statement.manner, "stance": statement.stance}
