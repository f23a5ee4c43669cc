"""What a linker says of the pronouns of one page.

In: a page, a linker, and the pronouns that may be asked about. Out: for one of them, how likely each candidate is. A passage is read when
one of its pronouns is first asked about, and no passage twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from onrecord.resolve.page import Page
from onrecord.resolve.passages import Candidate, Passage, Stretch, candidates_of, passage, stretches

LINKER: Final = "linker-2"
"""The name, with its version, of the linker that ships with the package."""


class ReadsPassages(Protocol):
    """What this room needs of a linker."""

    name: str

    def read(self, written: Passage) -> dict[int, dict[int, float]]:
        """Return for each pronoun of the passage the probability of each candidate, by the start of its words in the article."""


class Likely:
    """What the linker says about one page."""

    def __init__(self, page: Page, linker: ReadsPassages, asked: Sequence[int]) -> None:
        self._page, self._linker = page, linker
        self._stretch_of: dict[int, Stretch] = {at: s for s in stretches(page, asked) for at in s.asked}
        self._candidates: list[Candidate] | None = None
        self._read: dict[Stretch, dict[int, dict[int, float]]] = {}

    def of(self, pronoun: int) -> Mapping[int, float] | None:
        """Return how likely each candidate is for the pronoun at this offset; None for one that is not to be asked about."""
        stretch = self._stretch_of.get(pronoun)
        if stretch is None:
            return None
        if stretch not in self._read:
            if self._candidates is None:
                self._candidates = candidates_of(self._page)
            self._read[stretch] = self._linker.read(passage(self._page.text, stretch, self._candidates))
        found = self._read[stretch].get(pronoun)
        if found is None or self._page.quoted[pronoun]:
            return found
        # Whoever is only named in quoted words is not who says them.
        return {key: p for key, p in found.items() if not self._page.quoted[key]}
