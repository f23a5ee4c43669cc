"""A quotation as it is printed: its tokens, and between them the marks by which the printer owns up to a change.

In: `Quoted`. Out: tokens and marks, with characters of `Quoted.text`. A bracket that stands alone is the printer's own words; one
inside a word (`[W]e`) belongs to the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from onrecord.records import Span
from onrecord.relate.check.grades import Quoted
from onrecord.relate.check.heard import COLON, stop_between
from onrecord.relate.check.tokens import Token, tokens_of
from onrecord.relate.words import words_of

_ELLIPSIS: Final = re.compile(r"[\[(]\s*(?:…|\.{2,}|\.\s\.\s\.|[-–—]{1,2})\s*[\])]|…|\.{3,}|\.(?:[ \u00a0]\.){2,}|\*\s?\*\s?\*|(?<=\w)\.\.(?=\s)")
_SIC: Final = re.compile(r"[\[(]\s*sic\.?\s*[\])]", re.IGNORECASE)
# Only from where a word begins, and without going back: a run of thousands of letters would else be gone through from each of them.
IN_WORD: Final = re.compile(r"(?:(?<!\w)\w++\[[\w'’]++\]\w*|\[[\w'’]++\]\w+)")
_BRACKET: Final = re.compile(r"\[([^\[\]]{0,200})\]|\(([^()]{1,80})\)")
_CLOSES: Final = re.compile(r"\s*[.,!?;:]?[\"'”’»\s]*[.,!?;:]?")


_SENTENCE_END: Final = re.compile(r"[.!?](?:[\"'”’)]*\s|[\"'”’]+$)|\n")
_FAR: Final = 400


class Kind(Enum):
    """What a mark owns up to: words left out, words of the printer's own, or `he said` in between."""

    ELLIPSIS = auto()
    BRACKET = auto()
    SPLIT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark before token `at`; `forms` are the printer's own words."""

    kind: Kind
    at: int
    span: Span
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The tokens of a quotation, in order, and its marks."""

    quoted: Quoted
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]

    def marks_at(self, start: int, end: int) -> list[Mark]:
        """Return the marks that stand before tokens `start` to `end`, both included."""
        return [mark for mark in self.marks if start <= mark.at <= end]

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the tokens from `start` to before `end`."""
        return Span(start=self.tokens[start].start, end=self.tokens[end - 1].end)

    def stop_before(self, at: int) -> int:
        """Return how strongly token `at` is parted from the one before it."""
        return COLON if at == 0 else stop_between(self.quoted.text, self.tokens[at - 1], self.tokens[at])

    @property
    def opens_sentence(self) -> bool:
        """Whether it is printed as if a sentence began with it: by a capital, or words of the printer's own."""
        return bool(self.tokens) and (self.tokens[0].is_capital or any(m.at == 0 and m.kind is Kind.BRACKET for m in self.marks))

    @property
    def closes_sentence(self) -> bool:
        """Whether it is printed as if its sentence ended with it, or was cut there; a comma before `he said` counts as a stop."""
        if any(m.at == len(self.tokens) for m in self.marks):
            return True
        end = self.tokens[-1].end
        found = _CLOSES.match(self.quoted.text, end)
        return bool(found and re.search(r"[.,!?]", found[0]))


def printed(quoted: Quoted) -> Printed:
    """Return a quotation's tokens and marks.

    >>> words = Quoted(text="We will … not [ever] go", spans=(Span(start=0, end=23),))
    >>> [t.form for t in printed(words).tokens], [(m.kind.name, m.at) for m in printed(words).marks]
    (['we', 'will', 'not', 'go'], [('ELLIPSIS', 2), ('BRACKET', 3)])
    """
    tokens: list[Token] = []
    marks: list[Mark] = []
    for number, span in enumerate(quoted.spans):
        if number:
            marks.append(
                Mark(
                    kind=Kind.SPLIT,
                    at=len(tokens),
                    span=Span(start=quoted.spans[number - 1].end, end=max(span.start, quoted.spans[number - 1].end + 1)),
                )
            )
        part = _blanked(_SIC, span.of(quoted.text))
        found = list(_marks(part))
        plain = _tokens(part, found)
        marks += [_moved(mark, span.start, len(tokens) + sum(t.start < mark.span.start for t in plain)) for mark in found]
        tokens += [Token(t.form, t.start + span.start, t.end + span.start, t.is_capital) for t in plain]
    return Printed(quoted=quoted, tokens=tuple(tokens), marks=tuple(marks))


def sentence_around(quoted: Quoted) -> list[str]:
    """Return the forms of the article's own words in the sentence that holds the quotation.

    >>> sentence_around(Quoted(text="Yes. He will not “go”, he says. No.", spans=(Span(start=18, end=20),)))
    ['he', 'will', 'not', 'he', 'says']
    """
    text, (first, last) = quoted.text, (quoted.spans[0], quoted.spans[-1])
    before, after = _SENTENCE_END.split(text[max(0, first.start - _FAR) : first.start])[-1], _SENTENCE_END.split(text[last.end : last.end + _FAR])[0]
    return [t.form for t in tokens_of(f"{before} {after}")]


def _marks(part: str) -> Iterator[Mark]:
    rest = _blanked(_ELLIPSIS, part)
    for found in _ELLIPSIS.finditer(part):
        yield Mark(kind=Kind.ELLIPSIS, at=0, span=Span(start=found.start(), end=found.end()))
    for found in _BRACKET.finditer(_blanked(IN_WORD, rest)):
        forms = tuple(t.form for t in tokens_of(found[1] or found[2] or ""))
        yield Mark(kind=Kind.BRACKET, at=0, span=Span(start=found.start(), end=found.end()), forms=forms)


def _moved(mark: Mark, by: int, at: int) -> Mark:
    return Mark(kind=mark.kind, at=at, span=Span(start=mark.span.start + by, end=mark.span.end + by), forms=mark.forms)


def _tokens(part: str, marks: list[Mark]) -> list[Token]:
    for mark in marks:
        part = part[: mark.span.start] + " " * (mark.span.end - mark.span.start) + part[mark.span.end :]
    mended = []
    for found in IN_WORD.finditer(part):
        letters = re.sub(r"[\[\]]", "", found[0])
        mended += [Token(word.form, found.start(), found.end(), letters[0].isupper()) for word in words_of(letters)[:1]]
    return sorted([*tokens_of(_blanked(IN_WORD, part)), *mended], key=lambda t: t.start)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)
