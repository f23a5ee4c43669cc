"""What an article is called: the heading that readers see, where the page says it in another place too.

In: a draft with its outlet, the page, its JSON-LD. Out: the draft with its title and where that was read; the name of the site
is no part of it.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.read.clean import words_of
from onrecord.read.draft import Draft
from onrecord.read.linked import Story
from onrecord.read.origins import Source, filled
from onrecord.read.page import Page, plain_text
from onrecord.read.tables import pages

TITLE_MARKS: Final = re.compile(r"\s+[|–—·•:»«-]\s+|\s*\|\s*")
_SHORTEST_CUT: Final = 15


def with_title(draft: Draft, page: Page, story: Story) -> Draft:
    """Return the draft with its title, where the page has one."""
    stated = [
        (Source.LINKED, story.text("headline")),
        (Source.OPEN_GRAPH, page.first("og:title")),
        *((Source.META, page.first(name)) for name in pages().title),
        *((Source.MARKED, title) for title in page.marked.get("headline", ())),
    ]
    titles = [(source, _without_site(plain_text(title), draft.outlet)) for source, title in stated if title and plain_text(title)]
    if not titles and page.title:
        titles = [(Source.SHOWN, _without_site(page.title, draft.outlet))]
    heading = words_of(page.heading or "")
    # The heading that readers see, where the page says it in another place too: what machines are told is cut off, or sells.
    confirming = next((source for source, title in titles if heading and _is_of(words_of(title), heading)), None)
    if confirming and heading != words_of(draft.outlet or ""):
        return filled(draft, confirming, title=page.heading)
    # A catalogue's headline can be a description, which shares no word with what the page is called.
    titles = [(source, title) for source, title in titles if not _is_elsewhere(title, page)]
    source, title = titles[0] if titles else (Source.SHOWN, page.heading)
    return filled(draft, source, title=title)


def _is_elsewhere(title: str, page: Page) -> bool:
    heading, whole = words_of(page.heading or ""), words_of(page.title or "")
    return bool(heading) and whole.startswith(heading) and not set(words_of(title).split()) & set(whole.split())


def _is_of(title: str, heading: str) -> bool:
    is_cut = len(title) >= _SHORTEST_CUT and heading.startswith(title)
    has_site = title.startswith(f"{heading} ") or title.endswith(f" {heading}")
    return title == heading or is_cut or (has_site and 2 * len(heading) >= len(title))


def _without_site(title: str, outlet: str | None) -> str:
    """A title that ends with the name of the site, without it."""
    marks = list(TITLE_MARKS.finditer(title))
    if not marks:
        return title
    last = title[marks[-1].end() :]
    is_site = outlet is not None and words_of(last).removeprefix("the ") == words_of(outlet).removeprefix("the ")
    is_short = outlet is None and len(last.split()) <= 3 and marks[-1].group().strip() in "|–—»"
    return title[: marks[-1].start()].strip() if is_site or is_short else title
