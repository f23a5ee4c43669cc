"""The tables of a record in a file, as the parts that all stores share ask for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from onrecord.records import Article, Reading, SpeakerKind, Statement
from onrecord.store import load, search, versions
from onrecord.store.answers import Added
from onrecord.store.evidence import packed_evidence
from onrecord.store.names import Names
from onrecord.store.numbers import DAY_BITS
from onrecord.store.query import Query
from onrecord.store.tables import Forms, Row, written
from onrecord.store.write import ROLE_TIME, Made, rewrite, role_time, write

_MARKS = {"?": "?", "IN ?": "IN (SELECT value FROM json_each(?))", "IS ?": "IS ?"}
_CHANGE = "UPDATE statements SET speaker = ?, reason = ?, speaker_confidence = ?, role = ?, stance = ?, evidence = ?, parent = ? WHERE number = ?"
_UNTIMED = "DELETE FROM role_times WHERE statement = ?"
_EDGES = "SELECT min(number), max(number) FROM statements WHERE number BETWEEN articles.first AND articles.last"
_NUMBERS = "SELECT s.number, s.id FROM articles AS a CROSS JOIN statements AS s ON s.number BETWEEN a.first AND a.last WHERE a.number = ?"
_OF_ARTICLES = "SELECT s.number FROM articles AS a CROSS JOIN statements AS s ON s.number BETWEEN a.first AND a.last WHERE a.id IN ?"
_SAYING = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
_NAMED = """
    SELECT p.name, k.name FROM speakers AS p JOIN kinds AS k ON k.number = p.kind WHERE p.article IS NULL AND p.name IN ?
    ORDER BY (SELECT count(*) FROM statements WHERE speaker = p.number) DESC, p.number
"""


class FileTables:
    """The rows of a record in a file, inside one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of the answer."""
        return self._db.execute(_sql(sql), _stored(values)).fetchall()

    def one(self, sql: str, *values: object) -> Row | None:
        """Return the first row of the answer, if there is one."""
        row: Row | None = self._db.execute(_sql(sql), _stored(values)).fetchone()
        return row

    def do(self, sql: str, *values: object) -> int:
        """Change rows and return how many."""
        return self._db.execute(_sql(sql), _stored(values)).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Do the same for each of the rows of values."""
        self._db.executemany(_sql(sql), map(_stored, rows))

    def number_of(self, table: str, prefix: str) -> int:
        """Return the number of the row whose id begins so."""
        return load.number_of(self._db, table, prefix)

    def stored(self, statement_id: str) -> bytes:
        """Return the id as eight bytes."""
        return bytes.fromhex(statement_id)

    def numbers_of(self, article_ids: Collection[str]) -> list[int]:
        """Return the numbers of all statements of the articles."""
        return [row[0] for row in self.rows(_OF_ARTICLES, article_ids)]

    def numbers_within(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and the last number that statements of these days may have."""
        return max(1, first) << DAY_BITS, ((last + 1) << DAY_BITS) - 1

    def fitting(self, query: Query) -> list[int]:
        """Return the numbers of all statements that fit."""
        return search.everything(self._db, query)

    def saying(self, forms: Forms, within: tuple[int, int]) -> list[int]:
        """Return the numbers of statements whose content has a word of these forms."""
        beginnings, wholes = forms
        terms = [f'"{form}" *' for form in beginnings] + [f'"{form}"' for form in wholes]
        return [row[0] for row in self._db.execute(_SAYING, (f"content : ({' OR '.join(terms)})", *within))]

    def pairs(self, numbers: Sequence[int]) -> list[tuple[Statement, Article]]:
        """Return the numbered statements with their articles."""
        return load.pairs(self._db, numbers)

    def reading(self, number: int) -> Reading:
        """Return the article of that number with its statements."""
        return load.reading(self._db, number)

    def readings(self, numbers: Sequence[int]) -> list[Reading]:
        """Return the articles of those numbers with their statements."""
        return [load.reading(self._db, number) for number in numbers]

    def versions_of(self, url: str) -> list[int]:
        """Return the numbers of all versions of the page, oldest first."""
        return versions.of_page(self._db, url)

    def versioned(self) -> list[str]:
        """Return the urls of all pages with several versions."""
        return versions.pages(self._db)

    def write(self, batch: Sequence[Made], run: int | None) -> Added:
        """Write the readings that are new."""
        return write(self._db, batch, run)

    def rewrite(self, made: Made, run: int | None) -> None:
        """Write the reading in the place of what stands."""
        rewrite(self._db, made, run)

    def change(self, article: int, changed: Sequence[Statement], gone: Collection[str]) -> None:
        """Let statements stand otherwise, and take others away."""
        numbers = {statement.hex(): number for number, statement in self._db.execute(_NUMBERS, (article,))}
        names = Names(self._db)
        self._db.executemany(_CHANGE, [_row(names, s, article, numbers) for s in changed])
        self._db.executemany(_UNTIMED, [(numbers[s.id],) for s in changed])
        self._db.executemany(ROLE_TIME, [time for s in changed if (time := role_time(numbers[s.id], s.speaker))])
        self._db.executemany("DELETE FROM statements WHERE number = ?", [(numbers[one],) for one in gone])
        self._db.execute(f"UPDATE articles SET (first, last) = ({_EDGES}) WHERE number = ?", (article,))

    def speakers(self) -> list[tuple[int, str, SpeakerKind]]:
        """Return number, name and kind of every speaker with a name of its own."""
        sql = "SELECT p.number, p.name, k.name FROM speakers AS p JOIN kinds AS k ON k.number = p.kind WHERE p.article IS NULL"
        return [(number, name, SpeakerKind(kind)) for number, name, kind in self._db.execute(sql)]

    def named(self, names: Collection[str]) -> list[tuple[str, SpeakerKind]]:
        """Return the speakers of these names with their kinds."""
        return [(name, SpeakerKind(kind)) for name, kind in self.rows(_NAMED, names)]


@lru_cache(maxsize=256)
def _sql(sql: str) -> str:
    return written(sql, _MARKS)


def _stored(values: Iterable[object]) -> list[object]:
    return [json.dumps(list(value)) if isinstance(value, list | tuple | set | frozenset) else value for value in values]


def _row(names: Names, s: Statement, article: int, numbers: dict[str, int]) -> tuple[object, ...]:
    who, reason, stance = s.speaker, s.speaker.reason, s.stance
    found = (names.speaker(who, article), names.number("reasons", reason and reason.value), who.confidence, who.role)
    return (*found, names.number("stances", stance and stance.value), packed_evidence(s), numbers[s.parent] if s.parent else None, numbers[s.id])
