"""The stretches around a cue in which the particulars of a saying may stand.

In: a page and one finding. Out: the parts of the cue's sentence that are not content, the one with the cue first. What people
talk about is not where, when or to whom they talk.
"""

from __future__ import annotations

from onrecord.records import Finding
from onrecord.resolve.page import Page

Bounds = tuple[int, int]


def clause_of(page: Page, finding: Finding) -> list[Bounds]:
    """Return where the sentence of the cue, or else of the source, is free of content."""
    anchor = finding.cue or finding.source
    if anchor is None or anchor.start >= len(page.text):
        return []
    start, end = page.sentence_bounds(anchor.start)
    end = max(end, anchor.end)
    free: list[Bounds] = []
    for span in sorted(finding.content, key=lambda s: s.start):
        if span.end > start and span.start < end:
            if span.start > start:
                free.append((start, span.start))
            start = max(start, span.end)
    if start < end:
        free.append((start, end))
    return sorted(free, key=lambda f: not f[0] <= anchor.start < f[1])


def is_in_source(finding: Finding, start: int, end: int) -> bool:
    """Say whether the range touches the source words."""
    return finding.source is not None and finding.source.start < end and start < finding.source.end
