"""Disputes on record: which statement denies which, kept and given back with both sides.

Reached as `record.disputes`. It keeps what was found; what a denial is is decided elsewhere.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.records import Article, Dispute, DisputeKind, Span, Statement
from onrecord.store import load, search
from onrecord.store.numbers import DAY_BITS
from onrecord.store.query import Query

if TYPE_CHECKING:
    from onrecord.store.record import Record

_INSERT = """
    INSERT OR REPLACE INTO disputes (denial, denied, kind, evidence_start, evidence_end, confidence)
    SELECT d.number, c.number, ?, ?, ?, ? FROM statements AS d, statements AS c WHERE d.id = ? AND c.id = ?
"""
_OF_ARTICLE = "SELECT number FROM statements WHERE article = (SELECT number FROM articles WHERE id = ?)"
_ROWS = "SELECT denial, denied, kind, evidence_start, evidence_end, confidence FROM disputes"
_DENIALS = (
    "SELECT denial FROM denial_words WHERE word IN (SELECT value FROM json_each(?)) AND denial BETWEEN ? AND ? GROUP BY denial HAVING count(*) >= ?"
)
_WITH_WORD = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"

Forms = tuple[tuple[str, ...], tuple[str, ...]]
"""The beginnings of words, and whole words, by which one stem is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One statement of a dispute with its article."""

    statement: Statement
    article: Article

    @property
    def when(self) -> tuple[bool, str, int]:
        """What orders sides in time: the day of the saying, or else of the printing, then the place in the article."""
        day = self.statement.said_on or (self.article.published or "")[:10]
        return (not day, day, self.statement.content[0].start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A dispute with both its sides."""

    dispute: Dispute
    by: Side
    of: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the one that was said first first."""
        first, second = sorted((self.of, self.by), key=lambda side: side.when)
        return first, second


class Disputes:
    """The disputes of one record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def of(self, statement: str) -> tuple[Disputed, ...]:
        """Return all disputes that the statement, whose id is or begins so, has on either side; QueryError if there is no such statement."""
        record = self._record
        with record._reading():
            number = load.number_of(record._db, "statements", statement)
            rows = record._db.execute(f"{_ROWS} WHERE denial = ?1 OR denied = ?1 ORDER BY denial, denied", (number,)).fetchall()
            return _disputed(record._db, rows)

    def find(
        self,
        *,
        about: str | None = None,
        speaker: str | None = None,
        kind: DisputeKind | None = None,
        newest_first: bool = False,
        limit: int = 20,
        offset: int = 0,
    ) -> tuple[Disputed, ...]:
        """Return the disputes of which a side holds the words, and a side is the speaker's, in order of time.

        Of a denial that copies of a wire story or older versions repeat, one is given. QueryError for words that cannot be asked.
        """
        record = self._record
        queries = [Query(words=about)] if about is not None else []
        queries += [Query(speaker=speaker)] if speaker is not None else []
        with record._reading():
            fitting = [json.dumps(search.everything(record._db, query)) for query in queries]
            sides = "(denial IN (SELECT value FROM json_each(?)) OR denied IN (SELECT value FROM json_each(?)))"
            parts = ["denial NOT IN (SELECT statement FROM hidden)", *([sides] * len(fitting)), *(["kind = ?"] if kind else [])]
            values = [value for numbers in fitting for value in (numbers, numbers)] + ([kind.value] if kind else [])
            order = "denial DESC, denied DESC" if newest_first else "denial, denied"
            sql = f"{_ROWS} WHERE {' AND '.join(parts)} ORDER BY {order} LIMIT ? OFFSET ?"
            return _disputed(record._db, record._db.execute(sql, (*values, limit, offset)).fetchall())

    def how_many(self) -> int:
        """Return how many disputes are on record."""
        with self._record._reading():
            return int(self._record._db.execute("SELECT count(*) FROM disputes").fetchone()[0])

    # For the step that finds disputes

    def put(self, article_id: str, found: Iterable[Dispute], subjects: Mapping[str, frozenset[str]]) -> None:
        """Keep these as all the disputes that statements of the article have, and what those that deny are about."""
        record = self._record
        with record._writing():
            own = [row[0] for row in record._db.execute(_OF_ARTICLE, (article_id,))]
            _forget(record._db, json.dumps(own))
            record._db.executemany(_INSERT, (_row(dispute) for dispute in found))
            words = ((word, bytes.fromhex(statement)) for statement, stems in subjects.items() for word in stems)
            record._db.executemany("INSERT INTO denial_words (word, denial) SELECT ?, number FROM statements WHERE id = ?", words)

    def claims(self, words: Sequence[Forms], *, near: int, days: int, least: int) -> list[tuple[Statement, Article]]:
        """Return the statements printed within days of that day whose content has at least so many of the words, in any of their forms."""
        edges = _numbers(near, days)
        hits: Counter[int] = Counter()
        with self._record._reading():
            db = self._record._db
            for forms in words:
                hits.update({row[0] for row in db.execute(_WITH_WORD, (_expression(forms), *edges))})
            return load.pairs(db, sorted(number for number, count in hits.items() if count >= least))

    def denials(self, words: Iterable[str], *, near: int, days: int, least: int) -> list[tuple[Statement, Article]]:
        """Return the denials printed within days of that day that are about at least so many of the words."""
        with self._record._reading():
            db = self._record._db
            rows = db.execute(_DENIALS, (json.dumps(sorted(words)), *_numbers(near, days), least)).fetchall()
            return load.pairs(db, sorted(row[0] for row in rows))


def _forget(db: sqlite3.Connection, numbers: str) -> None:
    for table, column in (("disputes", "denial"), ("disputes", "denied"), ("denial_words", "denial")):
        db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (numbers,))


def _row(dispute: Dispute) -> tuple[object, ...]:
    evidence = dispute.evidence
    return (dispute.kind.value, evidence.start, evidence.end, dispute.confidence, bytes.fromhex(dispute.by), bytes.fromhex(dispute.of))


def _numbers(near: int, days: int) -> tuple[int, int]:
    return max(1, near - days) << DAY_BITS, ((near + days + 1) << DAY_BITS) - 1


def _expression(forms: Forms) -> str:
    """Return the forms as an FTS5 expression; they are letters alone, so quotation marks are all that they need."""
    beginnings, wholes = forms
    terms = [f'"{form}" *' for form in beginnings] + [f'"{form}"' for form in wholes]
    return f"content : ({' OR '.join(terms)})"


def _disputed(db: sqlite3.Connection, rows: Sequence[tuple[int, int, str, int, int, float]]) -> tuple[Disputed, ...]:
    numbers = sorted({number for row in rows for number in row[:2]})
    sides = {number: Side(statement=s, article=a) for number, (s, a) in zip(numbers, load.pairs(db, numbers), strict=True)}
    return tuple(
        Disputed(
            dispute=Dispute(
                by=sides[by].statement.id,
                of=sides[of].statement.id,
                kind=DisputeKind(kind),
                evidence=Span(start=start, end=end),
                confidence=confidence,
            ),
            by=sides[by],
            of=sides[of],
        )
        for by, of, kind, start, end, confidence in rows
    )
