"""What relates statements, as Python users have it: quotations, disputes, and one speaker's page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from onrecord.records import DisputeKind
from onrecord.serve.commands.disputing import dispute_line
from onrecord.serve.python.statements import Statement, shortened
from onrecord.serve.python.words import Words
from onrecord.serve.quoted import quotation_line, speakers, wordings
from onrecord.store.disputes import Disputed, Side
from onrecord.store.people import Person
from onrecord.store.quotations import Printed, Quoted


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Quotation:
    """The same words, wherever they were printed."""

    bare: Quoted

    @property
    def id(self) -> str:
        """The least of the ids of its statements."""
        return self.bare.quotation.id

    @property
    def speakers(self) -> list[str]:
        """The names that the printings give, the most given first."""
        return speakers(self.bare)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it, first printed first."""
        return self.bare.outlets

    @property
    def wordings(self) -> tuple[str, ...]:
        """The words in each wording, the fullest first."""
        return tuple(wording.words for wording in wordings(self.bare))

    @property
    def printings(self) -> tuple[Statement, ...]:
        """The statements that print it, first printed first."""
        return tuple(_statement(one) for one in self.bare.printings)

    @property
    def reports(self) -> tuple[tuple[Statement, ...], ...]:
        """The same statements, copies of one wire story together."""
        return tuple(tuple(_statement(one) for one in report) for report in self.bare.reports)

    def to_dict(self) -> dict[str, Any]:
        """Return the quotation in the form of `onrecord quotation --json`."""
        return quotation_line(self.bare)

    def __repr__(self) -> str:
        return f"<Quotation {self.id[:8]}, printed {len(self.bare.printings)}×: {shortened(self.wordings[0])}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Dispute:
    """Statement `by` denies (or rejects …) statement `of`. Which of them is right is not said, for that is not known here."""

    bare: Disputed

    @property
    def by(self) -> Statement:
        """The statement that denies, rejects, contradicts, corrects or confirms."""
        return _statement(self.bare.by)

    @property
    def of(self) -> Statement:
        """The statement that this is done to."""
        return _statement(self.bare.of)

    @property
    def sides(self) -> tuple[Statement, Statement]:
        """Both statements, the one that was said first first."""
        first, second = self.bare.sides
        return _statement(first), _statement(second)

    @property
    def kind(self) -> DisputeKind:
        """What the one does to the other."""
        return self.bare.dispute.kind

    @property
    def evidence(self) -> Words:
        """The words of the article of `by` that show it."""
        return Words.of(self.bare.by.article.text, (self.bare.dispute.evidence,))

    @property
    def confidence(self) -> float:
        """How sure the link is, from 0 to 1."""
        return self.bare.dispute.confidence

    def to_dict(self) -> dict[str, object]:
        """Return the dispute in the form of `onrecord disputes --json`."""
        return dispute_line(self.bare)

    def __repr__(self) -> str:
        return f"<Dispute: {self.by!r} {self.kind.value} {self.of!r}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SpeakerPage:
    """All that is on record of one speaker: `person` has names, roles, outlets, kinds and counts; `statements` are in order of time."""

    person: Person
    statements: tuple[Statement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the speaker in the form that docs/rest.md describes: `speaker` and `statements`."""
        return {"speaker": asdict(self.person), "statements": [statement.to_dict() for statement in self.statements]}

    def __repr__(self) -> str:
        dates = f", {self.person.first} to {self.person.last}" if self.person.first else ""
        return f"<SpeakerPage {self.person.name}: {self.person.statements} statements{dates}>"


def _statement(one: Side | Printed) -> Statement:
    return Statement(bare=one.statement, article=one.article)
