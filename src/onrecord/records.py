"""The records that pass between the rooms: frozen, typed, standard library only.

Offsets are half-open and count the characters (Python code points) of `Article.text`. A span that is stored slices to
the words that are stored with it, always.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How the words are given: all in quotation marks, some, or none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    """What the speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


class Unknown(StrEnum):
    """Why a statement has no speaker."""

    NO_SOURCE = "no source words"
    NO_NAME_BEFORE = "pronoun with no fitting name before it"
    AMBIGUOUS = "more than one name fits"


class RoleHeld(StrEnum):
    """How a role was held when the article was written, where it was not held just then: no more, at the time that is told of, or not yet."""

    FORMER = "former"
    THEN = "then"
    COMING = "coming"


class Stance(StrEnum):
    """What the cue commits the source to."""

    ASSERTS = "asserts"
    DENIES = "denies"
    REJECTS = "rejects"
    CONCEDES = "concedes"
    ACCUSES = "accuses"
    PROMISES = "promises"
    THREATENS = "threatens"
    DEMANDS = "demands"
    ASKS = "asks"
    HOPES = "hopes"
    FEARS = "fears"
    BELIEVES = "believes"
    JOKES = "jokes"
    PRAISES = "praises"
    CRITICISES = "criticises"
    CONFIRMS = "confirms"
    QUOTES_ANOTHER = "quotes-another"
    REFUSES_COMMENT = "refuses-comment"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Half-open range of characters of one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}..{self.end}: a span needs 0 <= start < end")

    def of(self, text: str) -> str:
        """Return the words of the span.

        >>> Span(start=3, end=7).of("He said no.")
        'said'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that stood in the article and is no part of its text."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the value of one field of an article was taken from: `Origin(field="published", source="json-ld")`."""

    field: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text.

    `paragraphs` are spans of `text`, in order. `title` is kept apart from `text`. `published` and `modified` are ISO 8601:
    a date, or a date with time and zone. `url` is the canonical one; `original_url` is where a copy says it was first
    printed. `dateline` is the place that a dateline names. `credits` are lines such as `Reporting by …; Editing by …`.
    `chain` is how the article came, as far as it shows: agency, outlet, the page that copied it. `origins` say where each
    value was taken from. `payload_digest` is that of an archive's record. `where` names the file (and line) it was read
    from. `mended` lists offsets of `text` at which a paragraph that the page had broken in mid-sentence was joined again.
    """

    text: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    dateline: str | None = None
    credits: str | None = None
    chain: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    payload_digest: str | None = None
    photo_credit: str | None = None
    related: tuple[Link, ...] = ()
    url: str | None = None
    original_url: str | None = None
    language: str | None = None
    where: str = "<text>"
    mended: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that follow from the url and the text alone."""
        return digest(self.url or "", self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One statement as the finder sees it: where its parts stand, not yet who the source is.

    `confidence` is the calibrated chance that this is a statement with about this content; `source_confidence` that its
    source is right. `parent` is the place, in the same `Findings`, of the statement whose content this one stands in.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    manner: Manner
    confidence: float
    source_confidence: float
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All findings of one article, in order of their content, and the name of the finder that made them."""

    article: Article
    findings: tuple[Finding, ...]
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom the source words mean. `name` is None when, and only when, `kind` is unknown; `reason` then says why.

    `role_held` is None where the role is held still, or the article does not say; `role_dates` are from when to when it is held, as
    far as the article says: ISO dates, year-months or years, `2009/2013`, `../2013`, `2011/..`, or one alone, in which it was held.
    """

    name: str | None
    kind: SpeakerKind
    reason: Unknown | None = None
    role: str | None = None
    role_held: RoleHeld | None = None
    role_dates: str | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if self.role is None and (self.role_held is not None or self.role_dates is not None):
            raise ValueError(f"speaker {self.name!r}: a role that is held {self.role_held or self.role_dates}, and no role; a role was expected")
        if (self.kind is SpeakerKind.UNKNOWN) != (self.name is None) or (self.name is None) != (self.reason is not None):
            raise ValueError(f"speaker {self.name!r} of kind {self.kind.value!r}: an unknown speaker has a reason and no name, any other has a name")


class Distance(StrEnum):
    """Where the article's cue stands to the words: `pointed out` shares them, `said` leaves them be, `claimed` doubts them."""

    SHARES = "shares"
    NEUTRAL = "neutral"
    DOUBTS = "doubts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that one field of a statement was read from, and how sure the reading is: `Evidence(field="said_on", …)`."""

    field: str
    span: Span | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of attribution, resolved. Fields not filled are None. `said_on` is an ISO date, year-month or year.

    `negated` is true of `he did not say that …`. `evidence` has at most one entry a field, for those of `speaker`, `role`,
    `stance`, `addressee`, `occasion`, `said_on` and `via` that are filled.
    """

    id: str
    article_id: str
    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: Speaker
    manner: Manner
    stance: Stance | None
    addressee: Span | None
    occasion: Span | None
    said_on: str | None
    via: str | None
    confidence: float
    parent: str | None
    made_by: str
    negated: bool = False
    distance: Distance | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article with its statements: what goes into the record in one piece."""

    article: Article
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person's turn in a transcript: `span` of its text are the words spoken; times are seconds from the start."""

    span: Span
    speaker: str | None = None
    role: str | None = None
    addressee: str | None = None
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was really said, word for word, to check quotations against. `turns` are in order and do not overlap."""

    text: str
    turns: tuple[Turn, ...]
    title: str | None = None
    date: str | None = None
    where: str = "<text>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The same words wherever they were printed: ids of the direct statements that are one utterance, first printed first.

    `id` is that of the statement whose id is the least, so it does not hang on the order of reading.
    """

    id: str
    statements: tuple[str, ...]


class DisputeKind(StrEnum):
    """What one statement does to another."""

    DENIES = "denies"
    REJECTS = "rejects"
    CONTRADICTS = "contradicts"
    CORRECTS = "corrects"
    CONFIRMS = "confirms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Statement `by` denies (or rejects …) statement `of`; `evidence` is the span of the article of `by` that shows it."""

    by: str
    of: str
    kind: DisputeKind
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something that could not be read: kept and counted, never raised."""

    where: str
    reason: str


def digest(*parts: str) -> str:
    """Return sixteen hexadecimal digits of the SHA-256 of the parts.

    >>> digest("a", "b") == digest("a", "b") != digest("ab", "")
    True
    """
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def statement_id(article_id: str, content: tuple[Span, ...], cue: Span | None) -> str:
    """Return the id that follows from where the statement stands."""
    spans = [*content, *([cue] if cue else [])]
    return digest(article_id, *(f"{s.start}-{s.end}" for s in spans))
