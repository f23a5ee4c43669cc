"""What a check of quoted words against a transcript says: the grade, the place, and every difference in words.

The contract of each grade stands in docs/checking.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onrecord.records import Span


class Grade(StrEnum):
    """How the words printed stand to the words spoken."""

    VERBATIM = "verbatim"
    TIDIED = "tidied"
    ELIDED = "elided"
    ALTERED = "altered"
    CHANGED = "changed-in-meaning"
    SPLICED = "spliced"
    ANOTHER_SPEAKER = "another-speaker"
    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"
    OUT_OF_REACH = "out-of-reach"

    @property
    def holds(self) -> bool:
        """Whether the words printed are the words spoken, as far as printers are free to shorten and tidy them."""
        return self in _HOLD


_HOLD: Final = frozenset({Grade.VERBATIM, Grade.TIDIED, Grade.ELIDED})


class Reason(StrEnum):
    """What a difference in words is about."""

    PRINT = "case or punctuation"
    FILLER = "filler"
    REPEATED = "repeated words"
    FALSE_START = "false start"
    SPELLING = "spelling"
    BRACKET = "the printer's own words in brackets"
    MARKED_CUT = "cut, marked"
    UNMARKED_CUT = "cut, not marked"
    LONG_CUT = "cut too long to be one passage"
    RUN_TOGETHER = "two sentences run into one, not marked"
    WORDING = "other words"
    ADDED = "added words"
    NEGATION = "negation"
    CONDITION = "condition"
    MODAL = "modal verb"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"
    DENIAL = "verb that denies"
    NUMBER = "number"
    NAME = "name"
    TIME = "time"
    COMPARISON = "comparison"
    OPPOSITE = "opposite"
    ANOTHERS_CLAIM = "somebody else's claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where print and speech differ.

    `printed` is a span of the text that holds the quotation, None where words were left out; `said` a span of the transcript,
    None where words were added. `at` is the character of the printed text where it shows. `makes` is the best grade that a
    quotation with this difference can have.
    """

    makes: Grade
    reason: Reason
    at: int
    printed: Span | None = None
    said: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words printed as somebody's: spans of `text` without their marks, several where `he said` stands between them.

    `speaker` is whom the print names, None where nobody is named; `role` what it calls that person.
    """

    text: str
    spans: tuple[Span, ...]
    speaker: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One quotation checked.

    `found` are spans of the text of the transcript `where`, in printed order, `speaker` that of the turn. `wording` is how
    the words themselves compare where the grade is about something else (another speaker, ambiguous); else it is the grade.
    """

    quoted: Quoted
    grade: Grade
    wording: Grade
    where: str | None = None
    found: tuple[Span, ...] = ()
    speaker: str | None = None
    differences: tuple[Difference, ...] = ()
    note: str | None = None
