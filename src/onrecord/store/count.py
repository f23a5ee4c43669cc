"""How many statements share a speaker, an outlet, a month …: a query and a `By` in, counts out."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date

from onrecord.records import SpeakerKind
from onrecord.store.answers import Added, Count, Run, Totals
from onrecord.store.match import NothingFits
from onrecord.store.numbers import DAY_BITS
from onrecord.store.query import By, Query
from onrecord.store.search import Fits, fits

_NAMED = {
    By.SPEAKER: ("s.speaker", "speakers"),
    By.KIND: ("p.kind", "kinds"),
    By.MANNER: ("s.manner", "manners"),
    By.STANCE: ("s.stance", "stances"),
    By.OUTLET: ("a.outlet", "outlets"),
    By.AGENCY: ("a.agency", "agencies"),
    By.LANGUAGE: ("a.language", None),
}
_JOINED = {
    "a": " JOIN articles AS a ON a.number = s.article",
    "p": " LEFT JOIN speakers AS p ON p.number = s.speaker",
    "s": "",
}
_LETTERS = {By.YEAR: 4, By.MONTH: 7, By.DAY: 10}


def counts(db: sqlite3.Connection, query: Query, by: By, most: int | None) -> tuple[Count, ...]:
    """Return how many statements that fit share each value, greatest first; dates in their own order."""
    try:
        asked = fits(db, query)
    except NothingFits:
        return ()
    found = _by_date(db, asked, _LETTERS[by]) if by in _LETTERS else _by_name(db, asked, by, most)
    return tuple(found[:most])


def totals(db: sqlite3.Connection) -> Totals:
    """Return how much is on record."""
    tallied = """SELECT coalesce(sum(statements), 0), coalesce(sum(statements) FILTER (WHERE key = 0), 0) FROM tallies WHERE "by" = 'speaker'"""
    statements, unknown = db.execute(tallied).fetchone()
    articles, speakers, rejected = (db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("articles", "speakers", "rejected"))
    return Totals(articles=articles, statements=statements, speakers=speakers, unknown=unknown, rejected=rejected)


def runs(db: sqlite3.Connection) -> tuple[Run, ...]:
    """Return all runs of the reader, oldest first."""
    sql = """SELECT r.number, r.what, m.name, r.started, r.ended, r.added, r.replaced, r.unchanged, r.rejected, r.statements
             FROM runs AS r JOIN makers AS m ON m.number = r.maker ORDER BY r.number"""
    return tuple(
        Run(number=row[0], what=row[1], made_by=row[2], started=row[3], ended=row[4],
            added=Added(new=row[5], replaced=row[6], unchanged=row[7], rejected=row[8], statements=row[9]))
        for row in db.execute(sql)
    )  # fmt: skip


def _by_name(db: sqlite3.Connection, asked: Fits, by: By, most: int | None) -> list[Count]:
    key, names = _NAMED[by]
    counted = f"SELECT {key} AS key, count(*) AS statements FROM {asked.with_statements}{_JOINED[key[0]]} WHERE {asked.where} GROUP BY 1"
    tallied = f"SELECT key, statements FROM tallies WHERE \"by\" = '{by.value}'"
    greatest = f"{tallied if asked.is_all else counted} ORDER BY statements DESC, key LIMIT ?"
    rows = db.execute(_with_names(greatest, names), (*asked.values, -1 if most is None else most)).fetchall()
    none = SpeakerKind.UNKNOWN.value if by is By.KIND else None
    return [Count(value=none if name is None else name, statements=many, kind=SpeakerKind(kind) if kind else None) for name, many, kind in rows]


def _with_names(counted: str, names: str | None) -> str:
    order = "ORDER BY c.statements DESC, c.key"
    if names is None:
        return f"SELECT nullif(c.key, ''), c.statements, NULL FROM ({counted}) AS c {order}"
    kind, join = ("k.name", "LEFT JOIN kinds AS k ON k.number = n.kind") if names == "speakers" else ("NULL", "")
    return f"SELECT n.name, c.statements, {kind} FROM ({counted}) AS c LEFT JOIN {names} AS n ON n.number = c.key {join} {order}"


def _by_date(db: sqlite3.Connection, asked: Fits, letters: int) -> list[Count]:
    counted = f"SELECT {asked.number} >> {DAY_BITS}, count(*) FROM {asked.tables} WHERE {asked.where} GROUP BY 1"
    tallied = "SELECT key, statements FROM tallies WHERE \"by\" = 'day'"
    many: Counter[str] = Counter()
    for day, number in db.execute(*((tallied, ()) if asked.is_all else (counted, asked.values))):
        many[date.fromordinal(day).isoformat()[:letters] if day else ""] += number
    return [Count(value=value or None, statements=number) for value, number in sorted(many.items())]
