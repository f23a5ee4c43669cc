"""Readings to rows. The caller holds the transaction; what comes in has been checked.

A batch is written in order of publication: statement numbers follow the date, and the full-text index is fastest when
numbers only grow.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Article, Reading, Rejected, Span, Statement
from onrecord.store.answers import Added
from onrecord.store.checks import printable
from onrecord.store.names import Names
from onrecord.store.numbers import day_of
from onrecord.store.tallies import tally

_ARTICLE = f"""
    INSERT INTO articles (id, sha256, maker, run, first, last, published, outlet, agency, language, title, byline, photo_credit, url,
      original_url, place, related, mended, paragraphs, text)
    VALUES ({", ".join("?" * 20)})
    ON CONFLICT (id) DO UPDATE SET maker = excluded.maker, run = excluded.run, first = excluded.first, last = excluded.last,
      published = excluded.published, outlet = excluded.outlet, agency = excluded.agency, language = excluded.language,
      title = excluded.title, byline = excluded.byline, photo_credit = excluded.photo_credit, original_url = excluded.original_url,
      place = excluded.place, related = excluded.related, mended = excluded.mended, paragraphs = excluded.paragraphs
    RETURNING number
"""
_STATEMENT = f"""
    INSERT INTO statements (number, id, article, maker, speaker, reason, speaker_confidence, manner, stance, content_start, content_end,
      cue_start, cue_end, source_start, source_end, addressee_start, addressee_end, occasion_start, occasion_end, confidence, parent, via,
      said_on, role)
    VALUES ({", ".join("?" * 24)})
"""
_CONTINUATION = 'INSERT INTO continuations (statement, place, "start", "end") VALUES (?, ?, ?, ?)'
_WORDS = "SELECT {mark} number, content, speaker, title, filters FROM statement_words WHERE number BETWEEN ? AND ?"
_INDEX = f"INSERT INTO search (rowid, content, speaker, title, filters) {_WORDS.format(mark='')}"
_FORGET = f"INSERT INTO search (search, rowid, content, speaker, title, filters) {_WORDS.format(mark=repr('delete') + ',')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A reading and the name of what made it."""

    reading: Reading
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """An article that is on record."""

    number: int
    made_by: str
    numbers: tuple[int, int] | None


def maker_of(reading: Reading, made_by: str | None) -> str:
    """Return what made the reading: the name given, or else that which its statements bear."""
    return made_by if made_by is not None else " + ".join(sorted({statement.made_by for statement in reading.statements}))


def write(db: sqlite3.Connection, batch: Sequence[Made], run: int | None) -> Added:
    """Write those of the readings, all of different articles, that are new or were made by another maker."""
    there = {made.reading.article.id: _there(db, made.reading.article.id) for made in batch}
    changed = [made for made in batch if _maker(there[made.reading.article.id]) != made.made_by]
    replaced = [old for made in changed if (old := there[made.reading.article.id]) is not None]
    _remove_statements(db, replaced)
    changed.sort(key=lambda made: day_of(made.reading.article.published))
    _Batch(db, run).insert(changed)
    return Added(
        new=len(changed) - len(replaced),
        replaced=len(replaced),
        unchanged=len(batch) - len(changed),
        statements=sum(len(made.reading.statements) for made in changed),
    )


def reject(db: sqlite3.Connection, rejected: Rejected, run: int | None) -> bool:
    """Keep what could not be read, once; say whether it is new."""
    row = (printable(rejected.where), printable(rejected.reason), run)
    return db.execute("INSERT OR IGNORE INTO rejected (place, reason, run) VALUES (?, ?, ?)", row).rowcount == 1


def begin_run(db: sqlite3.Connection, what: str, made_by: str, started: str) -> int:
    """Note a run of the reader and return its number."""
    row = (what, Names(db).number("makers", made_by), started)
    return int(db.execute("INSERT INTO runs (what, maker, started) VALUES (?, ?, ?) RETURNING number", row).fetchone()[0])


def _there(db: sqlite3.Connection, article_id: str) -> _There | None:
    sql = "SELECT a.number, m.name, a.first, a.last FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ?"
    found = db.execute(sql, (article_id,)).fetchone()
    return found and _There(number=found[0], made_by=found[1], numbers=found[2:] if found[2] is not None else None)


def _maker(there: _There | None) -> str | None:
    return there.made_by if there is not None else None


def _remove_statements(db: sqlite3.Connection, articles: Sequence[_There]) -> None:
    if not articles:
        return
    tally(db, json.dumps([article.number for article in articles]), sign=-1)
    speakers: set[int] = set()
    for numbers in sorted(article.numbers for article in articles if article.numbers):
        db.execute(_FORGET, numbers)
        within = "FROM statements WHERE number BETWEEN ? AND ?"
        speakers.update(row[0] for row in db.execute(f"SELECT speaker {within} AND speaker IS NOT NULL", numbers))
        db.execute(f"DELETE {within}", numbers)
    unused = "number IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = speakers.number)"
    db.execute(f"DELETE FROM speakers WHERE {unused}", (json.dumps(sorted(speakers)),))


class _Batch:
    """The rows of one transaction, gathered, then written table by table."""

    def __init__(self, db: sqlite3.Connection, run: int | None) -> None:
        self._db = db
        self._run = run
        self._names = Names(db)
        self._statements: list[tuple[object, ...]] = []
        self._continuations: list[tuple[int, int, int, int]] = []

    def insert(self, batch: Sequence[Made]) -> None:
        """Insert the readings, which stand in order of publication, and index them."""
        ranges, articles = [], []
        for made in batch:
            count = len(made.reading.statements)
            first = self._names.free(day_of(made.reading.article.published), count)
            numbers = (first, first + count - 1) if count else (None, None)
            articles.append(self._article(made, numbers))
            self._gather(made.reading.statements, articles[-1], first)
            ranges += [numbers] if count else []
        self._db.executemany(_STATEMENT, self._statements)
        self._db.executemany(_CONTINUATION, self._continuations)
        for numbers in ranges:
            self._db.execute(_INDEX, numbers)
        tally(self._db, json.dumps(articles), sign=1)

    def _article(self, made: Made, numbers: tuple[int | None, int | None]) -> int:
        a, name = made.reading.article, self._names.number
        made_of = (a.id, a.sha256, name("makers", made.made_by), self._run, *numbers)
        told = (a.published, name("outlets", a.outlet), name("agencies", a.agency), a.language, a.title, a.byline, a.photo_credit)
        found = (a.url, a.original_url, printable(a.where))
        return int(self._db.execute(_ARTICLE, (*made_of, *told, *found, *_lists(a), a.text)).fetchone()[0])

    def _gather(self, statements: Sequence[Statement], article: int, first: int) -> None:
        numbers = {statement.id: number for number, statement in enumerate(statements, first)}
        self._statements += [self._row(statement, article, numbers) for statement in statements]
        for s in statements:
            self._continuations += [(numbers[s.id], place, span.start, span.end) for place, span in enumerate(s.content) if place]

    def _row(self, s: Statement, article: int, numbers: dict[str, int]) -> tuple[object, ...]:
        name = self._names.number
        return (
            numbers[s.id], bytes.fromhex(s.id), article, name("makers", s.made_by), self._names.speaker(s.speaker, article),
            name("reasons", s.speaker.reason and s.speaker.reason.value), s.speaker.confidence,
            name("manners", s.manner.value), name("stances", s.stance and s.stance.value),
            *_edges(s.content[0]), *_edges(s.cue), *_edges(s.source), *_edges(s.addressee), *_edges(s.occasion),
            s.confidence, numbers[s.parent] if s.parent else None, name("chains", s.via), s.said_on, s.speaker.role,
        )  # fmt: skip


def _lists(article: Article) -> tuple[str, ...]:
    links = [[link.title, link.url] for link in article.related]
    edges = [edge for span in article.paragraphs for edge in (span.start, span.end)]
    return tuple(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (links, article.mended, edges))


def _edges(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)
