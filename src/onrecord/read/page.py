"""A web page as a tree, and what it says of itself. The one file that knows lxml.

In: HTML. Out: a `Page`: its tree made ready for the extractor, its meta tags, its JSON-LD, its own address and language.
Decides nothing about the values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.boxes import Tree, prepare

_FULL: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_NULLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_BYLINES: Final = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author-name') or contains(@class, 'article-author')]"
)
_MOST_BYLINES: Final = 8
_FEWEST_LINK_WORDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `meta` goes from the lower-case name of a tag to its contents, `linked` holds the objects of its JSON-LD."""

    tree: Tree
    meta: dict[str, list[str]]
    linked: tuple[dict[str, object], ...]
    title: str | None
    heading: str | None
    canonical: str | None
    language: str | None
    credit: str | None
    bylines: tuple[str, ...]
    """What the elements that are marked as bylines show."""
    anchors: dict[str, str]
    """The addresses that links of several words lead to, by those words."""

    def first(self, *names: str) -> str | None:
        """Return the content of the first of the meta tags that has one."""
        return next((value for name in names for value in self.meta.get(name, ()) if value.strip()), None)


def page_of(html: str, where: str) -> Page:
    """Return the page. Raises ReadError where there is no markup that can be parsed."""
    tree = _parsed(html, where)
    page = Page(
        tree=tree,
        meta=_meta(tree),
        linked=tuple(_linked(tree)),
        title=_text(tree.find(".//title")),
        heading=_heading(tree),
        canonical=next(iter(tree.xpath("//link[@rel='canonical']/@href")), None),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        credit=_credit(tree),
        bylines=tuple(_bylines(tree)),
        anchors=_anchors(tree),
    )
    prepare(tree)
    return page


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


def _linked(tree: Tree) -> Iterator[dict[str, object]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$|^\s*<!--|-->\s*$", "", script.text or "").strip().rstrip(";")
        try:
            yield from _objects(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))


def _text(element: Tree) -> str | None:
    return (" ".join(element.text_content().split()) or None) if element is not None else None


def _heading(tree: Tree) -> str | None:
    headings = [text for heading in tree.iter("h1") if (text := _text(heading))]
    return headings[0] if len(headings) == 1 else next(iter(map(_text, tree.xpath("//article//h1"))), None)


def _credit(tree: Tree) -> str | None:
    for element in tree.xpath("//figure//*[contains(@class, 'credit') or contains(@class, 'copyright')] | //figcaption//cite"):
        if text := _text(element):
            return str(text)
    for caption in tree.iter("figcaption"):
        if found := re.search(r"(?:photo(?:graph)?|image|picture|credit)s?\s*(?::|\bby\b)\s*([^:]{2,80})$", _text(caption) or "", re.IGNORECASE):
            return found[1].strip(" ().")
    return None


def _bylines(tree: Tree) -> Iterator[str]:
    for element in tree.xpath(_BYLINES)[:_MOST_BYLINES]:
        if not any("comment" in (parent.get("class") or "") for parent in element.iterancestors()) and (text := _text(element)):
            yield str(text)


def _anchors(tree: Tree) -> dict[str, str]:
    found = ((_text(link) or "", link.get("href")) for link in tree.iter("a"))
    return {text: href for text, href in found if href and len(text.split()) >= _FEWEST_LINK_WORDS}
