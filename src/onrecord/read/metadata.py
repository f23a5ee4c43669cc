"""What a page says of its article, from JSON-LD, OpenGraph and meta tags, in this order.

In: a page. Out: a draft without blocks. Where several speak, the most exact comes first: JSON-LD is written for machines,
OpenGraph for sharing, a meta tag for search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from onrecord.read.byline import agency_of, byline_of, names_and_agency
from onrecord.read.clean import words_of
from onrecord.read.dates import date_of
from onrecord.read.draft import Draft
from onrecord.read.page import Page, plain_text
from onrecord.read.tables import pages

_TYPES: Final = re.compile(r"\w*(?:Article|BlogPosting|Report)$")
_NAME: Final = re.compile(r"(?:[A-Z][\w.’'-]+\s+){1,3}[A-Z][\w.’'-]+")
_LONGEST_NAME: Final = 120
_TITLE_MARKS: Final = re.compile(r"\s+[|–—·•:»«-]\s+")


def metadata_of(page: Page) -> Draft:
    """Return what the page says, each value from the first place that has it."""
    article = _article_object(page)
    byline, agency = names_and_agency(list(_authors(page, article)))
    outlet = _site(page, article)
    return Draft(
        blocks=(),
        title=_title(page, article, outlet),
        byline=byline,
        agency=agency or _agency(page, article, outlet),
        outlet=outlet,
        published=_published(page, article),
        photo_credit=page.credit,
        url=_url(page, article),
        original_url=_original(page, article),
        language=page.language or _text(article.get("inLanguage")) or page.first(*pages().languages),
    )


def _article_object(page: Page) -> dict[str, object]:
    for value in page.linked:
        if any(_TYPES.match(kind) for kind in _texts(value.get("@type"))):
            return value
    return {}


def _title(page: Page, article: dict[str, object], outlet: str | None) -> str | None:
    title = _text(article.get("headline")) or page.first(*pages().title)
    if title is None:
        return page.heading or (_without_site(page.title, outlet) if page.title else None)
    # JSON-LD and OpenGraph cut long titles off; the heading of the page is whole.
    if page.heading and words_of(page.heading).startswith(words_of(title.rstrip("….")) or "\0"):
        return page.heading
    return _without_site(title, outlet)


def _without_site(title: str, outlet: str | None) -> str:
    """A title that ends with the name of the site, without it."""
    marks = list(_TITLE_MARKS.finditer(title))
    if not marks:
        return title
    last = title[marks[-1].end() :]
    is_site = outlet is not None and words_of(last).removeprefix("the ") == words_of(outlet).removeprefix("the ")
    is_short = outlet is None and len(last.split()) <= 3 and marks[-1].group().strip() in "|–—»"
    return title[: marks[-1].start()].strip() if is_site or is_short else title


def _authors(page: Page, article: dict[str, object]) -> Iterator[str]:
    said = list(_names(article.get("author"))) or [name for key in pages().authors for name in page.meta.get(key, ())]
    authors = [author for name in said for author in _author(plain_text(name))]
    yield from authors or next(filter(None, map(_shown_authors, page.bylines)), [])


def _author(name: str) -> Iterator[str]:
    byline = byline_of(name)
    name = byline.names or byline.agency or "" if byline else name
    if name.casefold() not in pages().nobody and 2 <= len(name) <= _LONGEST_NAME and "http" not in name and "@" not in name and not name.isdigit():
        yield from re.split(r"\s*;\s*", name)


def _shown_authors(text: str) -> list[str]:
    """What a marked element shows is an author where it says `By`, or is a name and nothing else."""
    if byline := byline_of(text):
        return list(filter(None, [byline.names, byline.agency]))
    return list(_author(text)) if _NAME.fullmatch(text) else []


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        yield from _texts(item.get("name") if isinstance(item, dict) else item)


def _agency(page: Page, article: dict[str, object], outlet: str | None) -> str | None:
    # Where an article has another source than its publisher, that is the agency, whatever it is called.
    source = next(_names(article.get("sourceOrganization")), None)
    if source and outlet and words_of(source) != words_of(outlet):
        return agency_of(source) or source
    named = [name for key in ("provider", "creator", "copyrightHolder") for name in _names(article.get(key))]
    return next((agency for name in [*named, *filter(None, map(page.first, pages().agencies))] if (agency := agency_of(name))), None)


def _site(page: Page, article: dict[str, object]) -> str | None:
    site = page.first("og:site_name") or next(_names(article.get("publisher")), None) or page.first(*pages().sites)
    site = site if site and not site.startswith(("http", "@")) and len(site) <= _LONGEST_NAME else None
    # A site's name often has its motto behind it.
    return re.split(r"\s+[|–—•]\s+", plain_text(site))[0] or None if site else None


def _published(page: Page, article: dict[str, object]) -> str | None:
    said = [_text(article.get("datePublished")), *(page.first(name) for name in pages().published), _text(article.get("dateCreated"))]
    return next((date for value in said if value and (date := date_of(value))), None)


def _url(page: Page, article: dict[str, object]) -> str | None:
    said = (page.canonical, page.first("og:url"), _address(article.get("mainEntityOfPage")), _text(article.get("url")))
    return next((url for url in said if url and url.startswith(("http://", "https://"))), None)


def _original(page: Page, article: dict[str, object]) -> str | None:
    said = (_address(article.get("isBasedOn")), _address(article.get("isBasedOnUrl")), page.first(*pages().originals))
    return next((url for url in said if url and url.startswith(("http://", "https://"))), None)


def _address(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str | None:
    return next(_texts(value), None)


def _texts(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield plain_text(item)
