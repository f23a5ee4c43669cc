"""What a format reader hands on: the blocks of a page as they stand there, and what the page says of itself.

The readers (plain, markdown, html) make drafts; `assemble` makes an article of one. A draft knows no offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import Link, Origin


class BlockKind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph of a page. `joints` are offsets of its text at which broken pieces were put together."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    links: tuple[Link, ...] = ()
    is_bold: bool = False
    joints: tuple[int, ...] = ()

    @property
    def is_all_links(self) -> bool:
        """Return whether the block has links and, but for marks and spaces, nothing else."""
        linked = sum(_letters(link.title) for link in self.links)
        return 0 < linked >= _letters(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page on its way to becoming an article.

    `is_page` says that it came from a web page, with what pages repeat; `is_language_given` that the language was told by
    who gave the text, and not by the page's template. `copied_from` is the outlet that a copy names as the first to print it.
    `origins` tell of every field that was filled before the last step; `origins.py` fills the fields and keeps them.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    dateline: str | None = None
    credits: str | None = None
    payload_digest: str | None = None
    photo_credit: str | None = None
    related: tuple[Link, ...] = ()
    url: str | None = None
    original_url: str | None = None
    copied_from: str | None = None
    origins: tuple[Origin, ...] = ()
    language: str | None = None
    is_language_given: bool = False
    is_page: bool = False


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
