"""Checking from Python: words, or the direct quotations of a reading, against transcripts of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import ReadError
from onrecord.read.transcripts import read_transcript, transcript_of
from onrecord.records import Article, Reading, Statement, Transcript
from onrecord.relate.check import Check, Difference, Grade, Heard, diff, hear
from onrecord.relate.check import check as graded
from onrecord.run.checking import checked_words, quotations_of
from onrecord.serve.checked import CheckLine, check_line
from onrecord.serve.python.sources import Source, as_path, is_path
from onrecord.serve.python.statements import shortened
from onrecord.serve.python.words import Words


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Checked:
    """One quotation checked. `statement` and `article` are those it stands in; None for words that stand by themselves."""

    bare: Check
    transcript: Transcript | None
    article: Article | None = None
    statement: Statement | None = None

    @property
    def grade(self) -> Grade:
        """How the words printed stand to the words spoken; docs/checking.md has the contract of each grade."""
        return self.bare.grade

    @property
    def holds(self) -> bool:
        """Whether the words printed are the words spoken, as far as printers are free to shorten and tidy them."""
        return self.bare.grade.holds

    @property
    def quotation(self) -> Words:
        """The words printed, without their marks."""
        return Words.of(self.bare.quoted.text, self.bare.quoted.spans)

    @property
    def found(self) -> Words | None:
        """The words spoken, as they stand in the text of the transcript; None where they were not found."""
        return Words.of(self.transcript.text, self.bare.found) if self.transcript and self.bare.found else None

    @property
    def speaker(self) -> str | None:
        """Who spoke them, as the transcript calls the speaker."""
        return self.bare.speaker

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Each difference with its reason and the best grade that it allows."""
        return self.bare.differences

    @property
    def diff(self) -> str:
        """The words printed, with `[-…-]` around what was said and not printed, `{+…+}` around what was printed and not said."""
        return diff(self.bare, self.transcript.text if self.transcript else "")

    @property
    def note(self) -> str | None:
        """What else is to be said of the grade."""
        return self.bare.note

    def to_dict(self) -> CheckLine:
        """Return the check in the form of `onrecord check --json`, which docs/checking.md describes."""
        spoken = {self.transcript.where: self.transcript.text} if self.transcript else {}
        return check_line(self.bare, self.article, self.statement, spoken)

    def __repr__(self) -> str:
        return f"<Checked {self.grade.value}: {shortened(self.quotation)}>"


def check(words: str, against: Source | Iterable[Source], *, speaker: str | None = None) -> Checked:
    """Check quoted words against transcripts: files, or their texts, told apart as in `read`. `speaker` is who is said to have said them.

    Raises ReadError where a transcript cannot be read.
    """
    heard = heard_of(against)
    return _checked(checked_words(words, heard, speaker=speaker), heard)


def checked_in(reading: Reading, against: Source | Iterable[Source], *, only: frozenset[str] | None = None) -> Iterator[Checked]:
    """Yield the direct quotations of a reading, checked; with `only`, those in statements of these ids."""
    yield from checked_against(reading, heard_of(against), only=only)


def checked_against(reading: Reading, heard: list[Heard], *, only: frozenset[str] | None = None) -> Iterator[Checked]:
    """Yield the direct quotations of a reading, checked against prepared transcripts; with `only`, those in statements of these ids."""
    for statement, quoted in quotations_of(reading):
        if only is None or statement.id in only:
            yield _checked(graded(quoted, heard), heard, reading.article, statement)


def heard_of(against: Source | Iterable[Source]) -> list[Heard]:
    """Return the transcripts, prepared. Raises ReadError where one cannot be read, or none is given."""
    sources = list(against) if isinstance(against, Iterable) and not isinstance(against, str) else [against]
    if not sources:
        raise ReadError("against", "no transcript is given; what was said was expected, as a text or a path. Name at least one.")
    return [hear(read_transcript(as_path(one)) if is_path(one) else transcript_of(str(one))) for one in sources]


def _checked(check: Check, heard: list[Heard], article: Article | None = None, statement: Statement | None = None) -> Checked:
    transcript = next((one.transcript for one in heard if one.transcript.where == check.where), None)
    return Checked(bare=check, transcript=transcript, article=article, statement=statement)
