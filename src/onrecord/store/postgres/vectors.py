"""What a statement is found by on PostgreSQL: the text vectors of its words, and the names of its speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.records import Article, Statement
from onrecord.store.context import around
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.tokens import Tokens

_KNOWN_AS = """
    SELECT p.number, p.name || coalesce(' | ' || (SELECT string_agg(name, ' | ' ORDER BY name) FROM speaker_names WHERE speaker = p.number), '')
    FROM speakers AS p WHERE p.number = ANY(%s)
"""


def vectors(tokens: Tokens, statement: Statement, article: Article) -> tuple[str, str, str | None, str]:
    """Return the vectors of its content, of the rest of its paragraphs, and of its addressee; and the neighbouring words of its content."""
    content = " ".join([span.of(article.text) for span in statement.content])
    addressee = None if statement.addressee is None else tokens.vector(statement.addressee.of(article.text))
    vector, neighbours = tokens.vector_and_neighbours(content)
    return vector, tokens.vector(_rest(statement, article)), addressee, neighbours


def title_vector(tokens: Tokens, article: Article) -> str | None:
    """Return the vector of the title."""
    return None if article.title is None else tokens.vector(article.title)


def columns_of(tokens: Tokens, said: Sequence[tuple[Statement, Article]]) -> list[list[str | None]]:
    """Return five columns: the ids of statements, and what `vectors` returns of each."""
    made = [(statement.id, *vectors(tokens, statement, article)) for statement, article in said]
    return [[row[place] for row in made] for place in range(5)]


def known_as(server: Server, speakers: Iterable[int]) -> dict[int, str]:
    """Return all names of each speaker, as they are searched."""
    return dict(server.rows(_KNOWN_AS, list(speakers)))


def _rest(statement: Statement, article: Article) -> str:
    """Return the rest of the paragraphs around the content, as far as words are looked for in it."""
    context, out = around(article, statement.content), ""
    at = context.start
    for span in statement.content:
        out += article.text[at : span.start] + " "
        at = span.end
    return out + article.text[at : context.end]
