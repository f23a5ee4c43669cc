"""A record taken in from the form that holds everything. The record it comes into may hold others already: nothing is doubled.

Corrections come before articles in the form, so that each article is written as it is to stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.records import Reading
from onrecord.store import runs
from onrecord.store.answers import Run
from onrecord.store.checks import check_reading
from onrecord.store.forms.whole import FORM, VERSION, Carried, Line
from onrecord.store.wire import from_json

if TYPE_CHECKING:
    from onrecord.store.anyrecord import AnyRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came, and how many of its articles were not there before, or were read by another."""

    came: Carried
    new: int


def take(record: AnyRecord, given: Iterable[bytes], where: str = "<import>") -> Taken:
    """Put what the lines hold into the record; RecordError, naming the line, where they are not in this form or end too soon.

    What was taken in before an error stays, and taking the same lines in again adds nothing.
    """
    return _Taking(record, where).take(given)


class _Taking:
    """One import: the numbers that runs have here, and how much has come."""

    def __init__(self, record: AnyRecord, where: str) -> None:
        self._record = record
        self._where = where
        self._line = 0
        self._runs: dict[int | None, int | None] = {None: None}
        self._ended: list[tuple[int, Run]] = []
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
                number = self._runs[line.run.number] = runs.take_over(self._record._tables, line.run)
                self._ended.append((number, line.run))
                self._count(runs=1)

    def _take_corrections(self, some: Iterable[Line]) -> None:
        corrections = [line.correction for line in some if line.correction is not None]
        self._record.corrections.keep(corrections)
        self._count(corrections=len(corrections))

    def _take_rejected(self, some: Iterable[Line]) -> None:
        with self._record._writing():
            for line in some:
                assert line.rejected is not None
                runs.reject(self._record._tables, line.rejected, self._run(line))
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

    def _end_runs(self) -> None:
        """Let each run count what it counted where it ran, not what came of the import."""
        with self._record._writing():
            for number, run in self._ended:
                runs.count_as(self._record._tables, number, run)

    def _count(self, **more: int) -> None:
        self._came = replace(self._came, **{name: getattr(self._came, name) + many for name, many in more.items()})

    @property
    def _place(self) -> str:
        return f"{self._where}, line {self._line}"
