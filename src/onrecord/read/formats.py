"""Inputs into items: each format has its reader, and this is where they are chosen.

In: an input, not opened yet. Out: items, one or many, none of them read yet; what cannot be read is a rejection with its
place. An article that a feed only links to is fetched where fetching is allowed, and named where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded, is_utf16
from onrecord.read.chunks import chunks, whole
from onrecord.read.columns import csv_items, parquet_items
from onrecord.read.feeds import feed_items
from onrecord.read.inputs import Input, opened
from onrecord.read.item import Fetch, Fetched, Item, Linked
from onrecord.read.jsonl import is_lines, items_of_file, items_of_lines
from onrecord.read.kinds import Kind, kind_of_text
from onrecord.read.markup import local, tree_of
from onrecord.read.newsml import ROOTS, newsml_items
from onrecord.read.warc import warc_items
from onrecord.records import Rejected

MAX_BYTES: Final = 20_000_000
"""The most that one article, or one line of JSON Lines, may have."""
_FEEDS: Final = frozenset(["rss", "feed", "RDF"])
_FETCH_FIRST: Final = "Give --fetch to have it fetched, or save its page and read that"

Items = Iterator[Item | Linked | Rejected]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms inputs are read: what the columns are called, how long an article may be, and who fetches, if anybody does."""

    names: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    fetch: Fetch | None = None


def items_of(found: Input, stdin: BinaryIO | None, terms: Terms) -> Iterator[Item | Rejected]:
    """Yield the items of an input. Raises ReadError where it cannot be read at all, OSError where it cannot be opened."""
    if found.url is not None:
        yield from _fetched_items(found.url, terms)
        return
    for item in _items(found, stdin, terms):
        yield from _resolved(item, terms.fetch)


def _items(found: Input, stdin: BinaryIO | None, terms: Terms) -> Items:
    if found.path is not None and found.kind is Kind.WARC:
        return warc_items(found.path, terms.max_bytes)
    if found.path is not None and found.kind is Kind.PARQUET:
        return parquet_items(found.path, terms.names, terms.max_bytes)
    return _streamed(found, stdin, terms)


def _streamed(found: Input, stdin: BinaryIO | None, terms: Terms) -> Items:
    with opened(found, stdin) as stream:
        pieces = chunks(stream)
        head = next(pieces, b"")
        kind = _kind(found, head)
        pieces = chain([head], pieces)
        if kind in _ROWS and not is_utf16(head):
            yield from _ROWS[kind](pieces, found.where, terms.names, terms.max_bytes)
            return
        text = decoded(whole(pieces, found.where, terms.max_bytes), found.where)
    yield from _items_of_text(text, kind, found.where, terms)


_ROWS: Final = {Kind.LINES: items_of_lines, Kind.CSV: csv_items}


def _items_of_text(text: str, kind: Kind, where: str, terms: Terms) -> Items:
    if kind is Kind.XML:
        return _xml_items(text, where)
    if kind in {Kind.JSON, Kind.LINES}:
        return _json_items(text, where, terms)
    if kind is Kind.CSV:
        return csv_items([text.encode("utf-8", "surrogatepass")], where, terms.names, terms.max_bytes)
    if kind in {Kind.WARC, Kind.PARQUET}:
        raise ReadError(where, f"{kind.value} cannot be read from here; expected a file. Save it and name the file.")
    return iter([Item(where=where, text=text, kind=kind if kind is not Kind.UNKNOWN else None)])


def _xml_items(text: str, where: str) -> Items:
    """The root tells the format; feeds are so often broken that their own parser gets them as they are."""
    kind = kind_of_text(text)
    if kind is Kind.HTML:
        return iter([Item(where=where, text=text, kind=kind)])
    try:
        root = tree_of(text, where)
    except ReadError:
        if any(f"<{name}" in text[:2000] for name in ("rss", "feed", "rdf:RDF")):
            return feed_items(text, where)
        raise
    name = local(root)
    if name in _FEEDS:
        return feed_items(text, where)
    if name in ROOTS:
        return newsml_items(root, where)
    if name == "html":
        return iter([Item(where=where, text=text, kind=Kind.HTML)])
    raise ReadError(where, f"it is XML of a kind that is not read (<{name}>); expected a feed, NewsML-G2 or NITF. Leave it out.")


def _json_items(text: str, where: str, terms: Terms) -> Items:
    """A file called .json can hold JSON Lines."""
    try:
        yield from items_of_file(text, where, terms.names)
    except ReadError:
        if not is_lines(text):
            raise
        yield from items_of_lines([text.encode("utf-8", "surrogatepass")], where, terms.names, terms.max_bytes)


def _fetched_items(url: str, terms: Terms) -> Iterator[Item | Rejected]:
    if terms.fetch is None:
        raise ReadError(url, f"it is an address, and nothing is fetched unless that is asked for; expected a file. {_FETCH_FIRST}.")
    got = terms.fetch(url)
    if got is None:
        return
    text = decoded(got.data, url)
    kind = kind_of_text(text)
    kind = Kind.HTML if got.is_html and kind in {Kind.PLAIN, Kind.MARKDOWN} else kind
    is_whole = True
    for item in _items_of_text(text, kind, url, terms):
        if isinstance(item, Item) and item.where == url:
            yield _with_url(item, got)
            continue
        for resolved in _resolved(item, terms.fetch):
            is_whole = is_whole and isinstance(resolved, Item)
            yield resolved
    if not is_whole:
        terms.fetch.forget(url)


def _resolved(item: Item | Linked | Rejected, fetch: Fetch | None) -> Iterator[Item | Rejected]:
    if not isinstance(item, Linked):
        yield item
        return
    if fetch is None:
        yield Rejected(where=item.where, reason=f"{item.reason}; expected the whole text, which is at {item.url} . {_FETCH_FIRST}.")
        return
    try:
        got = fetch(item.url)
        if got is not None:
            yield Item(where=item.url, text=decoded(got.data, item.url), kind=Kind.HTML, fallback={**item.fallback, "url": got.url})
    except ReadError as error:
        yield Rejected(where=error.where, reason=error.reason)


def _with_url(item: Item, got: Fetched) -> Item:
    return Item(where=item.where, text=item.text, kind=item.kind, fields=item.fields, fallback={**item.fallback, "url": got.url})


def _kind(found: Input, head: bytes) -> Kind:
    if found.kind is not Kind.UNKNOWN or not head.strip():
        return found.kind
    if head.startswith(b"WARC/1."):
        return Kind.WARC
    try:
        return kind_of_text(decoded(head, found.where))
    except ReadError:
        # The first piece can end within a character; what is wrong with the whole is said when it is read.
        return kind_of_text(head.decode("utf-8", "ignore"))
