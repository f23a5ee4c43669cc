"""The form that holds everything: JSON Lines out of a record (taking.py takes them in again). docs/forms.md describes each line.

Statements go out as they were read and corrections beside them, so the record that takes them in comes to stand the same.
What follows from the statements (quotations, disputes, the index, the counts) is not carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final

from onrecord.records import Article, Rejected, Statement
from onrecord.store import runs
from onrecord.store.answers import Run
from onrecord.store.corrections import Correction
from onrecord.store.corrections.standing import as_read
from onrecord.store.query import Query
from onrecord.store.wire import to_json

if TYPE_CHECKING:
    from onrecord.store.anyrecord import AnyRecord

FORM: Final = "onrecord"
VERSION: Final = 1
_ROW = "SELECT m.name, a.run FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.number = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How much was carried out of a record or into one."""

    articles: int = 0
    statements: int = 0
    rejected: int = 0
    corrections: int = 0
    runs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """The line of one article: what made its statements, in which run, and the statements as they were read."""

    article: Article
    made_by: str
    in_run: int | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: all of its fields that are not None say what it is."""

    form: str | None = None
    version: int | None = None
    run: Run | None = None
    correction: Correction | None = None
    rejected: Rejected | None = None
    article: Article | None = None
    made_by: str | None = None
    in_run: int | None = None
    statements: tuple[Statement, ...] = ()
    end: Carried | None = None


def write(record: AnyRecord, to: BinaryIO, query: Query | None = None) -> Carried:
    """Write the record line by line; with a query, the articles that something fits in, whole."""
    numbers = None if query is None else _articles_of(record, query)
    ran, corrections = _runs(record, numbers), _corrections(record, numbers)
    rejected = _rejected(record) if numbers is None else []
    head: list[dict[str, object]] = [{"form": FORM, "version": VERSION}]
    head += [{"run": run} for run in ran]
    head += [{"correction": correction} for correction in corrections]
    head += [{"rejected": one, "in_run": run} for one, run in rejected]
    to.writelines(to_json(line) + b"\n" for line in head)
    carried = Carried(rejected=len(rejected), corrections=len(corrections), runs=len(ran))
    for number in _all(record) if numbers is None else numbers:
        line = _article(record, number)
        to.write(to_json(line) + b"\n")
        carried = replace(carried, articles=carried.articles + 1, statements=carried.statements + len(line.statements))
    to.write(to_json({"end": carried}) + b"\n")
    return carried


def _article(record: AnyRecord, number: int) -> ArticleLine:
    with record._reading():
        reading = as_read(record._tables, number)
        ((made_by, run),) = record._tables.rows(_ROW, number)
    return ArticleLine(article=reading.article, made_by=made_by, in_run=run, statements=reading.statements)


def _articles_of(record: AnyRecord, query: Query) -> list[int]:
    ids = sorted({hit.article.id for hit in record.statements(query)})
    with record._reading():
        return sorted(record._tables.number_of("articles", one) for one in ids)


def _all(record: AnyRecord) -> Iterator[int]:
    return chain.from_iterable(record._pages("articles"))


def _runs(record: AnyRecord, numbers: list[int] | None) -> list[Run]:
    if numbers is None:
        return list(record.runs())
    with record._reading():
        which = {run for number in numbers for _, run in record._tables.rows(_ROW, number)}
    return [run for run in record.runs() if run.number in which]


def _rejected(record: AnyRecord) -> list[tuple[Rejected, int | None]]:
    with record._reading():
        return runs.rejected(record._tables)


def _corrections(record: AnyRecord, numbers: list[int] | None) -> list[Correction]:
    """Return the corrections, or those about the articles, with all that concern names and not articles."""
    everything = list(record.corrections)
    if numbers is None:
        return everything
    with record._reading():
        ids = {row[0] for row in record._tables.rows("SELECT id FROM articles WHERE number IN ?", numbers)}
    kept: dict[int, Correction] = {}
    for one in everything:
        if {target.article for target in one.deed.targets} <= ids and (one.deed.undoes is None or one.deed.undoes in kept):
            kept[one.number] = one
    return list(kept.values())
