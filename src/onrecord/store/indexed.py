"""What the full-text index and the counts hold of a reading that is new, straight from the reading.

The same as the view `statement_now` gives, but several times faster; the doctor compares the index with the view.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from onrecord.records import Article, Span, Statement
from onrecord.store.names import Names


class Facets(NamedTuple):
    """The numbers of what a statement shares with others; `kind` is 0 where the speaker is unknown."""

    speaker: int | None
    kind: int
    outlet: int | None
    agency: int | None
    manner: int | None
    stance: int | None


def facets(statement: Statement, article: int, printed: tuple[int | None, int | None], names: Names) -> Facets:
    """Return the numbers that the statement has in the tables of names, those of its article, and of the outlet and agency of that, being known."""
    speaker, numbers = statement.speaker, names.numbers
    kind = 0 if speaker.name is None else numbers["kinds"][speaker.kind] or 0
    return Facets(names.speaker(speaker, article), kind, *printed, numbers["manners"][statement.manner], numbers["stances"][statement.stance])


def words(statement: Statement, article: Article, context: Span, facets: Facets, names: str | None) -> tuple[str | None, ...]:
    """Return the columns of the index: context, content, speaker, addressee, title, filters. `names` are the speaker's."""
    text, said = article.text, statement.content
    content = said[0].of(text) if len(said) == 1 else " ".join([span.of(text) for span in said])
    addressee = statement.addressee.of(text) if statement.addressee else ""
    _, *numbers = facets
    filters = _filters(*numbers, statement.said_on[:7] if statement.said_on else None)
    return _around(said, context, text), content, names, addressee, article.title, filters


def keys(statement: Statement, article: Article, facets: Facets, day: int) -> tuple[int | str, ...]:
    """Return what the statement is counted by, in the order of tallies.KEYS."""
    speaker, kind, outlet, agency, manner, stance = facets
    addressee = statement.addressee.of(article.text) if statement.addressee else ""
    numbers = (speaker or 0, kind, outlet or 0, agency or 0, manner or 0, stance or 0)
    return *numbers, article.language or "", addressee, 0, statement.said_on or "", day, 0


def _around(content: tuple[Span, ...], context: Span, text: str) -> str:
    out, at = "", context.start
    for span in content:
        out += text[at : span.start] + " "
        at = span.end
    return out + text[at : context.end]


@lru_cache(maxsize=100_000)
def _filters(kind: int, outlet: int | None, agency: int | None, manner: int | None, stance: int | None, month: str | None) -> str:
    tokens = f"m{manner} k{kind}"
    for letter, number in (("s", stance), ("o", outlet), ("a", agency)):
        if number is not None:
            tokens += f" {letter}{number}"
    return tokens if month is None else f"{tokens} d{month.replace('-', '')}"
