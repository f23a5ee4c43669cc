"""Which names to compare at all: those that fall into one block, so that a hundred thousand need no comparison each with each.

In: the speakers. Out: pairs of their places, each once. A block that is too full keeps those who speak most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.relate.same.names import Name, initials_of, taken_apart
from onrecord.relate.same.seen import Seen

MOST: Final = 60
"""The most names of one block that are compared with each other."""
MOST_OF_A_SURNAME: Final = 8
"""The most bearers of a surname with whom the bare surname is compared."""

Key = tuple[str, ...]


def pairs(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two that may be one, the lesser place first."""
    given: set[tuple[int, int]] = set()
    for block in _blocks(seen).values():
        for pair in combinations(sorted(sorted(block, key=lambda n: -seen[n].statements)[:MOST]), 2):
            if pair not in given:
                given.add(pair)
                yield pair
    for single, bearers in _surnames(seen):
        for one, other in product([single], bearers):
            pair = (min(one, other), max(one, other))
            if pair not in given:
                given.add(pair)
                yield pair


def _blocks(seen: Sequence[Seen]) -> dict[Key, list[int]]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for place, one in enumerate(seen):
        for key in _keys(one):
            blocks[key].append(place)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _keys(one: Seen) -> Iterator[Key]:
    name = taken_apart(one.name)
    yield ("whole", "".join(name.words))
    if one.kind is SpeakerKind.PERSON and len(name.words) > 1:
        yield ("words", *sorted(name.words))
        yield from _of_person(name)
    elif one.kind is SpeakerKind.ORGANISATION:
        yield ("initials", name.words[0] if len(name.words) == 1 else initials_of(name))


def _of_person(name: Name) -> Iterator[Key]:
    first = name.coarse[0][:1]
    yield ("surname", name.close[-1], first)
    yield ("sound", name.coarse[-1], name.coarse[0])
    yield ("given", name.close[0], name.words[-1][:2])
    for middle in name.words[1:-1]:
        if len(middle) > 2:
            yield ("given", name.close[0], middle[:2])
    # A given name and its nickname may begin differently: Bob and Robert, Ted and Edward.
    yield ("whole surname", name.words[-1])


def _surnames(seen: Sequence[Seen]) -> Iterator[tuple[int, list[int]]]:
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(seen):
        words = taken_apart(one.name).words
        if one.kind is SpeakerKind.PERSON and len(words) > 1:
            bearers[words[-1]].append(place)
    for place, one in enumerate(seen):
        words = taken_apart(one.name).words
        if one.kind is SpeakerKind.PERSON and len(words) == 1 and words[0] in bearers:
            yield place, sorted(bearers[words[0]], key=lambda n: -seen[n].statements)[:MOST_OF_A_SURNAME]
