"""Disputes on record: which statement denies which, kept and given back with both sides.

Reached as `record.disputes`. It keeps what was found; what a denial is is decided elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Article, Dispute, DisputeKind, Span, Statement
from onrecord.store.query import Query
from onrecord.store.tables import Forms, Open, Row, Tables

_INSERT = """
    INSERT INTO disputes (denial, denied, kind, evidence_start, evidence_end, confidence)
    SELECT d.number, c.number, ?, ?, ?, ? FROM statements AS d, statements AS c WHERE d.id = ? AND c.id = ?
    ON CONFLICT (denial, denied) DO UPDATE SET kind = excluded.kind, evidence_start = excluded.evidence_start, evidence_end = excluded.evidence_end,
      confidence = excluded.confidence
"""
_ROWS = "SELECT denial, denied, kind, evidence_start, evidence_end, confidence FROM disputes"
_SHOWN = "NOT EXISTS (SELECT 1 FROM hidden WHERE statement = denial)"
_DENIALS = "SELECT denial FROM denial_words WHERE word IN ? AND denial BETWEEN ? AND ? GROUP BY denial HAVING count(*) >= ?"


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

    def __init__(self, record: Open) -> None:
        self._record = record

    def of(self, statement: str) -> tuple[Disputed, ...]:
        """Return all disputes that the statement, whose id is or begins so, has on either side; QueryError if there is no such statement."""
        record = self._record
        with record._reading():
            number = record._tables.number_of("statements", statement)
            return _disputed(record._tables, record._tables.rows(f"{_ROWS} WHERE denial = ? OR denied = ? ORDER BY denial, denied", number, number))

    def of_article(self, article_id: str) -> tuple[Disputed, ...]:
        """Return all disputes that statements of the article have, on either side."""
        tables = self._record._tables
        with self._record._reading():
            own = tables.numbers_of([article_id])
            return _disputed(tables, tables.rows(f"{_ROWS} WHERE denial IN ? OR denied IN ? ORDER BY denial, denied", own, own))

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
            fitting = [record._tables.fitting(query) for query in queries]
            parts = [_SHOWN, *(["(denial IN ? OR denied IN ?)"] * len(fitting)), *(["kind = ?"] if kind else [])]
            values: list[object] = [value for numbers in fitting for value in (numbers, numbers)] + ([kind.value] if kind else [])
            order = "denial DESC, denied DESC" if newest_first else "denial, denied"
            sql = f"{_ROWS} WHERE {' AND '.join(parts)} ORDER BY {order} LIMIT ? OFFSET ?"
            return _disputed(record._tables, record._tables.rows(sql, *values, limit, offset))

    def how_many(self) -> int:
        """Return how many disputes are on record."""
        with self._record._reading():
            ((many,),) = self._record._tables.rows("SELECT count(*) FROM disputes")
        return int(many)

    # For the step that finds disputes

    def put(self, article_id: str, found: Iterable[Dispute], subjects: Mapping[str, frozenset[str]]) -> None:
        """Keep these as all the disputes that statements of the article have, and what those that deny are about."""
        tables = self._record._tables
        with self._record._writing():
            own = tables.numbers_of([article_id])
            for table, column in (("disputes", "denial"), ("disputes", "denied"), ("denial_words", "denial")):
                tables.do(f"DELETE FROM {table} WHERE {column} IN ?", own)
            tables.many(_INSERT, [(*_row(dispute), tables.stored(dispute.by), tables.stored(dispute.of)) for dispute in found])
            words = [(word, tables.stored(statement)) for statement, stems in subjects.items() for word in stems]
            tables.many("INSERT INTO denial_words (word, denial) SELECT ?, number FROM statements WHERE id = ?", words)

    def claims(self, words: Sequence[Forms], *, near: int, days: int, least: int) -> list[tuple[Statement, Article]]:
        """Return the statements printed within days of that day whose content has at least so many of the words, in any of their forms."""
        tables, hits = self._record._tables, Counter[int]()
        within = tables.numbers_within(near - days, near + days)
        with self._record._reading():
            for forms in words:
                hits.update(tables.saying(forms, within))
            return tables.pairs(sorted(number for number, count in hits.items() if count >= least))

    def denials(self, words: Iterable[str], *, near: int, days: int, least: int) -> list[tuple[Statement, Article]]:
        """Return the denials printed within days of that day that are about at least so many of the words."""
        tables = self._record._tables
        with self._record._reading():
            rows = tables.rows(_DENIALS, sorted(words), *tables.numbers_within(near - days, near + days), least)
            return tables.pairs(sorted(row[0] for row in rows))


def _row(dispute: Dispute) -> tuple[object, ...]:
    return (dispute.kind.value, dispute.evidence.start, dispute.evidence.end, dispute.confidence)


def _disputed(tables: Tables, rows: Sequence[Row]) -> tuple[Disputed, ...]:
    numbers = sorted({number for row in rows for number in row[:2]})
    sides = {number: Side(statement=s, article=a) for number, (s, a) in zip(numbers, tables.pairs(numbers), strict=True)}
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
