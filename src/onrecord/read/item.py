"""What a format holds many of: articles not yet read, each with what is said of it beside its text.

The readers of JSON Lines, feeds, agency formats, tables and web archives make items; `steps` makes an article of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from onrecord.read.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article's text and where it stood. What `fields` say comes before what the text says of itself, `fallback` after.

    `kind` is None where it is told from the text. Names in `fallback` are those of an article's fields.
    """

    where: str
    text: str
    kind: Kind | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    fallback: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """An article that stands elsewhere, at `url`; `reason` says why what is here is not the article."""

    where: str
    url: str
    reason: str
    fallback: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: `url` is where the redirects ended; `is_html` what the server calls it, None where it says neither."""

    url: str
    data: bytes
    is_html: bool | None = None


class Fetch(Protocol):
    """Who fetches, where that is allowed."""

    def __call__(self, url: str) -> Fetched | None:
        """Return what an address gives, or None where it gives what it gave before. Raises ReadError where it may not be had."""

    def forget(self, url: str) -> None:
        """Ask for an address anew the next time, since what it gave could not all be read."""
