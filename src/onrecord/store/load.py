"""Rows to records. Every article is checked against its hash and every span against the text on the way out."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from onrecord.errors import QueryError, RecordError
from onrecord.records import Article, Distance, Link, Manner, Origin, Reading, RoleHeld, Span, Speaker, SpeakerKind, Stance, Statement, Unknown
from onrecord.store.checks import spans_of
from onrecord.store.evidence import with_evidence
from onrecord.store.packed import unpacked
from onrecord.store.tables import digits

PAGE = 500
_PREFIX = re.compile(r"[0-9a-f]{1,16}")

_ARTICLE = """
    SELECT a.number, a.id, a.text, a.paragraphs, a.title, a.byline, g.name, o.name, a.published, a.modified, a.section, a.dateline,
      a.credits, a.photo_credit, a.payload_digest, a.url, a.original_url, a.language, a.place, a.related, a.mended, a.chain, a.origins
    FROM articles AS a LEFT JOIN outlets AS o ON o.number = a.outlet LEFT JOIN agencies AS g ON g.number = a.agency
"""
_STATEMENT = """
    SELECT s.number, s.article, s.id, a.id, s.content_start, s.content_end, s.cue_start, s.cue_end, s.source_start, s.source_end,
      s.addressee_start, s.addressee_end, s.occasion_start, s.occasion_end, p.name, d.name, r.name, s.role, s.speaker_confidence, m.name,
      t.name, s.said_on, c.name, s.confidence, u.id, k.name, s.negated, e.name, s.evidence, h.held, h.dates
    FROM statements AS s
    JOIN articles AS a ON a.number = s.article
    JOIN manners AS m ON m.number = s.manner
    JOIN makers AS k ON k.number = s.maker
    LEFT JOIN speakers AS p ON p.number = s.speaker
    LEFT JOIN kinds AS d ON d.number = p.kind
    LEFT JOIN reasons AS r ON r.number = s.reason
    LEFT JOIN stances AS t ON t.number = s.stance
    LEFT JOIN chains AS c ON c.number = s.via
    LEFT JOIN distances AS e ON e.number = s.distance
    LEFT JOIN statements AS u ON u.number = s.parent
    LEFT JOIN role_times AS h ON h.statement = s.number
"""
_IN = "IN (SELECT value FROM json_each(?))"


def pairs(db: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[Statement, Article]]:
    """Return the numbered statements, in the order asked, each with its article; one that is not there is left out."""
    asked = json.dumps(numbers)
    rows = db.execute(f"{_STATEMENT} WHERE s.number {_IN}", (asked,)).fetchall()
    articles = dict(_articles(db, {row[1] for row in rows}))
    more = _continuations(db, _IN, (asked,))
    found = {row[0]: (_statement(row, more, articles[row[1]]), articles[row[1]]) for row in rows}
    return [found[number] for number in numbers if number in found]


def reading(db: sqlite3.Connection, number: int) -> Reading:
    """Return the article of that number with all its statements, as they were added."""
    ((_, article),) = _articles(db, [number])
    numbers = db.execute("SELECT first, last FROM articles WHERE number = ?", (number,)).fetchone()
    rows = db.execute(f"{_STATEMENT} WHERE s.number BETWEEN ? AND ? ORDER BY s.number", numbers).fetchall()
    more = _continuations(db, "BETWEEN ? AND ?", numbers)
    return Reading(article=article, statements=tuple(_statement(row, more, article) for row in rows))


def number_of(db: sqlite3.Connection, table: str, prefix: str) -> int:
    """Return the number of the one row of `statements` or `articles` whose id begins so; QueryError if there is no such one."""
    what, begins = table.removesuffix("s"), prefix.lower()
    if not _PREFIX.fullmatch(begins):
        raise QueryError(f"{prefix!r}: no {what} has such an id; up to sixteen hexadecimal digits were expected. Copy the id from a search.")
    edges = [begins.ljust(16, "0"), begins.ljust(16, "f")]
    values = [bytes.fromhex(edge) for edge in edges] if table == "statements" else edges
    found = db.execute(f"SELECT number, id FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 4", values).fetchall()
    if not found:
        raise QueryError(f"{prefix!r}: no {what} on record has an id that begins so; an id on record was expected. Copy it from a search.")
    if len(found) > 1:
        some = ", ".join(digits(row[1]) for row in found[:3]) + (", …" if len(found) > 3 else "")
        raise QueryError(f"{prefix!r}: several {table} have an id that begins so ({some}); one was expected. Give more digits.")
    return int(found[0][0])


def paged(db: sqlite3.Connection, table: str) -> Iterator[list[int]]:
    """Yield all numbers of `statements` or `articles` in order, a page at a time, holding no lock between pages."""
    last = 0
    while page := [row[0] for row in db.execute(f"SELECT number FROM {table} WHERE number > ? ORDER BY number LIMIT {PAGE}", (last,))]:
        yield page
        last = page[-1]


def _articles(db: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[int, Article]]:
    for row in db.execute(f"{_ARTICLE} WHERE a.number {_IN}", (json.dumps(list(numbers)),)).fetchall():
        yield row[0], _article(row)


def _article(row: tuple[Any, ...]) -> Article:
    (_, article_id, stored, paragraphs, title, byline, agency, outlet, published, modified, section, dateline,
     credits, photo_credit, payload_digest, url, original_url, language, where, *lists) = row  # fmt: skip
    edges, (related, mended, chain, origins) = list(accumulate(json.loads(paragraphs))), (json.loads(part) for part in lists)
    article = Article(
        text=unpacked(stored), paragraphs=tuple(Span(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=True)),
        title=title, byline=byline, agency=agency, outlet=outlet, published=published, modified=modified, section=section,
        dateline=dateline, credits=credits, chain=tuple(chain), payload_digest=payload_digest, photo_credit=photo_credit,
        origins=tuple(Origin(field=field, source=source) for field, source in origins),
        related=tuple(Link(title=name, url=address) for name, address in related),
        url=url, original_url=original_url, language=language, where=where, mended=tuple(mended),
    )  # fmt: skip
    if article.id != article_id:
        raise RecordError(
            f"article {article_id}: its text was changed since it was stored; text of that hash was expected. Restore a copy of the record."
        )
    return article


def _continuations(db: sqlite3.Connection, which: str, values: Sequence[object]) -> dict[int, list[Span]]:
    more: dict[int, list[Span]] = {}
    for number, start, end in db.execute(f'SELECT statement, "start", "end" FROM continuations WHERE statement {which} ORDER BY 1, place', values):
        more.setdefault(number, []).append(Span(start=start, end=end))
    return more


def _statement(row: tuple[Any, ...], more: dict[int, list[Span]], article: Article) -> Statement:
    number, _, statement_id, article_id = row[:4]
    content, cue, source, addressee, occasion = (_span(row[place : place + 2]) for place in range(4, 14, 2))
    name, kind, reason, role, sure, manner, stance, said_on, via, confidence, parent, made_by, negated, distance, evidence, held, dates = row[14:]
    speaker = Speaker(
        name=name, kind=SpeakerKind(kind or "unknown"), reason=Unknown(reason) if reason else None, role=role, confidence=sure,
        role_held=RoleHeld(held) if held else None, role_dates=dates,
    )  # fmt: skip
    statement = Statement(
        id=digits(statement_id), article_id=article_id, content=tuple(span for span in (content, *more.get(number, ())) if span),
        cue=cue, source=source, addressee=addressee, occasion=occasion,
        speaker=speaker, manner=Manner(manner), stance=Stance(stance) if stance else None,
        said_on=said_on, via=via, confidence=confidence, parent=digits(parent) if parent else None, made_by=made_by,
        negated=bool(negated), distance=Distance(distance) if distance else None,
    )  # fmt: skip
    statement = with_evidence(statement, evidence)
    if any(span.end > len(article.text) for span in spans_of(statement)):
        raise RecordError(f"statement {statement.id}: a span lies outside its article's text; spans within it were expected. Run `onrecord doctor`.")
    return statement


def _span(edges: tuple[int | None, ...]) -> Span | None:
    start, end = edges
    return None if start is None or end is None else Span(start=start, end=end)
