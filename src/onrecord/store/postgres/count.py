"""How many statements share a speaker, an outlet, a month …: a query and a `By` in, counts out; and how much there is of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.records import SpeakerKind
from onrecord.store.answers import Count, Totals
from onrecord.store.count import LETTERS, SAID
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.search import DISPUTED, PLACE_BITS, Asked, NothingFits, asked
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import By, Query

_ARTICLES = " JOIN articles AS a ON a.number = s.article"
_ADDRESSEE = "CASE WHEN s.addressee IS NOT NULL THEN substr(a.text, s.addressee[1] + 1, s.addressee[2] - s.addressee[1]) END"

# For each: the value as the statements have it, the tables that it needs, and the table that names it, if it is a number.
_VALUES = {
    By.SPEAKER: ("s.speaker", "", "speakers"),
    By.OUTLET: ("s.outlet", "", "outlets"),
    By.AGENCY: ("s.agency", "", "agencies"),
    By.KIND: ("coalesce(p.kind, 'unknown')", " LEFT JOIN speakers AS p ON p.number = s.speaker", ""),
    By.MANNER: ("s.manner", "", ""),
    By.STANCE: ("s.stance", "", ""),
    By.DISTANCE: ("s.distance", "", ""),
    By.NEGATED: ("CASE WHEN s.negated THEN 'negated' END", "", ""),
    By.LANGUAGE: ("nullif(a.language, '')", _ARTICLES, ""),
    By.DISPUTED: (f"CASE WHEN s.number IN ({DISPUTED}) THEN 'disputed' END", "", ""),
    By.ADDRESSEE: (f'({_ADDRESSEE}) COLLATE "C"', _ARTICLES, ""),
}


def counts(server: Server, tokens: Tokens, query: Query, by: By, most: int | None) -> tuple[Count, ...]:
    """Return how many statements that fit share each value, greatest first; dates in their own order."""
    try:
        fits = asked(server, tokens, query)
    except NothingFits:
        return ()
    return tuple((_by_date(server, fits, by) if by in LETTERS else list(_by_value(server, fits, by, most)))[:most])


def totals(server: Server) -> Totals:
    """Return how much is on record."""
    tables = ("articles", "statements", "speakers", "statements WHERE speaker IS NULL", "rejected")
    ((articles, statements, speakers, unknown, rejected),) = server.rows(f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}")
    return Totals(articles=articles, statements=statements, speakers=speakers, unknown=unknown, rejected=rejected)


def _by_value(server: Server, fits: Asked, by: By, most: int | None) -> Iterator[Count]:
    value, joined, names = _VALUES[by]
    counted = f"SELECT {value} AS key, count(*) AS many FROM statements AS s{joined} WHERE {fits.where} GROUP BY 1"
    order = "ORDER BY c.many DESC, c.key NULLS FIRST LIMIT %s"
    if not names:
        told = server.rows(f"SELECT c.key, c.many FROM ({counted}) AS c {order}", *fits.values, most)
        yield from (Count(value=key or None, statements=many) for key, many in told)
        return
    kind = "n.kind" if by is By.SPEAKER else "NULL"
    sql = f"SELECT n.name, c.many, {kind} FROM ({counted}) AS c LEFT JOIN {names} AS n ON n.number = c.key {order}"
    for name, many, told_kind in server.rows(sql, *fits.values, most):
        yield Count(value=name, statements=many, kind=told_kind and SpeakerKind(told_kind))


def _by_date(server: Server, fits: Asked, by: By) -> list[Count]:
    key = "coalesce(s.said_on, '')" if by in SAID else f"s.number >> {PLACE_BITS}"
    many: Counter[str] = Counter()
    for told, number in server.rows(f"SELECT {key}, count(*) FROM statements AS s WHERE {fits.where} GROUP BY 1", *fits.values):
        many[_date(told)[: LETTERS[by]]] += number
    return [Count(value=value or None, statements=number) for value, number in sorted(many.items())]


def _date(told: int | str) -> str:
    return told if isinstance(told, str) else date.fromordinal(told).isoformat() if told else ""
