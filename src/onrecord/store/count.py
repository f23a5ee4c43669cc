"""How many statements share a speaker, an outlet, a month …: a query and a `By` in, counts out."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import Any

from onrecord.records import SpeakerKind
from onrecord.store import dates, kept
from onrecord.store.answers import Count, Facets, Totals
from onrecord.store.dates import LETTERS, SAID
from onrecord.store.fits import Fits, fits
from onrecord.store.kept import EVERYTHING, Pairs
from onrecord.store.match import NothingFits
from onrecord.store.numbers import DAY_BITS
from onrecord.store.query import By, Query
from onrecord.store.search import how_many
from onrecord.store.tallies import KEYS, MONTHLY

_IS_DISPUTED = "EXISTS (SELECT 1 FROM disputes WHERE denial = s.number) OR EXISTS (SELECT 1 FROM disputes WHERE denied = s.number)"
_ARTICLES = " JOIN articles AS a ON a.number = s.article"

# For each: the key as the statements have it, the tables that it needs, and the table that names it, if it is not a name.
_NAMED = {
    By.SPEAKER: ("s.speaker", "", "speakers"),
    By.KIND: ("p.kind", " LEFT JOIN speakers AS p ON p.number = s.speaker", "kinds"),
    By.MANNER: ("s.manner", "", "manners"),
    By.STANCE: ("s.stance", "", "stances"),
    By.DISTANCE: ("s.distance", "", "distances"),
    By.NEGATED: ("s.negated", "", ""),
    By.OUTLET: ("a.outlet", _ARTICLES, "outlets"),
    By.AGENCY: ("a.agency", _ARTICLES, "agencies"),
    By.LANGUAGE: ("a.language", _ARTICLES, ""),
    By.ADDRESSEE: ("substr(unpacked(a.text), s.addressee_start + 1, s.addressee_end - s.addressee_start)", _ARTICLES, ""),
    By.DISPUTED: (_IS_DISPUTED, "", ""),
}
_FLAGS = (By.DISPUTED, By.NEGATED)

MOST_LOOKED_AT = 2_000  # of the statements that fit, where several counts are asked for at once


def counts(db: sqlite3.Connection, query: Query, by: By, most: int | None) -> tuple[Count, ...]:
    """Return how many statements that fit share each value, greatest first; dates in their own order."""
    try:
        asked = fits(db, query)
    except NothingFits:
        return ()
    if by in LETTERS:
        return tuple(dates.by_date(db, asked, by)[:most])
    pairs = _kept(db, asked, by, most)
    if pairs is None:
        pairs = _counted(db, asked, by, most)
    return tuple(_named(db, by, sorted(pairs.items(), key=_greatest_first)[:most]))


def facets(db: sqlite3.Connection, query: Query, by: Sequence[By], most: int) -> Facets:
    """Return several counts at once: from those that are kept, or else from one look at each of the newest statements that fit."""
    try:
        asked = fits(db, query)
    except NothingFits:
        return Facets(statements=0, counted=0, counts=((),) * len(by))
    if asked.days is not None and all(_is_kept(asked.days, one) for one in by):
        many = kept.how_many(db, asked.days)
        return Facets(statements=many, counted=many, counts=tuple(counts(db, query, one, None if one in LETTERS else most) for one in by))
    columns = _columns(db, asked, by)
    looked_at = len(columns[0]) if columns else 0
    # The newest alone would make a picture without its past, so dates are counted over all; and then all are counted.
    whole = {one: tuple(dates.by_date(db, asked, one)) for one in by if _is_printed(one)} if looked_at == MOST_LOOKED_AT else {}
    found = (whole[one] if one in whole else _of_column(db, one, Counter(column), most) for one, column in zip(by, columns, strict=True))
    return Facets(statements=_how_many(db, query, looked_at, whole.values()), counted=looked_at, counts=tuple(found))


def totals(db: sqlite3.Connection) -> Totals:
    """Return how much is on record."""
    statements = db.execute("SELECT coalesce(sum(statements), 0) FROM tallies WHERE \"by\" = 'hidden'").fetchone()[0]
    unknown = db.execute("SELECT count(*) FROM statements WHERE speaker IS NULL").fetchone()[0]
    articles, speakers, rejected = (db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("articles", "speakers", "rejected"))
    return Totals(articles=articles, statements=statements, speakers=speakers, unknown=unknown, rejected=rejected)


def _kept(db: sqlite3.Connection, asked: Fits, by: By, most: int | None) -> Pairs | None:
    if asked.shared is not None:
        return kept.sharing(db, by, asked.shared)
    if asked.days is None or by not in KEYS:
        return None
    if asked.days == EVERYTHING:
        return kept.everything(db, by, most)
    if by in MONTHLY:
        return kept.within(db, by, *_NAMED[by][:2], asked.days)
    if by is By.SPEAKER and most is not None:
        unknown = kept.within(db, By.KIND, *_NAMED[By.KIND][:2], asked.days).get(0, 0)
        return kept.greatest_speakers(db, asked.days, most, unknown)
    return None


def _is_kept(days: kept.Days, by: By) -> bool:
    return (days == EVERYTHING and (by in KEYS or by in LETTERS)) or by in MONTHLY or by is By.SPEAKER or _is_printed(by)


def _is_printed(by: By) -> bool:
    """Say whether it is a date of publication."""
    return by in LETTERS and by not in SAID


def _how_many(db: sqlite3.Connection, query: Query, looked_at: int, whole: Iterable[tuple[Count, ...]]) -> int:
    if looked_at < MOST_LOOKED_AT:
        return looked_at
    return next((sum(one.statements for one in counted) for counted in whole), None) or how_many(db, query)


def _columns(db: sqlite3.Connection, asked: Fits, by: Sequence[By]) -> list[tuple[Any, ...]]:
    """Return what the newest statements that fit have of each, a column for each."""
    keys = [_NAMED[one][0] if one in _NAMED else "s.said_on" if one in SAID else f"s.number >> {DAY_BITS}" for one in by]
    joined = "".join(dict.fromkeys(_NAMED[one][1] for one in by if one in _NAMED))
    newest = f"SELECT {asked.number} AS number FROM {asked.tables} WHERE {asked.where} ORDER BY 1 DESC LIMIT ?"
    sql = f"SELECT {', '.join(keys)} FROM ({newest}) AS f CROSS JOIN statements AS s ON s.number = f.number{joined}"
    rows = db.execute(sql, (*asked.values, MOST_LOOKED_AT)).fetchall()
    return list(zip(*rows, strict=True)) or [()] * len(by)


def _of_column(db: sqlite3.Connection, by: By, many: Counter[Any], most: int) -> tuple[Count, ...]:
    if by in LETTERS:
        return tuple(dates.counted(many.items(), by))
    none = 0 if _NAMED[by][2] or by in _FLAGS else ""
    pairs: Counter[Any] = Counter()
    for key, number in many.items():
        pairs[none if key is None else key] += number
    return tuple(_named(db, by, nsmallest(most, pairs.items(), key=_greatest_first)))


def _greatest_first(pair: tuple[int | str, int]) -> tuple[int, int | str]:
    return -pair[1], pair[0]


def _counted(db: sqlite3.Connection, asked: Fits, by: By, most: int | None) -> Pairs:
    key, joined, names = _NAMED[by]
    none = 0 if names or by in _FLAGS else "''"
    counted = f"SELECT coalesce({key}, {none}), count(*) FROM {asked.with_statements}{joined} WHERE {asked.where} GROUP BY 1"
    return dict(db.execute(f"{counted} ORDER BY 2 DESC, 1 LIMIT ?", (*asked.values, -1 if most is None else most)))


def _named(db: sqlite3.Connection, by: By, pairs: list[tuple[int | str, int]]) -> Iterator[Count]:
    names = _names(db, by, [key for key, _ in pairs])
    for key, many in pairs:
        name, kind = names.get(key, (None, None))
        yield Count(value=name, statements=many, kind=kind)


def _names(db: sqlite3.Connection, by: By, keys: list[int | str]) -> dict[int | str, tuple[str | None, SpeakerKind | None]]:
    table = _NAMED[by][2]
    if by in _FLAGS:
        return {1: (by.value, None)}
    if not table:
        return {key: (str(key) or None, None) for key in keys}
    kind, joined = ("k.name", " JOIN kinds AS k ON k.number = n.kind") if by is By.SPEAKER else ("NULL", "")
    sql = f"SELECT n.number, n.name, {kind} FROM {table} AS n{joined} WHERE n.number IN (SELECT value FROM json_each(?))"
    unknown = {0: (SpeakerKind.UNKNOWN.value, None)} if by is By.KIND else {}
    return unknown | {number: (name, kind and SpeakerKind(kind)) for number, name, kind in db.execute(sql, (json.dumps(keys),))}
