"""What a page's JSON-LD says of its article.

In: the objects of a page's JSON-LD. Out: the one that is the article, and the texts and names in its values, which may be
strings, lists, objects, or references to other objects by `@id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from onrecord.read.clean import words_of

Linked = dict[str, object]
"""One object of JSON-LD."""

_TYPES: Final = re.compile(r"\w*(?:Article|BlogPosting|Report|Posting)$")
_PAGES: Final = re.compile(r"(?:Web|Item|Collection)?Page$")
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The object of the article, the page's where that has more to say, and all objects that have an `@id`."""

    article: Linked
    page: Linked
    crumbs: tuple[str, ...]
    by_id: dict[str, Linked]

    def text(self, *names: str) -> str | None:
        """Return the first text that stands under one of the names."""
        return next((text for name in names for text in self.texts(self.article.get(name))), None)

    def names(self, *keys: str) -> list[str]:
        """Return the names of whom, or what, stands under the first of the keys that has any."""
        return next((found for key in keys if (found := list(self._names(self.article.get(key)))) or None), [])

    def address(self, *keys: str) -> str | None:
        """Return the address that stands under the first of the keys that has one."""
        return next((url for key in keys for url in self._addresses(self.article.get(key))), None)

    def texts(self, value: object) -> Iterator[str]:
        """Yield the texts of a value."""
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and isinstance(item.get("@value"), str):
                item = item["@value"]
            if isinstance(item, str) and item.strip():
                yield item

    def part(self, key: str) -> Story:
        """Return the story of an object that stands under a key, empty where none does."""
        value = self.article.get(key)
        inner = next((item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)), {})
        return Story(article=self._meant(inner), page={}, crumbs=(), by_id=self.by_id)

    def _names(self, value: object) -> Iterator[str]:
        for item in value if isinstance(value, list) else [value]:
            meant = self._meant(item) if isinstance(item, dict) else item
            yield from self.texts(meant.get("name") or meant.get("legalName") if isinstance(meant, dict) else meant)

    def _addresses(self, value: object) -> Iterator[str]:
        for item in value if isinstance(value, list) else [value]:
            yield from self.texts(item.get("url") or item.get("@id") if isinstance(item, dict) else item)

    def _meant(self, value: Linked) -> Linked:
        identity = value.get("@id")
        there = self.by_id.get(identity) if isinstance(identity, str) else None
        return {**there, **value} if there else value


def story_of(objects: Sequence[Linked], titles: Sequence[str]) -> Story:
    """Return what is said of the article: of several articles, the one that is called as the page is.

    >>> story_of([{"@type": "NewsArticle", "headline": "A"}, {"@type": "NewsArticle", "headline": "B"}], ["B"]).text("headline")
    'B'
    """
    every = [inner for value in objects for inner in _inside(value, 0)]
    articles = [value for value in every if any(map(_TYPES.match, _types(value)))]
    pages = [value for value in every if any(map(_PAGES.match, _types(value)))]
    wanted = {words_of(title) for title in titles if title}
    named = (value for value in articles if isinstance(value.get("headline"), str) and words_of(str(value["headline"])) in wanted)
    article = next(named, articles[0] if articles else {})
    by_id = {str(value["@id"]): value for value in every if isinstance(value.get("@id"), str) and len(value) > 1}
    return Story(article=article, page=pages[0] if pages else {}, crumbs=tuple(_crumbs(every)), by_id=by_id)


def stated_paragraphs(objects: Sequence[Linked]) -> list[str]:
    """Return the paragraphs of the article's text, where its JSON-LD has it.

    >>> stated_paragraphs([{"@type": "NewsArticle", "articleBody": "<p>It sank.</p><p>Nobody saw it.</p>"}])
    ['It sank.', 'Nobody saw it.']
    """
    body = story_of(objects, []).text("articleBody") or ""
    parted = re.sub(r"<(?:/p|br|/li|/h\d|/div)\b[^<>]{0,200}>", "\n", body)
    return [text for line in parted.split("\n") if (text := unescape(re.sub(r"<[^<>]{0,400}>", "", line)).strip())]


def _inside(value: object, depth: int) -> Iterator[Linked]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _inside(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _INSIDE:
            yield from _inside(value.get(name), depth + 1)


def _types(value: Linked) -> list[str]:
    types = value.get("@type")
    return [item.rsplit("/", 1)[-1] for item in (types if isinstance(types, list) else [types]) if isinstance(item, str)]


def _crumbs(objects: Sequence[Linked]) -> Iterator[str]:
    """The way from the front page to the article, as the first such list gives it."""
    lists = (value.get("itemListElement") for value in objects if "BreadcrumbList" in _types(value))
    items = next((value for value in lists if isinstance(value, list)), [])
    for item in items:
        inner = item.get("item") if isinstance(item, dict) else None
        name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None) if isinstance(item, dict) else None
        if isinstance(name, str) and name.strip():
            yield name
