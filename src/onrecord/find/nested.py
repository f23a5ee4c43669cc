"""Statements inside statements: `Brekke said he had been told that …` holds two.

In: a text and the findings in it. Out: the stretches of content worth reading once more by themselves, and what is found
there moved back to its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.find.quotes import quoted_spans
from onrecord.records import Finding, Span

_VERBS: Final = """
    sa(?:id|ys?|ying) t(?:old|ell(?:s|ing)?) ask(?:s|ed|ing)? den(?:y|ies|ied|ying) claim(?:s|ed|ing)? admit(?:s|ted|ting)? warn(?:s|ed|ing)?
    promis(?:es?|ed|ing) vow(?:s|ed)? pledg(?:es?|ed|ing) believ(?:es?|ed|ing) th(?:inks?|ought) insist(?:s|ed|ing)? wr(?:ote|ites?|iting|itten)
    argu(?:es?|ed|ing) accus(?:es?|ed|ing) suggest(?:s|ed|ing)? announc(?:es?|ed|ing) assur(?:es?|ed|ing) confirm(?:s|ed|ing)? order(?:s|ed|ing)?
    urg(?:es?|ed|ing) demand(?:s|ed|ing)? hop(?:es?|ed|ing) fear(?:s|ed|ing)? conclud(?:es?|ed) acknowledg(?:es?|ed|ing) explain(?:s|ed|ing)?
    repl(?:y|ies|ied) respond(?:s|ed)
""".split()
_PHRASES: Final = ["according to", "stat(?:es?|ed|ing) that", "report(?:s|ed|ing)? that", "call(?:s|ed|ing) (?:it|him|her|them|us|me|the)"]
_SAYING: Final = re.compile(rf"\b(?:{'|'.join([*_VERBS, *_PHRASES])})\b", re.IGNORECASE)
_FEWEST_WORDS: Final = 6


def worth_reading(text: str, findings: Sequence[Finding]) -> Iterator[Span]:
    """Yield the stretches of content, outer quotation marks left off, in which a verb of saying stands.

    >>> from onrecord.records import Manner
    >>> text = "He said he had been told that the ferry was safe."
    >>> found = Finding(content=(Span(start=8, end=48),), cue=None, source=None, manner=Manner.INDIRECT, confidence=1, source_confidence=1)
    >>> [s.of(text) for s in worth_reading(text, [found])]
    ['he had been told that the ferry was safe']
    """
    for finding in findings:
        for span in finding.content:
            inner = _without_marks(text, span)
            words = inner.of(text) if inner else ""
            if inner and len(words.split()) >= _FEWEST_WORDS and _SAYING.search(words):
                yield inner


def moved(findings: Iterable[Finding], by: int) -> Iterator[Finding]:
    """Yield findings of a stretch as findings of the text in which it starts at `by`."""
    for f in findings:
        content = tuple(_shifted(s, by) for s in f.content)
        yield replace(f, content=content, cue=f.cue and _shifted(f.cue, by), source=f.source and _shifted(f.source, by), parent=None)


def _shifted(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _without_marks(text: str, span: Span) -> Span | None:
    words = span.of(text)
    for q in quoted_spans(words):
        if q.depth == 0 and q.start == 0 and q.end >= len(words.rstrip()):
            return Span(start=span.start + 1, end=span.start + q.end - 1) if q.end > 2 else None
    return span
