"""One article: its text with every statement marked, notes beside each paragraph, how it came, and its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import Article, Manner, Reading, Span, Statement
from onrecord.relate.variants import Piece, compared
from onrecord.serve.pages.asking import look_up
from onrecord.serve.pages.cards import card_of
from onrecord.serve.pages.marks import Marked, marked, marks_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.rest import Id
from onrecord.store.answers import Change
from onrecord.store.anyrecord import AnyRecord

_PROVENANCE: Final = (
    ("Byline", "byline"),
    ("Outlet", "outlet"),
    ("Agency", "agency"),
    ("Dateline", "dateline"),
    ("Section", "section"),
    ("Published", "published"),
    ("Changed", "modified"),
    ("Language", "language"),
    ("Credits", "credits"),
    ("Photograph", "photo_credit"),
    ("Address", "url"),
    ("First printed at", "original_url"),
    ("Hash of the archive's record", "payload_digest"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands beside the text of one statement: its number in the article, itself, and which of the others it stands in."""

    number: int
    statement: Statement
    article: Article
    stands_in: int | None
    is_disputed: bool

    @property
    def name(self) -> str:
        """Who said it, in short."""
        return self.statement.speaker.name or "Speaker not known"

    @property
    def is_quoted(self) -> bool:
        """Whether there are words in quotation marks, which may have been printed elsewhere."""
        return self.statement.manner is not Manner.INDIRECT

    @property
    def addressee(self) -> str | None:
        """To whom it was said, in the article's words."""
        return self.statement.addressee.of(self.article.text) if self.statement.addressee else None

    @property
    def occasion(self) -> str | None:
        """Where it was said, in the article's words."""
        return self.statement.occasion.of(self.article.text) if self.statement.occasion else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One paragraph in pieces, with the notes of the statements that begin in it."""

    pieces: tuple[Marked, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of an article, and where it was taken from."""

    told: str
    value: str
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the page that the article is of."""

    id: str
    published: str | None
    statements: int
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A statement that was added, removed or reworded from one version to the next; `pieces` are its words against those before."""

    kind: str
    statement: Statement
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The page of one article."""

    article: Article
    ids: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    versions: tuple[Version, ...]
    changes: tuple[Changed, ...]

    @property
    def newest(self) -> Version | None:
        """The newest version, if this is not it."""
        return None if not self.versions or self.versions[-1].is_shown else self.versions[-1]


async def article(request: Request, id: Id) -> Response:
    """Show one article."""
    return rendered(request, "article.html", await look_up(request, lambda record: page_of(record, record.reading(id))))


def page_of(record: AnyRecord, reading: Reading) -> ArticlePage:
    """Return the page of an article on record."""
    versions = _versions(record, reading.article)
    disputed = frozenset(s.id for s in reading.statements if record.disputes.of(s.id))
    return ArticlePage(
        article=reading.article,
        ids=tuple(statement.id for statement in reading.statements),
        rows=rows_of(reading, disputed),
        facts=tuple(_facts(reading.article)),
        versions=versions if len(versions) > 1 else (),
        changes=tuple(map(_changed, record.changes(reading.article.url))) if len(versions) > 1 else (),
    )


def rows_of(reading: Reading, disputed: frozenset[str] = frozenset()) -> tuple[Row, ...]:
    """Return the text paragraph by paragraph; every statement has its note in one of the rows."""
    article, marks = reading.article, marks_of(reading.statements)
    paragraphs = article.paragraphs or ((Span(start=0, end=len(article.text)),) if article.text else ())
    notes = _notes(reading, disputed)
    ends = [paragraph.end for paragraph in paragraphs[:-1]]
    return tuple(
        Row(pieces=marked(article.text, paragraph, marks), notes=tuple(note for note in notes if _place(note, ends) == place))
        for place, paragraph in enumerate(paragraphs)
    )


def _versions(record: AnyRecord, article: Article) -> tuple[Version, ...]:
    """Return the versions of the article's page, oldest first."""
    found = record.versions(article.url) if article.url else ()
    return tuple(
        Version(
            id=one.article.id,
            published=one.article.modified or one.article.published,
            statements=len(one.statements),
            is_shown=one.article.id == article.id,
        )
        for one in found
    )


def _changed(change: Change) -> Changed:
    hit = change.after or change.before
    assert hit is not None  # a change has a side
    before, after = (card_of(one.statement, one.article).words if one else "" for one in (change.before, change.after))
    return Changed(kind=change.kind.value, statement=hit.statement, pieces=compared(after, before))


def _place(note: Note, ends: Sequence[int]) -> int:
    """Return in which paragraph the statement begins; what begins between two belongs to the later."""
    return sum(end <= note.statement.content[0].start for end in ends)


def _notes(reading: Reading, disputed: frozenset[str]) -> list[Note]:
    numbers = {statement.id: number for number, statement in enumerate(reading.statements, 1)}
    return [
        Note(number=number, statement=s, article=reading.article, stands_in=numbers.get(s.parent or ""), is_disputed=s.id in disputed)
        for number, s in enumerate(reading.statements, 1)
    ]


def _facts(article: Article) -> Iterator[Fact]:
    origins = {origin.field: origin.source for origin in article.origins}
    for told, name in _PROVENANCE:
        if value := getattr(article, name):
            yield Fact(told=told, value=value, origin=origins.get(name))
