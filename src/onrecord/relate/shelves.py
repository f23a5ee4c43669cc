"""Printings kept in memory: for a run that needs no record, and to compare the record's own shelf with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Sequence

from onrecord.relate.quotations import Row


class MemoryShelf:
    """A shelf that lasts as long as the process."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._numbers: dict[str, int] = {}
        self._kept: dict[int, int | list[int]] = {}
        self._scopes: dict[tuple[str, bool], list[tuple[int, int]]] = {}
        self._links: dict[int, list[tuple[int, int, int, float]]] = {}
        self._parts: dict[int, list[int]] = {}
        self._wholes: dict[int, int] = {}
        self._labels: list[int] = []

    def clusters(self) -> list[list[str]]:
        """Return the keys of each quotation's printings, sorted."""
        found: dict[int, list[str]] = {}
        for key, number in self._numbers.items():
            found.setdefault(self._labels[number], []).append(key)
        return sorted(sorted(keys) for keys in found.values())

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """See `Shelf`."""
        return {key: self._numbers[key] for key in keys if key in self._numbers}

    def put(self, rows: Sequence[tuple[Row, str, bool, Collection[int]]]) -> dict[str, int]:
        """See `Shelf`."""
        added = {}
        for row, scope, is_slight, keys in rows:
            number = added[row[0]] = self._numbers[row[0]] = len(self._rows)
            self._rows.append(row)
            self._labels.append(number)
            if scope and row[3] is not None:
                insort(self._scopes.setdefault((scope, is_slight), []), (row[3], number))
            for key in keys:
                self._keep(key, number)
        return added

    def rows(self, numbers: Collection[int]) -> dict[int, Row]:
        """See `Shelf`."""
        return {number: self._rows[number] for number in numbers}

    def sharing(self, keys: Collection[int]) -> Iterator[tuple[int, int]]:
        """See `Shelf`."""
        for key in keys:
            kept = self._kept.get(key, ())
            for number in (kept,) if isinstance(kept, int) else kept:
                yield key, number

    def near(self, scope: str, first: int, last: int, *, slight_only: bool) -> Iterator[int]:
        """See `Shelf`."""
        for is_slight in (True,) if slight_only else (True, False):
            there = self._scopes.get((scope, is_slight), [])
            yield from (number for _, number in there[bisect_left(there, (first, -1)) : bisect_right(there, (last + 1, -1))])

    def link(self, links: Iterable[tuple[int, int, int, float]]) -> None:
        """See `Shelf`."""
        for link in links:
            for number in link[:2]:
                self._links.setdefault(number, []).append(link)

    def links(self, numbers: Collection[int]) -> Iterator[tuple[int, int, int, float]]:
        """See `Shelf`."""
        for number in numbers:
            yield from self._links.get(number, ())

    def parts(self, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
        """See `Shelf`."""
        for number in numbers:
            yield from ((part, number) for part in self._parts.get(number, ()))

    def wholes(self, numbers: Collection[int]) -> dict[int, int]:
        """See `Shelf`."""
        return {number: self._wholes[number] for number in numbers if number in self._wholes}

    def give(self, wholes: Iterable[tuple[int, int | None]]) -> None:
        """See `Shelf`."""
        for part, whole in wholes:
            if (before := self._wholes.pop(part, None)) is not None:
                self._parts[before].remove(part)
            if whole is not None:
                self._wholes[part] = whole
                self._parts.setdefault(whole, []).append(part)

    def remove(self, keys: dict[int, Collection[int]]) -> None:
        """See `Shelf`."""
        for number, kept in keys.items():
            for link in self._links.pop(number, []):
                self._links[link[1] if link[0] == number else link[0]].remove(link)
            self.give([(number, None), *((part, None) for part in list(self._parts.get(number, [])))])
            for key in kept:
                there = self._kept.pop(key)
                if isinstance(there, list):
                    self._kept[key] = [other for other in there if other != number]
            row = self._rows[number]
            del self._numbers[row[0]]
            for scope in self._scopes.values():
                scope[:] = [pair for pair in scope if pair[1] != number]

    def label(self, labels: Iterable[tuple[int, int]]) -> None:
        """See `Shelf`."""
        for number, label in labels:
            self._labels[number] = label

    def labels(self, numbers: Collection[int]) -> dict[int, int]:
        """See `Shelf`."""
        return {number: self._labels[number] for number in numbers}

    def _keep(self, key: int, number: int) -> None:
        there = self._kept.get(key)
        if there is None:
            self._kept[key] = number
        elif isinstance(there, int):
            self._kept[key] = [there, number]
        else:
            there.append(number)
