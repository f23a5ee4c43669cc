"""Which printings are worth comparing: those that share a key.

A key is the hash of a few telling words in a row; of each few hashes in a row only the least is kept (MinHash over a window). A whole
text's MinHash knows texts that are alike as a whole; the least of each window also finds one sentence cut out of ten, for the
windows inside it are the same in both.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.relate.voices import Voice
from onrecord.relate.wording import TELLING, Wording

_MASK: Final = 2**63 - 1
_FACTOR: Final = 0x9E3779B97F4A7C15
_MIXER: Final = 0xBF58476D1CE4E5B9
_ROW: Final = 3
"""Telling words in a row that are looked for among all speakers."""
_SHORT: Final = 5
"""So few rows are all kept."""
LEAST_WORDS: Final = 8
"""With fewer words matched, nobody but the same speaker is compared."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Keys under which a printing is kept, and keys under which the others are kept that it must be compared with."""

    kept: frozenset[int]
    asked: frozenset[int]


def signature(wording: Wording, voice: Voice) -> Signature:
    """Return the keys of a printing.

    Under one speaker, two telling words in a row are enough. Where the speaker is left open it takes three; and two printings
    that both name somebody never need that, so they are kept apart from the others.
    """
    telling, start = _telling(wording), hash_of(voice.scope)
    own = frozenset(_mixed(start, one) for one in _sampled(rows_of(telling, 2), 2)) if voice.is_named else frozenset()
    rows = _sampled(rows_of(telling, _ROW), 3) if len(wording.forms) >= LEAST_WORDS else []
    named = frozenset(_mixed(row, 1) for row in rows)
    others = frozenset(_mixed(row, 2) for row in rows)
    return Signature(kept=own | (named if voice.is_named else others), asked=own | (others if voice.is_named else named | others))


def _telling(wording: Wording) -> list[int]:
    return [hash_of(form) for form, weight in zip(wording.forms, wording.weights, strict=True) if weight >= TELLING]


def _sampled(row: list[int], window: int) -> list[int]:
    """Return all of a short row, of a long one the least of every window."""
    return least(row, window) if len(row) > _SHORT else row


def rows_of(hashes: Sequence[int], length: int) -> list[int]:
    """Return one hash for every so many in a row."""
    found = []
    for place in range(len(hashes) - length + 1):
        mixed = length
        for one in hashes[place : place + length]:
            mixed = (mixed * _FACTOR + one) & _MASK
        found.append(((mixed ^ (mixed >> 29)) * _MIXER) & _MASK)
    return found


def least(row: Sequence[int], window: int) -> list[int]:
    """Return the least of every so many hashes in a row, each once for the windows that share it.

    >>> least([5, 3, 9, 8, 4, 7], 3)
    [3, 4]
    """
    if len(row) <= window:
        return [min(row)] if row else []
    found: list[int] = []
    for place in range(len(row) - window + 1):
        smallest = min(row[place : place + window])
        if not found or found[-1] != smallest:
            found.append(smallest)
    return found


@lru_cache(maxsize=200_000)
def hash_of(form: str) -> int:
    """Return a number for a form, the same in every process.

    >>> hash_of("bridge") == hash_of("bridge") != hash_of("tunnel")
    True
    """
    return _mixed(zlib.crc32(form.encode()), 0)


def _mixed(one: int, other: int) -> int:
    mixed = (one * _FACTOR + other * _MIXER + 1) & _MASK
    return ((mixed ^ (mixed >> 31)) * _MIXER) & _MASK
