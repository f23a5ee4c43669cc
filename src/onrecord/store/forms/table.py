"""CSV as RFC 4180 has it: one flat row a statement, CRLF between rows, quotation marks doubled, UTF-8.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and an article may hold anything. Such a cell begins with
an apostrophe here, which spreadsheets do not show; `as_it_was` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from onrecord.store.answers import Hit
from onrecord.store.forms.flat import COLUMNS, cells_of, row_of

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def csv_lines(hits: Iterable[Hit]) -> Iterator[bytes]:
    """Yield the head and a row for each statement, each with its line's end."""
    yield _line(COLUMNS)
    for hit in hits:
        yield _line(tuple(_cell(value) for value in cells_of(row_of(hit))))


def _cell(value: str | float | bool | None) -> str | float | None:
    return harmless(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else value


def harmless(cell: str) -> str:
    """Return the cell with an apostrophe before it if a spreadsheet could take it for a formula.

    >>> harmless("=1+1"), harmless("'tis so"), harmless("'=1")
    ("'=1+1", "'tis so", "''=1")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """Return the cell without the apostrophe that `harmless` put before it.

    >>> as_it_was(harmless("=1+1")), as_it_was(harmless("'=1")), as_it_was(harmless("'tis so"))
    ('=1+1', "'=1", "'tis so")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(cells: Iterable[object]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue().encode()
