"""One statement: its words where they stand, everything known of it and how it is known, what it is linked to, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import Article, Manner, RoleHeld, Span, SpeakerKind, Stance, Statement
from onrecord.serve.pages.cards import Card, card_of
from onrecord.serve.pages.known import Known, known_of
from onrecord.serve.pages.marks import Mark, Marked, Part, marked, marks_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import Id, look_up
from onrecord.store.answers import Stored
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """The page of one statement; `around` is the paragraph or paragraphs that it stands in, `fields_there` what was read from their words."""

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
    fields_there: frozenset[str]
    names: tuple[str, ...]
    stances = tuple(Stance)
    held = tuple(RoleHeld)
    kinds = tuple(SpeakerKind)


async def statement(request: Request, id: Id) -> Response:
    """Show one statement."""
    edit = request.app.state.edit
    return rendered(request, "statement.html", await look_up(request, lambda record: page_of(record, record.statement(id), edit=edit)))


def page_of(record: AnyRecord, stored: Stored, *, edit: bool = False) -> StatementPage:
    """Return the page of a statement on record; with `edit`, with the names that a correction is likely to give."""
    statement, article = stored.statement, stored.article
    is_quoted = statement.manner is not Manner.INDIRECT
    known, around = known_of(statement, article), _around(statement, article)
    there = [one for one in known if one.span and around.start <= one.span.start and one.span.end <= around.end]
    return StatementPage(
        statement=statement,
        article=article,
        card=card_of(statement, article, most_chars=len(article.text)),
        around=marked(article.text, around, [*marks_of([statement]), *_marks(there, statement)]),
        known=known,
        fields_there=frozenset(one.field for one in there),
        parent=card_of(stored.parent, article) if stored.parent else None,
        children=tuple(card_of(child, article) for child in stored.children),
        disputes=record.disputes.of(statement.id),
        reports=record.quotations.reports_of(statement.id) if is_quoted else 0,
        names=_names(record, article) if edit else (),
        places=", ".join(f"{span.start:,}–{span.end:,}" for span in statement.content),
    )


def _names(record: AnyRecord, article: Article) -> tuple[str, ...]:
    """Return everybody who speaks in the article, the likeliest to be meant."""
    return tuple(sorted({s.speaker.name for s in record.reading(article.id).statements if s.speaker.name}))


def _marks(known: Sequence[Known], statement: Statement) -> list[Mark]:
    return [Mark(span=one.span, part=Part.READ, number=1, manner=statement.manner, field=one.field) for one in known if one.span]


def _around(statement: Statement, article: Article) -> Span:
    """Return the paragraphs that the statement reaches into."""
    spans = [span for span in (*statement.content, statement.cue, statement.source) if span is not None]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    touched = [one for one in article.paragraphs if one.start < last and first < one.end]
    return Span(start=min([first, *(one.start for one in touched)]), end=max([last, *(one.end for one in touched)]))
