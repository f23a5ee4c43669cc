"""Layouts that say by themselves who speaks: turns under names in capitals, and a name behind a dash.

In: a text and its quotations. Out: the findings that the layout gives. A layout counts only where
it is certain: turns must recur, and a dash must end its paragraph's quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from onrecord.find.quotes import Quoted
from onrecord.records import Finding, Manner, Span

_TURN: Final = re.compile(
    r"""^["“]?
    (?P<name>
      (?: [QA]                                                              # an interview's Q: and A:
        | (?:[A-Z][a-z]{1,3}\.?[ ])? [A-Z]['’A-Z][A-Z'’.-]* (?:[ ][A-Z][A-Z'’.-]+){0,4}   # Mr. ODUYA, MAREN ODUYA
      )
      (?: [ ]?\([^)\n]{1,60}\) | [ ]?\[[^\]\n]{1,60}\] )?                    # (through a translator)
    )
    (?P<colon>:)[ ]+(?=\S)""",
    re.MULTILINE | re.VERBOSE,
)
_FEWEST_TURNS: Final = 3
_DASHED: Final = re.compile(r"\s{0,3}(?P<dash>[―—–]|--?)\s{0,2}(?P<name>[A-Z][^\n,;“”\"]{1,60}[^\n,;.“”\"\s])")
_LINE_ENDS: Final = re.compile(r"[ \t\xa0.]*(?:,|\n|$)")
_SURE: Final = 0.95


def turns(text: str) -> list[Finding]:
    """Return a finding for each turn of an interview or a transcript that stands in the text, with the paragraphs it runs on over.

    >>> [f.source.of(t) for t in ["ANCHOR: Good evening.\\n\\nOKORO: Hello.\\n\\nANCHOR: Well?"] for f in turns(t)]
    ['ANCHOR', 'OKORO', 'ANCHOR']
    """
    heads = list(_TURN.finditer(text))
    names = [h["name"] for h in heads]
    if len(heads) < _FEWEST_TURNS or len(set(names)) < 2 or len(set(names)) == len(names):
        return []
    bounds = [h.start() for h in heads] + [_last_end(text, heads)]
    return [_turn(text, head, end) for head, (_, end) in zip(heads, pairwise(bounds), strict=True)]


def _last_end(text: str, heads: Sequence[re.Match[str]]) -> int:
    """The last turn ends with its paragraph: what follows may be the article again."""
    end = text.find("\n", heads[-1].end())
    return end if end >= 0 else len(text)


def _turn(text: str, head: re.Match[str], end: int) -> Finding:
    content = []
    for paragraph in re.finditer(r"[^\n]*\S", text[head.end() : end]):
        start = head.end() + paragraph.start() + len(paragraph.group()) - len(paragraph.group().lstrip())
        content.append(Span(start=start, end=head.end() + paragraph.end()))
    return Finding(
        content=tuple(content),
        cue=Span(start=head.start("colon"), end=head.end("colon")),
        source=Span(start=head.start("name"), end=head.end("name")),
        manner=Manner.DIRECT,
        confidence=_SURE,
        source_confidence=_SURE,
    )


def dashed(text: str, quotes: Sequence[Quoted]) -> list[Finding]:
    """Return a finding for each quotation behind whose closing mark a dash and a name end the paragraph.

    >>> from onrecord.find.quotes import quoted_spans
    >>> text = "“We shall see about that.” — Ilsa Dorn, teacher"
    >>> [f.source.of(text) for f in dashed(text, quoted_spans(text))]
    ['Ilsa Dorn']
    """
    added = []
    for q in quotes:
        match = _DASHED.match(text, q.end)
        if q.depth or not q.is_closed or not match or not _LINE_ENDS.match(text, match.end()):
            continue
        if text[: q.start].rpartition("\n")[2].strip():
            continue
        cue, source = Span(start=match.start("dash"), end=match.end("dash")), Span(start=match.start("name"), end=match.end("name"))
        content = (Span(start=q.start, end=q.end),)
        added.append(Finding(content=content, cue=cue, source=source, manner=Manner.DIRECT, confidence=_SURE, source_confidence=_SURE))
    return added
