"""Who speaks the quotations that somebody else has marked.

In: the findings of an article, and spans of quotations. Out: one statement a span, in their order. A span in a finding's content has
that finding's speaker (the innermost's, where one stands in another); any other is resolved as a quotation without source words, by
its own sentence, its neighbours and its paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.records import Finding, Findings, Manner, Span, Statement
from onrecord.resolve.likely import ReadsPassages
from onrecord.resolve.registry import Registry
from onrecord.resolve.statements import resolve

_LEAST_SHARE: Final = 0.5


def resolve_given(
    findings: Findings, quotations: Sequence[Span], *, registry: Registry | None = None, linker: ReadsPassages | None = None
) -> tuple[Statement, ...]:
    """Return for each quotation the statement that says whose words it is."""
    unheld = [q for q in quotations if not _is_held(q, findings.findings)]
    made = [Finding(content=(q,), cue=None, source=None, manner=Manner.DIRECT, confidence=1.0, source_confidence=0.5) for q in dict.fromkeys(unheld)]
    statements = resolve(replace(findings, findings=(*findings.findings, *made)), registry=registry, linker=linker).statements
    return tuple(_of(quotation, statements) for quotation in quotations)


def _is_held(quotation: Span, findings: Sequence[Finding]) -> bool:
    return any(_shared(quotation, f.content) >= _LEAST_SHARE * (quotation.end - quotation.start) for f in findings)


def _of(quotation: Span, statements: Sequence[Statement]) -> Statement:
    """Return the statement that holds most of the quotation and, of several, least else."""
    return max(statements, key=lambda s: (_shared(quotation, s.content), -sum(c.end - c.start for c in s.content)))


def _shared(quotation: Span, content: tuple[Span, ...]) -> int:
    return sum(max(0, min(quotation.end, c.end) - max(quotation.start, c.start)) for c in content)
