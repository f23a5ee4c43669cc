"""A statement's evidence as it lies in the record: two bytes an entry, and four or so where its span is none that the row has.

An entry is a byte for its field and for what span it has, a byte for its confidence in hundredths, and, for a span of its own,
how far it begins from the cue and how long it is. The evidence of a speaker is mostly the source words, that of a stance the
cue, that of an addressee or an occasion itself; such a span takes no room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from onrecord.errors import RecordError
from onrecord.records import Evidence, Span, Statement

FIELDS: Final = ("speaker", "role", "stance", "addressee", "occasion", "said_on", "via")
"""What a statement has evidence for. A field's number is its place here: append-only."""

_NUMBERS = {field: number for number, field in enumerate(FIELDS)}
_NONE, _OWN, _OTHER = range(3)


def packed_evidence(statement: Statement) -> bytes | None:
    """Return the evidence of a statement packed, None if it has none."""
    usual, out = _usual(statement), bytearray()
    for entry in statement.evidence:
        number, span = _NUMBERS[entry.field], entry.span
        shape = _NONE if span is None else _OWN if span is usual[number] or span == usual[number] else _OTHER
        out.append(number | shape << 3)
        out.append(round(entry.confidence * 100))
        if shape == _OTHER and span is not None:
            _append(out, _folded(span.start - _origin(statement)))
            _append(out, span.end - span.start)
    return bytes(out) or None


def with_evidence(statement: Statement, stored: bytes | None) -> Statement:
    """Return the statement with the evidence that was packed; RecordError if that was damaged since."""
    if not stored:
        return statement
    try:
        return replace(statement, evidence=tuple(_entries(statement, iter(stored))))
    except (ValueError, IndexError, RuntimeError):
        raise RecordError(
            f"statement {statement.id}: its evidence {stored.hex()} is damaged; spans and confidences were expected. Read its article again."
        ) from None


def _entries(statement: Statement, stored: Iterator[int]) -> Iterator[Evidence]:
    usual = _usual(statement)
    for head in stored:
        number, shape = head & 7, head >> 3
        confidence, span = next(stored) / 100, usual[number] if shape == _OWN else None
        if shape == _OTHER:
            start = _origin(statement) + _unfolded(_read(stored))
            span = Span(start=start, end=start + _read(stored))
        if shape > _OTHER or (shape == _OWN and span is None) or confidence > 1:
            raise ValueError(head)
        yield Evidence(field=FIELDS[number], span=span, confidence=confidence)


def _usual(s: Statement) -> tuple[Span | None, ...]:
    return (s.source, None, s.cue, s.addressee, s.occasion, None, None)


def _origin(statement: Statement) -> int:
    return (statement.cue or statement.content[0]).start


def _folded(number: int) -> int:
    """Return a whole number as one that is not negative: 0, -1, 1, -2, 2 as 0, 1, 2, 3, 4."""
    return number * 2 if number >= 0 else -number * 2 - 1


def _unfolded(number: int) -> int:
    return -(number + 1) // 2 if number & 1 else number // 2


def _append(out: bytearray, value: int) -> None:
    """Append a number in as few bytes as it needs, seven bits in each, the eighth set in all but the last."""
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _read(stored: Iterator[int]) -> int:
    value = shift = 0
    for byte in stored:
        value |= (byte & 127) << shift
        if byte < 128:
            return value
        shift += 7
    raise ValueError("it ends too soon")
