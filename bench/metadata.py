"""Titles, dates, authors and agencies: the share that is right, ours beside trafilatura's and newspaper4k's.

    pip install newspaper4k
    python bench/metadata.py made|readability [--wrong]

A title is right if its words are those expected, whatever case and marks; a date, if the day is; authors, if they are the
same names (where none is expected, if none is found); an agency, if it is named: trafilatura and newspaper4k have no field
for it, so one that they have among the authors or as the site counts for them, and is no wrong author. On Readability.js's
pages what is expected is what that tool finds: half of the words in common count as the same title or authors, and only
pages of which something is expected are scored. `made` are sixty pages of our own, written by those who wrote the reader.
"""

from __future__ import annotations

import argparse
import re
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from onrecord.errors import ReadError
from onrecord.read import Kind, article_of
from onrecord.read.byline import agency_of, names_and_agency
from onrecord.read.dates import date_of
from page_sets import readability
from pages.shapes import SHAPES
from pages.stories import stories

FIELDS = ("title", "date", "authors", "agency")
AGENCIES = {"yahoo-2": "AP"}
"""The copies among Readability.js's pages."""

NO_NAME = re.compile(r"\b(?:by|par|written|edited)\b|\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a tool finds, or what is expected; None of a field that is not asked for."""

    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One page with what is expected of it; `is_strict` where people wrote that."""

    name: str
    html: str
    expected: Known
    is_strict: bool


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("set", choices=("made", "readability"))
    ap.add_argument("--wrong", action="store_true", help="print what we have wrong")
    args = ap.parse_args()
    warnings.simplefilter("ignore")
    pages = made() if args.set == "made" else real()
    for name, tool in TOOLS.items():
        right, asked = Counter[str](), Counter[str]()
        for page in pages:
            found = tool(page.html)
            for field in FIELDS:
                verdict = judged(field, found, page)
                asked[field] += verdict is not None
                right[field] += bool(verdict)
                if verdict is False and args.wrong and name == "onrecord":
                    print(f"  {page.name} {field}: {getattr(found, field)!r}, expected {getattr(page.expected, field)!r}")
        print(f"{name:<12}", *(f"{field} {right[field]}/{asked[field]} = {right[field] / max(asked[field], 1):.1%} " for field in FIELDS))


def made() -> list[Asked]:
    """Return the sixty pages."""
    asked = []
    for story, shape in zip(stories(), cycle(SHAPES), strict=False):
        told, html = shape(story)
        expected = Known(title=told.title, date=told.published.date().isoformat(), authors=told.authors, agency=told.agency or "")
        asked.append(Asked(name=f"{story.number} {shape.__name__}", html=html, expected=expected, is_strict=True))
    return asked


def real() -> list[Asked]:
    """Return Readability.js's pages."""
    return [Asked(name=page.name, html=page.html, expected=_expected(page.name, page.known), is_strict=False) for page in readability()]


def _expected(name: str, known: dict[str, Any]) -> Known:
    authors = (known["byline"],) if known.get("byline") else None
    return Known(title=known.get("title") or None, date=date_of(known.get("publishedTime") or ""), authors=authors, agency=AGENCIES.get(name, ""))


def judged(field: str, found: Known, page: Asked) -> bool | None:
    """Return whether a field is right, or None where nothing is expected of it."""
    expected, value = getattr(page.expected, field), getattr(found, field)
    if expected is None:
        return None
    if field == "date":
        return bool(value) and value[:10] == expected[:10]
    if field == "agency":
        return bool((value or "") == expected)
    if not page.is_strict:
        return alike(*(words(NO_NAME.sub(" ", " ".join(said or ()))) if field == "authors" else words(said) for said in (value, expected))) >= 0.5
    if field == "authors":
        return {tuple(words(name)) for name in value or ()} == {tuple(words(name)) for name in expected}
    return words(value) == words(expected)


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())


def alike(one: list[str], other: list[str]) -> float:
    return len(set(one) & set(other)) / max(len(set(one) | set(other)), 1)


def ours(html: str) -> Known:
    try:
        article = article_of(html, kind=Kind.HTML)
    except ReadError:
        return Known(authors=())
    authors = re.split(r",\s+|\s+and\s+", article.byline) if article.byline else []
    return Known(title=article.title, date=article.published, authors=tuple(authors), agency=article.agency)


def trafilaturas(html: str) -> Known:
    from trafilatura import extract_metadata

    found = extract_metadata(html)
    if found is None:
        return Known(authors=())
    return _with_agency(found.title, found.date, (found.author or "").split("; "), found.sitename)


def newspapers(html: str) -> Known:
    from newspaper import Article as Page

    # It would ask the network for the size of every picture.
    page = Page(url="https://page.invalid/", fetch_images=False, request_timeout=1)
    page.download(input_html=html)
    try:
        page.parse()
    except Exception:
        return Known(authors=())
    date = page.publish_date
    return _with_agency(page.title, date.date().isoformat() if date else None, page.authors, page.meta_site_name)


def _with_agency(title: str | None, date: str | None, authors: list[str], site: str | None) -> Known:
    """An agency among the authors, or behind a name, is read as ours are."""
    parted = [names_and_agency([author]) for author in authors if author]
    agency = next((agency for _, agency in parted if agency), None) or agency_of(site or "")
    return Known(title=title, date=date, authors=tuple(name for name, _ in parted if name), agency=agency)


TOOLS: dict[str, Callable[[str], Known]] = {"onrecord": ours, "trafilatura": trafilaturas, "newspaper4k": newspapers}


if __name__ == "__main__":
    main()
