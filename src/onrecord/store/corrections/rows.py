"""Corrections as rows: kept, found by the articles they are about, marked as undone. The caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from onrecord.errors import QueryError
from onrecord.records import Article, Speaker, SpeakerKind
from onrecord.store.corrections.acts import Act, Correction, Deed
from onrecord.store.corrections.amending import kept_names
from onrecord.store.wire import from_json, to_json

_ROW = "SELECT number, made, made_by, deed, undone_by FROM corrections"
_LIST = "IN (SELECT value FROM json_each(?))"


def keep(db: sqlite3.Connection, deed: Deed, made_by: str | None, made: str | None = None) -> Correction:
    """Put a deed on record and return it with its number; what it undoes is marked as undone."""
    made = made or datetime.now(UTC).isoformat(timespec="seconds")
    sql = "INSERT INTO corrections (made, made_by, act, deed) VALUES (?, ?, ?, ?) RETURNING number"
    number = int(db.execute(sql, (made, made_by, deed.act.value, to_json(deed).decode())).fetchone()[0])
    places = {(number, target.article, target.url) for target in deed.targets}
    db.executemany("INSERT OR IGNORE INTO corrected (correction, article, url) VALUES (?, ?, ?)", sorted(places, key=str))
    if deed.undoes is not None:
        db.execute("UPDATE corrections SET undone_by = ? WHERE number = ?", (number, deed.undoes))
    return Correction(number=number, made=made, made_by=made_by, deed=deed)


def everything(db: sqlite3.Connection) -> tuple[Correction, ...]:
    """Return all corrections, oldest first."""
    return tuple(map(_correction, db.execute(f"{_ROW} ORDER BY number")))


def numbered(db: sqlite3.Connection, number: int) -> Correction:
    """Return the correction of that number; QueryError if there is none."""
    row = db.execute(f"{_ROW} WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise QueryError(f"{number}: there is no correction of that number; one on record was expected. `onrecord corrections` lists them.")
    return _correction(row)


def are_there(db: sqlite3.Connection) -> bool:
    """Say whether anything was ever corrected."""
    return db.execute("SELECT 1 FROM corrections LIMIT 1").fetchone() is not None


def about(db: sqlite3.Connection, articles: Iterable[Article]) -> list[Correction]:
    """Return the corrections that hold and are about any of the articles, or another version of one."""
    some = list(articles)
    ids, urls = json.dumps([a.id for a in some]), json.dumps([a.url for a in some if a.url is not None])
    which = f"SELECT correction FROM corrected WHERE article {_LIST} UNION SELECT correction FROM corrected WHERE url {_LIST}"
    return holding(db, map(_correction, db.execute(f"{_ROW} WHERE number IN ({which}) ORDER BY number", (ids, urls)).fetchall()))


def holding(db: sqlite3.Connection, corrections: Iterable[Correction]) -> list[Correction]:
    """Return those that were not undone, or whose undoing was itself undone."""
    return [correction for correction in corrections if _holds(db, correction)]


def same(db: sqlite3.Connection, made: str, made_by: str | None, deed: Deed) -> list[int]:
    """Return the numbers under which just that is on record already: several, where it was said again within a second."""
    sql = "SELECT number FROM corrections WHERE made = ? AND made_by IS ? AND deed = ? ORDER BY number"
    return [row[0] for row in db.execute(sql, (made, made_by, to_json(deed).decode()))]


def kept(db: sqlite3.Connection) -> dict[str, Speaker]:
    """Return whom each merged name means."""
    return {name: Speaker(name=kept, kind=SpeakerKind(kind)) for name, kept, kind in db.execute("SELECT name, kept, kind FROM same_speaker")}


def merged(db: sqlite3.Connection) -> dict[str, Speaker]:
    """Return whom each merged name is to mean, by the merges that hold."""
    merges = map(_correction, db.execute(f"{_ROW} WHERE act = ? ORDER BY number", (Act.MERGE.value,)).fetchall())
    return kept_names([correction.deed for correction in holding(db, merges)])


def _holds(db: sqlite3.Connection, correction: Correction) -> bool:
    return correction.undone_by is None or not _holds(db, numbered(db, correction.undone_by))


def _correction(row: tuple[int, str, str | None, str, int | None]) -> Correction:
    number, made, made_by, deed, undone_by = row
    return Correction(number=number, made=made, made_by=made_by, deed=from_json(Deed, deed, f"correction {number}"), undone_by=undone_by)
