"""All statements under one name, as the columns that a person's page is counted from; kept packed, by month, for the names that speak most.

To look at each of some ten thousand rows, which stand all over the record, takes a quarter of a second. What is kept is made when a run
ends; a change to a statement under such a name makes its month be forgotten, and until then the rows of that month are looked at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, groupby, pairwise
from typing import Any, NamedTuple

from onrecord.store.kept import numbers_of_month
from onrecord.store.numbers import DAY_BITS, LAST
from onrecord.store.packed import packed, unpacked
from onrecord.store.tallies import month_of

MANY = 1_000  # statements of one who speaks much
AT_ONCE = 12  # months, the newest of those forgotten, that are kept again after a run that changed little

# Each half has an index of its own; `WHERE name = ?` alone, which no single index covers, would read all speakers.
SPEAKERS = """(SELECT number, kind FROM speakers WHERE article IS NULL AND name = ?1
               UNION ALL SELECT number, kind FROM speakers WHERE article IS NOT NULL AND name = ?1)"""
_ROWS = f"""
    SELECT s.number, s.article, a.outlet, s.manner, s.stance, s.role, h.held, h.dates, s.said_on
    FROM {SPEAKERS} AS p CROSS JOIN statements AS s ON s.speaker = p.number CROSS JOIN articles AS a ON a.number = s.article
      LEFT JOIN role_times AS h ON h.statement = s.number
    WHERE s.number BETWEEN ?2 AND ?3 AND NOT EXISTS (SELECT 1 FROM hidden WHERE statement = s.number) ORDER BY 1
"""
_WHO_SPEAKS_MOST = """
    SELECT p.name FROM tallies AS t CROSS JOIN speakers AS p ON p.number = t.key
    WHERE t."by" = 'speaker' AND t.month = 0 AND t.statements >= ?1 AND t.key > 0
    UNION SELECT name FROM speakers WHERE article IS NOT NULL GROUP BY name HAVING count(*) >= ?1
"""
_FORGOTTEN = """
    SELECT name, min(month), max(month) FROM sayings
    WHERE packed IS NULL AND month IN (SELECT DISTINCT month FROM sayings WHERE packed IS NULL ORDER BY month DESC LIMIT ?) GROUP BY name
"""
_KEEP = "INSERT OR REPLACE INTO sayings (name, month, packed) VALUES (?, ?, ?)"


class Sayings(NamedTuple):
    """A column for each, all of one length, in the order of numbers; a role is its words, how it was held and its dates."""

    numbers: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    outlets: tuple[int | None, ...] = ()
    manners: tuple[int, ...] = ()
    stances: tuple[int | None, ...] = ()
    roles: tuple[tuple[str, str | None, str | None] | None, ...] = ()
    said_on: tuple[str | None, ...] = ()


def of(db: sqlite3.Connection, name: str) -> Sayings:
    """Return all that is said under the name and not hidden."""
    kept = db.execute("SELECT month, packed FROM sayings WHERE name = ? ORDER BY month", (name,)).fetchall()
    if not kept:
        return _read(db, name, 0, LAST)
    parts = [_unpacked(stored) if stored is not None else _read(db, name, *numbers_of_month(month)) for month, stored in kept]
    return Sayings(*(tuple(chain.from_iterable(columns)) for columns in zip(*parts, strict=True)))


def forget(db: sqlite3.Connection, changed: Iterable[tuple[str, int]]) -> None:
    """Note that what is kept of these names and days, as ordinals, is so no more."""
    names = {row[0] for row in db.execute("SELECT DISTINCT name FROM sayings")}
    if names:
        db.executemany(_KEEP, [(*place, None) for place in {(name, month_of(day)) for name, day in changed if name in names}])


def renew(db: sqlite3.Connection, *, is_anew: bool) -> None:
    """Keep again what was forgotten; anew, of all who speak most, those among them who have come to."""
    if is_anew:
        db.execute("DELETE FROM sayings")
        wanted: list[tuple[str, int, int]] = [(name, 0, LAST) for (name,) in db.execute(_WHO_SPEAKS_MOST, (MANY,))]
    else:
        wanted = db.execute(_FORGOTTEN, (AT_ONCE,)).fetchall()
    for name, first, last in wanted:
        edges = (0, LAST) if is_anew else (numbers_of_month(first)[0], numbers_of_month(last)[1])
        db.execute("DELETE FROM sayings WHERE name = ? AND month BETWEEN ? AND ?", (name, first, last))
        db.executemany(_KEEP, [(name, month, _packed(part)) for month, part in _by_month(_read(db, name, *edges))])


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield each name of which other statements are kept than there are."""
    for (name,) in db.execute("SELECT DISTINCT name FROM sayings").fetchall():
        if of(db, name) != _read(db, name, 0, LAST):
            yield name


def _read(db: sqlite3.Connection, name: str, first: int, last: int) -> Sayings:
    columns = list(zip(*db.execute(_ROWS, (name, first, last)), strict=True))
    if not columns:
        return Sayings()
    *told, words, held, dates, said_on = columns
    roles = tuple(role if role[0] is not None else None for role in zip(words, held, dates, strict=True))
    return Sayings._make((*told, roles, said_on))


def _by_month(sayings: Sayings) -> Iterator[tuple[int, Sayings]]:
    for month, rows in groupby(zip(*sayings, strict=True), key=lambda row: month_of(row[0] >> DAY_BITS)):
        yield month, Sayings(*zip(*rows, strict=True))


def _packed(sayings: Sayings) -> bytes:
    steps = [after - before for before, after in pairwise((0, *sayings.numbers))]
    return packed(json.dumps([steps, *sayings[1:]], ensure_ascii=False, separators=(",", ":")))


def _unpacked(stored: bytes) -> Sayings:
    columns: list[list[Any]] = json.loads(unpacked(stored))
    steps, *told, roles, said_on = map(tuple, columns)
    return Sayings._make((tuple(accumulate(steps)), *told, tuple(role and tuple(role) for role in roles), said_on))
