"""Which printings are one quotation, given what each two of them are to one another.

It follows from the printings and their likenesses alone, never from the order in which they came. The surest likeness joins
first; a likeness that would bring together two speakers who cannot be one, or twins that say different things, joins
nothing, so a printing between two unlike quotations goes to the nearer and does not chain them. A slight printing holds
nothing together: it is given to the one fuller printing that fits it best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.relate.likeness import Kind, Printing, rank
from onrecord.relate.voices import Fit, Voice, fit

Link = tuple[int, int, Kind, float]
"""Two numbers of printings, what they are to one another (a PART first, its fuller one second), and the score."""


def cores(printings: Mapping[int, Printing], links: Iterable[Link]) -> dict[int, int]:
    """Return for each printing the number of the cluster's printing whose key is least; PART links play no role."""
    known = [link for link in links if link[0] in printings and link[1] in printings]
    forest = _Forest(printings, [(one, other) for one, other, kind, _ in known if kind is Kind.UNLIKE])
    for one, other, *_ in sorted((link for link in known if link[2] is Kind.SAME), key=lambda link: _surest_first(printings, link)):
        forest.join(one, other)
    return forest.labels()


def fullest(slight: int, printings: Mapping[int, Printing], links: Iterable[Link]) -> int | None:
    """Return the printing that a slight one is given to: of its fuller ones the best, then the fullest."""
    whole = [(score, *rank(printings[other]), other) for one, other, kind, score in links if one == slight and kind is Kind.PART]
    return max(whole)[-1] if whole else None


def _surest_first(printings: Mapping[int, Printing], link: Link) -> tuple[float, str, str]:
    one, other = sorted((printings[link[0]].key, printings[link[1]].key))
    return -link[3], one, other


class _Forest:
    """Clusters as they grow: of each its members, voices, and the printings that may not come in."""

    def __init__(self, printings: Mapping[int, Printing], unlike: Iterable[tuple[int, int]]) -> None:
        self._printings = printings
        self._home = {number: number for number in printings}
        self._members = {number: [number] for number in printings}
        self._voices: dict[int, set[Voice]] = {number: {printing.voice} for number, printing in printings.items()}
        self._barred: dict[int, set[int]] = {}
        for one, other in unlike:
            self._barred.setdefault(one, set()).add(other)
            self._barred.setdefault(other, set()).add(one)

    def join(self, one: int, other: int) -> None:
        """Make one cluster of the two that these stand in, unless something forbids it."""
        a, b = self._home[one], self._home[other]
        if a == b or self._is_forbidden(a, b):
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for member in self._members[b]:
            self._home[member] = a
        self._members[a] += self._members.pop(b)
        self._voices[a] |= self._voices.pop(b)
        self._barred.setdefault(a, set()).update(self._barred.pop(b, ()))

    def labels(self) -> dict[int, int]:
        """Return for each printing the member of its cluster whose key is least."""
        least = {home: min(members, key=lambda n: self._printings[n].key) for home, members in self._members.items()}
        return {number: least[home] for number, home in self._home.items()}

    def _is_forbidden(self, a: int, b: int) -> bool:
        if any(fit(one, other) is Fit.OTHER for one in self._voices[a] for other in self._voices[b]):
            return True
        few, many = (a, b) if len(self._barred.get(a, ())) <= len(self._barred.get(b, ())) else (b, a)
        return any(self._home[number] == many for number in self._barred.get(few, ()))
