"""One article: its text with every statement marked, notes beside each paragraph, who speaks, how it came, its copies and its versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import Article, Manner, Reading, Span, Statement
from onrecord.serve.pages.dispute import told_of
from onrecord.serve.pages.known import Known, known_of
from onrecord.serve.pages.marks import Marked, marked, marks_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.pages.telling import moment
from onrecord.serve.pages.versions import Version, versions_of
from onrecord.serve.web.asking import Id, look_up
from onrecord.store.answers import Count
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed
from onrecord.store.quotations import Copy

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
_MOMENTS: Final = ("published", "modified")
_IN_THE_NAME: Final = ("speaker", "role", "role_held", "role_dates")
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a dispute makes of a statement, in words; `statement` is its id, by which the dispute is found."""

    told: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands beside the text of one statement: its number in the article, itself, and which of the others it stands in."""

    number: int
    statement: Statement
    known: tuple[Known, ...]
    stands_in: int | None
    links: tuple[Link, ...]

    @property
    def name(self) -> str:
        """Who said it, in short."""
        return self.statement.speaker.name or "Speaker not known"

    @property
    def is_quoted(self) -> bool:
        """Whether there are words in quotation marks, which may have been printed elsewhere."""
        return self.statement.manner is not Manner.INDIRECT


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
class ArticlePage:
    """The page of one article; `speakers` are those who say the most in it."""

    article: Article
    ids: tuple[str, ...]
    speakers: tuple[Count, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    copies: tuple[Copy, ...]
    versions: tuple[Version, ...]

    @property
    def newest(self) -> Version | None:
        """The newest version, if this is not it."""
        return None if not self.versions or self.versions[-1].is_shown else self.versions[-1]


async def article(request: Request, id: Id) -> Response:
    """Show one article."""
    return rendered(request, "article.html", await look_up(request, lambda record: page_of(record, record.reading(id))))


def page_of(record: AnyRecord, reading: Reading) -> ArticlePage:
    """Return the page of an article on record."""
    article = reading.article
    return ArticlePage(
        article=article,
        ids=tuple(statement.id for statement in reading.statements),
        speakers=_speakers(reading.statements),
        rows=rows_of(reading, _links(record.disputes.of_article(article.id))),
        facts=tuple(_facts(article)),
        copies=record.quotations.copies_of(article.id),
        versions=versions_of(record.versions(article.url), article.id) if article.url else (),
    )


def rows_of(reading: Reading, links: Mapping[str, Sequence[Link]] | None = None) -> tuple[Row, ...]:
    """Return the text paragraph by paragraph; every statement has its note in one of the rows."""
    article, marks = reading.article, marks_of(reading.statements)
    paragraphs = article.paragraphs or ((Span(start=0, end=len(article.text)),) if article.text else ())
    notes = _notes(reading, links or {})
    ends = [paragraph.end for paragraph in paragraphs[:-1]]
    return tuple(
        Row(pieces=marked(article.text, paragraph, marks), notes=tuple(note for note in notes if _place(note, ends) == place))
        for place, paragraph in enumerate(paragraphs)
    )


def _speakers(statements: Sequence[Statement]) -> tuple[Count, ...]:
    counted = Counter(statement.speaker.name for statement in statements if statement.speaker.name)
    return tuple(Count(value=name, statements=many) for name, many in counted.most_common(_MOST_NAMED))


def _links(disputes: Sequence[Disputed]) -> dict[str, list[Link]]:
    """Return by statement what disputes make of it: `denied by …` of the one side, `denies what … said` of the other."""
    found: dict[str, list[Link]] = {}
    for one in disputes:
        for side in (one.of, one.by):
            id = side.statement.id
            found.setdefault(id, []).append(Link(told=told_of(one, id), statement=id))
    return found


def _place(note: Note, ends: Sequence[int]) -> int:
    """Return in which paragraph the statement begins; what begins between two belongs to the later."""
    return sum(end <= note.statement.content[0].start for end in ends)


def _notes(reading: Reading, links: Mapping[str, Sequence[Link]]) -> list[Note]:
    numbers = {statement.id: number for number, statement in enumerate(reading.statements, 1)}
    return [
        Note(
            number=number,
            statement=s,
            known=tuple(one for one in known_of(s, reading.article) if one.field not in _IN_THE_NAME),
            stands_in=numbers.get(s.parent or ""),
            links=tuple(links.get(s.id, ())),
        )
        for number, s in enumerate(reading.statements, 1)
    ]


def _facts(article: Article) -> Iterator[Fact]:
    origins = {origin.field: origin.source for origin in article.origins}
    for told, name in _PROVENANCE:
        if value := getattr(article, name):
            yield Fact(told=told, value=moment(value) if name in _MOMENTS else value, origin=origins.get(name))
