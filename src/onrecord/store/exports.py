"""The record out of the store and into it again, in the forms that other tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.records import Stance
from onrecord.store.answers import Hit
from onrecord.store.forms import brat, columns, linked, table, taking, webannotation, whole
from onrecord.store.query import Query

if TYPE_CHECKING:
    from onrecord.store.anyrecord import AnyRecord


class Form(StrEnum):
    """In which form a record goes out; only the first can come in again."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WEB_ANNOTATION = "webannotation"
    SCHEMA_ORG = "schema.org"
    BRAT = "brat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What went out. `left_out` statements have no place in the form: words that nobody quoted, in one for quotations."""

    statements: int
    left_out: int = 0


class _Passed:
    """Statements on their way out, counted."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits = hits
        self.many = 0
        self.quotations = 0

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.many += 1
            self.quotations += linked.is_quotation(hit)
            yield hit


def export(record: AnyRecord, form: Form, to: BinaryIO, query: Query | None = None) -> Exported:
    """Write the statements that fit, or all, as one stream of bytes; with JSONL, the whole articles that they stand in."""
    hits = _Passed(record.statements(query))
    match form:
        case Form.JSONL:
            return Exported(statements=whole.write(record, to, query).statements)
        case Form.CSV:
            to.writelines(table.csv_lines(hits))
        case Form.PARQUET:
            columns.write_parquet(hits, to)
        case Form.WEB_ANNOTATION:
            to.writelines(line + b"\n" for line in webannotation.annotation_lines(hits))
        case Form.SCHEMA_ORG:
            to.writelines(line + b"\n" for line in linked.quotation_lines(hits))
            return Exported(statements=hits.quotations, left_out=hits.many - hits.quotations)
        case Form.BRAT:
            raise ValueError("brat is a folder of files: export_folder writes it")
    return Exported(statements=hits.many)


def export_folder(record: AnyRecord, folder: Path, query: Query | None = None) -> Exported:
    """Write the statements that fit, or all, in brat's form: a text and its annotations for each article."""
    return Exported(statements=brat.write_brat(record.statements(query), folder, [stance.value for stance in Stance]))


def take_in(record: AnyRecord, lines: Iterable[bytes], where: str) -> taking.Taken:
    """Put an exported record (JSONL) into this one; RecordError where it is not one, or is cut short."""
    return taking.take(record, lines, where)
