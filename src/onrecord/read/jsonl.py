"""JSON Lines, and single JSON files: one record, one article.

In: lines of bytes, or the text of a JSON file. Out: records as maps, each with where it stood; a line that is none is a
rejection with its number. The text of a record stands in `text`, `html` or `body`; the other names are in `fields`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded
from onrecord.read.chunks import lines, megabytes
from onrecord.records import Rejected

_BODIES: Final = ("text", "html", "body", "content")
_EXPECTED: Final = 'expected an object such as {"text": "…", "url": "…", "title": "…", "published": "…"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: the text of an article, what is said of it, and where it stood; `is_html` is what its name tells."""

    where: str
    text: str
    is_html: bool
    fields: dict[str, object]


def records_of_lines(pieces: Iterable[bytes], where: str, max_bytes: int) -> Iterator[Record | Rejected]:
    """Yield the record of each line that is not empty; a bad line is rejected and the rest goes on."""
    for number, line in lines(pieces, max_bytes):
        place = f"{where}:{number}"
        if line is None:
            yield Rejected(
                where=place, reason=f"the line is longer than {megabytes(max_bytes)}; expected one article a line. Leave it out, or split it."
            )
        elif line.strip():
            yield _attempt(line, place)


def records_of_file(text: str, where: str) -> Iterator[Record | Rejected]:
    """Yield the record of a JSON file, or those of the list that it holds."""
    value = _parsed(text, where)
    if not isinstance(value, list):
        yield _record(value, where)
        return
    for number, item in enumerate(value, 1):
        try:
            yield _record(item, f"{where}:{number}")
        except ReadError as error:
            yield Rejected(where=error.where, reason=error.reason)


def _attempt(line: bytes, where: str) -> Record | Rejected:
    try:
        return _record(_parsed(decoded(line, where), where), where)
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)


def _parsed(text: str, where: str) -> object:
    try:
        value: object = json.loads(text, strict=False)
        return value
    except (ValueError, RecursionError) as error:
        raise ReadError(where, f"it is no JSON ({str(error)[:120]}); {_EXPECTED}. Correct it or leave it out.") from None


def _record(value: object, where: str) -> Record:
    if not isinstance(value, dict):
        raise ReadError(where, f"it is a {type(value).__name__} and no object; {_EXPECTED}. Correct it or leave it out.")
    name = next((name for name in _BODIES if isinstance(value.get(name), str) and value[name].strip()), None)
    if name is None:
        raise ReadError(
            where,
            f"it has no text (its names: {', '.join(map(str, list(value)[:8])) or 'none'}); {_EXPECTED}. Name the article's text `text` or `html`.",
        )
    return Record(where=where, text=value[name], is_html=name == "html", fields=value)
