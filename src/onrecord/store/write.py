"""Readings to rows. The caller holds the transaction; what comes in has been checked.

A batch is written in order of publication: statement numbers follow the date, and the full-text index is fastest when
numbers only grow.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.records import Article, Reading, Span, Speaker, Statement
from onrecord.store import called, common, sayings
from onrecord.store.answers import Added
from onrecord.store.checks import printable
from onrecord.store.context import around
from onrecord.store.evidence import packed_evidence
from onrecord.store.indexed import Facets, facets, keys, words
from onrecord.store.names import Names
from onrecord.store.numbers import DAY_BITS, day_of
from onrecord.store.packed import packed
from onrecord.store.settle import WORDS, settle
from onrecord.store.tallies import KEYS, tally
from onrecord.store.versions import order

_COLUMNS = (
    *("maker", "run", "first", "last", "published", "modified", "outlet", "agency", "language", "title", "byline", "section", "dateline"),
    *("credits", "photo_credit", "original_url", "payload_digest", "place", "related", "mended", "chain", "origins", "paragraphs"),
)
_ARTICLE = f"""
    INSERT INTO articles (id, sha256, url, text, {", ".join(_COLUMNS)})
    VALUES ({", ".join("?" * (4 + len(_COLUMNS)))})
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)}
    RETURNING number
"""
_STATEMENT = f"""
    INSERT INTO statements (number, id, article, maker, speaker, reason, speaker_confidence, manner, stance, content_start, content_end,
      context_start, context_end, cue_start, cue_end, source_start, source_end, addressee_start, addressee_end, occasion_start, occasion_end,
      confidence, via, said_on, role, negated, distance, evidence, parent)
    VALUES ({", ".join("?" * 29)})
"""
_DAY = KEYS.index("day")
_CONTINUATION = 'INSERT INTO continuations (statement, place, "start", "end") VALUES (?, ?, ?, ?)'
ROLE_TIME = "INSERT INTO role_times (statement, held, dates) VALUES (?, ?, ?)"
_INDEX = f"INSERT INTO search (rowid, {WORDS}) VALUES ({', '.join('?' * 7)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A reading and the name of what made it; `id` is its article's, which takes a while to work out."""

    reading: Reading
    made_by: str
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.reading.article.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """An article that is on record."""

    number: int
    made_by: str
    numbers: tuple[int, int] | None


def maker_of(reading: Reading, made_by: str | None) -> str:
    """Return what made the reading: the name given, or else that which its statements bear."""
    return made_by if made_by is not None else " + ".join(sorted({statement.made_by for statement in reading.statements}))


def role_time(statement: int, speaker: Speaker) -> tuple[int, str | None, str | None] | None:
    """Return the row that says when the speaker of a statement held the role; None where the article does not say."""
    held, dates = speaker.role_held, speaker.role_dates
    return None if held is None and dates is None else (statement, held and held.value, dates)


def write(db: sqlite3.Connection, batch: Sequence[Made], run: int | None) -> Added:
    """Write those of the readings, all of different articles, that are new or were made by another maker.

    What stood in the place of a reading leaves the index first, for its numbers may be given again.
    """
    there = {made.id: _there(db, made.id) for made in batch}
    changed = [made for made in batch if _maker(there[made.id]) != made.made_by]
    replaced = [old for made in changed if (old := there[made.id]) is not None]
    _replace(db, replaced, changed, run)
    return Added(
        new=len(changed) - len(replaced),
        replaced=len(replaced),
        unchanged=len(batch) - len(changed),
        statements=sum(len(made.reading.statements) for made in changed),
    )


def rewrite(db: sqlite3.Connection, made: Made, run: int | None) -> None:
    """Write the reading in the place of what stands of its article, whoever made that."""
    there = _there(db, made.id)
    _replace(db, [] if there is None else [there], [made], run)


def _replace(db: sqlite3.Connection, old: Sequence[_There], new: Sequence[Made], run: int | None) -> None:
    _remove_statements(db, old)
    db.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(article.number,) for article in old])
    with _uncollected():
        _Batch(db, run).insert(new)
    order(db, {url for made in new if (url := made.reading.article.url)})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for inside: no row refers to another, and to look a bulk of them through again and again takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _there(db: sqlite3.Connection, article_id: str) -> _There | None:
    sql = "SELECT a.number, m.name, a.first, a.last FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ?"
    found = db.execute(sql, (article_id,)).fetchone()
    return found and _There(number=found[0], made_by=found[1], numbers=found[2:] if found[2] is not None else None)


def _maker(there: _There | None) -> str | None:
    return there.made_by if there is not None else None


def _remove_statements(db: sqlite3.Connection, articles: Sequence[_There]) -> None:
    speakers: set[int] = set()
    for numbers in sorted(article.numbers for article in articles if article.numbers):
        within = "FROM statements WHERE number BETWEEN ? AND ?"
        speakers.update(row[0] for row in db.execute(f"SELECT speaker {within} AND speaker IS NOT NULL", numbers))
        db.execute(f"DELETE {within}", numbers)
    settle(db)
    unused = "number IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = speakers.number)"
    db.execute(f"DELETE FROM speakers WHERE {unused}", (json.dumps(sorted(speakers)),))


class _Batch:
    """The rows of one transaction, gathered, then written table by table: a few rows at a time take a fifth longer."""

    def __init__(self, db: sqlite3.Connection, run: int | None) -> None:
        self._db = db
        self._run = run
        self._names = Names(db)
        self._statements: list[tuple[object, ...]] = []
        self._continuations: list[tuple[int, int, int, int]] = []
        self._role_times: list[tuple[int, str | None, str | None]] = []
        self._words: list[tuple[int | str | None, ...]] = []
        self._keys: list[tuple[int | str, ...]] = []
        self._called: list[tuple[str, str, int]] = []

    def insert(self, batch: Sequence[Made]) -> None:
        """Insert the readings and index them: articles in the order given, statements in that of publication."""
        days = {made.id: day_of(made.reading.article.published) for made in batch}
        dated = sorted(batch, key=lambda made: days[made.id])
        numbers = {made.id: self._names.free(days[made.id], len(made.reading.statements)) for made in dated}
        articles = {made.id: self._article(made, numbers[made.id]) for made in batch}
        self._names.meet((statement.speaker, articles[made.id]) for made in dated for statement in made.reading.statements)
        for made in dated:
            self._gather(made.reading, articles[made.id], numbers[made.id].start)
        self._db.executemany(_STATEMENT, self._statements)
        self._db.executemany(_CONTINUATION, self._continuations)
        self._db.executemany(ROLE_TIME, self._role_times)
        self._db.executemany(_INDEX, self._words)
        common.forget(self._db, tally(self._db, self._keys, sign=1))
        called.call(self._db, self._called, sign=1)
        sayings.forget(self._db, ((name, int(row[_DAY])) for (name, _, _), row in zip(self._called, self._keys, strict=True)))

    def _article(self, made: Made, numbers: range) -> int:
        a, name = made.reading.article, self._names.number
        made_of = (name("makers", made.made_by), self._run, *((numbers[0], numbers[-1]) if numbers else (None, None)))
        told = (a.published, a.modified, name("outlets", a.outlet), name("agencies", a.agency), a.language, a.title, a.byline)
        more = (a.section, a.dateline, a.credits, a.photo_credit, a.original_url, a.payload_digest, printable(a.where))
        row = (made.id, a.sha256, a.url, packed(a.text), *made_of, *told, *more, *_lists(a))
        return int(self._db.execute(_ARTICLE, row).fetchone()[0])

    def _gather(self, reading: Reading, article: int, first: int) -> None:
        a, names, day = reading.article, self._names, first >> DAY_BITS
        printed = names.number("outlets", a.outlet), names.number("agencies", a.agency)
        numbers = {statement.id: number for number, statement in enumerate(reading.statements, first)}
        for number, s in enumerate(reading.statements, first):
            context, shared = around(a, s.content), facets(s, article, printed, names)
            self._statements.append((number, *self._row(s, article, shared, context), numbers[s.parent] if s.parent else None))
            if len(s.content) > 1:
                self._continuations += [(number, place, span.start, span.end) for place, span in enumerate(s.content) if place]
            self._role_times += [time] if (time := role_time(number, s.speaker)) else []
            self._words.append((number, *words(s, a, context, shared, names.known_as(s.speaker, shared.speaker))))
            self._keys.append(keys(s, a, shared, day))
            self._called.append(called.row_of(s, a))

    def _row(self, s: Statement, article: int, shared: Facets, context: Span) -> tuple[object, ...]:
        numbers, speaker = self._names.numbers, s.speaker
        return (
            bytes.fromhex(s.id), article, numbers["makers"][s.made_by], shared.speaker,
            numbers["reasons"][speaker.reason], speaker.confidence, shared.manner, shared.stance,
            *_edges(s.content[0], context, s.cue, s.source, s.addressee, s.occasion), s.confidence, numbers["chains"][s.via],
            s.said_on, speaker.role, int(s.negated), numbers["distances"][s.distance], packed_evidence(s),
        )  # fmt: skip


def _lists(article: Article) -> tuple[str, ...]:
    links = [[link.title, link.url] for link in article.related]
    origins = [[origin.field, origin.source] for origin in article.origins]
    edges = [0, *(edge for span in article.paragraphs for edge in (span.start, span.end))]
    steps = [end - start for start, end in pairwise(edges)]
    lists = (links, article.mended, article.chain, origins, steps)
    return tuple(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in lists)


def _edges(*spans: Span | None) -> list[int | None]:
    edges: list[int | None] = []
    for span in spans:
        edges += (None, None) if span is None else (span.start, span.end)
    return edges
