"""The statements of an article marked in its text: spans that may nest and overlap in, pieces of text in a row out.

Every piece lies wholly inside or outside each span, so that a page can wrap it once, whatever stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.records import Manner, Span, Statement


class Part(StrEnum):
    """Which part of a statement a span is, that a search matched it, or that one of its fields was read there."""

    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"
    MATCH = "match"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One span of one statement, which is the `number`th of its article, from 1; `field` is what was read there, if anything."""

    span: Span
    part: Part
    number: int
    manner: Manner
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Some words in a row, and the marks on them, the widest first; `begins` are the statements whose content starts here."""

    span: Span
    words: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def style(self) -> str:
        """The classes of the page's style: which parts these words are, the manner of the innermost content, and how deep that is."""
        contents = [mark for mark in self.marks if mark.part is Part.CONTENT]
        inner = [contents[-1].manner.value, f"deep-{min(len(contents), 3)}"] if contents else []
        fields = [f"f-{mark.field}" for mark in self.marks if mark.field]
        return " ".join([*dict.fromkeys(mark.part.value for mark in self.marks), *inner, *fields])

    @property
    def opens(self) -> tuple[str, ...]:
        """The fields that were read from these words, if this is where those begin."""
        return tuple(mark.field for mark in self.marks if mark.field and mark.span.start == self.span.start)

    @property
    def is_match(self) -> bool:
        """Whether a search matched the words."""
        return any(mark.part is Part.MATCH for mark in self.marks)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The statements that the words belong to, the innermost first."""
        return tuple(dict.fromkeys(mark.number for mark in reversed(self.marks)))


def marks_of(statements: Sequence[Statement]) -> tuple[Mark, ...]:
    """Return the marks of an article's statements."""
    return tuple(mark for number, statement in enumerate(statements, 1) for mark in _marks(statement, number))


def marked(text: str, within: Span, marks: Sequence[Mark]) -> tuple[Marked, ...]:
    """Return the part of a text as pieces that follow one another without a gap.

    >>> mark = Mark(span=Span(start=8, end=10), part=Part.CONTENT, number=1, manner=Manner.INDIRECT)
    >>> [piece.words for piece in marked("He said no.", Span(start=0, end=11), [mark])]
    ['He said ', 'no', '.']
    """
    inside = [mark for mark in marks if mark.span.start < within.end and within.start < mark.span.end]
    ends = {edge for mark in inside for edge in (mark.span.start, mark.span.end) if within.start < edge < within.end}
    starts = _starts(marks)
    return tuple(_piece(text, Span(start=start, end=end), inside, starts) for start, end in pairwise(sorted({within.start, within.end} | ends)))


def _marks(statement: Statement, number: int) -> Iterator[Mark]:
    for span in statement.content:
        yield Mark(span=span, part=Part.CONTENT, number=number, manner=statement.manner)
    for part, one in ((Part.CUE, statement.cue), (Part.SOURCE, statement.source)):
        if one is not None:
            yield Mark(span=one, part=part, number=number, manner=statement.manner)


def _starts(marks: Sequence[Mark]) -> dict[int, int]:
    """Return where the content of each statement begins."""
    starts: dict[int, int] = {}
    for mark in marks:
        if mark.part is Part.CONTENT:
            starts[mark.number] = min(mark.span.start, starts.get(mark.number, mark.span.start))
    return starts


def _piece(text: str, span: Span, marks: Sequence[Mark], starts: dict[int, int]) -> Marked:
    over = [mark for mark in marks if mark.span.start <= span.start and span.end <= mark.span.end]
    over.sort(key=lambda mark: (mark.span.start - mark.span.end, mark.number))
    begins = sorted({mark.number for mark in over if mark.part is Part.CONTENT and starts[mark.number] == span.start})
    return Marked(span=span, words=span.of(text), marks=tuple(over), begins=tuple(begins))
