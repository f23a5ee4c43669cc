"""Texts as they lie in the record: packed, for they are the greater part of it."""

from __future__ import annotations

import zlib
from functools import lru_cache


def packed(text: str) -> bytes:
    """Return the text packed."""
    return zlib.compress(text.encode("utf-8"), 6)


@lru_cache(maxsize=4)
def unpacked(stored: bytes) -> str:
    """Return the text that was packed; if it was damaged since, the empty one, whose hash is not that of the text stored.

    SQL asks for one text several times in a row, once for each part of each statement; hence the cache.

    >>> unpacked(packed("“No,” he said."))
    '“No,” he said.'
    """
    try:
        return zlib.decompress(stored).decode("utf-8")
    except (zlib.error, ValueError):
        return ""
