"""To whom, on what occasion, when and by whose account a statement was made.

In: a page and one finding. Out: spans of the addressee and of the occasion, a date and the via.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.records import Article, Evidence, Finding, Span
from onrecord.resolve.addressee import addressee_of
from onrecord.resolve.clause import Bounds, clause_of, is_in_source
from onrecord.resolve.dates import Dated, dates_in
from onrecord.resolve.occasion import occasion_of
from onrecord.resolve.page import Page
from onrecord.resolve.via import via_of

_SURE = {"addressee": 0.8, "occasion": 0.5, "said_on": 0.6, "via": 0.6}
"""The chance that a particular is right that was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of one saying besides its speaker."""

    addressee: Span | None
    occasion: Span | None
    said_on: str | None
    via: str | None
    evidence: tuple[Evidence, ...]


def particulars_of(page: Page, finding: Finding, article: Article, today: date | None) -> Particulars:
    """Return the particulars of one finding; the article's agency is its via where nothing nearer is."""
    free = clause_of(page, finding)
    addressee, occasion = addressee_of(page, finding, free), occasion_of(page, finding, free)
    said_on, via = _said_on(page.text, finding, free, today), via_of(page, finding, free, addressee)
    found = (
        ("addressee", addressee, _SURE["addressee"]),
        ("occasion", occasion, _SURE["occasion"]),
        ("said_on", said_on and Span(start=said_on.start, end=said_on.end), _SURE["said_on"]),
        ("via", via and via.span, _SURE["via"]),
    )
    return Particulars(
        addressee=addressee,
        occasion=occasion,
        said_on=said_on and said_on.value,
        via=via.name if via else article.agency,
        evidence=tuple(Evidence(field=name, span=span, confidence=sure) for name, span, sure in found if span is not None),
    )


def _said_on(text: str, finding: Finding, free: list[Bounds], today: date | None) -> Dated | None:
    """Return the date nearest to the cue."""
    if finding.cue is None:
        return None
    cue = finding.cue
    for bounds in free[:2]:
        found = [d for d in dates_in(text, bounds, today) if not is_in_source(finding, d.start, d.start + 1)]
        if found:
            return min(found, key=lambda d: min(abs(d.start - cue.end), abs(cue.start - d.end)))
    return None
