"""The company that speakers keep: who else is quoted in the articles in which they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import Final

from onrecord.relate.same.seen import Seen

_MOST_ARTICLES: Final = 200
"""So many articles of one speaker are looked at: company is known by then."""
_MOST_WEIGHT: Final = 2.0
_EVERYWHERE: Final = 0.02
"""Who speaks in more than this part of all articles keeps everybody company, and tells nobody apart."""
_FEW: Final = 40


class Company:
    """Who speaks beside whom."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._names = [one.name for one in seen]
        self._in: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(seen):
            for article in one.articles:
                self._in[article].append(place)
        most = max(_FEW, int(_EVERYWHERE * len(self._in)))
        self._often = [len(one.articles) for one in seen]
        self._is_told = [often <= most for often in self._often]

    def of(self, articles: Iterable[int], without: str) -> frozenset[int]:
        """Return the places of those who speak in these articles."""
        some = sorted(articles)[:_MOST_ARTICLES]
        return frozenset(p for article in some for p in self._in.get(article, ()) if self._is_told[p] and self._names[p] != without)

    def shared(self, one: Seen, other: Seen) -> Iterator[tuple[float, str]]:
        """Yield how much the company that two keep speaks for their being one; the rarer the companions, the more."""
        left, right = self.of(one.articles, one.name), self.of(other.articles, other.name)
        both = left & right
        if both:
            weight = min(_MOST_WEIGHT, sum(1.2 / log2(1 + self._often[p]) for p in both) / log2(2 + min(len(left), len(right))))
            names = sorted((self._names[p] for p in both), key=lambda n: (len(n), n))[:3]
            yield weight, f"quoted beside the same {'speaker' if len(both) == 1 else f'{len(both)} speakers'}: {', '.join(names)}"
        elif len(left) > 5 and len(right) > 5:
            yield -0.4, "no speaker is quoted beside both"
