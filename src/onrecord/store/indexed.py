"""What the full-text index and the counts hold of a reading that is new, straight from the reading.

The same as the view `statement_now` gives, but several times faster; the doctor compares the index with the view.
"""

from __future__ import annotations

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


def facets(statement: Statement, article: Article, number: int, names: Names) -> Facets:
    """Return the numbers that the statement, of the article of that number, has in the tables of names."""
    speaker, name = statement.speaker, names.number
    return Facets(
        names.speaker(speaker, number),
        0 if speaker.name is None else name("kinds", speaker.kind) or 0,
        name("outlets", article.outlet),
        name("agencies", article.agency),
        name("manners", statement.manner),
        name("stances", statement.stance),
    )


def words(statement: Statement, article: Article, context: Span, facets: Facets, names: str | None) -> tuple[str | None, ...]:
    """Return the columns of the index: context, content, speaker, addressee, title, filters. `names` are the speaker's."""
    text, said = article.text, statement.content
    content = said[0].of(text) if len(said) == 1 else " ".join([span.of(text) for span in said])
    addressee = statement.addressee.of(text) if statement.addressee else ""
    return _around(said, context, text), content, names, addressee, article.title, _filters(facets, statement.said_on)


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


def _filters(facets: Facets, said_on: str | None) -> str:
    _, kind, outlet, agency, manner, stance = facets
    tokens = f"m{manner} k{kind}"
    for letter, number in (("s", stance), ("o", outlet), ("a", agency)):
        if number is not None:
            tokens += f" {letter}{number}"
    return tokens if said_on is None else f"{tokens} d{said_on[:7].replace('-', '')}"
