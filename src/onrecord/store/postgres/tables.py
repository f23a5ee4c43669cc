"""The tables of a record on PostgreSQL, as the parts that all stores share ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from onrecord.records import Article, Reading, SpeakerKind, Statement
from onrecord.store.answers import Added
from onrecord.store.postgres import load, search, versions
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.match import Expressions
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.postgres.write import change, rewrite, write
from onrecord.store.query import Query
from onrecord.store.tables import Forms, written
from onrecord.store.words import Or, Phrase
from onrecord.store.write import Made

_MARKS = {"?": "%s", "IN ?": "= ANY(%s)", "IS ?": "IS NOT DISTINCT FROM %s"}
_OF_ARTICLES = "SELECT number FROM statements WHERE article IN (SELECT number FROM articles WHERE id = ANY(%s))"
_SAYING = "SELECT number FROM statements WHERE content_words @@ %s::tsquery AND number BETWEEN %s AND %s"
_NAMED = """
    SELECT p.name, p.kind FROM speakers AS p WHERE p.article IS NULL AND p.name = ANY(%s)
    ORDER BY (SELECT count(*) FROM statements WHERE speaker = p.number) DESC, p.number
"""


class ServerTables:
    """The rows of a record on PostgreSQL, inside one transaction."""

    def __init__(self, server: Server, tokens: Tokens) -> None:
        self._server = server
        self._tokens = tokens

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of the answer."""
        return self._server.rows(_sql(sql), *map(_sent, values))

    def one(self, sql: str, *values: object) -> Row | None:
        """Return the first row of the answer, if there is one."""
        return self._server.one(_sql(sql), *map(_sent, values))

    def do(self, sql: str, *values: object) -> int:
        """Change rows and return how many."""
        return self._server.do(_sql(sql), *map(_sent, values))

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Do the same for each of the rows of values."""
        self._server.many(_sql(sql), rows)

    def number_of(self, table: str, prefix: str) -> int:
        """Return the number of the row whose id begins so."""
        return load.number_of(self._server, table, prefix)

    def stored(self, statement_id: str) -> str:
        """Return the id: it is kept as it is."""
        return statement_id

    def numbers_of(self, article_ids: Collection[str]) -> list[int]:
        """Return the numbers of all statements of the articles."""
        return [row[0] for row in self._server.rows(_OF_ARTICLES, list(article_ids))]

    def numbers_within(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and the last number that statements of these days may have."""
        return search.numbers_within((max(1, first), last))

    def fitting(self, query: Query) -> list[int]:
        """Return the numbers of all statements that fit."""
        return search.everything(self._server, self._tokens, query)

    def saying(self, forms: Forms, within: tuple[int, int]) -> list[int]:
        """Return the numbers of statements whose content has a word of these forms."""
        beginnings, wholes = forms
        parts = [Phrase(words=form, is_prefix=True) for form in beginnings] + [Phrase(words=form) for form in wholes]
        asked = Expressions(self._tokens).of(Or(parts=tuple(parts)))
        return [row[0] for row in self._server.rows(_SAYING, asked, *within)] if asked else []

    def pairs(self, numbers: Sequence[int]) -> list[tuple[Statement, Article]]:
        """Return the numbered statements with their articles."""
        return load.pairs(self._server, numbers)

    def reading(self, number: int) -> Reading:
        """Return the article of that number with its statements."""
        (found,) = self.readings([number])
        return found

    def readings(self, numbers: Sequence[int]) -> list[Reading]:
        """Return the articles of those numbers with their statements."""
        return list(load.readings(self._server, numbers))

    def versions_of(self, url: str) -> list[int]:
        """Return the numbers of all versions of the page, oldest first."""
        return versions.of_page(self._server, url)

    def versioned(self) -> list[str]:
        """Return the urls of all pages with several versions."""
        return versions.pages(self._server)

    def write(self, batch: Sequence[Made], run: int | None) -> Added:
        """Write the readings that are new."""
        return write(self._server, self._tokens, batch, run)

    def rewrite(self, made: Made, run: int | None) -> None:
        """Write the reading in the place of what stands."""
        rewrite(self._server, self._tokens, made, run)

    def change(self, article: int, changed: Sequence[Statement], gone: Collection[str]) -> None:
        """Let statements stand otherwise, and take others away."""
        change(self._server, self._tokens, article, changed, gone)

    def speakers(self) -> list[tuple[int, str, SpeakerKind]]:
        """Return number, name and kind of every speaker with a name of its own."""
        found = self._server.rows("SELECT number, name, kind FROM speakers WHERE article IS NULL")
        return [(number, name, SpeakerKind(kind)) for number, name, kind in found]

    def named(self, names: Collection[str]) -> list[tuple[str, SpeakerKind]]:
        """Return the speakers of these names with their kinds."""
        return [(name, SpeakerKind(kind)) for name, kind in self._server.rows(_NAMED, list(names))]


@lru_cache(maxsize=256)
def _sql(sql: str) -> str:
    return written(sql, _MARKS)


def _sent(value: object) -> object:
    return list(value) if isinstance(value, tuple | set | frozenset) else value
