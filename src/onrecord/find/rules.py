"""Rules that are certain enough to correct the model: marks pair up, and a quotation may run over several paragraphs.

In: findings of the model and the quotations of the text. Out: the findings, their contents completed. Each rule has its
cases in tests/cases/find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from onrecord.find.layouts import dashed, turns
from onrecord.find.quotes import Quoted
from onrecord.find.spans import joined, manner_of
from onrecord.records import Finding, Manner, Span

_WORD: Final = re.compile(r"\w+")
_SNAP_SHARE: Final = 0.6
_FEWEST_WORDS: Final = 8


def merged(text: str, findings: Sequence[Finding], quotes: Sequence[Quoted]) -> list[Finding]:
    """Return the model's findings with what the rules mend and add: the one place where both meet."""
    found = carried_over(text, snapped(text, findings, quotes), quotes)
    spoken = turns(text)
    found = [f for f in found if not any(_is_same(f, turn) for turn in spoken)] + spoken
    for named in dashed(text, quotes):
        found = [*_without(found, named), named]
    found = _with_whole_sources([*found, *added_quotations(text, found, quotes)])
    return [f if f in spoken else replace(f, manner=manner_of(text, f.content, quotes)) for f in found]


def _with_whole_sources(findings: Sequence[Finding]) -> list[Finding]:
    """Give a source that another one of the same beginning goes beyond, `the` of `the port authority`, the words of the longer."""
    longest: dict[int, Span] = {}
    for f in findings:
        if f.source is not None and (f.source.start not in longest or f.source.end > longest[f.source.start].end):
            longest[f.source.start] = f.source
    return [f if f.source is None else replace(f, source=longest[f.source.start]) for f in findings]


def _without(findings: Sequence[Finding], sure: Finding) -> list[Finding]:
    """Take the content of a sure finding out of the others; one that is left with none goes."""
    out = []
    for f in findings:
        content = tuple(s for s in f.content if not _is_held(s.start, s.end, [sure]))
        if content:
            out.append(replace(f, content=content))
    return out


def with_parents(findings: Sequence[Finding]) -> list[Finding]:
    """Order the findings by their content, and give each that stands wholly inside another's, cue and all, that one as its parent.

    Of two findings with the same content only the first is kept.
    """
    unique = {f.content: f for f in reversed(findings)}.values()
    ordered = sorted(unique, key=lambda f: (f.content[0].start, -f.content[-1].end))
    out: list[Finding] = []
    for i, f in enumerate(ordered):
        around = [j for j in range(i) if _is_inside(f, ordered[j])]
        out.append(replace(f, parent=max(around, key=lambda j: ordered[j].content[0].start, default=None)))
    return out


def shares_cue(finding: Finding, others: Sequence[Finding]) -> bool:
    """Return whether another finding has a cue with a character of this one's: both are the same act."""
    cue = finding.cue
    return cue is not None and any(o.cue is not None and o.cue.start < cue.end and cue.start < o.cue.end for o in others)


def _is_inside(f: Finding, other: Finding) -> bool:
    parts = [*f.content, *([f.cue] if f.cue else [])]
    return all(any(s.start <= p.start and p.end <= s.end for s in other.content) for p in parts) and f.content != other.content


def _is_same(f: Finding, turn: Finding) -> bool:
    """Return whether the model has found, in its way, what the layout says: it crosses the turn's colon or fills its content."""
    assert turn.cue is not None
    crosses = any(s.start <= turn.cue.start < s.end for s in f.content)
    inside = sum(min(s.end, t.end) - max(s.start, t.start) for s in f.content for t in turn.content if s.start < t.end and t.start < s.end)
    return crosses or 2 * inside > sum(t.end - t.start for t in turn.content)


def snapped(text: str, findings: Sequence[Finding], quotes: Sequence[Quoted]) -> list[Finding]:
    """Complete a content that holds most of a quotation to the whole of it, where no other finding has a part in it."""
    out = list(findings)
    for q in quotes:
        if q.depth or not q.is_closed:
            continue
        holders = [i for i, f in enumerate(out) if _is_held(q.start, q.end, [f])]
        if len(holders) == 1 and _held(text, out[holders[0]], q) >= _SNAP_SHARE and not _cue_inside(out, q):
            f = out[holders[0]]
            out[holders[0]] = replace(f, content=joined(text, [*f.content, Span(start=q.start, end=q.end)]))
    return out


def carried_over(text: str, findings: Sequence[Finding], quotes: Sequence[Quoted]) -> list[Finding]:
    """Add to a content the paragraphs in which its quotation goes on with an opening mark of its own."""
    out = list(findings)
    for q, after in pairwise(quotes):
        if not q.continues or after.start < q.end:
            continue
        holder = next((i for i, f in enumerate(out) if _is_held(q.start, q.end, [f])), None)
        if holder is not None and not _is_held(after.start, after.end, out):
            f = out[holder]
            out[holder] = replace(f, content=joined(text, [*f.content, Span(start=after.start, end=after.end)]))
    return out


def added_quotations(text: str, findings: Sequence[Finding], quotes: Sequence[Quoted]) -> list[Finding]:
    """Return findings for quotations that no finding holds, each filling a paragraph of its own next after one in which somebody is quoted."""
    added: list[Finding] = []
    for q in quotes:
        start, end = _paragraph(text, q)
        words = _WORD.findall(text[start:end])
        fills = len(_WORD.findall(text[q.start : q.end])) == len(words)
        if q.depth or not fills or len(words) < _FEWEST_WORDS or _is_held(q.start, q.end, findings):
            continue
        before = text.rfind("\n", 0, max(0, len(text[:start].rstrip()))) + 1
        if any(_is_held(p.start, p.end, [*findings, *added]) for p in quotes if before <= p.start < start):
            content = (Span(start=q.start, end=q.end),)
            added.append(Finding(content=content, cue=None, source=None, manner=Manner.DIRECT, confidence=0.5, source_confidence=0.5))
    return added


def _is_held(start: int, end: int, findings: Sequence[Finding]) -> bool:
    return any(s.start < end and s.end > start for f in findings for s in f.content)


def _held(text: str, finding: Finding, q: Quoted) -> float:
    """Return the share of the quotation's words that stand in the finding's content."""
    words = [m.start() + q.start for m in _WORD.finditer(text[q.start : q.end])]
    held = sum(any(s.start <= w < s.end for s in finding.content) for w in words)
    return held / len(words) if words else 0.0


def _cue_inside(findings: Sequence[Finding], q: Quoted) -> bool:
    return any(f.cue and q.start <= f.cue.start < q.end for f in findings)


def _paragraph(text: str, q: Quoted) -> tuple[int, int]:
    end = text.find("\n", q.end)
    return text.rfind("\n", 0, q.start) + 1, end if end >= 0 else len(text)
