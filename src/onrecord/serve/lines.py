"""Statements as JSON Lines, in the documented form: one statement an object, a field that is not filled null.

The form is versioned; its JSON Schema ships beside this file as statement-1.json.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Final, TypedDict

from onrecord.records import Article, Reading, Rejected, Span, Speaker, Statement

SCHEMA_VERSION: Final = 1


class SpanLine(TypedDict):
    """A span with its exact words."""

    start: int
    end: int
    exact: str


class ArticleLine(TypedDict):
    """What a statement's line says of its article."""

    id: str
    title: str | None
    url: str | None
    original_url: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    published: str | None
    modified: str | None
    section: str | None
    dateline: str | None
    credits: str | None
    chain: list[str]
    origins: dict[str, str]
    payload_digest: str | None
    language: str | None
    sha256: str


class EvidenceLine(TypedDict):
    """The words that a field was read from, and how sure the reading is."""

    span: SpanLine | None
    confidence: float


class SpeakerLine(TypedDict):
    """Whom the source words mean."""

    name: str | None
    kind: str
    reason: str | None
    role: str | None
    role_held: str | None
    role_dates: str | None


class StatementLine(TypedDict):
    """One statement, as it is printed."""

    schema: int
    id: str
    article: ArticleLine
    content: list[SpanLine]
    cue: SpanLine | None
    source: SpanLine | None
    speaker: SpeakerLine
    manner: str
    stance: str | None
    negated: bool
    distance: str | None
    addressee: SpanLine | None
    occasion: SpanLine | None
    said_on: str | None
    via: str | None
    evidence: dict[str, EvidenceLine]
    confidence: float
    parent: str | None
    made_by: str


def schema() -> str:
    """Return the JSON Schema of a statement's line."""
    return (resources.files("onrecord.serve") / "statement-1.json").read_text(encoding="utf-8")


def reading_lines(reading: Reading) -> list[str]:
    """Return the lines of all statements of one reading."""
    return [json.dumps(statement_line(s, reading.article), ensure_ascii=False) for s in reading.statements]


def rejected_line(rejected: Rejected) -> str:
    """Return the line of something that could not be read."""
    return json.dumps({"rejected": {"where": rejected.where, "reason": rejected.reason}}, ensure_ascii=False)


def statement_line(statement: Statement, article: Article) -> StatementLine:
    """Return one statement in the documented form."""
    text = article.text
    return StatementLine(
        schema=SCHEMA_VERSION,
        id=statement.id,
        article=article_line(article),
        content=[_span(text, s) for s in statement.content],
        cue=_maybe(text, statement.cue),
        source=_maybe(text, statement.source),
        speaker=speaker_line(statement.speaker),
        manner=statement.manner.value,
        stance=statement.stance.value if statement.stance else None,
        negated=statement.negated,
        distance=statement.distance.value if statement.distance else None,
        addressee=_maybe(text, statement.addressee),
        occasion=_maybe(text, statement.occasion),
        said_on=statement.said_on,
        via=statement.via,
        evidence={e.field: EvidenceLine(span=_maybe(text, e.span), confidence=e.confidence) for e in statement.evidence},
        confidence=statement.confidence,
        parent=statement.parent,
        made_by=statement.made_by,
    )


def speaker_line(speaker: Speaker) -> SpeakerLine:
    """Return a speaker, without how sure it is."""
    return SpeakerLine(
        name=speaker.name,
        kind=speaker.kind.value,
        reason=speaker.reason.value if speaker.reason else None,
        role=speaker.role,
        role_held=speaker.role_held.value if speaker.role_held else None,
        role_dates=speaker.role_dates,
    )


def article_line(article: Article) -> ArticleLine:
    """Return what identifies an article."""
    return ArticleLine(
        id=article.id,
        title=article.title,
        url=article.url,
        original_url=article.original_url,
        outlet=article.outlet,
        agency=article.agency,
        byline=article.byline,
        published=article.published,
        modified=article.modified,
        section=article.section,
        dateline=article.dateline,
        credits=article.credits,
        chain=list(article.chain),
        origins={origin.field: origin.source for origin in article.origins},
        payload_digest=article.payload_digest,
        language=article.language,
        sha256=article.sha256,
    )


def _span(text: str, span: Span) -> SpanLine:
    return SpanLine(start=span.start, end=span.end, exact=span.of(text))


def _maybe(text: str, span: Span | None) -> SpanLine | None:
    return None if span is None else _span(text, span)
