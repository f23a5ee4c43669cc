"""What a page says of its article, from JSON-LD, OpenGraph, meta tags, microdata and what it shows, in this order.

In: a page, and the day that is today. Out: a draft without blocks, each value with its origin. Where several speak, the most
exact comes first: JSON-LD is written for machines, OpenGraph for sharing, a meta tag for search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from onrecord.read.addresses import addresses_of
from onrecord.read.authors import authors_of
from onrecord.read.byline import agency_of, names_and_agency
from onrecord.read.clean import words_of
from onrecord.read.dates import date_of, dates_in, is_future
from onrecord.read.draft import Draft
from onrecord.read.linked import Story, story_of
from onrecord.read.origins import Source, filled
from onrecord.read.page import Page, plain_text
from onrecord.read.tables import agencies, pages
from onrecord.read.titles import TITLE_MARKS, with_title

Candidates = Iterable[tuple[Source, str | None]]

_LONGEST_NAME: Final = 120
_LONGEST_SECTION: Final = 60
_MOST_SITE_WORDS: Final = 5
_FRONT: Final = frozenset({"home", "homepage", "front page", "start", "news", "index", "main"})


def metadata_of(page: Page, today: date) -> Draft:
    """Return what the page says, each value from the first place that has it."""
    story = story_of(page.linked, [title for title in (page.heading, page.first("og:title"), page.title) if title])
    draft = _first(Draft(blocks=()), "outlet", map(_as_name, _outlets(page, story)))
    draft = with_title(draft, page, story)
    draft = _with_authors(draft, page, story)
    draft = addresses_of(draft, page, story)
    draft = _with_agency(draft, page, story)
    draft = _with_dates(draft, page, story, today)
    draft = _first(draft, "section", map(_as_section, _sections(page, story)))
    draft = _first(draft, "dateline", [(Source.LINKED, story.text("dateline", "locationCreated"))])
    draft = _first(draft, "photo_credit", _photo_credits(page, story))
    return _first(draft, "language", _languages(page, story))


def _first(draft: Draft, name: str, candidates: Candidates) -> Draft:
    source, value = next(((source, plain_text(value)) for source, value in candidates if value and plain_text(value)), (Source.META, None))
    return filled(draft, source, **{name: value})


def _outlets(page: Page, story: Story) -> Iterator[tuple[Source, str | None]]:
    yield Source.OPEN_GRAPH, page.first("og:site_name")
    yield Source.LINKED, next(iter(story.names("publisher")), None)
    yield Source.LINKED, next(iter(Story(article=story.page, page={}, crumbs=(), by_id=story.by_id).names("publisher", "isPartOf")), None)
    for name in pages().sites:
        yield Source.META, page.first(name)
    yield Source.MARKED, next(iter(page.marked.get("publisher", ())), None)
    yield Source.SHOWN, _title_site(page)


def _as_name(candidate: tuple[Source, str | None]) -> tuple[Source, str | None]:
    source, name = candidate
    if not name or name.startswith(("http", "@", "#")) or len(name) > _LONGEST_NAME or name.isdigit():
        return source, None
    # A site's name often has its motto behind it.
    return source, re.split(r"\s+[|–—•-]\s+", plain_text(name))[0]


def _title_site(page: Page) -> str | None:
    """What the page's title has behind its heading, or before it: `Talks fail | The Harbour Ledger`."""
    parts, heading, title = TITLE_MARKS.split(page.title or ""), words_of(page.heading or ""), words_of(page.title or "")
    if not heading or len(parts) < 2 or not words_of(parts[0]):
        return None
    site = parts[-1] if title.startswith(heading) else parts[0] if title.endswith(heading) else ""
    return site if site and words_of(site) not in heading and len(site.split()) <= _MOST_SITE_WORDS else None


def _with_authors(draft: Draft, page: Page, story: Story) -> Draft:
    found = authors_of(page, story, draft.outlet)
    names, agency = names_and_agency(found.names)
    return filled(draft, found.source, byline=names, agency=agency)


def _with_agency(draft: Draft, page: Page, story: Story) -> Draft:
    # Where an article has another source than its publisher, that is the agency, whatever it is called.
    source = next(iter(story.names("sourceOrganization")), None)
    if source and draft.outlet and words_of(source) != words_of(draft.outlet):
        return filled(draft, Source.LINKED, agency=agency_of(source) or source)
    named = [(Source.LINKED, name) for key in ("provider", "creator", "copyrightHolder", "publisher") for name in story.names(key)]
    named += [(Source.META, name) for name in page.every(*pages().agencies)]
    named += [(Source.SHOWN, name) for name in page.agencies] + [(draft_source, name) for draft_source, name in _outlet(draft)]
    for origin, name in named:
        draft = filled(draft, origin, agency=agency_of(plain_text(name)))
    return filled(draft, Source.ADDRESS, agency=_agency_in(draft.url))


def _outlet(draft: Draft) -> Iterator[tuple[Source, str]]:
    if draft.outlet:
        yield next(Source(origin.source) for origin in draft.origins if origin.field == "outlet"), draft.outlet


def _agency_in(url: str | None) -> str | None:
    parts = (url or "").casefold().split("/")[3:-1]
    return next((agencies().parts[part] for part in parts if part in agencies().parts), None)


def _with_dates(draft: Draft, page: Page, story: Story, today: date) -> Draft:
    whole = Story(article=story.page, page={}, crumbs=(), by_id={})
    head = dates_in(" | ".join(line for line in page.head if any(map(str.isdigit, line))))
    published: Candidates = (
        (Source.LINKED, story.text("datePublished")),
        *((Source.META, value) for value in page.every(*pages().published)),
        *((Source.MARKED, value) for value in page.marked.get("datepublished", ())),
        (Source.LINKED, story.text("dateCreated") or whole.text("datePublished")),
        *((Source.SHOWN, value) for value in page.times.published),
        *((Source.MARKED, value) for value in page.marked.get("datecreated", ())),
        *((Source.SHOWN, value) for value in head[0]),
    )
    modified: Candidates = (
        (Source.LINKED, story.text("dateModified")),
        *((Source.META, value) for value in page.every(*pages().modified)),
        *((Source.MARKED, value) for value in page.marked.get("datemodified", ())),
        (Source.LINKED, whole.text("dateModified")),
        *((Source.SHOWN, value) for value in page.times.modified),
        *((Source.SHOWN, value) for value in head[1]),
    )
    draft = _with_date(draft, "published", _believed(published, page, today))
    return _with_date(draft, "modified", _believed(modified, page, today))


def _believed(candidates: Candidates, page: Page, today: date) -> list[tuple[Source, str]]:
    """The dates that can be believed: one that is still to come only where the page shows it to its readers too."""
    shown = {written[:10] for written in (*page.times.published, *page.times.modified)}
    read = [(source, written) for source, value in candidates if value and (written := date_of(value))]
    return [(source, written) for source, written in read if not is_future(written, today) or (written[:10] in shown and source is not Source.SHOWN)]


def _with_date(draft: Draft, name: str, dates: list[tuple[Source, str]]) -> Draft:
    if not dates:
        return draft
    # The first that is said; of those that say the same day, one that says the hour and the zone too.
    day = dates[0][1][:10]
    source, written = next(((source, written) for source, written in dates if written[:10] == day and "T" in written), dates[0])
    return filled(draft, source, **{name: written})


def _sections(page: Page, story: Story) -> Iterator[tuple[Source, str | None]]:
    yield from ((Source.LINKED, value) for value in story.texts(story.article.get("articleSection")))
    yield Source.OPEN_GRAPH, page.first("article:section", "og:article:section", "og:section")
    for name in pages().sections:
        yield Source.META, page.first(name)
    yield from ((Source.MARKED, value) for value in page.marked.get("articlesection", ()))
    titles = {words_of(title) for title in (page.heading, story.text("headline")) if title}
    yield from ((Source.LINKED, crumb) for crumb in reversed(story.crumbs) if not any(words_of(crumb) in title for title in titles))


def _as_section(candidate: tuple[Source, str | None]) -> tuple[Source, str | None]:
    source, name = candidate
    is_section = name and len(name) <= _LONGEST_SECTION and words_of(name) not in _FRONT and not name.startswith("http")
    return source, name if is_section else None


def _photo_credits(page: Page, story: Story) -> Iterator[tuple[Source, str | None]]:
    image = story.part("image")
    yield Source.SHOWN, page.credit
    yield Source.LINKED, image.text("creditText", "copyrightNotice") or next(iter(image.names("creator", "author", "copyrightHolder")), None)


def _languages(page: Page, story: Story) -> Iterator[tuple[Source, str | None]]:
    yield Source.SHOWN, page.language
    yield Source.LINKED, story.text("inLanguage")
    yield from ((Source.META, page.first(name)) for name in pages().languages)
