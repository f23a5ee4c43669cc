"""Refuses a reading that the record could not give back unchanged, before anything of it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from onrecord.errors import RecordError
from onrecord.records import Article, Evidence, Reading, Span, Statement
from onrecord.store.evidence import FIELDS
from onrecord.store.query import is_storable

_ID = re.compile(r"[0-9a-f]{16}")
_FIELDS = frozenset(FIELDS)
_HUNDREDTHS = frozenset(number / 100 for number in range(101))
ROLE_DATES_EXPECTED = "ISO dates such as 2009/2013, ../2013-01, 2011/.. or 2005 were expected"
_SAID_ON = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_ROLE_DATES = re.compile(rf"{_SAID_ON.pattern}(/({_SAID_ON.pattern}|\.\.))?|\.\./{_SAID_ON.pattern}", re.ASCII)


def check_reading(reading: Reading) -> None:
    """Raise RecordError if a span, id, text or number of the reading is not one that can be stored."""
    wrong = next(chain(_wrong_article(reading.article), _wrong_statements(reading)), None)
    if wrong is not None:
        raise RecordError(f"{printable(reading.article.where)}: {wrong}. Read the article again.")


def printable(text: str) -> str:
    """Return the text with what cannot be stored written as an escape.

    >>> printable("caf\\udce9.txt")
    'caf\\\\udce9.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")


def spans_of(statement: Statement) -> list[Span]:
    """Return every span of the statement."""
    own = (statement.cue, statement.source, statement.addressee, statement.occasion, *[entry.span for entry in statement.evidence])
    return [*statement.content, *[span for span in own if span is not None]]


def is_role_dates(told: str) -> bool:
    """Say whether the words are dates of a role: from when to when, to when, from when, or one in which it was held.

    >>> [is_role_dates(told) for told in ("2009/2013-01", "../2013", "2011/..", "2005", "../..", "since 2011")]
    [True, True, True, True, False, False]
    """
    return _ROLE_DATES.fullmatch(told) is not None


def _wrong_article(article: Article) -> Iterator[str]:
    length = len(article.text)
    named = ((name, getattr(article, name)) for name in _ARTICLE_TEXTS)
    linked = (("related", part) for link in article.related for part in (link.title, link.url))
    passed = (("chain", part) for part in article.chain)
    taken = (("origins", part) for origin in article.origins for part in (origin.field, origin.source))
    yield from (_unstorable(name) for name, text in chain(named, linked, passed, taken) if text is not None and not is_storable(text))
    yield from _outside("paragraph", article.paragraphs, length)
    for offset in article.mended:
        if not 0 <= offset <= length:
            yield f"mended at {offset}; an offset within the text of {length} characters was expected"


_ARTICLE_TEXTS = (
    *("text", "title", "byline", "agency", "outlet", "published", "modified", "section", "dateline", "credits"),
    *("payload_digest", "photo_credit", "url", "original_url", "language"),
)


def _wrong_statements(reading: Reading) -> Iterator[str]:
    article_id, length = reading.article.id, len(reading.article.text)
    ids = {statement.id for statement in reading.statements}
    if len(ids) < len(reading.statements):
        yield "two statements have one id; an id for each was expected"
    for statement in reading.statements:
        wrong = _wrong_statement(statement, ids) or _wrong_evidence(statement.evidence) or _wrong_texts(statement)
        if wrong is not None:
            yield f"statement {statement.id!r}: {wrong}"
        if statement.article_id != article_id:
            yield f"statement {statement.id!r}: it is of article {statement.article_id!r}; article {article_id!r} was expected"
        if max([span.end for span in spans_of(statement)], default=0) > length:
            yield from _outside(f"statement {statement.id!r}: span", spans_of(statement), length)


# What follows is asked of every statement of a bulk: so it returns the first fault, for to yield each would take three times as long.


def _wrong_statement(statement: Statement, ids: set[str]) -> str | None:
    if not _ID.fullmatch(statement.id):
        return "an id of sixteen hexadecimal digits was expected"
    if not statement.content:
        return "it has no content; at least one span was expected"
    if statement.parent is not None and (statement.parent not in ids or statement.parent == statement.id):
        return f"its parent is {statement.parent!r}; another statement of the same reading was expected"
    if not (0.0 <= statement.confidence <= 1.0 and 0.0 <= statement.speaker.confidence <= 1.0):
        return f"confidence {statement.confidence}, speaker's {statement.speaker.confidence}; numbers from 0 to 1 were expected"
    if statement.said_on is not None and not _SAID_ON.fullmatch(statement.said_on):
        return f"said on {statement.said_on!r}; a date, year-month or year was expected"
    if (dates := statement.speaker.role_dates) is not None and not is_role_dates(dates):
        return f"the role's dates are {dates!r}; {ROLE_DATES_EXPECTED}"
    return None


def _wrong_evidence(evidence: tuple[Evidence, ...]) -> str | None:
    fields = {entry.field for entry in evidence}
    if len(fields) < len(evidence) or not fields <= _FIELDS:
        told = ", ".join(entry.field for entry in evidence)
        return f"its evidence is for {told}; one entry at most for each of {', '.join(FIELDS)} was expected"
    for entry in evidence:
        if entry.confidence not in _HUNDREDTHS:
            return f"the confidence of its {entry.field} is {entry.confidence}; hundredths from 0 to 1 were expected"
    return None


def _wrong_texts(statement: Statement) -> str | None:
    speaker = statement.speaker
    if is_storable(f"{statement.via}{statement.made_by}{speaker.name}{speaker.role}"):
        return None
    texts = (("via", statement.via), ("made_by", statement.made_by), ("speaker", speaker.name), ("role", speaker.role))
    return next((_unstorable(name) for name, text in texts if text is not None and not is_storable(text)), None)


def _outside(what: str, spans: Sequence[Span], length: int) -> Iterator[str]:
    for span in spans:
        if span.end > length:
            yield f"{what} {span.start}..{span.end}; a span within the text of {length} characters was expected"


def _unstorable(name: str) -> str:
    return f"the {name} holds a NUL or half a character (a lone surrogate); plain text was expected"
