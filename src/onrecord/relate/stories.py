"""Which articles are the same wire copy: their text overlaps, and the marks of the agencies do not speak against it.

In: articles. Out: keys by which copies are found, and whether two articles are copies of one story.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from onrecord.records import Article
from onrecord.relate.signatures import hash_of

ROW: Final = 6
"""Words in a row that two articles must share to be compared."""
_WINDOW: Final = 40
LEAST_KEYS: Final = 2
"""How many keys copies share at least: a copy of 120 words has some six."""
_LEAST_WORDS: Final = 60
_SAME_AGENCY: Final = 0.5
_NO_AGENCY: Final = 0.7
_OTHER_AGENCY: Final = 0.85
_LEAST_SIZE: Final = 0.25
"""A copy is at most four times as long as the shorter: a round-up that takes in whole reports is no copy of each."""
_WORD: Final = re.compile(r"\w+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)


def article_keys(article: Article) -> frozenset[int]:
    """Return the keys of an article's text: few, spread over all of it, so that a copy cut in half shares half of them."""
    rows = _rows(article.text)
    if len(rows) <= _WINDOW:
        return frozenset([int(rows.min())] if len(rows) else [])
    return frozenset(np.unique(np.lib.stride_tricks.sliding_window_view(rows, _WINDOW).min(axis=1)).tolist())


def is_copy(one: Article, other: Article) -> bool:
    """Say whether the two are copies of one story."""
    shorter, longer = sorted((_row_set(one.text), _row_set(other.text)), key=len)
    if len(shorter) < _LEAST_WORDS:
        return bool(shorter) and shorter == longer
    if len(shorter) < _LEAST_SIZE * len(longer):
        return False
    return len(shorter & longer) >= _least_share(one, other) * len(shorter)


def _least_share(one: Article, other: Article) -> float:
    if one.agency and other.agency:
        return _SAME_AGENCY if one.agency == other.agency else _OTHER_AGENCY
    return _NO_AGENCY


@lru_cache(maxsize=1_000)
def _row_set(text: str) -> frozenset[int]:
    return frozenset(_rows(text).tolist())


def _rows(text: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return one hash for every so many words in a row."""
    words = np.array([hash_of(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    count = max(0, len(words) - ROW + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(ROW):
        mixed = mixed * _FACTOR + words[place : place + count]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIXER
    return (mixed >> np.uint64(1)).astype(np.int64)
