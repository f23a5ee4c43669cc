"""A query to the numbers of the statements that fit, in the order asked.

As in the other store, only the newest RANKED hits (of one phrase alone: RANKED_PHRASES) are ranked and come first, the rest follow
newest first; hits of equal rank stand newest first, and so do those of one word or phrase that alone has so many. The rank is
PostgreSQL's own: how often the words stand in a text, by its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.records import SpeakerKind
from onrecord.store.kept import Days
from onrecord.store.numbers import FIRST_DAY, LAST_DAY
from onrecord.store.postgres import common, tallies
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.match import Expressions, name_of, one_word
from onrecord.store.postgres.scopes import NOTHING, Scoped
from onrecord.store.postgres.tallies import EVERYTHING, Shared
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import By, Query, Scope, Sort, day_range
from onrecord.store.words import Leaf, Phrase, is_phrase, parse

_T = TypeVar("_T")

RANKED = 1_000
RANKED_PHRASES = 100
FIRST_LOOK = 60_000  # statements
_ALL_WORDS = "setweight(content_words, 'A') || setweight(words, 'B')"
_RANKED_BY = {Scope.CONTENT: "content_words", Scope.CONTEXT: _ALL_WORDS, Scope.ANYWHERE: _ALL_WORDS}

DISPUTED = "SELECT denial FROM disputes UNION SELECT denied FROM disputes"
"""The numbers of statements that have a dispute."""

PLACE_BITS = 40
"""How far the day of publication is shifted in a statement's number."""


class NothingFits(Exception):
    """No statement on record can fit the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The conditions on `statements AS s`, and the values that they take.

    `days` are the first and last ordinal of publication. `is_kept` says that nothing else decides, and that no more is hidden than
    always; `word`, that nothing else does but that one word in the content; `shared`, that nothing else does but these few values,
    of which one is shared.
    """

    where: str
    values: tuple[object, ...]
    days: Days
    is_kept: bool
    word: str | None
    shared: Shared | None


def asked(server: Server, tokens: Tokens, query: Query, *, are_few: bool = False) -> Asked:
    """Return the SQL of the query, with `are_few` for the newest hits alone; NothingFits if no row can fit."""
    words, others, days = list(_words(server, tokens, query, are_few)), [*_filters(server, tokens, query), *_said(query)], _days(query)
    hides_all, clauses = len(query.hides) == 3, words + others
    is_usual = hides_all and not others
    clauses += [("s.number BETWEEN %s AND %s", numbers_within(days))] if days != EVERYTHING else []
    if hides_all:
        clauses.append(("s.hidden = 0", ()))
    elif query.hides:
        clauses.append(("s.hidden <> ALL(%s::smallint[])", (list(query.hides),)))
    where = " AND ".join(["TRUE", *(clause for clause, _ in clauses)])
    values = tuple(value for _, values in clauses for value in values)
    return Asked(
        where=where, values=values, days=days, is_kept=is_usual and not words, word=_one_word(tokens, query) if is_usual else None,
        shared=_shared(server, query) if hides_all and not words and len(others) == 1 else None,
    )  # fmt: skip


def numbers_within(days: Days) -> tuple[int, int]:
    """Return the first and the last number that statements published within the days may have."""
    return days[0] << PLACE_BITS, ((days[1] + 1) << PLACE_BITS) - 1


def page(server: Server, tokens: Tokens, query: Query) -> list[int]:
    """Return the numbers of one page of hits."""
    node = parse(query.words or "")
    end = query.offset + query.limit
    bound = RANKED_PHRASES if is_phrase(node) else RANKED
    if query.sort is not Sort.RANK or node is None or query.offset >= bound:
        return _in_order(server, tokens, query, limit=query.limit, offset=query.offset)
    newest = _newest(server, tokens, query, max(bound, end))
    if isinstance(node, Leaf) and not query.has_filters and len(newest) >= bound:
        return newest[query.offset : end]  # a word that so many have tells them apart by little
    ranked = _ranked(server, _RANKED_BY[query.scope], Expressions(tokens).any_word(node), newest[:bound])
    return [*ranked, *newest[bound:]][query.offset : end]


def everything(server: Server, tokens: Tokens, query: Query) -> list[int]:
    """Return the numbers of all hits, oldest first."""
    return sorted(_in_order(server, tokens, query, limit=None, offset=0))


def how_many(server: Server, tokens: Tokens, query: Query) -> int:
    """Return the number of all hits."""
    try:
        fits = asked(server, tokens, query)
    except NothingFits:
        return 0
    if fits.is_kept:
        return tallies.how_many(server, fits.days)
    if fits.word is not None and (kept := common.how_many(server, fits.word, fits.days)) is not None:
        return kept
    if fits.shared is not None and (months := tallies.months_of(server, fits.shared, fits.days)) is not None:
        return sum(many for _, many in months)
    ((many,),) = server.rows(f"SELECT count(*) FROM statements AS s WHERE {fits.where}", *fits.values)
    return int(many)


def _newest(server: Server, tokens: Tokens, query: Query, limit: int) -> list[int]:
    """Return the newest hits. What is long sought is looked for among the newest statements first, for that may be enough."""
    is_open = query.since is None and query.until is None
    if is_open and _is_long_sought(tokens, query) and (since := tallies.day_of_newest(server, FIRST_LOOK)):
        found = _in_order(server, tokens, replace(query, since=since), limit=limit, offset=0)
        if len(found) == limit:
            return found
    return _in_order(server, tokens, query, limit=limit, offset=0)


def _is_long_sought(tokens: Tokens, query: Query) -> bool:
    """Say whether the query is a phrase, or words near one another, for which every statement with these words is looked at."""
    node = parse(query.words or "")
    return node is not None and is_phrase(node) and not (query.scope is Scope.CONTENT and Expressions(tokens).neighbours(node))


def _in_order(server: Server, tokens: Tokens, query: Query, *, limit: int | None, offset: int) -> list[int]:
    try:
        fits = asked(server, tokens, query, are_few=limit is not None)
    except NothingFits:
        return []
    order = "ASC" if query.sort is Sort.OLDEST else "DESC"
    sql = f"SELECT s.number FROM statements AS s WHERE {fits.where}"
    if _is_long_sought(tokens, query):
        # The planner takes a phrase for as frequent as its words are together, and would look for it in one statement after the other.
        sql = f"WITH found AS MATERIALIZED ({sql}) SELECT s.number FROM found AS s"
    sql += f" ORDER BY s.number {order} LIMIT %s OFFSET %s"
    return [row[0] for row in server.rows(sql, *fits.values, limit, offset)]


def _ranked(server: Server, vector: str, words: str | None, numbers: list[int]) -> list[int]:
    if len(numbers) < 2:
        return numbers
    # The 2 has the rank divided by the length of the text.
    sql = f"SELECT number FROM statements WHERE number = ANY(%s) ORDER BY ts_rank({vector}, %s::tsquery, 2) DESC, number DESC"
    return [row[0] for row in server.rows(sql, numbers, words)]


_Clause = tuple[str, tuple[object, ...]]


def _words(server: Server, tokens: Tokens, query: Query, are_few: bool) -> Iterator[_Clause]:
    node = parse(query.words or "")
    if node is not None:
        clause = Scoped(server, tokens, query.scope, are_few=are_few).of(node)
        yield _some(clause.sql if clause is not NOTHING else None), clause.values


def _one_word(tokens: Tokens, query: Query) -> str | None:
    """Return the word, if the query asks for one whole word in the content."""
    node = parse(query.words or "")
    return one_word(tokens, node) if isinstance(node, Phrase) and query.scope is Scope.CONTENT else None


def _filters(server: Server, tokens: Tokens, query: Query) -> Iterator[_Clause]:
    if query.disputed:
        yield f"s.number IN ({DISPUTED})", ()
    if query.speaker is not None:
        yield "s.speaker = ANY(%s)", (_speakers(server, name_of(tokens, "speaker", query.speaker)),)
    if query.addressee is not None:
        yield "s.addressee_words @@ %s::tsquery", (_some(name_of(tokens, "addressee", query.addressee)),)
    for column, table, name in (("outlet", "outlets", query.outlet), ("agency", "agencies", query.agency)):
        if name is not None:
            yield _one_of(f"s.{column}", _same(server, table, name))
    for column, value in (("manner", query.manner), ("stance", query.stance), ("distance", query.distance)):
        if value is not None:
            yield f"s.{column} = %s", (value.value,)
    if query.negated:
        yield "s.negated", ()
    if query.kind is SpeakerKind.UNKNOWN:
        yield "s.speaker IS NULL", ()
    elif query.kind is not None:
        yield "EXISTS (SELECT 1 FROM speakers WHERE number = s.speaker AND kind = %s)", (query.kind.value,)


def _one_of(column: str, numbers: list[int]) -> _Clause:
    """Return that the column has one of the numbers; of one alone, an index is read in its order."""
    return (f"{column} = %s", (numbers[0],)) if len(numbers) == 1 else (f"{column} = ANY(%s)", (numbers,))


def _shared(server: Server, query: Query) -> Shared | None:
    """Return what the query's one filter asks for, if it is of what is counted by month."""
    for by, table, name in ((By.OUTLET, "outlets", query.outlet), (By.AGENCY, "agencies", query.agency)):
        if name is not None:
            return by, list(_same(server, table, name))
    for by, value in ((By.MANNER, query.manner), (By.STANCE, query.stance)):
        if value is not None:
            return by, [value.value]
    return None


def _speakers(server: Server, name: str | None) -> list[int]:
    return _some([row[0] for row in server.rows("SELECT number FROM speakers WHERE words @@ %s::tsquery", _some(name))])


def _same(server: Server, table: str, name: str) -> list[int]:
    stored = server.rows(f"SELECT number, name FROM {table}")
    return _some([number for number, other in stored if other.casefold() == name.casefold()])


def _some(found: _T | None) -> _T:
    if not found:
        raise NothingFits
    return found


def _days(query: Query) -> Days:
    since, until = day_range(query.since), day_range(query.until)
    if since is None and until is None:
        return EVERYTHING
    return max(since[0].toordinal() if since else 0, FIRST_DAY), until[1].toordinal() if until else LAST_DAY


def _said(query: Query) -> Iterator[_Clause]:
    since, until = day_range(query.said_since), day_range(query.said_until)
    if since is not None:
        day = since[0].isoformat()
        yield "(s.said_on >= %s OR s.said_on IN (%s, %s))", (day, day[:4], day[:7])  # the year and the month may hold that day
    if until is not None:
        yield "s.said_on <= %s", (until[1].isoformat(),)
