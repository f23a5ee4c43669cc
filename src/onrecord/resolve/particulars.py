"""What kind of saying it was, to whom, on what occasion, when and by whose account, each with the words that it is read from.

In: a page, its article and one finding among the others. Out: the particulars, and the evidence for those that are filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.records import Article, Distance, Evidence, Finding, Manner, Span, Stance
from onrecord.resolve.addressee import addressee_of
from onrecord.resolve.clause import clause_of
from onrecord.resolve.cues import distance_of
from onrecord.resolve.negation import is_negated
from onrecord.resolve.occasion import occasion_of
from onrecord.resolve.page import Page
from onrecord.resolve.said_on import said_on_of
from onrecord.resolve.stance import Read, read_stance
from onrecord.resolve.via import Via, via_of

_SURE: Final = {"addressee": 0.85, "occasion": 0.82, "said_on": 0.9, "via": 0.9}
"""How often a particular that was found is right, as measured: bench/particulars.md."""
_GUESSED: Final = Read(Stance.ASSERTS, 0.8)
_QUOTES: Final = "“\"‘«„'`"
_BEGINNING: Final = 160
_LEAST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of one saying besides its speaker."""

    stance: Stance | None
    negated: bool
    distance: Distance | None
    addressee: Span | None
    occasion: Span | None
    said_on: str | None
    via: str | None
    evidence: tuple[Evidence, ...]


def particulars_of(page: Page, finding: Finding, near: Sequence[Finding], article: Article, today: date | None) -> Particulars:
    """Return the particulars of one finding; `near` are the others around it. The article's agency is its via where nothing nearer is."""
    clause = clause_of(page, finding, near)
    addressee, occasion = addressee_of(page, clause), occasion_of(clause)
    said_on, via = said_on_of(clause, occasion, today), via_of(page, clause, addressee)
    read = _stance(page.text, finding)
    spans = {"addressee": addressee, "occasion": occasion, "said_on": said_on and Span(start=said_on.start, end=said_on.end), "via": via and via.span}
    return Particulars(
        stance=read.stance if read else None,
        negated=finding.cue is not None
        and is_negated(finding.cue.of(page.text), content=_content(page.text, finding), source=_source(page.text, finding)),
        distance=distance_of(_around_cue(page.text, finding)) if finding.cue else None,
        addressee=addressee,
        occasion=occasion,
        said_on=said_on and said_on.value,
        via=_name(via) or article.agency,
        evidence=(*_of_stance(finding, read), *_of_spans(spans)),
    )


def _of_stance(finding: Finding, read: Read | None) -> Iterator[Evidence]:
    if read is not None:
        yield Evidence(field="stance", span=finding.cue, confidence=round(read.confidence, 2))


def _of_spans(spans: dict[str, Span | None]) -> Iterator[Evidence]:
    for name, span in spans.items():
        if span is not None:
            yield Evidence(field=name, span=span, confidence=_SURE[name])


def _name(via: Via | None) -> str | None:
    return via.name if via else None


def _stance(text: str, finding: Finding) -> Read | None:
    if finding.cue is None:
        return _GUESSED if finding.manner is not Manner.INDIRECT else None
    return read_stance(
        finding.cue.of(text), content=_content(text, finding), source=_source(text, finding), is_quoted=text[finding.content[0].start] in _QUOTES
    )


def _content(text: str, finding: Finding) -> str:
    first = finding.content[0]
    # A first piece of a word or two (`to`) says nothing without what follows.
    is_torn = len(finding.content) > 1 and first.end - first.start < _LEAST
    return text[first.start : first.start + _BEGINNING] if is_torn else first.of(text)[:_BEGINNING]


def _source(text: str, finding: Finding) -> str:
    return finding.source.of(text) if finding.source else ""


def _around_cue(text: str, finding: Finding) -> str:
    """Return the cue, with an adverb that stands between it and its source."""
    assert finding.cue is not None
    start = finding.source.end if finding.source is not None and 0 < finding.cue.start - finding.source.end < 20 else finding.cue.start
    return text[start : finding.cue.end]
