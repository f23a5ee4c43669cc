"""A record on PostgreSQL out in the form that holds everything, and one in that form into it; forms/ says what each line is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from onrecord.records import Rejected
from onrecord.store.answers import Run
from onrecord.store.forms.taking import Taken, Taking
from onrecord.store.forms.whole import FORM, VERSION, ArticleLine, Carried
from onrecord.store.postgres import load
from onrecord.store.postgres.write import begin_run, reject
from onrecord.store.query import Query
from onrecord.store.wire import to_json

if TYPE_CHECKING:
    from onrecord.store.corrections import Correction
    from onrecord.store.postgres.record import PostgresRecord

_ROWS = "SELECT a.number, m.name, a.run FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.number = ANY(%s) ORDER BY a.number"
_OF_STATEMENTS = "SELECT DISTINCT article FROM statements WHERE id = ANY(%s) ORDER BY article"
_FIND_RUN = "SELECT r.number FROM runs AS r JOIN makers AS m ON m.number = r.maker WHERE r.what = %s AND m.name = %s AND r.started = %s"
_END_RUN = "UPDATE runs SET ended = %s, added = %s, replaced = %s, unchanged = %s, rejected = %s, statements = %s WHERE number = %s"


def write(record: PostgresRecord, to: BinaryIO, query: Query | None = None) -> Carried:
    """Write the record line by line; with a query, the articles that something fits in, whole."""
    numbers = None if query is None else _articles_of(record, query)
    runs, rejected = _runs(record, numbers), _rejected(record) if numbers is None else []
    head: list[dict[str, object]] = [{"form": FORM, "version": VERSION}]
    head += [{"run": run} for run in runs]
    head += [{"rejected": one, "in_run": run} for one, run in rejected]
    to.writelines(to_json(line) + b"\n" for line in head)
    carried = Carried(rejected=len(rejected), runs=len(runs))
    for some in record._pages("articles") if numbers is None else [numbers]:
        for line in _lines(record, some):
            to.write(to_json(line) + b"\n")
            carried = replace(carried, articles=carried.articles + 1, statements=carried.statements + len(line.statements))
    to.write(to_json({"end": carried}) + b"\n")
    return carried


def take(record: PostgresRecord, given: Iterable[bytes], where: str) -> Taken:
    """Put what the lines hold into the record; RecordError, naming the line, where they are not in this form or end too soon."""
    return _TakingHere(record, where).take(given)


class _TakingHere(Taking["PostgresRecord"]):
    """One import into PostgreSQL."""

    def _number(self, run: Run) -> int:
        found = self._record._server.one(_FIND_RUN, run.what, run.made_by, run.started)
        return int(found[0]) if found else begin_run(self._record._server, run.what, run.made_by, run.started)

    def _reject(self, rejected: Rejected, run: int | None) -> None:
        reject(self._record._server, rejected, run)

    def _keep(self, corrections: list[Correction]) -> None:
        self._record.corrections.keep(corrections)

    def _end_run(self, counts: tuple[object, ...]) -> None:
        self._record._server.do(_END_RUN, *counts)


def _lines(record: PostgresRecord, numbers: list[int]) -> Iterator[ArticleLine]:
    for place in range(0, len(numbers), load.PAGE // 10):
        some = numbers[place : place + load.PAGE // 10]
        with record._server.reading():
            rows = record._server.rows(_ROWS, some)
            readings = list(load.readings(record._server, [row[0] for row in rows]))
        for (_, made_by, run), reading in zip(rows, readings, strict=True):
            yield ArticleLine(article=reading.article, made_by=made_by, in_run=run, statements=reading.statements)


def _articles_of(record: PostgresRecord, query: Query) -> list[int]:
    ids = [hit.statement.id for hit in record.statements(query)]
    with record._server.reading():
        return [row[0] for row in record._server.rows(_OF_STATEMENTS, ids)]


def _runs(record: PostgresRecord, numbers: list[int] | None) -> list[Run]:
    if numbers is None:
        return list(record.runs())
    with record._server.reading():
        which = {row[2] for row in record._server.rows(_ROWS, numbers)}
    return [run for run in record.runs() if run.number in which]


def _rejected(record: PostgresRecord) -> list[tuple[Rejected, int | None]]:
    with record._server.reading():
        rows = record._server.rows("SELECT place, reason, run FROM rejected ORDER BY number")
    return [(Rejected(where=place, reason=reason), run) for place, reason, run in rows]
