"""The dateline that an article begins with: the place, and the agency whose mark stands in it.

In: the first paragraph. Out: `VELMORA, March 14 (Halyard) - …` gives Velmora as printed, and Halyard. The dateline stays in
the text: readers saw it, and offsets count it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.read.byline import agency_of
from onrecord.read.tables import agencies

_HEAD_CHARS: Final = 140
_DASH: Final = r"\s*(?:--|[-–—―])"
_CAPITALS: Final = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'/ -]{1,40}[A-ZÀ-Þ.](?:,(?: [A-Z][\w.’'-]*){1,3}){0,2}"
# `/` closes a mark as it opens one: TASS prints `MOSCOW, March 3. /TASS/.`
_MARK: Final = r"[(\[/](?P<agency>[^()\[\]/]{2,40})[)\]/]"
_MARKED: Final = re.compile(rf"^(?P<place>[^a-z()]{{2,60}}?|[A-Z][^()]{{1,60}}?)[\s.]*{_MARK}(?P<dash>{_DASH}|\s*[:.])?")
_BARE_MARK: Final = re.compile(rf"^(?:\((?P<inside>[A-Z][\w. -]{{1,30}}?)\)|(?P<plain>[A-Z][\w. -]{{1,30}}?)){_DASH}\s")
_UNMARKED: Final = re.compile(rf"^(?P<place>{_CAPITALS})(?:\s+[-–—―]|\s*[—―]|\s*--)\s*(?=[\w“\"‘«(])")
# `VELMORA: The minister …`, as papers of the subcontinent print it.
# One word, for two are the name of who speaks more often than a place; in a long paragraph, for turns of a talk are short.
_COLONED: Final = re.compile(
    r"^(?P<place>(?:(?:NEW|PORT|SAN|SAINT|ST\.?|LOS|LAS|HONG|KUALA|EL|LA|FORT|CAPE) )?[A-ZÀ-Þ][A-ZÀ-Þ’'/-]{2,20}):\s+(?=[A-Z“\"‘].{80})"
)
_DATE: Final = re.compile(
    r"[\s,.]*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?\s*)?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
    r"(?:,?\s+\d{4})?[\s,.]*$",
    re.IGNORECASE,
)
_MOST_PLACE_WORDS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says."""

    place: str | None = None
    agency: str | None = None


def dateline_of(paragraph: str) -> Dateline:
    """Return what the dateline of a first paragraph says, which is nothing where it has none.

    >>> dateline_of("PORT ANSEL, Tarsovia, April 22 (Halyard) - Dockworkers walked out.")
    Dateline(place='PORT ANSEL, Tarsovia', agency='Halyard')
    >>> dateline_of("BREAKING — The committee met.")
    Dateline(place=None, agency=None)
    """
    head = paragraph[:_HEAD_CHARS]
    if marked := _marked(head):
        return marked
    if (bare := _BARE_MARK.match(head)) and (agency := agency_of(bare["inside"] or bare["plain"])):
        return Dateline(agency=agency)
    found = _UNMARKED.match(head) or _COLONED.match(head)
    return Dateline(place=_place(found["place"])) if found else Dateline()


def _marked(head: str) -> Dateline | None:
    found = _MARKED.match(head)
    if not found:
        return None
    inside, place = found["agency"].strip(), _place(found["place"])
    known = agency_of(inside)
    if known and (found["dash"] or place):
        return Dateline(place=place, agency=known)
    # A name that no table knows is an agency's where a place in capitals stands before it.
    is_marked = found["dash"] and found["place"].split()[0].strip(",").isupper() and inside[:1].isupper() and not any(map(str.isdigit, inside))
    return Dateline(place=place, agency=inside) if is_marked and place else None


def _place(printed: str) -> str | None:
    place = _DATE.sub("", printed).strip(" ,.-–—")
    is_place = len(place) > 1 and len(place.split()) <= _MOST_PLACE_WORDS and not any(map(str.isdigit, place))
    return place if is_place and place.casefold() not in agencies().no_places else None
