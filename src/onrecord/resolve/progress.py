"""The state of one walk through an article: what has been seen so far, and to whom each source was linked.

In: nothing; walk.py fills it. Out: what speakers are made from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.records import Finding
from onrecord.resolve.cast import Entity
from onrecord.resolve.cues import lemma_of
from onrecord.resolve.describe import Descriptions
from onrecord.resolve.page import Page
from onrecord.resolve.scene import Link, Scene


@dataclass(slots=True, kw_only=True)
class Walk:
    """The state of one walk."""

    page: Page
    findings: Sequence[Finding]
    described: Descriptions
    scene: Scene = field(default_factory=Scene)
    links: dict[int, Link] = field(default_factory=dict)
    before: dict[int, Link] = field(default_factory=dict)
    """The links of the walk before: who speaks a quotation is often named behind it."""
    pronouns: dict[int, Link] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    paragraph_starts: list[int] = field(default_factory=list)
    _letters: dict[int, str] = field(default_factory=dict)

    def paragraph_of(self, offset: int) -> int:
        """Return the number of the paragraph in which the offset stands."""
        return bisect_right(self.paragraph_starts, offset)

    def holder_of(self, number: int) -> int | None:
        """Return the number of the finding in whose content this one stands."""
        finding = self.findings[number]
        if finding.parent is not None and 0 <= finding.parent < len(self.findings) and finding.parent != number:
            return finding.parent
        at = finding.source or finding.content[0]
        holding = [n for n, f in enumerate(self.findings) if n != number and any(c.start <= at.start and at.end <= c.end for c in f.content)]
        return min(holding, key=lambda n: sum(c.end - c.start for c in self.findings[n].content), default=None)

    def asked_in(self, number: int, *, within: int) -> Entity | None:
        """Return whom the question of a finding is put to, so few letters behind its cue: `him` of `She asked him what he wanted`."""
        source, cue = self.findings[number].source, self.findings[number].cue
        if source is None or cue is None or source.start > cue.start or lemma_of(cue.of(self.page.text)) != "ask":
            return None
        seen = (s for s in self.scene.sightings if 0 < s.start - cue.end <= within and not s.is_quoted and not s.owns)
        return next((s.entity for s in seen if s.entity.may_be_person), None)

    def letters_of(self, number: int) -> str:
        """Return the letters and digits of what a finding says, in small."""
        if number not in self._letters:
            words = "".join(span.of(self.page.text) for span in self.findings[number].content)
            self._letters[number] = "".join(c for c in words.casefold() if c.isalnum())
        return self._letters[number]
