"""How many statements share a speaker, an outlet, a month …: a query and a `By` in, counts out; and how much there is of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.records import SpeakerKind
from onrecord.store.answers import Count, Facets, Totals
from onrecord.store.count import MOST_LOOKED_AT
from onrecord.store.dates import LETTERS, SAID, counted
from onrecord.store.kept import Days
from onrecord.store.postgres import common, tallies
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.search import DISPUTED, PLACE_BITS, Asked, NothingFits, asked, how_many, numbers_within
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
    **{by: ("coalesce(s.said_on, '')" if by in SAID else f"s.number >> {PLACE_BITS}", "", "") for by in LETTERS},
}


def counts(server: Server, tokens: Tokens, query: Query, by: By, most: int | None) -> tuple[Count, ...]:
    """Return how many statements that fit share each value, greatest first; dates in their own order."""
    try:
        fits = asked(server, tokens, query)
    except NothingFits:
        return ()
    return (_by_date(server, fits, by) if by in LETTERS else _by_value(server, fits, by, most))[:most]


def facets(server: Server, tokens: Tokens, query: Query, by: Sequence[By], most: int) -> Facets:
    """Return several counts at once: from those that are kept, or else from one look at each of the newest statements that fit."""
    try:
        fits = asked(server, tokens, query)
    except NothingFits:
        return Facets(statements=0, counted=0, counts=((),) * len(by))
    if fits.is_kept and all(_is_kept(fits.days, one) for one in by):
        many = tallies.how_many(server, fits.days)
        values = (_by_date(server, fits, one) if one in LETTERS else _by_value(server, fits, one, most) for one in by)
        return Facets(statements=many, counted=many, counts=tuple(values))
    *found, years = _looked_at(server, fits, [*by, By.YEAR], most=most, newest=MOST_LOOKED_AT)
    looked_at = sum(one.statements for one in years)
    if looked_at < MOST_LOOKED_AT:
        return Facets(statements=looked_at, counted=looked_at, counts=tuple(found))
    # The newest alone would make a picture without its past, so dates of publication are counted over all; and then all are counted.
    whole = {one: _by_date(server, fits, one) for one in by if one in LETTERS and one not in SAID}
    many = next((sum(one.statements for one in dates) for dates in whole.values()), None) or how_many(server, tokens, query)
    return Facets(statements=many, counted=looked_at, counts=tuple(whole.get(one, values) for one, values in zip(by, found, strict=True)))


def totals(server: Server) -> Totals:
    """Return how much is on record."""
    ((rejected,),) = server.rows("SELECT count(*) FROM rejected")
    kept = server.rows("""SELECT "by", number, statements FROM tallies WHERE "by" IN ('all', 'articles', 'speakers')""")
    many = Counter({(by, number): statements for by, number, statements in kept})
    shown, unknown = many["all", 0], many["all", 1]
    return Totals(articles=many["articles", 0], statements=shown + unknown, speakers=many["speakers", 0], unknown=unknown, rejected=rejected)


def _by_value(server: Server, fits: Asked, by: By, most: int | None) -> tuple[Count, ...]:
    found = _kept(server, fits.days, by, most) if fits.is_kept else None
    if found is None:
        return _looked_at(server, fits, [by], most=most, newest=None)[0]
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0] is not None, pair[0]))[:most]
    names = _names(server, by, [key for key, _ in pairs])
    told = ((names[key] if names else (str(key) if key else None, None), many) for key, many in pairs)
    return tuple(Count(value=name, statements=many, kind=kind) for (name, kind), many in told)


def _is_kept(days: Days, by: By) -> bool:
    return by in MONTHLY or by is By.SPEAKER or (by in LETTERS and (by not in SAID or days == EVERYTHING))


def _kept(server: Server, days: Days, by: By, most: int | None) -> Counter[Key] | None:
    if by in MONTHLY:
        found, rest = tallies.monthly(server, by, days)
        for part in rest:
            found.update(_within(server, part, by))
        return found
    if by is By.SPEAKER and days == EVERYTHING:
        return tallies.all_speakers(server, most)
    if by is By.SPEAKER and most is not None:
        kinds = _kept(server, days, By.KIND, None) or Counter()
        return tallies.greatest_speakers(server, numbers_within(days), most, kinds[SpeakerKind.UNKNOWN.value])
    return None


def _within(server: Server, days: Days, by: By) -> dict[Key, int]:
    value, joined, _ = _VALUES[by]
    sql = f"SELECT {value}, count(*) FROM statements AS s{joined} WHERE s.hidden = 0 AND s.number BETWEEN %s AND %s GROUP BY 1"
    return dict(server.rows(sql, *numbers_within(days)))


def _names(server: Server, by: By, keys: list[Key]) -> dict[Key, tuple[str | None, SpeakerKind | None]]:
    """Return the names of numbers; nothing where the keys are names themselves."""
    table = _VALUES[by][2]
    if not table:
        return {}
    kind = "kind" if by is By.SPEAKER else "NULL"
    rows = server.rows(f"SELECT number, name, {kind} FROM {table} WHERE number = ANY(%s)", [key for key in keys if key is not None])
    return {None: (None, None)} | {number: (name, kind and SpeakerKind(kind)) for number, name, kind in rows}


def _looked_at(server: Server, fits: Asked, by: Sequence[By], *, most: int | None, newest: int | None) -> list[tuple[Count, ...]]:
    """Return several counts from one look at each statement that fits, or at the newest of them."""
    values = ", ".join(f"{_VALUES[one][0]} AS value_{place}" for place, one in enumerate(by))
    joined = "".join(dict.fromkeys(_VALUES[one][1] for one in by))
    hits = f"SELECT {values} FROM statements AS s{joined} WHERE {fits.where}"
    if newest is not None:
        hits += f" ORDER BY s.number DESC LIMIT {newest}"
    found: list[list[Row]] = [[] for _ in by]
    for place, *told in server.rows(f"WITH hits AS ({hits}) {' UNION ALL '.join(_part(*one, most) for one in enumerate(by))}", *fits.values):
        found[place].append(tuple(told))
    return [_counts(rows, one) for rows, one in zip(found, by, strict=True)]


def _part(place: int, by: By, most: int | None) -> str:
    limit = "" if by in LETTERS or most is None else f" LIMIT {most}"
    grouped = f"SELECT value_{place} AS value, count(*) AS many FROM hits GROUP BY 1 ORDER BY 2 DESC, 1 NULLS FIRST{limit}"
    if table := _VALUES[by][2]:
        kind = "n.kind" if by is By.SPEAKER else "NULL"
        named = f"LEFT JOIN {table} AS n ON n.number = g.value ORDER BY g.many DESC, g.value NULLS FIRST"
        return f"(SELECT {place}, g.many, n.name, {kind} FROM ({grouped}) AS g {named})"
    return f"(SELECT {place}, g.many, g.value::text, NULL FROM ({grouped}) AS g)"


def _counts(rows: Iterable[Row], by: By) -> tuple[Count, ...]:
    if by in LETTERS:
        return tuple(counted(((value if by in SAID else int(value or 0), many) for many, value, _ in rows), by))
    return tuple(Count(value=value, statements=many, kind=SpeakerKind(kind) if kind else None) for many, value, kind in rows)


def _by_date(server: Server, fits: Asked, by: By) -> tuple[Count, ...]:
    told = tallies.by_date(server, fits.days, is_said=by in SAID) if fits.is_kept else None
    if told is None and fits.word is not None and by not in SAID:
        told = common.by_day(server, fits.word, fits.days)
    if told is None and fits.shared is not None and by in (By.YEAR, By.MONTH):
        told = tallies.months_of(server, fits.shared, fits.days)
    if told is None:
        return _looked_at(server, fits, [by], most=None, newest=None)[0]
    return tuple(counted(told, by))
