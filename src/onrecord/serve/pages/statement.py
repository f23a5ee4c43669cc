"""One statement: its words where they stand, everything known of it and how it is known, what it is linked to, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import Article, Distance, Manner, Reading, Span, SpeakerKind, Stance, Statement
from onrecord.serve.pages.asking import look_up
from onrecord.serve.pages.cards import Card, card_of
from onrecord.serve.pages.marks import Marked, marked, marks_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.rest import Id
from onrecord.store.answers import Stored
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One field of a statement: its value, the words that it was read from, and how sure that is (0 to 1)."""

    told: str
    value: str
    evidence: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """The page of one statement; `around` is the paragraph or paragraphs that it stands in."""

    statement: Statement
    article: Article
    card: Card
    around: tuple[Marked, ...]
    known: tuple[Known, ...]
    parent: Card | None
    children: tuple[Card, ...]
    disputes: tuple[Disputed, ...]
    reports: int
    places: str
    names: tuple[str, ...]
    stances = tuple(Stance)
    kinds = tuple(SpeakerKind)


async def statement(request: Request, id: Id) -> Response:
    """Show one statement."""
    return rendered(request, "statement.html", await look_up(request, lambda record: page_of(record, record.statement(id))))


def page_of(record: AnyRecord, stored: Stored) -> StatementPage:
    """Return the page of a statement on record."""
    statement, article = stored.statement, stored.article
    is_quoted = statement.manner is not Manner.INDIRECT
    return StatementPage(
        statement=statement,
        article=article,
        card=card_of(statement, article, most_chars=len(article.text)),
        around=marked(article.text, _around(statement, article), marks_of([statement])),
        known=tuple(_known(statement, article)),
        parent=card_of(stored.parent, article) if stored.parent else None,
        children=tuple(card_of(child, article) for child in stored.children),
        disputes=record.disputes.of(statement.id),
        reports=record.quotations.reports_of(statement.id) if is_quoted else 0,
        names=_names(record.reading(article.id)),
        places=", ".join(f"{span.start:,}–{span.end:,}" for span in statement.content),
    )


def _names(reading: Reading) -> tuple[str, ...]:
    """Return everybody who speaks in the article, the likeliest to be meant."""
    return tuple(sorted({s.speaker.name for s in reading.statements if s.speaker.name}))


def _around(statement: Statement, article: Article) -> Span:
    """Return the paragraphs that the statement reaches into."""
    spans = [span for span in (*statement.content, statement.cue, statement.source) if span is not None]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    touched = [one for one in article.paragraphs if one.start < last and first < one.end]
    return Span(start=min([first, *(one.start for one in touched)]), end=max([last, *(one.end for one in touched)]))


def _known(statement: Statement, article: Article) -> Iterator[Known]:
    evidence = {one.field: one for one in statement.evidence}
    values = {
        "speaker": statement.speaker.name or f"not known: {statement.speaker.reason or 'no reason given'}",
        "kind": statement.speaker.kind.value,
        "role": statement.speaker.role,
        "manner": statement.manner.value,
        "stance": statement.stance and statement.stance.value.replace("-", " ") + (", negated" if statement.negated else ""),
        "distance": statement.distance.value if statement.distance not in (None, Distance.NEUTRAL) else None,
        "addressee": statement.addressee and statement.addressee.of(article.text),
        "occasion": statement.occasion and statement.occasion.of(article.text),
        "said_on": statement.said_on,
        "via": statement.via,
    }
    for field, value in values.items():
        if value:
            found = evidence.get(field)
            words = " ".join(found.span.of(article.text).split()) if found and found.span else None
            shown = None if words == value else words
            yield Known(told=field.replace("_", " "), value=value, evidence=shown, confidence=found.confidence if found else None)
