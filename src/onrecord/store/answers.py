"""What the record answers with: frozen records, each ready to be shown without another look at the store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import Article, Span, SpeakerKind, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One statement that fits a query, with its article, and the spans of the article's text that match the words."""

    statement: Statement
    article: Article
    matches: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One statement with its article, the statement it stands in, and those that stand in it."""

    statement: Statement
    article: Article
    parent: Statement | None
    children: tuple[Statement, ...]


class ChangeKind(StrEnum):
    """What a newer version of an article did to a statement."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One statement that two versions of an article do not share: as it stood before, and as it stands after."""

    kind: ChangeKind
    before: Hit | None
    after: Hit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many statements share one value; `value` is None for those that have none. `kind` is set for speakers."""

    value: str | None
    statements: int
    kind: SpeakerKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Several counts of one query: `counts` are in the order in which they were asked for.

    They were made over the newest `counted` of the `statements` that fit: over all of them, unless very many fit. Dates of publication are
    always counted over all.
    """

    statements: int
    counted: int
    counts: tuple[tuple[Count, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding many readings. `replaced` articles were there with another `made_by`."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    rejected: int = 0
    statements: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            new=self.new + other.new,
            replaced=self.replaced + other.replaced,
            unchanged=self.unchanged + other.unchanged,
            rejected=self.rejected + other.rejected,
            statements=self.statements + other.statements,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much is on record. `speakers` counts those with a name or a description; `unknown`, statements with neither."""

    articles: int
    statements: int
    speakers: int
    unknown: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the reader: what was read, by which model, when (UTC, ISO 8601), and what came of it."""

    number: int
    what: str
    made_by: str
    started: str
    ended: str | None
    added: Added


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """How many articles were read by one model and its rules; `is_newest` if the last run was made by it, or was by none."""

    made_by: str
    articles: int
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that the doctor found wrong: where, and what."""

    where: str
    what: str
