"""The article of a web page. The one file that knows trafilatura and htmldate.

In: HTML. Out: a draft: the main text as trafilatura finds it, in blocks, and what the page says of it. trafilatura runs in
its fast mode first: on news pages its second opinions (readability, jusText) bring back more boilerplate than text, and are
asked only where it finds nothing, or little of the prose that the page has.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urljoin

from onrecord.errors import ReadError
from onrecord.read.boxes import Tree
from onrecord.read.clean import clean, words_of
from onrecord.read.dates import date_of
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.linked import stated_paragraphs
from onrecord.read.metadata import metadata_of
from onrecord.read.origins import Source, filled
from onrecord.read.page import Page, page_of
from onrecord.records import Link

_KINDS: Final = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "quote": BlockKind.QUOTE}
_BLOCKS: Final = frozenset({"body", "p", "div", "lb", "list", "row", "cell", "table", *_KINDS})
_DROPPED: Final = frozenset({"graphic"})
_FEWEST_LETTERS: Final = 30
_FEWEST_UNENDED_LETTERS: Final = 400
_FEWEST_PROSE_SHARE: Final = 0.25
_MUCH_MORE: Final = 1.3
_TWICE: Final = 2
_LONGEST_LINKED: Final = 300
_SENTENCE: Final = re.compile(r"\w[.!?…]['\"”’»)\]]*(?:\s|$)|[。！？]")


def html_draft(html: str, where: str, today: date | None = None) -> Draft:
    """Return the draft of a page, with respect to what day it is. Raises ReadError where there is no article in it."""
    page = page_of(html, where)
    today = today or date.today()
    draft = _with_date(metadata_of(page, today), page, today)
    anchors = _absolute(page.anchors, draft.url)
    blocks = _main_blocks(page, where, anchors)
    blocks = [block for block in blocks if not _is_title(block, page, draft)]
    if not _has_article(blocks):
        raise ReadError(where, "the page has no article in it; expected paragraphs of text. Leave it out, or save the article's own page.")
    return replace(draft, blocks=tuple(blocks), is_page=True)


def _main_blocks(page: Page, where: str, anchors: dict[str, str]) -> list[Block]:
    found = list(_blocks(_body(page, where, True), anchors))
    if not _has_article(found) or _letters(found) < _FEWEST_PROSE_SHARE * page.prose_letters:
        second = list(_blocks(_body(page, where, False), anchors))
        found = second if not _has_article(found) or _letters(second) >= _MUCH_MORE * _letters(found) else found
    # Pages that scripts put together can have their text in the JSON-LD alone.
    stated = [Block(text=text) for text in stated_paragraphs(page.linked)]
    is_fuller = _letters(stated) > _TWICE * _letters(found) or _is_squashed(found, stated)
    return stated if _has_article(stated) and is_fuller else found


def _is_squashed(found: list[Block], stated: list[Block]) -> bool:
    """The extractor's last resort is the same text without its paragraphs."""
    one, other = (words_of(" ".join(block.text for block in blocks)) for blocks in (found, stated))
    return len(stated) > _TWICE * len(found) and one in other


def _letters(blocks: list[Block]) -> int:
    return sum(sum(map(str.isalpha, block.text)) for block in blocks)


def _has_article(blocks: list[Block]) -> bool:
    # Verse, and prose in scripts that use no full stop, has no sentence that ends; there is much of it.
    return any(map(_is_prose, blocks)) or _letters([block for block in blocks if not block.is_all_links]) >= _FEWEST_UNENDED_LETTERS


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


def _with_date(draft: Draft, page: Page, today: date) -> Draft:
    if draft.published is not None:
        return draft
    from htmldate import find_date

    try:
        found = find_date(page.tree, original_date=True, extensive_search=False, max_date=today.isoformat())
    except Exception:
        found = None
    return filled(draft, Source.GUESSED, published=date_of(found) if found else None)


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
