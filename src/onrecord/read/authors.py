"""Who wrote the article of a page, as its metadata or its byline says.

In: a page and its JSON-LD. Out: names, each for itself, agencies among them still. Addresses, e-mails and `admin` are nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from onrecord.read.byline import ANY_AGENCY, ROLE, agency_of, byline_of
from onrecord.read.clean import words_of
from onrecord.read.linked import Story
from onrecord.read.origins import Source
from onrecord.read.page import Page, plain_text
from onrecord.read.shown import BYLINE_MARK
from onrecord.read.tables import pages

_WORD: Final = r"(?:(?:d|D|O|L|l)[’'])?[^\W\d_a-z][\w.’'-]*"
_LINK: Final = r"(?:van|von|de|der|den|del|della|da|di|dos|du|la|le|el|al|bin|ibn|ter|ten|y)"
_NAME: Final = re.compile(rf"{_WORD}(?:\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{1,4}}")
_MOST_NAMES: Final = 12
_LONGEST_NAME: Final = 120
_STAFF: Final = re.compile(
    r"^(?:our |the )?(?:web |news ?|digital |online )?(?:staff|desk|newsroom|team)\b|\b(?:(?:web|digital|online|news|editorial|wire) )?"
    r"(?:staff|desk|newsroom|team|reporters?|correspondents?|editors?|bureau|writers?)(?: (?:reporters?|writers?|reports?|correspondents?))?\s*$",
    re.IGNORECASE,
)
# What a list of names has besides persons: what the one before is, and for whom she writes.
_NO_PERSON: Final = re.compile(
    rf"{ROLE.pattern}|\b(?:Times|Post|News|Tribune|Herald|Gazette|Journal|Courier|Chronicle|Magazine|Daily|Network|Today|Media|Radio|TV)$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[\s,|<(]*[^\s<(]+@[^\s>)]+[>)]*")
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


def authors_of(page: Page, story: Story, outlet: str | None = None) -> Authors:
    """Return the authors from the first place that has any but the outlet itself."""
    outlets = {_plain(name) for name in (outlet, *story.names("provider"), *story.names("publisher")) if name}
    for source, found in _places(page, story):
        names = (name for name in found if not _is_outlet(name, outlets))
        if authors := tuple(dict.fromkeys(names))[:_MOST_NAMES]:
            return Authors(names=authors, source=source)
    return Authors(names=(), source=Source.SHOWN)


def _is_outlet(name: str, outlets: set[str]) -> bool:
    """`The Harbour Ledger`, or `Harbour Ledger Staff`, of that paper; an agency among the names is told from its own table."""
    if agency_of(name):
        return False
    plain = _plain(_STAFF.sub("", name))
    return plain in outlets or not plain


def _plain(name: str) -> str:
    return words_of(name).removeprefix("the ")


def _places(page: Page, story: Story) -> Iterator[tuple[Source, Iterable[str]]]:
    yield Source.LINKED, _each(story.names("author"))
    for key in pages().authors:
        yield Source.OPEN_GRAPH if key.startswith(("article:", "og:")) else Source.META, _each(page.meta.get(key, ()))
    yield Source.LINKED, _each(story.names("creator"))
    yield Source.MARKED, _each(page.marked.get("author", ()), is_shown=True)
    for text in page.bylines:
        yield Source.SHOWN, _shown(text)
    yield Source.SHOWN, _said_by(page.head)


def _each(names: Iterable[str], *, is_shown: bool = False) -> list[str]:
    read = _shown if is_shown else _author
    return [author for name in names for author in read(plain_text(name))]


def _author(name: str) -> list[str]:
    name = _ADDRESS.sub("", name).strip()
    byline = byline_of(name)
    name = byline.names or byline.agency or "" if byline else name
    return [part for part in _parts(name) if _is_somebody(part)]


def _parts(name: str) -> list[str]:
    parts = [part for part in _APART.split(name) if part]
    listed = [[name for at, name in enumerate(_LIST.split(part)) if not (at and _NO_PERSON.search(name))] for part in parts]
    # `Ada Corwin, Tom Brekke and Lena Sorvald` is three names; `Ada Corwin, Political Editor` is left to who reads bylines.
    return [name for part, names in zip(parts, listed, strict=True) for name in (names if all(map(_NAME.fullmatch, names)) else [part])]


def _is_somebody(name: str) -> bool:
    is_address = "http" in name or "www." in name or "@" in name
    is_nobody = name.casefold() in pages().nobody or ANY_AGENCY.match(name)
    return not is_nobody and 2 <= len(name) <= _LONGEST_NAME and not is_address and any(map(str.isalpha, name))


def _said_by(lines: Iterable[str]) -> list[str]:
    """The authors of the first line that says whom an article is by; a name alone, without `By`, could be anything."""
    return next((found for line in lines if _BY.match(line) and (found := _shown(line))), [])


def _shown(text: str) -> list[str]:
    """What a marked element shows is an author where it says `By`, or is a name and nothing else."""
    first, *others = text.split(BYLINE_MARK)
    if others:
        # Names in elements of their own; what is no name is what she is, and ends them.
        named = takewhile(lambda part: _shown(part) and not ROLE.search(part), others)
        return [name for part in (first, *named) for name in _shown(part)]
    if byline := byline_of(text):
        found = [part for name in filter(None, [byline.names, byline.agency]) for part in _parts(name)]
        if not any(map(_BEHIND.search, found)):
            return found
    names = _BEHIND.sub("", _BY.sub("", text)).strip(" ,")
    return _author(names) if names and all(map(_NAME.fullmatch, _LIST.split(names))) else []
