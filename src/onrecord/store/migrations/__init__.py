"""The numbered migrations, append-only: a file that has been released is never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

NAMES = (
    *("0001_record.sql", "0002_quotations.sql", "0003_disputes.sql", "0004_corrections.sql", "0005_search.sql", "0006_told.sql"),
    *("0007_quick.sql", "0008_role_times.sql", "0009_together.sql", "0010_common.sql", "0011_sayings.sql", "0012_pieces.sql"),
)
NEWEST = len(NAMES)


def text_of(number: int) -> str:
    """Return the text of the migration that leads to version `number`."""
    return files(__name__).joinpath(NAMES[number - 1]).read_text("utf-8")


def statements_of(number: int) -> Iterator[str]:
    """Yield the SQL statements of the migration one by one, so that all can stand in one transaction."""
    held = ""
    for line in text_of(number).splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
