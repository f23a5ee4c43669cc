"""Which words of one wording are which words of another, in order.

The longest run of words that both have is matched first, then the longest on either side of it, and so on. Stray small
words far from the rest are not taken for a match: a side without a marked cut is looked at only near what is matched.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.relate.wording import TELLING, Wording

NEAR: Final = 12
"""How many words two printings may be apart at an edge where neither marks a cut."""

_Run = tuple[int, int, int]


def runs(one: Wording, other: Wording) -> list[_Run]:
    """Return runs of matched words, in order: place in one, place in the other, how many."""
    places: dict[str, list[int]] = {}
    for place, form in enumerate(other.forms):
        places.setdefault(form, []).append(place)
    whole = (0, len(one.forms), 0, len(other.forms))
    found = sorted(_runs(one, other, places, whole))
    return found


def pairs(one: Wording, other: Wording) -> list[tuple[int, int]]:
    """Return the matched words, in order: place in one, place in the other; a word spelt a little otherwise is matched."""
    matched = [(i + step, j + step) for i, j, size in runs(one, other) for step in range(size)]
    edges = [(-1, -1), *matched, (len(one.forms), len(other.forms))]
    spelt = [
        (i + step, j + step)
        for (i, j), (k, m) in itertools.pairwise(edges)
        if k - i == m - j > 1
        for step in range(1, k - i)
        if is_spelling(one.forms[i + step], other.forms[j + step])
    ]
    return sorted(matched + spelt) if spelt else matched


def is_spelling(one: str, other: str) -> bool:
    """Say whether two words are one, spelt otherwise or mistyped in one letter.

    >>> is_spelling("organise", "organize"), is_spelling("neighbor", "neighbour"), is_spelling("million", "billion")
    (True, True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < 6 or one[0] != other[0] or one[0].isdigit() or abs(len(one) - len(other)) > 1:
        return False
    head = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[head:], other[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _runs(one: Wording, other: Wording, places: dict[str, list[int]], within: tuple[int, int, int, int]) -> Iterator[_Run]:
    todo = [within]
    while todo:
        i0, i1, j0, j1 = todo.pop()
        i, j, size = _longest(one, places, (i0, i1, j0, j1))
        if not size or (size == 1 and one.weights[i] < TELLING and _is_stray((i, j), (i0, i1, j0, j1), (len(one.forms), len(other.forms)))):
            continue
        yield i, j, size
        if i > i0:
            near = j0 if j0 or _may_jump(one, i0, i + 1) or _may_jump(other, j0, j + 1) else max(j0, j - (i - i0) - NEAR)
            todo.append((i0, i, near, j))
        if i + size < i1:
            end = j + size
            is_edge = j1 == len(other.forms)
            free = not is_edge or _may_jump(one, i + size, i1) or _may_jump(other, end, j1)
            todo.append((i + size, i1, end, j1 if free else min(j1, end + (i1 - i - size) + NEAR)))


def _is_stray(at: tuple[int, int], within: tuple[int, int, int, int], ends: tuple[int, int]) -> bool:
    """Say whether a small word stands alone, too far from what is matched to mean anything."""
    j, (i0, i1, j0, j1) = at[1], within
    if (i0, i1) == (0, ends[0]):
        return False
    is_head, is_tail = i0 == 0, i1 == ends[0]
    return i1 - i0 > 3 or (is_head and j1 - j > 3) or (is_tail and j - j0 > 2)


def _longest(one: Wording, places: dict[str, list[int]], within: tuple[int, int, int, int]) -> _Run:
    """Return the longest run that both have within the ranges; of equals, the first."""
    i0, i1, j0, j1 = within
    best = (i0, j0, 0)
    lengths: dict[int, int] = {}
    for i in range(i0, i1):
        longer: dict[int, int] = {}
        for j in places.get(one.forms[i], ()):
            if j < j0:
                continue
            if j >= j1:
                break
            size = longer[j] = lengths.get(j - 1, 0) + 1
            if size > best[2]:
                best = (i - size + 1, j - size + 1, size)
        lengths = longer
    return best


def _may_jump(wording: Wording, start: int, end: int) -> bool:
    return any(start < place < end for place in wording.cuts) or any(start < place < end for place in wording.starts)


def joined(matched: Sequence[tuple[int, int]], ends: tuple[int, int]) -> Iterator[tuple[range, range]]:
    """Yield what stands between matched words, edges included: places in one and in the other, where either is not empty."""
    for (i, j), (k, m) in zip([(-1, -1), *matched], [*matched, ends], strict=True):
        if k - i > 1 or m - j > 1:
            yield range(i + 1, k), range(j + 1, m)
