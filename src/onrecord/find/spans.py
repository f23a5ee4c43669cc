"""From runs of pieces to spans of characters, and the rules that are certain: quotation marks pair up, and a quotation
that goes on in the next paragraph is one content.

In: drafts of the decoder. Out: contents, cue and source as spans that never cut a word or part a mark from its partner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.find.decode import Draft, Run
from onrecord.find.pieces import Pieces
from onrecord.find.quotes import Quoted
from onrecord.records import Manner, Span

_HANGING: Final = re.compile(r"[,;\s]+(?:who|whom|whose|which)$")
_WORD: Final = re.compile(r"\w+")
_EDGE: Final = " \t\n,;:.!?…–—-()[]'\"“”‘’„«»‟‹›"
_ABBREVIATED: Final = re.compile(r"\b(?:[A-Z]\.)+[A-Z]$|\b[DRI]-[A-Z][a-z]{1,4}$|\b(?:Jr|Sr|Inc|Corp|Ltd|Co)$")
_BEFORE_BRACKET: Final = re.compile(r"[.,!?…”\"’']*(?=[)\]])")


def span_of(text: str, pieces: Pieces, run: Run) -> Span:
    """Return the characters of a run of pieces, with the points and brackets that belong to its last word."""
    return completed(text, Span(start=int(pieces.starts[run[0]]), end=int(pieces.ends[run[1] - 1])))


def completed(text: str, span: Span) -> Span:
    """Widen a span by the full stop of an abbreviation and the bracket that it opens and does not close.

    >>> [completed(t, Span(start=0, end=len(t) - 2)).of(t) for t in ("the U.S. ", "Ada Mol (D-Wis.)", "the pier. ")]
    ['the U.S.', 'Ada Mol (D-Wis.)', 'the pier']
    """
    words, end = span.of(text), span.end
    if text[end : end + 1] == "." and _ABBREVIATED.search(words):
        end += 1
    for opening, closing in ("()", "[]"):
        if words.count(opening) > words.count(closing) and (close := _BEFORE_BRACKET.match(text, end)) and text[close.end()] == closing:
            end = close.end() + 1
    return Span(start=span.start, end=end)


def content_spans(text: str, draft: Draft, pieces: Pieces, quotes: Sequence[Quoted]) -> tuple[Span, ...]:
    """Return a draft's content with its quotation marks, overlapping and touching spans joined."""
    spans = [with_marks(text, span_of(text, pieces, run), quotes) for run in draft.content]
    return joined(text, spans)


def with_marks(text: str, span: Span, quotes: Sequence[Quoted]) -> Span:
    """Widen a span to the marks of each quotation that it holds all the words of, and to the quotation it nearly fills.

    >>> from onrecord.find.quotes import quoted_spans
    >>> text = 'He said: “We will win,” and left.'
    >>> with_marks(text, Span(start=10, end=21), quoted_spans(text)).of(text)
    '“We will win,”'
    """
    start, end = span.start, span.end
    for q in quotes:
        if q.end <= start or q.start >= end:
            continue
        if _is_bare(text[q.start : start]) and q.start < start:
            start = q.start
        if _is_bare(text[end : q.end]) and q.end > end and start <= q.start:
            end = q.end
    return Span(start=start, end=end)


def joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sort the spans and join those between which no word stands within one paragraph."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(start=out[-1].start, end=max(out[-1].end, span.end))
        elif out and _is_bare(text[out[-1].end : span.start]) and "\n" not in text[out[-1].end : span.start]:
            out[-1] = Span(start=out[-1].start, end=span.end)
        else:
            out.append(span)
    return tuple(out)


def single(text: str, draft: Draft, runs: Sequence[Run], pieces: Pieces) -> Span | None:
    """Return one span for a cue or a source: the longest run, the nearest to the anchor among equals."""
    if not runs:
        return None
    best = max(runs, key=lambda r: (r[0] <= draft.anchor < r[1], r[1] - r[0], -abs(r[0] - draft.anchor)))
    return span_of(text, pieces, best)


def without_hanging(text: str, source: Span | None) -> Span | None:
    """Return the source without a relative pronoun at its end that the rest of its clause does not follow.

    >>> text = "said Dagny Lorn, the ambassador, who walked out."
    >>> without_hanging(text, Span(start=5, end=36)).of(text)
    'Dagny Lorn, the ambassador'
    """
    if source is None or (hanging := _HANGING.search(source.of(text))) is None or not hanging.start():
        return source
    return Span(start=source.start, end=source.start + hanging.start())


def quoted_share(text: str, content: Sequence[Span], quotes: Sequence[Quoted]) -> float:
    """Return the share of a content's words that stand inside quotation marks."""
    words = [m.start() + s.start for s in content for m in _WORD.finditer(s.of(text))]
    inside = sum(any(q.start <= w < q.end for q in quotes) for w in words)
    return inside / len(words) if words else 0.0


def manner_of(text: str, content: Sequence[Span], quotes: Sequence[Quoted]) -> Manner:
    """Return direct when all the words stand in quotation marks, indirect when none does, else mixed."""
    share = quoted_share(text, content, quotes)
    if share >= 0.999:
        return Manner.DIRECT
    return Manner.INDIRECT if share == 0 else Manner.MIXED


def _is_bare(between: str) -> bool:
    """Return whether nothing but points, marks and blanks stands here."""
    return all(c in _EDGE for c in between)
