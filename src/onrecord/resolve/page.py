"""One article laid open for resolving: its words, names, cast and quoted stretches, with the look-ups that the rules share.

In: an article and where its sources stand. Out: a page. Holds no rule about who speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.resolve.cast import Cast, Entity, full_cast
from onrecord.resolve.furniture import without_furniture
from onrecord.resolve.mentions import Mention, find_mentions
from onrecord.resolve.words import Word, is_shouted, lowered, quoted_mask, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the rules look at."""

    text: str
    words: list[Word]
    word_starts: list[int]
    mentions: list[Mention]
    mention_starts: list[int]
    cast: Cast
    quoted: bytearray
    is_shouted: bool

    def word_at(self, offset: int) -> int:
        """Return the place of the first word that starts at or after the offset."""
        return bisect_left(self.word_starts, offset)

    def words_in(self, start: int, end: int) -> list[Word]:
        """Return the words that start within the range."""
        return self.words[bisect_left(self.word_starts, start) : bisect_left(self.word_starts, end)]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the mentions, known to the cast, that lie within the range."""
        found = self.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]
        # `Claudia Mo.`: the full stop of what looks like a shortened word ends the sentence.
        return [m for m in found if (m.end <= end or (m.end == end + 1 and self.text[end] == ".")) and m.start in self.cast.of]

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence in which the offset stands."""
        return self.words[max(0, bisect_right(self.word_starts, offset) - 1)].sentence if self.words else 0

    def sentence_bounds(self, offset: int) -> tuple[int, int]:
        """Return where the sentence around the offset starts and ends."""
        if not self.words:
            return 0, len(self.text)
        at = max(0, bisect_right(self.word_starts, offset) - 1)
        sentence = self.words[at].sentence
        first, after = (side(self.words, sentence, key=lambda word: word.sentence) for side in (bisect_left, bisect_right))
        return self.words[first].start, self.words[after].start if after < len(self.words) else len(self.text)

    def entity(self, mention: Mention) -> Entity:
        """Return whom the mention names."""
        return self.cast.of[mention.start]


def open_page(text: str, sources: Sequence[tuple[int, int]]) -> Page:
    """Return the page of a text, its cast not yet complete: only the names given in full are in it."""
    shouted = is_shouted(text)
    text = lowered(text) if shouted else without_furniture(text)
    words = words_of(text)
    mentions, quoted = find_mentions(text, words, keep=sources if shouted else None), quoted_mask(text)
    return Page(
        text=text,
        words=words,
        word_starts=[w.start for w in words],
        mentions=mentions,
        mention_starts=[m.start for m in mentions],
        cast=full_cast(text, mentions, quoted),
        quoted=quoted,
        is_shouted=shouted,
    )
