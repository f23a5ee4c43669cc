"""The record from Python: articles into it, and questions to it, in plain words. It asks the store that the other doors ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypedDict, TypeVar, Unpack

from onrecord.errors import QueryError
from onrecord.records import Article, DisputeKind, Rejected
from onrecord.records import Reading as BareReading
from onrecord.run import Known, read_into
from onrecord.run.relating import relate
from onrecord.serve.python.checking import Checked, checked_against, heard_of
from onrecord.serve.python.reading import Reading, articles_of, plan_of
from onrecord.serve.python.related import Dispute, Quotation, SpeakerPage
from onrecord.serve.python.sources import Source
from onrecord.serve.python.statements import Statement
from onrecord.settings import record_location, without_password
from onrecord.store import AnyRecord, By, Count, Query, open_record

if TYPE_CHECKING:
    import pyarrow

Choice = TypeVar("Choice", bound=StrEnum)


class Filters(TypedDict, total=False):
    """What a search can ask for besides words; all that is given must hold. docs/python.md tells what each means."""

    speaker: str | None
    addressee: str | None
    outlet: str | None
    agency: str | None
    since: str | date | None
    until: str | date | None
    said_since: str | date | None
    said_until: str | date | None
    manner: str | None
    stance: str | None
    kind: str | None
    distance: str | None
    negated: bool
    disputed: bool
    copies: bool
    versions: bool
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIn:
    """What came of reading articles into a record. `known` were there already, read by the same model."""

    articles: int
    statements: int
    known: int
    rejected: tuple[Rejected, ...]


class Record:
    """One record: a file, or a PostgreSQL database by its `postgresql://…` address; close it, or use it in a `with`.

    Without a location it is the usual one: what ONRECORD_RECORD says, else `onrecord.db` in the working folder. It is made
    if it is not there, unless `create` is false. For one thread. Every method raises RecordError if the record fails, and
    QueryError for what cannot be asked. `store` is the record as the command line has it, for what has no method here:
    corrections, versions, changes, runs, what was rejected.
    """

    def __init__(self, location: str | PathLike[str] | None = None, *, create: bool = True, readonly: bool = False) -> None:
        self.location = record_location(None if location is None else fspath(location))
        self.store: AnyRecord = open_record(self.location, create=create and not readonly, readonly=readonly)

    def close(self) -> None:
        """Close the record; closing twice does no harm."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {without_password(self.location)}>"

    # Articles into it

    def read(
        self,
        sources: Source | Article | Iterable[Source | Article],
        *,
        effort: str = "default",
        min_confidence: float = 0.0,
        registry: str | Path | None = None,
        processes: int = 1,
        names: dict[str, str] | None = None,
    ) -> ReadIn:
        """Read files and folders, put what was said on record and relate it; what is there already is not read again.

        What cannot be read is kept as rejected, and the rest goes on. The arguments are those of `onrecord.read_each`.
        """
        plan = plan_of(effort=effort, min_confidence=min_confidence, registry=registry, processes=processes)
        articles = statements = known = 0
        rejected = []
        with self.store.run(what="Record.read", made_by=plan.made_by):
            for outcome in read_into(self.store, articles_of(sources, names), plan):
                if isinstance(outcome, Rejected):
                    rejected.append(outcome)
                elif isinstance(outcome, Known):
                    known += 1
                else:
                    articles, statements = articles + 1, statements + len(outcome.statements)
        self._relate()
        return ReadIn(articles=articles, statements=statements, known=known, rejected=tuple(rejected))

    def add(self, reading: Reading) -> bool:
        """Put a reading on record and relate it; False if it is there already, made by the same."""
        with self.store.run(what="Record.add", made_by=reading.made_by or "unknown"):
            is_new = self.store.add(reading.bare, made_by=reading.made_by)
        self._relate()
        return is_new

    def _relate(self) -> None:
        for _ in relate(self.store):
            pass

    # Questions to it

    def search(
        self, words: str | None = None, *, sort: str = "rank", limit: int = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> list[Statement]:
        """Return a page of the statements that fit, best first; `sort` may be "newest" or "oldest".

        `words` takes plain words, "phrases", prefix*, NEAR(a b, 5), AND, OR, NOT and parentheses. Copies of a wire story, but
        for one, and versions that are not the newest are left out unless `copies` and `versions` ask for them.
        """
        return [Statement.of(hit) for hit in self.store.search(_query(words, filters, sort=sort, limit=limit, offset=offset))]

    def statements(self, words: str | None = None, **filters: Unpack[Filters]) -> Iterator[Statement]:
        """Yield all statements that fit, oldest first, a few hundred in memory at a time."""
        return (Statement.of(hit) for hit in self.store.statements(_query(words, filters)))

    def how_many(self, words: str | None = None, **filters: Unpack[Filters]) -> int:
        """Return the number of statements that fit."""
        return self.store.how_many(_query(words, filters))

    def count(self, by: str, words: str | None = None, *, most: int | None = None, **filters: Unpack[Filters]) -> tuple[Count, ...]:
        """Count the statements that fit by speaker, outlet, agency, manner, stance, kind, year, month, day …: the greatest first, dates in order."""
        return self.store.count(_query(words, filters), by=_choice("by", by, By), most=most)

    def frame(self, words: str | None = None, **filters: Unpack[Filters]) -> pyarrow.Table:
        """Return the statements that fit as an Arrow table, oldest first: a row a statement, the columns of docs/forms.md.

        `.to_pandas()` makes a pandas frame of it, `polars.from_arrow` a Polars one. Raises RecordError without pyarrow.
        """
        from onrecord.store.forms.columns import table_of

        return table_of(self.store.statements(_query(words, filters)))

    def statement(self, id: str) -> Statement:
        """Return the statement whose id is, or begins, so; QueryError if there is not just one."""
        found = self.store.statement(id)
        return Statement(bare=found.statement, article=found.article)

    def reading(self, id: str) -> Reading:
        """Return the article whose id is, or begins, so, with its statements; QueryError if there is not just one."""
        bare = self.store.reading(id)
        return Reading(bare=bare, made_by=_maker_of(bare))

    def speaker(self, name: str, *, newest_first: bool = False, most: int | None = None) -> SpeakerPage:
        """Return all that is on record of one speaker, by the whole name or words that no other has; QueryError if there is not just one."""
        person = self.store.people.person(name)
        said = self.store.people.said(person.name, newest_first=newest_first, most=most)
        return SpeakerPage(person=person, statements=tuple(Statement.of(hit) for hit in said))

    def quotation(self, id: str) -> Quotation:
        """Return the quotation of that id, or that the statement of that id prints; QueryError if it is not quoted."""
        return Quotation(bare=self.store.quotations.of(id))

    def quotations(
        self, words: str | None = None, *, least: int = 2, limit: int = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> tuple[Quotation, ...]:
        """Return the quotations that most reports print, at least `least`: all, or those with a statement that fits."""
        query = _query(words, filters) if words or filters else None
        return tuple(Quotation(bare=one) for one in self.store.quotations.most(query, least=least, limit=limit, offset=offset))

    def disputes(
        self, about: str | None = None, *, speaker: str | None = None, kind: str | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[Dispute, ...]:
        """Return who denies what another said, in order of time: a side holds the words `about`, and a side is the `speaker`'s."""
        asked = _choice("kind", kind, DisputeKind) if kind else None
        return tuple(Dispute(bare=one) for one in self.store.disputes.find(about=about, speaker=speaker, kind=asked, limit=limit, offset=offset))

    def disputes_of(self, id: str) -> tuple[Dispute, ...]:
        """Return all disputes that one statement has on either side."""
        return tuple(Dispute(bare=one) for one in self.store.disputes.of(id))

    def check(self, against: Source | Iterable[Source], words: str | None = None, **filters: Unpack[Filters]) -> Iterator[Checked]:
        """Check the direct quotations of all statements that fit against transcripts: files, or their texts."""
        heard = heard_of(against)
        fitting: dict[str, set[str]] = {}
        for hit in self.store.statements(_query(words, filters)):
            fitting.setdefault(hit.article.id, set()).add(hit.statement.id)
        for article, ids in fitting.items():
            yield from checked_against(self.store.reading(article), heard, only=frozenset(ids))


def _query(words: str | None, filters: Filters, **more: Any) -> Query:
    given: dict[str, Any] = {name: value.isoformat() if isinstance(value, date) else value for name, value in filters.items()}
    return Query(words=words, **given, **more)


def _choice(name: str, value: str, choices: type[Choice]) -> Choice:
    try:
        return choices(value)
    except ValueError:
        raise QueryError(f"{name}: {value!r} is not known; one of {', '.join(choices)} was expected. Choose one of these.") from None


def _maker_of(reading: BareReading) -> str | None:
    return next((statement.made_by for statement in reading.statements), None)
