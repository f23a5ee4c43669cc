"""JSON Lines, and single JSON files: one object, one article; ninjs and JSON Feed are known by their names.

In: lines of bytes, or the text of a JSON file. Out: items, each with where it stood; a line that is none is a rejection with
its number. The text stands in `text`, `html`, `body` or `content`, or under the name that the caller's map gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded
from onrecord.read.chunks import lines, megabytes
from onrecord.read.feeds import is_json_feed, json_feed_items
from onrecord.read.item import Item, Linked
from onrecord.read.kinds import Kind
from onrecord.read.ninjs import is_ninjs, ninjs_item
from onrecord.records import Rejected

_BODIES: Final = ("text", "html", "body", "content")
_EXPECTED: Final = 'expected an object such as {"text": "…", "url": "…", "title": "…", "published": "…"}'


def items_of_lines(pieces: Iterable[bytes], where: str, names: Mapping[str, str], max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the item of each line that is not empty; a bad line is rejected and the rest goes on."""
    for number, line in lines(pieces, max_bytes):
        place = f"{where}:{number}"
        if line is None:
            yield Rejected(
                where=place, reason=f"the line is longer than {megabytes(max_bytes)}; expected one article a line. Leave it out, or split it."
            )
        elif line.strip():
            yield _attempt(line, place, names)


def items_of_file(text: str, where: str, names: Mapping[str, str]) -> Iterator[Item | Linked | Rejected]:
    """Yield the item of a JSON file, or those of the list or the feed that it holds."""
    value = _parsed(text, where)
    if is_json_feed(value) and isinstance(value, dict):
        yield from json_feed_items(value, where)
        return
    if not isinstance(value, list):
        yield item_of(value, where, names)
        return
    for number, item in enumerate(value, 1):
        try:
            yield item_of(item, f"{where}:{number}", names)
        except ReadError as error:
            yield Rejected(where=error.where, reason=error.reason)


def is_lines(text: str) -> bool:
    """Return whether a text has several lines, of which the first is JSON by itself.

    >>> is_lines('{"a": 1}\\n{"a": 2}'), is_lines('{\\n"a": 1}')
    (True, False)
    """
    first, mark, _ = text.strip().partition("\n")
    try:
        json.loads(first, strict=False)
    except (ValueError, RecursionError):
        return False
    return bool(mark)


def item_of(value: object, where: str, names: Mapping[str, str]) -> Item:
    """Return the item of an object; `names` goes from our names to those that it uses. Raises ReadError where it has no text.

    >>> item_of({"story": "He said no.", "day": "2031-03-14"}, "a.csv:2", {"text": "story", "published": "day"}).fields["published"]
    '2031-03-14'
    """
    if not isinstance(value, Mapping):
        raise ReadError(where, f"it is a {type(value).__name__} and no object; {_EXPECTED}. Correct it or leave it out.")
    if isinstance(value, dict) and is_ninjs(value) and not names:
        return ninjs_item(value, where)
    fields = {**value, **{ours: value.get(theirs) for ours, theirs in names.items()}}
    bodies = [name for name in _BODIES if name in names] or _BODIES
    for name in bodies:
        if isinstance(text := fields.get(name), str) and text.strip():
            return Item(where=where, text=text, kind=Kind.HTML if name == "html" else None, fields=fields)
    shown = ", ".join(map(str, list(value)[:8])) or "none"
    raise ReadError(where, f"it has no text (its names: {shown}); {_EXPECTED}. Name the article's text `text` or `html`, or use --map.")


def _attempt(line: bytes, where: str, names: Mapping[str, str]) -> Item | Rejected:
    try:
        return item_of(_parsed(decoded(line, where), where), where, names)
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)


def _parsed(text: str, where: str) -> object:
    try:
        value: object = json.loads(text, strict=False)
        return value
    except (ValueError, RecursionError) as error:
        raise ReadError(where, f"it is no JSON ({str(error)[:120]}); {_EXPECTED}. Correct it or leave it out.") from None
