"""Words of a text that know where they stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from onrecord.records import Span

GAP = " "


class Words(str):
    """A `str` with its place: `spans` of the text, half-open, in characters, and `parts`, the exact words of each span.

    The string itself is the parts joined by a blank; with one span it is exactly what stands in the text.

    >>> words = Words.of("“We will,” he said, “not go.”", [Span(start=0, end=10), Span(start=20, end=29)])
    >>> words, words.start, words.end
    ('“We will,” “not go.”', 0, 29)
    """

    __slots__ = ("parts", "spans")
    parts: tuple[str, ...]
    spans: tuple[Span, ...]

    def __new__(cls, parts: tuple[str, ...], spans: tuple[Span, ...]) -> Self:
        """Join the parts; `of` takes them from a text."""
        words = super().__new__(cls, GAP.join(parts))
        words.parts, words.spans = parts, spans
        return words

    def __getnewargs__(self) -> tuple[tuple[str, ...], tuple[Span, ...]]:  # type: ignore[override]  # a str has one
        return self.parts, self.spans

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> Self:
        """Return the words at these spans of the text."""
        found = tuple(spans)
        return cls(tuple(span.of(text) for span in found), found)

    @classmethod
    def at(cls, text: str, span: Span | None) -> Self | None:
        """Return the words at one span, or None where there is none."""
        return None if span is None else cls.of(text, (span,))

    @property
    def start(self) -> int:
        """The first character of the first part."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The character after the last part."""
        return self.spans[-1].end
