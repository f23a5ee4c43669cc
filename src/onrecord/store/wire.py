"""Records to JSON and back, checked against their types on the way in. The only file that knows msgspec.

Whatever a record holds is carried: a field added to one is carried from then on, and one that is missing has its default.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from onrecord.errors import RecordError

_T = TypeVar("_T")


def to_json(record: object) -> bytes:
    """Return a record, or plain lists and dicts of them, as JSON on one line in UTF-8.

    >>> from onrecord.records import Span
    >>> to_json({"span": Span(start=1, end=4)})
    b'{"span":{"start":1,"end":4}}'
    """
    return msgspec.json.encode(record)


def from_json(kind: type[_T], data: bytes | str, where: str) -> _T:
    """Return the record of that kind; RecordError, naming `where`, if the JSON is not one."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{where}: {error}; a {kind.__name__} as JSON was expected. Export it again.") from None


def fields_of(record: object) -> dict[str, Any]:
    """Return the record's fields as plain dicts, lists and strings."""
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return fields


def made_of(kind: type[_T], fields: dict[str, Any], where: str) -> _T:
    """Return the record of that kind with these fields; RecordError, naming `where`, if they do not make one."""
    try:
        return msgspec.convert(fields, type=kind)
    except msgspec.ValidationError as error:
        raise RecordError(f"{where}: {error}; the fields of a {kind.__name__} were expected. Run `onrecord doctor`.") from None
