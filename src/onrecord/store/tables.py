# ruff: noqa: D102  each method is told in the class's own words
"""What corrections, quotations, disputes and exports ask of a record: the seam under which a file and a database are the same.

SQL is written once, as both understand it: `?` stands for a value, `IN ?` for any of a list. What the two keep differently is asked
for by name. Everything is asked inside a transaction that `Open` opens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from onrecord.records import Article, Reading, SpeakerKind, Statement
from onrecord.store.answers import Added
from onrecord.store.query import Query
from onrecord.store.write import Made

Row = tuple[Any, ...]
Forms = tuple[tuple[str, ...], tuple[str, ...]]
"""The beginnings of words, and whole words, by which one stem is found; letters alone."""

_MARK = re.compile(r"\bIN \?|\bIS \?|\?")


class Tables(Protocol):
    """The rows of a record, inside one transaction."""

    def rows(self, sql: str, *values: object) -> list[Row]: ...
    def one(self, sql: str, *values: object) -> Row | None: ...
    def do(self, sql: str, *values: object) -> int: ...
    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None: ...

    def number_of(self, table: str, prefix: str) -> int:
        """Return the number of the one row of `statements` or `articles` whose id is, or begins, so; QueryError if there is not just one."""

    def stored(self, statement_id: str) -> bytes | str:
        """Return the id of a statement as the tables have it."""

    def numbers_of(self, article_ids: Collection[str]) -> list[int]:
        """Return the numbers of all statements of the articles."""

    def numbers_within(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and the last number that statements published from the one day to the other, given as ordinals, may have."""

    def fitting(self, query: Query) -> list[int]:
        """Return the numbers of all statements that fit, oldest first."""

    def saying(self, forms: Forms, within: tuple[int, int]) -> list[int]:
        """Return the numbers, from the first to the last, of statements whose content has a word of any of these forms."""

    def pairs(self, numbers: Sequence[int]) -> list[tuple[Statement, Article]]:
        """Return the numbered statements, in the order asked, each with its article."""

    def reading(self, number: int) -> Reading:
        """Return the article of that number with all its statements."""

    def readings(self, numbers: Sequence[int]) -> list[Reading]:
        """Return the articles of those numbers, in the order asked, each with all its statements."""

    def versions_of(self, url: str) -> list[int]:
        """Return the numbers of the articles that are versions of the page, oldest first."""

    def versioned(self) -> list[str]:
        """Return the urls of all pages that have more than one version, in order."""

    def write(self, batch: Sequence[Made], run: int | None) -> Added:
        """Write the readings that are new or were made by another."""

    def rewrite(self, made: Made, run: int | None) -> None:
        """Write the reading in the place of what stands of its article, whoever made that."""

    def change(self, article: int, changed: Sequence[Statement], gone: Collection[str]) -> None:
        """Let statements of the article stand with another speaker, stance or parent, and take others, given by id, away."""

    def speakers(self) -> list[tuple[int, str, SpeakerKind]]:
        """Return number, name and kind of every speaker with a name of its own."""

    def named(self, names: Collection[str]) -> list[tuple[str, SpeakerKind]]:
        """Return the named speakers of just these names with their kinds, those of most statements first."""


class Open(Protocol):
    """A record as its parts see it."""

    _run: int | None

    @property
    def _tables(self) -> Tables: ...
    def _reading(self) -> AbstractContextManager[None]: ...
    def _writing(self) -> AbstractContextManager[None]: ...
    def _pages(self, table: str) -> Iterator[list[int]]: ...


def digits(stored: bytes | str) -> str:
    """Return the id of a statement, of what the tables have.

    >>> digits(bytes.fromhex("00a1")), digits("00a1")
    ('00a1', '00a1')
    """
    return stored.hex() if isinstance(stored, bytes) else stored


def written(sql: str, marks: dict[str, str]) -> str:
    """Return the SQL with a store's own words for `?`, `IN ?` and `IS ?`.

    >>> written("WHERE a = ? AND b IN ?", {"?": "%s", "IN ?": "= ANY(%s)"})
    'WHERE a = %s AND b = ANY(%s)'
    """
    return _MARK.sub(lambda mark: marks[mark.group()], sql)
