"""A piece of HTML that is all article, as feeds and agencies give it: no search for the main text, nothing of it is lost.

In: HTML without the page around it. Out: a draft. A block quotation stays one; pictures, captions and scripts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from onrecord.read.clean import clean
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.records import Link

_BREAKS: Final = frozenset(
    "p div section article header main ul ol li table tr td th blockquote h1 h2 h3 h4 h5 h6 pre hr br address dl dt dd body html".split()
)
_DROPPED: Final = frozenset(
    "script style footer figure figcaption aside form button iframe video audio noscript template svg object select nav head".split()
)
_SECTION: Final = re.compile(r"<!\[[^<>]*>?")
"""`<![if !IE]>` and the like are no HTML; the parser stops at those that it does not know."""
_KINDS: Final = {"li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE, **{f"h{level}": BlockKind.HEADING for level in range(1, 7)}}


def fragment_draft(html: str) -> Draft:
    """Return the draft of a piece of HTML.

    >>> [block.text for block in fragment_draft("<p>It sank, <q>slowly</q>.</p><figure><img></figure><p>Nobody<br>saw it.").blocks]
    ['It sank, “slowly”.', 'Nobody', 'saw it.']
    """
    reader = _Reader()
    reader.feed(_SECTION.sub("", html))
    reader.close()
    return Draft(blocks=tuple(reader.blocks()), is_page=True)


class _Reader(HTMLParser):
    """Gathers the words of each block on the way through the markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._found: list[Link] = []
        self._kinds: list[str] = []
        self._dropped: list[str] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        elif self._dropped:
            return
        elif tag in _BREAKS:
            self._end_block()
            if tag in _KINDS:
                self._kinds.append(tag)
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._words)))
        elif tag == "q":
            self._words.append("‘" if self._quotes else "“")
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            # What is left open ends with what holds it: a page that is cut off loses no more than that.
            if tag in self._dropped:
                del self._dropped[self._dropped.index(tag) :]
        elif self._dropped:
            return
        elif tag in _BREAKS:
            self._end_block()
            if tag in self._kinds:
                del self._kinds[len(self._kinds) - 1 - self._kinds[::-1].index(tag) :]
        elif tag == "a" and self._links:
            url, start = self._links.pop()
            self._found.append(Link(title=clean("".join(self._words[start:])), url=url))
        elif tag == "q" and self._quotes:
            self._quotes -= 1
            self._words.append("’" if self._quotes else "”")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._words.append(data)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks that were read."""
        self._end_block()
        yield from self._blocks

    def _end_block(self) -> None:
        text = clean("".join(self._words))
        if text:
            kind = next((_KINDS[name] for name in ("blockquote", "li") if name in self._kinds), _KINDS[self._kinds[-1]] if self._kinds else None)
            links = tuple(link for link in self._found if link.title and link.url)
            self._blocks.append(Block(text=text, kind=kind or BlockKind.PARAGRAPH, links=links))
        self._words, self._found, self._links = [], [], []
