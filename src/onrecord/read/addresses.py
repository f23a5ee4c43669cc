"""Where an article stands, and where a copy of it says that it was first printed.

In: a draft, its page, its JSON-LD. Out: the draft with its canonical and its original address. A canonical address on the
site of another publisher is how a syndicated copy names its original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from onrecord.read.chain import is_same_site, site_of
from onrecord.read.draft import Draft
from onrecord.read.linked import Story
from onrecord.read.origins import Source, filled
from onrecord.read.page import Page
from onrecord.read.tables import pages

_HTTP = ("http://", "https://")


def addresses_of(draft: Draft, page: Page, story: Story) -> Draft:
    """Return the draft with the addresses that its page states."""
    own, canonical = list(_own(page, story)), _absolute(page.canonical, page.first("og:url"))
    site = next((site for _, url in own if (site := site_of(url))), None)
    first = site_of(canonical)
    if canonical and site and first and not is_same_site(site, first):
        draft = filled(draft, Source.SHOWN, original_url=canonical)
    elif canonical:
        own.insert(0, (Source.SHOWN, canonical))
    draft = _first(draft, "url", own)
    return _first(draft, "original_url", ((source, url) for source, url in _originals(page, story) if url != draft.url))


def _own(page: Page, story: Story) -> Iterator[tuple[Source, str]]:
    named = (
        (Source.OPEN_GRAPH, page.first("og:url")),
        (Source.LINKED, story.address("mainEntityOfPage")),
        (Source.LINKED, story.text("url", "@id")),
        (Source.META, page.first("twitter:url", "parsely-link", "dc.identifier")),
    )
    yield from ((source, url) for source, url in named if url and url.startswith(_HTTP))


def _originals(page: Page, story: Story) -> Iterator[tuple[Source, str]]:
    named = [(Source.LINKED, story.address("isBasedOn", "isBasedOnUrl")), *((Source.META, page.first(name)) for name in pages().originals)]
    yield from ((source, url) for source, url in named if url and url.startswith(_HTTP))


def _first(draft: Draft, name: str, candidates: Iterable[tuple[Source, str]]) -> Draft:
    source, url = next(iter(candidates), (Source.META, None))
    return filled(draft, source, **{name: url})


def _absolute(url: str | None, base: str | None) -> str | None:
    try:
        url = urljoin(base, url) if base and url else url
    except ValueError:
        return None
    return url if url and url.startswith(_HTTP) else None
