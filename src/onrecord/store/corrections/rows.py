"""Corrections as rows: kept, found by the articles they are about, marked as undone. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from onrecord.errors import QueryError
from onrecord.records import Article, Speaker, SpeakerKind
from onrecord.store.corrections.acts import Act, Correction, Deed
from onrecord.store.corrections.amending import kept_names
from onrecord.store.tables import Tables
from onrecord.store.wire import from_json, to_json

_ROW = "SELECT number, made, made_by, deed, undone_by FROM corrections"


def keep(tables: Tables, deed: Deed, made_by: str | None, made: str | None = None) -> Correction:
    """Put a deed on record and return it with its number; what it undoes is marked as undone."""
    made = made or datetime.now(UTC).isoformat(timespec="seconds")
    sql = "INSERT INTO corrections (made, made_by, act, deed) VALUES (?, ?, ?, ?) RETURNING number"
    ((number,),) = tables.rows(sql, made, made_by, deed.act.value, to_json(deed).decode())
    places = {(number, target.article, target.url) for target in deed.targets}
    tables.many("INSERT INTO corrected (correction, article, url) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(places, key=str))
    if deed.undoes is not None:
        tables.do("UPDATE corrections SET undone_by = ? WHERE number = ?", number, deed.undoes)
    return Correction(number=number, made=made, made_by=made_by, deed=deed)


def everything(tables: Tables) -> tuple[Correction, ...]:
    """Return all corrections, oldest first."""
    return tuple(map(_correction, tables.rows(f"{_ROW} ORDER BY number")))


def numbered(tables: Tables, number: int) -> Correction:
    """Return the correction of that number; QueryError if there is none."""
    row = tables.one(f"{_ROW} WHERE number = ?", number)
    if row is None:
        raise QueryError(f"{number}: there is no correction of that number; one on record was expected. `onrecord corrections` lists them.")
    return _correction(row)


def are_there(tables: Tables) -> bool:
    """Say whether anything was ever corrected."""
    return tables.one("SELECT 1 FROM corrections LIMIT 1") is not None


def about(tables: Tables, articles: Iterable[Article]) -> list[Correction]:
    """Return the corrections that hold and are about any of the articles, or another version of one."""
    some = list(articles)
    ids, urls = [a.id for a in some], [a.url for a in some if a.url is not None]
    which = "SELECT correction FROM corrected WHERE article IN ? UNION SELECT correction FROM corrected WHERE url IN ?"
    return holding(tables, map(_correction, tables.rows(f"{_ROW} WHERE number IN ({which}) ORDER BY number", ids, urls)))


def holding(tables: Tables, corrections: Iterable[Correction]) -> list[Correction]:
    """Return those that were not undone, or whose undoing was itself undone."""
    return [correction for correction in corrections if _holds(tables, correction)]


def same(tables: Tables, made: str, made_by: str | None, deed: Deed) -> list[int]:
    """Return the numbers under which just that is on record already: several, where it was said again within a second."""
    sql = "SELECT number FROM corrections WHERE made = ? AND made_by IS ? AND deed = ? ORDER BY number"
    return [row[0] for row in tables.rows(sql, made, made_by, to_json(deed).decode())]


def kept(tables: Tables) -> dict[str, Speaker]:
    """Return whom each merged name means."""
    return {name: Speaker(name=kept, kind=SpeakerKind(kind)) for name, kept, kind in tables.rows("SELECT name, kept, kind FROM same_speaker")}


def merged(tables: Tables) -> dict[str, Speaker]:
    """Return whom each merged name is to mean, by the merges that hold."""
    merges = map(_correction, tables.rows(f"{_ROW} WHERE act = ? ORDER BY number", Act.MERGE.value))
    return kept_names([correction.deed for correction in holding(tables, merges)])


def _holds(tables: Tables, correction: Correction) -> bool:
    return correction.undone_by is None or not _holds(tables, numbered(tables, correction.undone_by))


def _correction(row: tuple[int, str, str | None, str, int | None]) -> Correction:
    number, made, made_by, deed, undone_by = row
    return Correction(number=number, made=made, made_by=made_by, deed=from_json(Deed, deed, f"correction {number}"), undone_by=undone_by)
