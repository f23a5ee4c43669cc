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


def vectors(tokens: Tokens, statement: Statement, article: Article, names: str | None) -> tuple[str, str, str | None]:
    """Return the vectors of its content, of all around it, and of its addressee; `names` are the speaker's."""
    content = " ".join(span.of(article.text) for span in statement.content)
    addressee = statement.addressee.of(article.text) if statement.addressee else None
    columns = (("A", content), ("B", _rest(statement, article)), ("C", names or ""), ("C", addressee or ""), ("D", article.title or ""))
    return tokens.vector([("", content)]), tokens.vector(columns), None if addressee is None else tokens.vector([("", addressee)])


def words_now(server: Server, tokens: Tokens, said: Sequence[tuple[Statement, Article]]) -> list[list[object]]:
    """Return what statements on record are to be found by, in four columns: their ids, and the three vectors of each."""
    speakers: dict[str, int | None] = dict(server.rows("SELECT id, speaker FROM statements WHERE id = ANY(%s)", [s.id for s, _ in said]))
    names = known_as(server, speakers.values())
    made = [(s.id, *vectors(tokens, s, article, names.get(speakers[s.id]))) for s, article in said]
    return [[row[place] for row in made] for place in range(4)]


def known_as(server: Server, speakers: Iterable[int | None]) -> dict[int | None, str]:
    """Return all names of each speaker, as they are searched; None has none."""
    return dict(server.rows(_KNOWN_AS, [speaker for speaker in speakers if speaker is not None]))


def _rest(statement: Statement, article: Article) -> str:
    """Return the rest of the paragraphs around the content, as far as words are looked for in it."""
    context, out = around(article, statement.content), ""
    at = context.start
    for span in statement.content:
        out += article.text[at : span.start] + " "
        at = span.end
    return out + article.text[at : context.end]
