"""Who made an article: the names in a byline, and the agency among them.

In: a line. Out: names as printed, agencies by their name in the table. Decides nothing about people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.read.dates import date_line
from onrecord.read.tables import agencies

_BY: Final = re.compile(r"(?:(?:story|words|text|report|written|posted|published|reported|from)\s+)?by:?\s+(?P<who>\S.*)", re.IGNORECASE | re.DOTALL)
_PARTS: Final = re.compile(r"\s*[|•·—]\s*|\s+[-–/]\s+|\s*,?\s+(?=(?:published|updated|posted|last updated)\b)", re.IGNORECASE)
ROLE: Final = re.compile(
    r"\b(editor|correspondent|reporter|writer|staff|chief|bureau|columnist|producer|analyst|contributor|engineer|blogger|commentator|fellow|professor|desk|team|journalist|agenc(?:y|ies))s?\b",
    re.IGNORECASE,
)
_LAST_PART: Final = re.compile(r"(?P<mark>,\s*|\s+(?:of|for|at|with|via)\s+|\s+[/-]\s+)(?P<last>(?:[Tt]he )?[A-Z][^,]*)$")
_PLACE: Final = re.compile(r"\s+[Ff]or\s+(?:the\s+)?[A-Z].*$|\s+in\s+(?:[A-Z][\w.’'-]+|the)(?:\s+[A-Z][\w.’'-]+)*$")
ANY_AGENCY: Final = re.compile(r"(?:the |other |local |foreign )*(?:news|wire|press)? ?(?:agenc(?:y|ies)|services?|wires?)$", re.IGNORECASE)
_ABBREVIATED: Final = re.compile(r"\b(?:[A-Z]|Jr|Sr|Dr|Inc|Co|St)\.$")
_MOST_CHARS: Final = 140
_MOST_WORDS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says: the names as printed, the agency, and a date that stands in the same line."""

    names: str | None = None
    agency: str | None = None
    published: str | None = None


def byline_of(line: str) -> Byline | None:
    """Return what a line beginning with `By` says, or None where it is no byline.

    >>> byline_of("By Maren Oduya, Reuters | March 14, 2031")
    Byline(names='Maren Oduya', agency='Reuters', published='2031-03-14')
    >>> byline_of("By Monday the committee had nothing to say.")
    """
    found = _BY.fullmatch(line.strip())
    if not found or not _is_short(found["who"]):
        return None
    first, *rest = _PARTS.split(found["who"])
    who, published = _dated(first)
    if not _can_begin_a_name(who):
        return None
    names, agency = names_and_agency([who, *(part for part in rest if agency_of(part))])
    return Byline(names=names, agency=agency, published=published or next(filter(None, map(date_line, rest)), None))


def names_and_agency(authors: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the persons among the authors, as one byline, and the agency among them.

    >>> names_and_agency(["Ada Corwin", "Halyard News Agency"])
    ('Ada Corwin', 'Halyard News Agency')
    """
    agency, persons = None, []
    for author in authors:
        name, found = _without_agency(author.strip().strip(","))
        agency = agency or found
        if name and name not in persons:
            persons.append(name)
    joined = " and ".join(filter(None, [", ".join(persons[:-1]), *persons[-1:]]))
    return joined or None, agency


def agency_of(name: str) -> str | None:
    """Return the agency that is so called, or None where the name is no agency's.

    >>> agency_of("The Associated Press"), agency_of("Halyard Press Agency"), agency_of("The Harbour Ledger")
    ('AP', 'Halyard Press Agency', None)
    """
    name = name.strip().strip("()[]/.").strip()
    table = agencies()
    known = table.name_of.get(name) or table.name_of.get(name.removeprefix("the ").removeprefix("The "))
    known = known or (table.name_of.get(name.title()) if name.isupper() else None)
    if known or len(name.split()) > 6 or name.islower() or ANY_AGENCY.match(name):
        return known
    # An agency's own name ends with the word, as in `Halyard News Agency`: `the agencies of the state` is none.
    return name if (found := table.words.search(name)) and found.end() == len(name) and found.start() > 0 else None


def _without_agency(author: str) -> tuple[str | None, str | None]:
    if whole := agency_of(author):
        return None, whole
    if (inside := re.search(r"\s*\(([^()]+)\)$", author)) and (agency := agency_of(inside[1])):
        return _person(author[: inside.start()]), agency
    if (cut := _LAST_PART.search(author)) and (agency := agency_of(cut["last"])):
        return _person(author[: cut.start("mark")]), agency
    if last := next((form for form in agencies().name_of if " " in form and author.endswith(f" {form}")), None):
        return _person(author.removesuffix(last)), agencies().name_of[last]
    return _person(author), None


def _person(name: str) -> str | None:
    first, *parts = name.strip().strip(",").split(",")
    named = ",".join([first, *(part for part in parts if not ROLE.search(part))])
    return _PLACE.sub("", named).strip() or None


def _dated(text: str) -> tuple[str, str | None]:
    cut = re.search(r"^(.*?),?\s+(?:on\s+)?((?:\w+day,?\s+)?(?:\d{1,2}\s+[A-Z]\w{2,8}|[A-Z]\w{2,8}\.?\s+\d{1,2}),?\s+\d{4}.*)$", text)
    published = date_line(cut[2]) if cut else None
    return (cut[1], published) if cut and published else (text, None)


def _is_short(who: str) -> bool:
    ends_a_sentence = who.endswith((".", "!", "?", ":", ";", "…")) and not _ABBREVIATED.search(who)
    return len(who) <= _MOST_CHARS and len(who.split()) <= _MOST_WORDS and not ends_a_sentence


def _can_begin_a_name(who: str) -> bool:
    return who[:1].isupper() or bool(ROLE.search(who))
