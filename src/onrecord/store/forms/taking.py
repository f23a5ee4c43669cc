"""A record taken in from the form that holds everything. The record it comes into may hold others already: nothing is doubled.

Corrections come before articles in the form, so that each article is written as it is to stand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from onrecord.errors import RecordError
from onrecord.records import Reading, Rejected
from onrecord.store.answers import Added, Run
from onrecord.store.checks import check_reading
from onrecord.store.forms.whole import FORM, VERSION, Carried, Line
from onrecord.store.wire import from_json
from onrecord.store.write import reject

if TYPE_CHECKING:
    from onrecord.store.corrections import Correction
    from onrecord.store.record import Record

_FIND_RUN = "SELECT r.number FROM runs AS r JOIN makers AS m ON m.number = r.maker WHERE r.what = ? AND m.name = ? AND r.started = ?"
_ADD_RUN = "INSERT INTO runs (what, maker, started) SELECT ?1, number, ?3 FROM makers WHERE name = ?2 RETURNING number"
_END_RUN = "UPDATE runs SET ended = ?, added = ?, replaced = ?, unchanged = ?, rejected = ?, statements = ? WHERE number = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came, and how many of its articles were not there before, or were read by another."""

    came: Carried
    new: int


def take(record: Record, given: Iterable[bytes], where: str = "<import>") -> Taken:
    """Put what the lines hold into the record; RecordError, naming the line, where they are not in this form or end too soon.

    What was taken in before an error stays, and taking the same lines in again adds nothing.
    """
    return _TakingIntoFile(record, where).take(given)


class Open(Protocol):
    """What an import asks of a record, whichever it is, that no one else asks."""

    _run: int | None

    def _writing(self) -> AbstractContextManager[None]: ...
    def add_many(self, readings: Iterable[Reading], *, made_by: str | None = None) -> Added: ...  # noqa: D102


_Record = TypeVar("_Record", bound=Open)


class Taking(ABC, Generic[_Record]):
    """One import: the numbers that runs have here, and how much has come. What is asked of the store itself is left to each."""

    def __init__(self, record: _Record, where: str) -> None:
        self._record = record
        self._where = where
        self._line = 0
        self._runs: dict[int | None, int | None] = {None: None}
        self._ended: list[Run] = []
        self._came = Carried()
        self._new = 0

    def take(self, given: Iterable[bytes]) -> Taken:
        """Put what the lines hold into the record."""
        told: Carried | None = None
        takers = {"run": self._take_runs, "correction": self._take_corrections, "rejected": self._take_rejected, "article": self._take_articles}
        for kind, some in groupby(self._parsed(given), key=self._kind):
            if kind in takers:
                takers[kind](some)
            else:
                told = next(some).end
        self._end_runs()
        if told != self._came:
            wrong = (
                "its last line is missing"
                if told is None
                else f"its last line tells of {told.articles:,} articles and {told.statements:,} statements"
            )
            came = f"{self._came.articles:,} articles and {self._came.statements:,} statements came"
            raise RecordError(f"{self._where}: {wrong}, and {came}; the whole file was expected. Export it again; what came is on record.")
        return Taken(came=self._came, new=self._new)

    def _parsed(self, given: Iterable[bytes]) -> Iterator[Line]:
        for self._line, data in enumerate(given, 1):
            line = from_json(Line, data, self._place)
            if self._line > 1:
                yield line
            elif line.form != FORM or line.version is None:
                raise RecordError(
                    f"{self._place}: it is no exported record; a file made by `onrecord export` was expected. Articles go to `onrecord read`."
                )
            elif line.version != VERSION:
                raise RecordError(f"{self._where}: it is of version {line.version}; version {VERSION} was expected. Update onrecord to import it.")

    def _kind(self, line: Line) -> str:
        for kind in ("run", "correction", "rejected", "article", "end"):
            if getattr(line, kind) is not None:
                return kind
        raise RecordError(f"{self._place}: nothing in it is known; a run, correction, rejected, article or end was expected. Update onrecord.")

    def _take_runs(self, some: Iterable[Line]) -> None:
        with self._record._writing():
            for line in some:
                assert line.run is not None
                number = self._runs[line.run.number] = self._number(line.run)
                self._ended.append(replace(line.run, number=number))
                self._count(runs=1)

    def _take_corrections(self, some: Iterable[Line]) -> None:
        corrections = [line.correction for line in some if line.correction is not None]
        self._keep(corrections)
        self._count(corrections=len(corrections))

    def _take_rejected(self, some: Iterable[Line]) -> None:
        with self._record._writing():
            for line in some:
                assert line.rejected is not None
                self._reject(line.rejected, self._run(line))
                self._count(rejected=1)

    def _take_articles(self, some: Iterable[Line]) -> None:
        for (made_by, run), several in groupby(some, key=lambda line: (line.made_by, self._run(line))):
            with self._in_run(run):
                added = self._record.add_many(map(self._reading, several), made_by=made_by)
            self._new += added.new + added.replaced

    def _reading(self, line: Line) -> Reading:
        assert line.article is not None
        reading = Reading(article=line.article, statements=line.statements)
        try:
            check_reading(reading)
        except RecordError as error:
            raise RecordError(f"{self._place}: {error}") from None
        self._count(articles=1, statements=len(reading.statements))
        return reading

    def _run(self, line: Line) -> int | None:
        if line.in_run not in self._runs:
            raise RecordError(f"{self._place}: it is of run {line.in_run}, which no line before tells of; a run was expected. Export it again.")
        return self._runs[line.in_run]

    @contextmanager
    def _in_run(self, run: int | None) -> Iterator[None]:
        self._record._run = run
        try:
            yield
        finally:
            self._record._run = None

    @abstractmethod
    def _number(self, run: Run) -> int:
        """Return the number of the run here, where it is put if it is new."""

    @abstractmethod
    def _reject(self, rejected: Rejected, run: int | None) -> None:
        """Keep what could not be read."""

    @abstractmethod
    def _keep(self, corrections: list[Correction]) -> None:
        """Keep what people said."""

    @abstractmethod
    def _end_run(self, counts: tuple[object, ...]) -> None:
        """Note when a run ended and what came of it; its number stands last."""

    def _end_runs(self) -> None:
        """Let each run count what it counted where it ran, not what came of the import."""
        counts = [(r.ended, r.added.new, r.added.replaced, r.added.unchanged, r.added.rejected, r.added.statements, r.number) for r in self._ended]
        with self._record._writing():
            for some in counts:
                self._end_run(some)

    def _count(self, **more: int) -> None:
        self._came = replace(self._came, **{name: getattr(self._came, name) + many for name, many in more.items()})

    @property
    def _place(self) -> str:
        return f"{self._where}, line {self._line}"


class _TakingIntoFile(Taking["Record"]):
    """One import into a file."""

    def _number(self, run: Run) -> int:
        db, key = self._record._db, (run.what, run.made_by, run.started)
        found = db.execute(_FIND_RUN, key).fetchone()
        if found is None:
            db.execute("INSERT OR IGNORE INTO makers (name) VALUES (?)", (run.made_by,))
            found = db.execute(_ADD_RUN, key).fetchone()
        return int(found[0])

    def _reject(self, rejected: Rejected, run: int | None) -> None:
        reject(self._record._db, rejected, run)

    def _keep(self, corrections: list[Correction]) -> None:
        self._record.corrections.keep(corrections)

    def _end_run(self, counts: tuple[object, ...]) -> None:
        self._record._db.execute(_END_RUN, counts)
