"""Rows to records. Every article is checked against its hash and every span against the text on the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.errors import QueryError, RecordError
from onrecord.records import Article, Distance, Link, Manner, Origin, Reading, RoleHeld, Span, Speaker, SpeakerKind, Stance, Statement, Unknown
from onrecord.store.checks import spans_of
from onrecord.store.evidence import with_evidence
from onrecord.store.postgres.connection import Row, Server

PAGE = 500
_PREFIX = re.compile(r"[0-9a-f]{1,16}")

_ARTICLE = """
    SELECT a.number, a.id, a.text, a.paragraphs, a.related, a.origins, a.chain, a.mended, a.title, a.byline, g.name, o.name, a.published,
      a.modified, a.section, a.dateline, a.credits, a.photo_credit, a.payload_digest, a.url, a.original_url, a.language, a.place
    FROM articles AS a LEFT JOIN outlets AS o ON o.number = a.outlet LEFT JOIN agencies AS g ON g.number = a.agency
"""
_FIELDS = (
    *("title", "byline", "agency", "outlet", "published", "modified", "section", "dateline", "credits", "photo_credit", "payload_digest"),
    *("url", "original_url", "language", "where"),
)
_STATEMENT = """
    SELECT s.number, s.article, s.id, a.id, s.content, s.cue, s.source, s.addressee, s.occasion, p.name, p.kind, s.reason, s.role,
      s.speaker_confidence, s.manner, s.stance, s.said_on, s.via, s.confidence, u.id, m.name,
      s.negated, s.distance, s.evidence, s.role_held, s.role_dates
    FROM statements AS s
    JOIN articles AS a ON a.number = s.article
    JOIN makers AS m ON m.number = s.maker
    LEFT JOIN speakers AS p ON p.number = s.speaker
    LEFT JOIN statements AS u ON u.number = s.parent
"""


def pairs(server: Server, numbers: Sequence[int]) -> list[tuple[Statement, Article]]:
    """Return the numbered statements, in the order asked, each with its article; one that is not there is left out."""
    rows = server.rows(f"{_STATEMENT} WHERE s.number = ANY(%s)", list(numbers))
    articles = dict(_articles(server, {row[1] for row in rows}))
    found = {row[0]: (_statement(row, articles[row[1]]), articles[row[1]]) for row in rows}
    return [found[number] for number in numbers if number in found]


def readings(server: Server, numbers: Sequence[int]) -> Iterator[Reading]:
    """Yield the articles of those numbers, in the order asked, with all their statements, as they were added."""
    articles = dict(_articles(server, numbers))
    said: dict[int, list[Statement]] = {number: [] for number in articles}
    for row in server.rows(f"{_STATEMENT} WHERE s.article = ANY(%s) ORDER BY s.number", list(numbers)):
        said[row[1]].append(_statement(row, articles[row[1]]))
    for number in numbers:
        if number in articles:
            yield Reading(article=articles[number], statements=tuple(said[number]))


def number_of(server: Server, table: str, prefix: str) -> int:
    """Return the number of the one row of `statements` or `articles` whose id begins so; QueryError if there is no such one."""
    what, begins = table.removesuffix("s"), prefix.lower()
    if not _PREFIX.fullmatch(begins):
        raise QueryError(f"{prefix!r}: no {what} has such an id; up to sixteen hexadecimal digits were expected. Copy the id from a search.")
    edges = (begins.ljust(16, "0"), begins.ljust(16, "f"))
    found = server.rows(f"SELECT number, id FROM {table} WHERE id BETWEEN %s AND %s ORDER BY id LIMIT 4", *edges)
    if not found:
        raise QueryError(f"{prefix!r}: no {what} on record has an id that begins so; an id on record was expected. Copy it from a search.")
    if len(found) > 1:
        some = ", ".join(row[1] for row in found[:3]) + (", …" if len(found) > 3 else "")
        raise QueryError(f"{prefix!r}: several {table} have an id that begins so ({some}); one was expected. Give more digits.")
    return int(found[0][0])


def page_after(server: Server, table: str, last: int) -> list[int]:
    """Return the next numbers of `statements` or `articles`, in order."""
    return [row[0] for row in server.rows(f"SELECT number FROM {table} WHERE number > %s ORDER BY number LIMIT {PAGE}", last)]


def _articles(server: Server, numbers: Iterable[int]) -> Iterator[tuple[int, Article]]:
    for row in server.rows(f"{_ARTICLE} WHERE a.number = ANY(%s)", list(numbers)):
        yield row[0], _article(row)


def _article(row: Row) -> Article:
    _, article_id, text, paragraphs, related, origins, chain, mended, *told = row
    article = Article(
        text=text,
        paragraphs=_spans(paragraphs),
        related=tuple(Link(title=title, url=url) for title, url in _pairs(related)),
        origins=tuple(Origin(field=field, source=source) for field, source in _pairs(origins)),
        chain=tuple(chain),
        mended=tuple(mended),
        **dict(zip(_FIELDS, told, strict=True)),
    )
    if article.id != article_id:
        raise RecordError(
            f"article {article_id}: its text was changed since it was stored; text of that hash was expected. Restore a copy of the record."
        )
    return article


def _statement(row: Row, article: Article) -> Statement:
    statement_id, article_id, content = row[2:5]
    cue, source, addressee, occasion = (_spans(edges)[0] if edges else None for edges in row[5:9])
    name, kind, reason, role, sure, manner, stance, said_on, via, confidence, parent, made_by, negated, distance, evidence, held, dates = row[9:]
    speaker = Speaker(
        name=name, kind=SpeakerKind(kind or "unknown"), reason=Unknown(reason) if reason else None, role=role, confidence=sure,
        role_held=RoleHeld(held) if held else None, role_dates=dates,
    )  # fmt: skip
    statement = Statement(
        id=statement_id, article_id=article_id, content=_spans(content), cue=cue, source=source, addressee=addressee, occasion=occasion,
        speaker=speaker, manner=Manner(manner), stance=Stance(stance) if stance else None,
        said_on=said_on, via=via, confidence=confidence, parent=parent, made_by=made_by,
        negated=negated, distance=Distance(distance) if distance else None,
    )  # fmt: skip
    statement = with_evidence(statement, evidence)
    if any(span.end > len(article.text) for span in spans_of(statement)):
        raise RecordError(f"statement {statement.id}: a span lies outside its article's text; spans within it were expected. Run `onrecord doctor`.")
    return statement


def _spans(edges: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=True))


def _pairs(flat: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(flat[::2], flat[1::2], strict=True)
