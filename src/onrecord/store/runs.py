"""Runs of the reader, and what could not be read, as rows; the same in every store. The caller holds the transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.records import Rejected
from onrecord.store.answers import Added, Maker, Run
from onrecord.store.checks import printable
from onrecord.store.tables import Tables

_ADD = "INSERT INTO runs (what, maker, started) SELECT ?, number, ? FROM makers WHERE name = ? RETURNING number"
_FIND = "SELECT r.number FROM runs AS r JOIN makers AS m ON m.number = r.maker WHERE r.what = ? AND m.name = ? AND r.started = ?"
_TALLY = """
    UPDATE runs SET added = added + ?, replaced = replaced + ?, unchanged = unchanged + ?, rejected = rejected + ?, statements = statements + ?
    WHERE number = ?
"""
_COUNTED = "UPDATE runs SET ended = ?, added = ?, replaced = ?, unchanged = ?, rejected = ?, statements = ? WHERE number = ?"
_ROWS = """
    SELECT r.number, r.what, m.name, r.started, r.ended, r.added, r.replaced, r.unchanged, r.rejected, r.statements
    FROM runs AS r JOIN makers AS m ON m.number = r.maker ORDER BY r.number
"""
_MAKERS = """
    SELECT m.name, count(*), a.maker = coalesce((SELECT maker FROM runs ORDER BY number DESC LIMIT 1), a.maker)
    FROM articles AS a JOIN makers AS m ON m.number = a.maker GROUP BY a.maker, m.name ORDER BY 3 DESC, 2 DESC, 1
"""


def begin(tables: Tables, what: str, made_by: str, started: str | None = None) -> int:
    """Note a run of the reader and return its number."""
    tables.do("INSERT INTO makers (name) VALUES (?) ON CONFLICT DO NOTHING", printable(made_by))
    ((number,),) = tables.rows(_ADD, printable(what), started or _now(), printable(made_by))
    return int(number)


def end(tables: Tables, number: int) -> None:
    """Note that a run has ended."""
    tables.do("UPDATE runs SET ended = ? WHERE number = ?", _now(), number)


def tally(tables: Tables, run: int | None, added: Added) -> None:
    """Count what came of some work with the run that it belongs to, if any."""
    if run is not None:
        tables.do(_TALLY, *_counts(added), run)


def take_over(tables: Tables, run: Run) -> int:
    """Return the number here of a run of another record, which is put on record if it is new."""
    there = tables.one(_FIND, run.what, run.made_by, run.started)
    return int(there[0]) if there else begin(tables, run.what, run.made_by, run.started)


def count_as(tables: Tables, number: int, run: Run) -> None:
    """Let the run of that number have ended when, and counted what, the other did."""
    tables.do(_COUNTED, run.ended, *_counts(run.added), number)


def all_runs(tables: Tables) -> tuple[Run, ...]:
    """Return all runs of the reader, oldest first."""
    return tuple(
        Run(number=row[0], what=row[1], made_by=row[2], started=row[3], ended=row[4],
            added=Added(new=row[5], replaced=row[6], unchanged=row[7], rejected=row[8], statements=row[9]))
        for row in tables.rows(_ROWS)
    )  # fmt: skip


def makers(tables: Tables) -> tuple[Maker, ...]:
    """Return by which models the articles were read, that of the last run first."""
    return tuple(Maker(made_by=name, articles=many, is_newest=bool(is_newest)) for name, many, is_newest in tables.rows(_MAKERS))


def reject(tables: Tables, rejected: Rejected, run: int | None) -> bool:
    """Keep what could not be read, once; say whether it is new."""
    row = (printable(rejected.where), printable(rejected.reason), run)
    return tables.do("INSERT INTO rejected (place, reason, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", *row) == 1


def rejected(tables: Tables) -> list[tuple[Rejected, int | None]]:
    """Return all that could not be read, with the run that met it, in the order in which it was met."""
    rows = tables.rows("SELECT place, reason, run FROM rejected ORDER BY number")
    return [(Rejected(where=place, reason=reason), run) for place, reason, run in rows]


def _counts(added: Added) -> tuple[int, ...]:
    return (added.new, added.replaced, added.unchanged, added.rejected, added.statements)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
