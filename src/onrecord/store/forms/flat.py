"""One statement as one flat row: what a spreadsheet, a data frame or a column store takes in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Final

from onrecord.records import Article, Evidence, Span, Statement
from onrecord.store.answers import Hit
from onrecord.store.numbers import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The columns, in their order. `spans` are those of the content: `12-40;55-60`, half-open, in characters of the text.

    `published_on` is the day of publication where it was published.
    `evidence` is what each particular was read from, and how surely: `stance 41-45 0.93;said_on 60-72 0.80`.
    """

    id: str
    speaker: str | None
    speaker_kind: str
    role: str | None
    role_held: str | None
    role_dates: str | None
    unknown_because: str | None
    content: str
    manner: str
    stance: str | None
    negated: bool
    distance: str | None
    cue: str | None
    source: str | None
    addressee: str | None
    occasion: str | None
    said_on: str | None
    via: str | None
    confidence: float
    part_of: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    published_on: str | None
    title: str | None
    byline: str | None
    section: str | None
    url: str | None
    original_url: str | None
    language: str | None
    article: str
    sha256: str
    spans: str
    evidence: str | None
    made_by: str


COLUMNS: Final = tuple(field.name for field in fields(Row))


_CELLS: Final = attrgetter(*COLUMNS)


def cells_of(row: Row) -> tuple[str | float | bool | None, ...]:
    """Return the row's cells in the order of the columns."""
    cells: tuple[str | float | bool | None, ...] = _CELLS(row)
    return cells


def row_of(hit: Hit) -> Row:
    """Return the row of a statement; the parts of an interrupted quotation are joined by a blank."""
    s, a = hit.statement, hit.article
    return Row(
        id=s.id, speaker=s.speaker.name, speaker_kind=s.speaker.kind.value, role=s.speaker.role,
        role_held=s.speaker.role_held and s.speaker.role_held.value, role_dates=s.speaker.role_dates,
        unknown_because=s.speaker.reason and s.speaker.reason.value, content=joined(s, a), manner=s.manner.value,
        stance=s.stance and s.stance.value, negated=s.negated, distance=s.distance and s.distance.value,
        cue=_words(a, s.cue), source=_words(a, s.source), addressee=_words(a, s.addressee),
        occasion=_words(a, s.occasion), said_on=s.said_on, via=s.via, confidence=s.confidence, part_of=s.parent, outlet=a.outlet,
        agency=a.agency, published=a.published, published_on=day_told(a.published), title=a.title, byline=a.byline, section=a.section, url=a.url,
        original_url=a.original_url, language=a.language, article=a.id, sha256=a.sha256,
        spans=";".join(f"{span.start}-{span.end}" for span in s.content), evidence=";".join(map(_evidence, s.evidence)) or None,
        made_by=s.made_by,
    )  # fmt: skip


def joined(statement: Statement, article: Article) -> str:
    """Return all words of the content, its parts joined by a blank."""
    return " ".join(span.of(article.text) for span in statement.content)


def day_told(published: str | None) -> str | None:
    """Return the day of publication where it was published."""
    day = day_of(published)
    return date.fromordinal(day).isoformat() if day else None


def _evidence(entry: Evidence) -> str:
    place = f" {entry.span.start}-{entry.span.end}" if entry.span else ""
    return f"{entry.field}{place} {entry.confidence:.2f}"


def _words(article: Article, span: Span | None) -> str | None:
    return None if span is None else span.of(article.text)
