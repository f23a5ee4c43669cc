"""Counts kept beside the statements, so that counting all of them needs no look at any."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations, islice, repeat

KEYS = ("speaker", "kind", "outlet", "agency", "manner", "stance", "language", "addressee", "disputed", "said", "day", "hidden")
"""What is counted, as the columns of statement_now are named; the last says whether a statement is left out of all others."""

MONTHLY = frozenset({"kind", "outlet", "agency", "manner", "stance", "language", "disputed"})
"""What has so few keys that it is counted for each month of publication."""

PAIRED = ("outlet", "agency", "stance", "manner", "kind")
"""What is also counted two by two, not by month: how many statements of an outlet are direct, and the like. What has most keys stands first."""

KEY_BITS = 32
"""The key of a pair is that of the first shifted by so many bits, and that of the second."""

_ADD = """INSERT INTO tallies ("by", month, key, statements) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET statements = statements + excluded.statements"""
_AT_ONCE = 20_000  # rows, counted a column at a time
_PAIRS = tuple((f"{one} {other}", KEYS.index(one), KEYS.index(other)) for one, other in combinations(PAIRED, 2))
_Counts = dict[str, Counter[tuple[int, int | str]]]


def tally(db: sqlite3.Connection, rows: Iterable[tuple[int | str, ...]], *, sign: int) -> set[int]:
    """Add statements, a row of KEYS each, to the counts, or take them away: sign 1 or -1. Return the months whose counts have changed."""
    counted = _counted(rows)
    db.executemany(_ADD, [(by, *place, sign * many) for by, places in counted.items() for place, many in places.items()])
    if sign < 0:
        db.execute("DELETE FROM tallies WHERE statements = 0")
    return {month for month, _ in counted["kind"]}


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield each kind of count that differs from the statements counted anew."""
    for by, counted in _counted(db.execute(f"SELECT {', '.join(KEYS)} FROM statement_now")).items():
        kept = db.execute('SELECT month, key, statements FROM tallies WHERE "by" = ?', (by,))
        if dict(counted) != {(month, key): statements for month, key, statements in kept}:
            yield by


def _counted(rows: Iterable[tuple[int | str, ...]]) -> _Counts:
    counts: _Counts = {by: Counter() for by in (*KEYS, *(pair for pair, _, _ in _PAIRS))}
    stream = iter(rows)
    while part := list(islice(stream, _AT_ONCE)):
        counts["hidden"].update(zip(repeat(0), [row[-1] for row in part]))
        columns = list(zip(*[row for row in part if not row[-1]], strict=True)) or [()] * len(KEYS)
        months = list(map(month_of, columns[-2]))
        for by, column in zip(KEYS[:-1], columns, strict=False):
            counts[by].update(zip(months if by in MONTHLY else repeat(0), column, strict=False))
        for pair, one, other in _PAIRS:
            together = Counter(zip(columns[one], columns[other], strict=True))
            counts[pair].update({(0, int(first) << KEY_BITS | int(second)): many for (first, second), many in together.items()})
    return counts


@lru_cache(maxsize=100_000)
def month_of(day: int | str) -> int:
    """Return the month of the day, an ordinal, as year * 12 + month - 1; 0 if there is no day."""
    if not day:
        return 0
    told = date.fromordinal(int(day))
    return told.year * 12 + told.month - 1
