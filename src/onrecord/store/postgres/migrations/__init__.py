"""The numbered migrations of a PostgreSQL record, append-only: a file that has been released is never edited."""

from __future__ import annotations

from importlib.resources import files

NAMES = (
    "0001_record.sql",
    "0002_corrections.sql",
    "0003_quotations.sql",
    "0004_disputes.sql",
    "0005_told.sql",
    "0006_search.sql",
    "0007_tallies.sql",
    "0008_quick.sql",
    "0009_role_times.sql",
    "0010_neighbours.sql",
)
NEWEST = len(NAMES)


def text_of(number: int) -> str:
    """Return the SQL of the migration that leads to version `number`."""
    return files(__name__).joinpath(NAMES[number - 1]).read_text("utf-8")
