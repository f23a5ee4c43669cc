"""A tree of words and the filters of a query, written in FTS5's own syntax. No other file knows that syntax.

Nothing of what the user typed reaches FTS5 but letters and digits inside quotation marks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.errors import QueryError
from onrecord.records import SpeakerKind
from onrecord.store.query import Query, Scope, day_range
from onrecord.store.words import And, Near, Node, Not, Or, Phrase, phrase_of

MOST_MONTHS = 36
COLUMNS = {Scope.CONTENT: "content", Scope.CONTEXT: "{content context}", Scope.ANYWHERE: "{content context speaker addressee title}"}


class NothingFits(Exception):
    """The query names an outlet, agency, manner or stance that nothing on record has."""


def expression(node: Node) -> str:
    """Return the tree as an FTS5 expression.

    >>> expression(Or(parts=(Phrase(words="cold war"), Phrase(words="interf", is_prefix=True))))
    '("cold war" OR "interf" *)'
    """
    match node:
        case Phrase(words=words, is_prefix=is_prefix):
            return f'"{words}" *' if is_prefix else f'"{words}"'
        case Near(phrases=phrases, apart=apart):
            return f"NEAR({' '.join(expression(phrase) for phrase in phrases)}, {apart})"
        case And(parts=parts):
            return f"({' AND '.join(expression(part) for part in parts)})"
        case Or(parts=parts):
            return f"({' OR '.join(expression(part) for part in parts)})"
        case Not(keep=keep, drop=drop):
            return f"({expression(keep)} NOT {expression(drop)})"


def has_beginning(match: str | None) -> bool:
    """Say whether the expression asks for the beginning of a word, which the index gathers anew each time it is asked."""
    return match is not None and '" *' in match


def scoped(node: Node, scope: Scope) -> str:
    """Return the tree as an FTS5 expression over the columns of the scope."""
    return f"{COLUMNS[scope]} : ({expression(node)})"


def whole(db: sqlite3.Connection, query: Query, node: Node | None) -> str | None:
    """Return words and filters as one FTS5 expression, without what the query hides; None if there are neither words nor filters.

    NothingFits if no row can fit.
    """
    parts = [scoped(node, query.scope)] if node is not None else []
    for column, name in (("speaker", query.speaker), ("addressee", query.addressee)):
        if name is not None:
            parts.append(f"{column} : ({expression(_name(column, name))})")
    parts += [f"filters : ({' OR '.join(tokens)})" for tokens in _filters(db, query)]
    if not parts:
        return None
    hidden = " OR ".join(f'"h{why}"' for why in query.hides)
    asked = " AND ".join(f"({part})" for part in parts)
    return f"({asked}) NOT (filters : ({hidden}))" if hidden else asked


def _name(column: str, name: str) -> Phrase:
    phrase = phrase_of(name)
    if phrase is None:
        raise QueryError(f"{column}: {name!r} has no word in it; a name or part of one was expected. Leave it out to search all.")
    return phrase


def _filters(db: sqlite3.Connection, query: Query) -> Iterator[list[str]]:
    if query.disputed:
        yield ['"q1"']
    yield from ([f'"{name[0]}{number}"' for number in numbers] for name, numbers in named(db, query))
    if months := months_between(query.said_since, query.said_until):
        yield [f'"d{month}"' for month in months]


def named(db: sqlite3.Connection, query: Query) -> Iterator[tuple[str, list[int]]]:
    """Yield each of kind, outlet, agency, manner and stance that is asked for, with its numbers; NothingFits if nothing is called so.

    Its first letter begins its words in the index.
    """
    if query.kind is SpeakerKind.UNKNOWN:
        yield "kind", [0]
    elif query.kind is not None:
        yield "kind", _numbers(db, "kinds", query.kind)
    asked = (("outlet", "outlets", query.outlet), ("agency", "agencies", query.agency), ("manner", "manners", query.manner))
    for name, table, wanted in (*asked, ("stance", "stances", query.stance)):
        if wanted is not None:
            yield name, _numbers(db, table, wanted)


def _numbers(db: sqlite3.Connection, table: str, name: str) -> list[int]:
    same = [number for number, stored in db.execute(f"SELECT number, name FROM {table}") if stored.casefold() == name.casefold()]
    if not same:
        raise NothingFits
    return same


def months_between(since: str | None, until: str | None) -> list[str]:
    """Return the index's words for the months and years from one date to the other; none if they are many or open-ended.

    >>> months_between("2031-12-24", "2032-01")
    ['2031', '203112', '2032', '203201']
    """
    first, last = day_range(since), day_range(until)
    if first is None or last is None:
        return []
    begin, end = first[0].year * 12 + first[0].month - 1, last[1].year * 12 + last[1].month - 1
    months = [f"{month // 12:04}{month % 12 + 1:02}" for month in range(begin, end + 1)]
    return sorted({*months, *(month[:4] for month in months)}) if len(months) <= MOST_MONTHS else []
