"""Who wrote the article of a page, as its metadata or its byline says.

In: a page and its JSON-LD. Out: names, each for itself, agencies among them still. Addresses, e-mails and `admin` are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.read.byline import byline_of
from onrecord.read.linked import Story
from onrecord.read.origins import Source
from onrecord.read.page import Page, plain_text
from onrecord.read.tables import pages

_WORD: Final = r"(?:(?:d|D|O|L|l)[’'])?[^\W\d_a-z][\w.’'-]*"
_LINK: Final = r"(?:van|von|de|der|den|del|della|da|di|dos|du|la|le|el|al|bin|ibn|ter|ten|y)"
_NAME: Final = re.compile(rf"{_WORD}(?:\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{1,4}}")
_MOST_NAMES: Final = 12
_LONGEST_NAME: Final = 120
_APART: Final = re.compile(r"\s*;\s*|\s*\|\s*")
_LIST: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|et|und|y)\s+")
_BY: Final = re.compile(r"^(?:(?:written|story|posted|published|text|texte)\s+)?(?:by|par|von|por|door|av|af|di)\b\s*:?\s*", re.IGNORECASE)
# What stands behind the names in a line of the head: a time, an account, who edited.
_BEHIND: Final = re.compile(
    r"\s*(?:[•·|@]|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:published|updated|posted|edited by|photographs? by|photography by|follow|last (?:updated|modified))\b).*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """The names, and where they were read."""

    names: tuple[str, ...]
    source: Source


def authors_of(page: Page, story: Story) -> Authors:
    """Return the authors from the first place that has any."""
    for source, found in _places(page, story):
        if names := tuple(dict.fromkeys(found))[:_MOST_NAMES]:
            return Authors(names=names, source=source)
    return Authors(names=(), source=Source.SHOWN)


def _places(page: Page, story: Story) -> Iterator[tuple[Source, Iterable[str]]]:
    yield Source.LINKED, _each(story.names("author"))
    for key in pages().authors:
        yield Source.OPEN_GRAPH if key.startswith(("article:", "og:")) else Source.META, _each(page.meta.get(key, ()))
    yield Source.LINKED, _each(story.names("creator"))
    yield Source.MARKED, _each(page.marked.get("author", ()), is_shown=True)
    for text in page.bylines:
        yield Source.SHOWN, _shown(text)


def _each(names: Iterable[str], *, is_shown: bool = False) -> list[str]:
    read = _shown if is_shown else _author
    return [author for name in names for author in read(plain_text(name))]


def _author(name: str) -> list[str]:
    byline = byline_of(name)
    name = byline.names or byline.agency or "" if byline else name
    return [part for part in _parts(name) if _is_somebody(part)]


def _parts(name: str) -> list[str]:
    parts = [part for part in _APART.split(name) if part]
    listed = [_LIST.split(part) for part in parts]
    # `Ada Corwin, Tom Brekke and Lena Sorvald` is three names; `Ada Corwin, Political Editor` is left to who reads bylines.
    return [name for part, names in zip(parts, listed, strict=True) for name in (names if all(map(_NAME.fullmatch, names)) else [part])]


def _is_somebody(name: str) -> bool:
    is_address = "http" in name or "www." in name or "@" in name
    return name.casefold() not in pages().nobody and 2 <= len(name) <= _LONGEST_NAME and not is_address and any(map(str.isalpha, name))


def _shown(text: str) -> list[str]:
    """What a marked element shows is an author where it says `By`, or is a name and nothing else."""
    if byline := byline_of(text):
        found = [part for name in filter(None, [byline.names, byline.agency]) for part in _parts(name)]
        if not any(map(_BEHIND.search, found)):
            return found
    names = _BEHIND.sub("", _BY.sub("", text)).strip(" ,")
    return _author(names) if names and all(map(_NAME.fullmatch, _LIST.split(names))) else []
