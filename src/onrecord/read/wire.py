"""Wire copy, by what it says of itself: `© 2031 AFP`, `with inputs from PTI`, `first published by …`, `… on Friday. — Reuters`.

In: paragraphs at the end of an article. Out: the agency by its name in the table, or the outlet and the address of the
original. A name that is no agency's says nothing here, unless the paragraph says that the article was first printed there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.read.byline import agency_of
from onrecord.read.draft import Block
from onrecord.read.tables import agencies, boilerplate

ADDRESS: Final = re.compile(r"<?(?P<url>https?://[^\s<>()\[\]]+?)>?[).,]?(?=\s|$)")
_END_MARK: Final = re.compile(r"(?<=[.!?”\"’)…])\s*(?:[-–—/]+\s*|[(\[])(?P<name>[A-Z][\w. -]{1,40}?|dpa)[)\]/]?\.?$")
_MARKED_PARTS: Final = re.compile(r"\s*(?:[/,;+&]|\band\b)\s*")
_FIRST_PRINTED: Final = re.compile(
    r"[(\[*_ ]*(?:(?:this|the) (?:article|story|report|piece|post|column) )?(?:was |has been )?"
    r"(?:(?:first|originally) (?:published|printed|appeared|posted)|appeared (?:first|originally))\b(?=(?: in| by| on| at|:)?\s)",
    re.IGNORECASE,
)
_PREPOSITIONS: Final = re.compile(r"^(?:(?:in|by|on|at|from|the)\s+)+")
_OUTLET: Final = re.compile(
    r"(?:(?:in|by|on|at|from)\s+)+(?:the\s+)?(?P<name>(?:The\s+)?[A-Z][\w.’'-]*(?:\s+(?:of|and|the|for|&|[A-Z][\w.’'-]*)){0,5})"
)
_ENDS_OUTLET: Final = re.compile(r"\s+(?:and|of|the|for|&|on|in|under|with|as)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMark:
    """The mark of an agency at the end of a paragraph, and where it starts."""

    start: int
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a copy says of where it was first printed."""

    url: str | None = None
    agency: str | None = None
    outlet: str | None = None


def noticed(paragraph: str) -> str | None:
    """Return the agency of which a paragraph is a notice, or whose name it is.

    >>> noticed("© 2031 Agence France-Presse. All rights reserved."), noticed("© 2031 The Harbour Ledger")
    ('AFP', None)
    """
    text = paragraph.strip(" ()[]*_/–—-")
    if whole := _known(text):
        return whole
    found = (notice.match(text) for notice in agencies().notices)
    return next((agency for one in found if one and (agency := agency_of(one["name"]))), None)


def end_mark(paragraph: str) -> EndMark | None:
    """Return the agency's mark that a paragraph ends with.

    >>> end_mark("The talks failed. (Reuters)")
    EndMark(start=17, agency='Reuters')
    """
    found = _END_MARK.search(paragraph)
    agency = _known(found["name"]) if found else None
    return EndMark(start=found.start(), agency=agency) if found and agency else None


def original_of(block: Block) -> Original | None:
    """Return where a paragraph says that the article was first printed, or None where it says nothing of it.

    >>> original_of(Block(text="This article was first published in The Harbour Ledger."))
    Original(url=None, agency=None, outlet='The Harbour Ledger')
    """
    printed = _FIRST_PRINTED.match(block.text)
    label = printed or boilerplate().original.match(block.text)
    if not label:
        return None
    rest = block.text[label.end() :].strip(" :-–—|")
    url, name = address_in(block, label.end()), ADDRESS.sub("", rest).strip(" ()<>,.|")
    agency = agency_of(_PREPOSITIONS.sub("", re.split(r"[.,(]", name)[0]))
    outlet = _outlet(name) if printed and not agency else None
    return Original(url=url, agency=agency, outlet=outlet) if url or agency or outlet else None


def address_in(block: Block, start: int) -> str | None:
    """Return the first address in the rest of a block, as it is printed or as a link leads to it."""
    printed = ADDRESS.search(block.text[start:])
    return printed["url"] if printed else next((link.url for link in block.links if link.url.startswith("http")), None)


def _known(text: str) -> str | None:
    """`AFP`, or the first of `AFP, Reuters`: all must be agencies of the table, for names alone prove little."""
    known = agencies().name_of
    parts = [part.removeprefix("the ").removeprefix("The ").strip(" .") for part in _MARKED_PARTS.split(text) if part.strip(" .")]
    return known[parts[0]] if parts and all(part in known for part in parts) else None


def _outlet(name: str) -> str | None:
    found = _OUTLET.match(name)
    return _ENDS_OUTLET.sub("", found["name"]) if found else None
