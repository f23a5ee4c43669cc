"""The article of a web page. The one file that knows trafilatura and htmldate.

In: HTML. Out: a draft: the main text as trafilatura finds it, in blocks, and what the page says of it. trafilatura runs in
its fast mode first: on news pages its second opinions (readability, jusText) bring back more boilerplate than text, and are
asked only where it finds nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from onrecord.errors import ReadError
from onrecord.read.boxes import Tree
from onrecord.read.clean import clean, words_of
from onrecord.read.dates import date_of
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.metadata import metadata_of
from onrecord.read.page import Page, page_of
from onrecord.records import Link

_KINDS: Final = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "quote": BlockKind.QUOTE}
_BLOCKS: Final = frozenset({"body", "p", "div", "lb", "list", "row", "cell", "table", *_KINDS})
_DROPPED: Final = frozenset({"graphic"})
_LATEST: Final = "2099-12-31"
_FEWEST_LETTERS: Final = 30
_LONGEST_LINKED: Final = 300
_SENTENCE: Final = re.compile(r"\w[.!?…]['\"”’»)\]]*(?:\s|$)|[。！？]")


def html_draft(html: str, where: str) -> Draft:
    """Return the draft of a page. Raises ReadError where there is no article in it."""
    page = page_of(html, where)
    draft = _with_date(metadata_of(page), page)
    anchors = _absolute(page.anchors, draft.url)
    for is_fast in (True, False):
        blocks = [block for block in _blocks(_body(page, where, is_fast), anchors) if not _is_title(block, page, draft)]
        if any(map(_is_prose, blocks)):
            return replace(draft, blocks=tuple(blocks), is_page=True)
    raise ReadError(where, "the page has no article in it; expected paragraphs of text. Leave it out, or save the article's own page.")


def _body(page: Page, where: str, is_fast: bool) -> Tree:
    from trafilatura import bare_extraction

    # It logs what this room already says in its own words.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(page.tree, include_comments=False, fast=is_fast)
    except Exception as error:
        # What it stumbles over is a page in a million, and of any kind: one page must not end a run.
        what = f"{type(error).__name__}: {error}"
        raise ReadError(where, f"the main text could not be found ({what}); expected a news page. Report it with the page.") from error
    return None if document is None else document.body  # type: ignore[union-attr]


def _with_date(draft: Draft, page: Page) -> Draft:
    if draft.published is not None:
        return draft
    from htmldate import find_date

    try:
        found = find_date(page.tree, original_date=True, extensive_search=False, max_date=_LATEST)
    except Exception:
        found = None
    return replace(draft, published=date_of(found) if found else None)


def _absolute(anchors: dict[str, str], url: str | None) -> dict[str, str]:
    try:
        return {title: urljoin(url, href) for title, href in anchors.items()} if url else anchors
    except ValueError:
        return anchors


def _is_title(block: Block, page: Page, draft: Draft) -> bool:
    titles = {words_of(title) for title in (page.heading, draft.title) if title}
    return block.kind is BlockKind.HEADING and words_of(block.text) in titles


def _is_prose(block: Block) -> bool:
    return sum(map(str.isalpha, block.text)) >= _FEWEST_LETTERS and bool(_SENTENCE.search(block.text)) and not block.is_all_links


def _blocks(body: Tree, anchors: dict[str, str]) -> Iterator[Block]:
    if body is None:
        return
    kind, parts = BlockKind.PARAGRAPH, list[str]()
    for text, begins in _walk(body, BlockKind.PARAGRAPH):
        if begins is not None:
            yield from _block("".join(parts), kind, anchors)
            kind, parts = begins, []
        parts.append(text)
    yield from _block("".join(parts), kind, anchors)


def _block(text: str, kind: BlockKind, anchors: dict[str, str]) -> Iterator[Block]:
    text = clean(text)
    links = [Link(title=title, url=url) for title, url in anchors.items() if title in text] if len(text) <= _LONGEST_LINKED else []
    if text:
        yield Block(text=text, kind=kind, links=tuple(links))


def _walk(element: Tree, kind: BlockKind) -> Iterator[tuple[str, BlockKind | None]]:
    """Yield pieces of text, each with the kind of the block that begins with it, or None where none does."""
    if element.tag in _DROPPED:
        return
    inner = _KINDS.get(element.tag) or kind
    yield element.text or "", inner if element.tag in _BLOCKS else None
    for child in element:
        yield from _walk(child, inner)
        yield child.tail or "", inner if child.tag in _BLOCKS else None
