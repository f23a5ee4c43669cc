"""How many statements share a speaker, an outlet, a month …: a query and a `By` in, counts out; and how much there is of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from onrecord.records import SpeakerKind
from onrecord.store.answers import Count, Totals
from onrecord.store.dates import LETTERS, SAID
from onrecord.store.kept import Days
from onrecord.store.postgres import tallies
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.search import DISPUTED, PLACE_BITS, Asked, NothingFits, asked, numbers_within
from onrecord.store.postgres.tallies import EVERYTHING, MONTHLY, Key
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
    tables = ("articles", "speakers", "rejected")
    ((articles, speakers, rejected),) = server.rows(f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}")
    many: dict[int, int] = dict(server.rows("""SELECT number, statements FROM tallies WHERE "by" = 'all'"""))
    return Totals(articles=articles, statements=sum(many.values()), speakers=speakers, unknown=many.get(1, 0), rejected=rejected)


def _by_value(server: Server, fits: Asked, by: By, most: int | None) -> Iterator[Count]:
    found = _kept(server, fits.days, by, most) if fits.days is not None else None
    if found is None:
        found = _counted(server, fits, by, most)
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0] is not None, pair[0]))[:most]
    names = _names(server, by, [key for key, _ in pairs])
    for key, many in pairs:
        name, kind = names[key] if names else (str(key) if key else None, None)
        yield Count(value=name, statements=many, kind=kind)


def _kept(server: Server, days: Days, by: By, most: int | None) -> Counter[Key] | None:
    if by in MONTHLY:
        found, rest = tallies.monthly(server, by, days)
        for part in rest:
            found.update(_counted(server, Asked(where="s.hidden = 0 AND s.number BETWEEN %s AND %s", values=numbers_within(part)), by, None))
        return found
    if by is By.SPEAKER and days == EVERYTHING:
        return tallies.all_speakers(server, most)
    if by is By.SPEAKER and most is not None:
        kinds = _kept(server, days, By.KIND, None) or Counter()
        return tallies.greatest_speakers(server, numbers_within(days), most, kinds[SpeakerKind.UNKNOWN.value])
    return None


def _counted(server: Server, fits: Asked, by: By, most: int | None) -> Counter[Key]:
    value, joined, _ = _VALUES[by]
    sql = (
        f"SELECT {value} AS key, count(*) AS many FROM statements AS s{joined} WHERE {fits.where} GROUP BY 1 ORDER BY 2 DESC, 1 NULLS FIRST LIMIT %s"
    )
    return Counter(dict(server.rows(sql, *fits.values, most)))


def _names(server: Server, by: By, keys: list[Key]) -> dict[Key, tuple[str | None, SpeakerKind | None]]:
    """Return the names of numbers; nothing where the keys are names themselves."""
    table = _VALUES[by][2]
    if not table:
        return {}
    kind = "kind" if by is By.SPEAKER else "NULL"
    rows = server.rows(f"SELECT number, name, {kind} FROM {table} WHERE number = ANY(%s)", [key for key in keys if key is not None])
    return {None: (None, None)} | {number: (name, kind and SpeakerKind(kind)) for number, name, kind in rows}


def _by_date(server: Server, fits: Asked, by: By) -> list[Count]:
    told = None if fits.days is None else tallies.by_date(server, fits.days, is_said=by in SAID)
    if told is None:
        key = "coalesce(s.said_on, '')" if by in SAID else f"s.number >> {PLACE_BITS}"
        told = [(one, many) for one, many in server.rows(f"SELECT {key}, count(*) FROM statements AS s WHERE {fits.where} GROUP BY 1", *fits.values)]
    many: Counter[str] = Counter()
    for one, number in told:
        many[_date(one)[: LETTERS[by]]] += number
    return [Count(value=value or None, statements=number) for value, number in sorted(many.items())]


def _date(told: int | str) -> str:
    return told if isinstance(told, str) else date.fromordinal(told).isoformat() if told else ""
