"""A query to the SQL of the statements that fit, by the full-text index where it has words or filters, else by the statements alone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.store.match import whole
from onrecord.store.numbers import DAY_BITS, FIRST_DAY, LAST, numbers_of
from onrecord.store.query import Query, day_range
from onrecord.store.words import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What follows FROM to give the statements that fit: `number` is the name of the statement's number in it.

    `days`, the first and last ordinal, is there if nothing but the day of publication decides, and no more is hidden than always.
    """

    tables: str
    where: str
    values: tuple[str | int, ...]
    number: str
    days: tuple[int, int] | None = None

    @property
    def with_statements(self) -> str:
        """The tables, with those rows of `statements AS s` among them."""
        return self.tables if "AS s" in self.tables else f"{self.tables} CROSS JOIN statements AS s ON s.number = {self.number}"


def fits(db: sqlite3.Connection, query: Query, *, index: str = "search") -> Fits:
    """Return the SQL of the query, its words looked for in that index; NothingFits if no row can fit."""
    match = whole(db, query, parse(query.words or ""))
    said, said_values = _told(query)
    within, edges = _within(query, "s.number" if match is None else f"{index}.rowid")
    if match is None:
        hidden, is_usual = _hidden(db, query)
        where, days = f"TRUE{within}{said}{hidden}", _days(edges) if is_usual and not said else None
        return Fits(tables="statements AS s", where=where, values=(*edges, *said_values), number="s.number", days=days)
    tables = f"{index} CROSS JOIN statements AS s ON s.number = {index}.rowid" if said else index
    return Fits(tables=tables, where=f"{index} MATCH ?{within}{said}", values=(match, *edges, *said_values), number=f"{index}.rowid")


def edges_of(query: Query) -> tuple[int, int]:
    """Return the least and the greatest number that a statement within the dates of the query can have."""
    since, until = day_range(query.since), day_range(query.until)
    low = numbers_of(max(since[0].toordinal() if since else 0, FIRST_DAY)).start if since or until else 0
    return low, numbers_of(until[1].toordinal()).stop - 1 if until else LAST


def _days(edges: tuple[int, ...]) -> tuple[int, int]:
    first, last = edges or (0, LAST)
    return first >> DAY_BITS, last >> DAY_BITS


def _hidden(db: sqlite3.Connection, query: Query) -> tuple[str, bool]:
    """Return the clause that leaves out what the query hides, and whether the kept counts are of just what is not left out."""
    if db.execute("SELECT 1 FROM hidden LIMIT 1").fetchone() is None:
        return "", True
    hides = ", ".join(map(str, query.hides))
    clause = f" AND NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number AND why IN ({hides}))" if hides else ""
    return clause, len(query.hides) == 3


def _within(query: Query, name: str) -> tuple[str, tuple[int, ...]]:
    if query.since is None and query.until is None:
        return "", ()
    return f" AND {name} BETWEEN ? AND ?", edges_of(query)


def _told(query: Query) -> tuple[str, tuple[str, ...]]:
    """Return the clauses on what only the statements' own rows know, and their values."""
    since, until = day_range(query.said_since), day_range(query.said_until)
    clauses = [("substr(?, 1, length(s.said_on)) <= s.said_on", since[0].isoformat())] if since else []
    clauses += [("substr(?, 1, length(s.said_on)) >= s.said_on", until[1].isoformat())] if until else []
    clauses += [("s.distance = (SELECT number FROM distances WHERE name = ?)", query.distance.value)] if query.distance else []
    negated = " AND s.negated" if query.negated else ""
    return "".join(f" AND {clause}" for clause, _ in clauses) + negated, tuple(value for _, value in clauses)
