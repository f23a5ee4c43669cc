"""Likeness of sequences by rapidfuzz: which words of a vocabulary are near a word, which stretch holds most of a quotation.

The one file that knows rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

_LONG: Final = 8
_SHORTEST: Final = 5


def slips(one: str, other: str) -> int | None:
    """Return how many letters were slipped between two words, None where they are too short or too far apart to be one word.

    >>> slips("goverment", "government"), slips("cat", "cut")
    (1, None)
    """
    longer = max(len(one), len(other))
    allowed = 0 if longer < _SHORTEST else 1 if longer < _LONG else 2
    distance = OSA.distance(one, other, score_cutoff=allowed)
    return distance if distance <= allowed else None


def near_words(word: str, vocabulary: Sequence[str]) -> list[str]:
    """Return the words of a vocabulary that `word` may be a slip of."""
    if len(word) < _SHORTEST or word[0].isdigit():
        return []
    allowed = 1 if len(word) < _LONG else 2
    return [near for near, _, _ in process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=4)]


def shared(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how many numbers of one sequence stand in the other, in order."""
    return float(LCSseq.similarity(one, other))
