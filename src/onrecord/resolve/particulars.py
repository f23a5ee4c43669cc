"""To whom, on what occasion, when and by whose account a statement was made.

In: a page and one finding. Out: spans of the addressee and of the occasion, a date and the via.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.records import Article, Finding, Span
from onrecord.resolve.addressee import addressee_of
from onrecord.resolve.clause import Bounds, clause_of, is_in_source
from onrecord.resolve.dates import dates_in
from onrecord.resolve.occasion import occasion_of
from onrecord.resolve.page import Page
from onrecord.resolve.via import via_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of one saying besides its speaker."""

    addressee: Span | None
    occasion: Span | None
    said_on: str | None
    via: str | None


def particulars_of(page: Page, finding: Finding, article: Article, today: date | None) -> Particulars:
    """Return the particulars of one finding; the article's agency is its via where nothing nearer is."""
    free = clause_of(page, finding)
    addressee = addressee_of(page, finding, free)
    return Particulars(
        addressee=addressee,
        occasion=occasion_of(page, finding, free),
        said_on=_said_on(page.text, finding, free, today),
        via=via_of(page, finding, free, addressee) or article.agency,
    )


def _said_on(text: str, finding: Finding, free: list[Bounds], today: date | None) -> str | None:
    """Return the date nearest to the cue."""
    if finding.cue is None:
        return None
    cue = finding.cue
    for bounds in free[:2]:
        found = [d for d in dates_in(text, bounds, today) if not is_in_source(finding, d.start, d.start + 1)]
        if found:
            return min(found, key=lambda d: min(abs(d.start - cue.end), abs(cue.start - d.end))).value
    return None
