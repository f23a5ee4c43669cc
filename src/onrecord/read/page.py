"""A web page as a tree, and what it says of itself. The one file that knows lxml.

In: HTML. Out: a `Page`: its tree made ready for the extractor, its meta tags, its JSON-LD, what it shows of the article, its
own address and language. Decides nothing about the values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.boxes import Tree, prepare, prose_letters
from onrecord.read.clean import words_of
from onrecord.read.head import take_head
from onrecord.read.linked import Linked
from onrecord.read.shown import Times, agencies_of, bylines_of, credit_of, heading_of, marked_of, named_of, text_of, times_of

_FULL: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_NULLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEWEST_LINK_WORDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `meta` goes from the lower-case name of a tag to its contents, `linked` holds the objects of its JSON-LD."""

    tree: Tree
    meta: dict[str, list[str]]
    linked: tuple[Linked, ...]
    marked: dict[str, list[str]]
    """The values of its microdata, by their lower-case names."""
    title: str | None
    heading: str | None
    canonical: str | None
    language: str | None
    credit: str | None
    bylines: tuple[str, ...]
    """What the elements that are marked as bylines show."""
    agencies: tuple[str, ...]
    """What the elements that are marked as naming a source show."""
    times: Times
    anchors: dict[str, str]
    """The addresses that links of several words lead to, by those words."""
    head: tuple[str, ...]
    """The lines between its heading and its first paragraph."""
    prose_letters: int
    """How many letters its paragraphs have that are no links, boxes left out."""

    def first(self, *names: str) -> str | None:
        """Return the content of the first of the meta tags that has one."""
        return next(iter(self.every(*names)), None)

    def every(self, *names: str) -> list[str]:
        """Return the contents of all of the meta tags, those of the first name first."""
        return [value for name in names for value in self.meta.get(name, ()) if value.strip()]


def page_of(html: str, where: str) -> Page:
    """Return the page. Raises ReadError where there is no markup that can be parsed."""
    tree = _parsed(html, where)
    named = named_of(tree)
    said = Page(
        tree=tree,
        meta=_meta(tree),
        linked=tuple(_linked(tree)),
        marked=marked_of(tree),
        title=text_of(tree.find(".//title")),
        heading=heading_of(tree),
        canonical=next(iter(tree.xpath("//link[@rel='canonical']/@href")), None),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        credit=credit_of(tree),
        bylines=tuple(bylines_of(named)),
        agencies=tuple(agencies_of(named)),
        times=times_of(tree, named),
        anchors=_anchors(tree),
        head=(),
        prose_letters=0,
    )
    labels = prepare(tree)
    return replace(said, head=(*take_head(tree, _called(said)), *labels), prose_letters=prose_letters(tree))


def _called(page: Page) -> set[str]:
    titles = (page.heading, page.first("og:title"), page.title)
    return {words for title in titles if title and (words := words_of(title))}


def plain_text(value: str) -> str:
    """Return the text of a value that holds markup by mistake.

    >>> plain_text("<b>Minister</b> &amp; committee")
    'Minister & committee'
    """
    return unescape(re.sub(r"<[^<>]{0,200}>", "", value)).strip()


def _parsed(html: str, where: str) -> Tree:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    html = _NULLS.sub("", _DECLARATION.sub("", html))
    html = html if _FULL.search(html) else f"<html><body>{html}</body></html>"
    try:
        tree = document_fromstring(html.encode("utf-8"), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError(
            where, f"it cannot be parsed as HTML ({str(error)[:100]}); expected a page with an article. Check how it was saved."
        ) from None
    if tree.find("body") is None:
        raise ReadError(where, "the page has no body; expected a page with an article. Check how it was saved.")
    return tree


def _meta(tree: Tree) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = tag.get("content")
        names = " ".join(tag.get(attribute) or "" for attribute in ("property", "name", "itemprop", "http-equiv"))
        for name in dict.fromkeys(names.lower().split()) if content else ():
            found.setdefault(name, []).append(plain_text(content))
    return found


def _linked(tree: Tree) -> Iterator[Linked]:
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*$|^\s*<!--|-->\s*$", "", script.text or "").strip().rstrip(";")
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict))


def _anchors(tree: Tree) -> dict[str, str]:
    found = ((text_of(link) or "", link.get("href")) for link in tree.iter("a"))
    return {text: href for text, href in found if href and len(text.split()) >= _FEWEST_LINK_WORDS}
