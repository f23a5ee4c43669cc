"""What is known of one statement, field by field: each value, the words that it was read from, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Article, Distance, RoleHeld, Span, Statement
from onrecord.serve.held import stretch
from onrecord.serve.pages.telling import day, label

_NAMES = {
    "role_held": "role held",
    "role_dates": "role’s dates",
    "said_on": "said on",
    "addressee": "said to",
    "occasion": "where",
    "via": "by way of",
}
_HELD = {RoleHeld.FORMER: "no more, when it was written", RoleHeld.THEN: "at the time told of", RoleHeld.COMING: "not yet, when it was written"}
_DISTANCES = {Distance.SHARES: "the article shares it", Distance.DOUBTS: "the article doubts it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One field: its value in a reader's words, where it was read (`words`, if they are not the value itself), and how sure that is (0 to 1)."""

    field: str
    told: str
    value: str
    span: Span | None = None
    words: str | None = None
    confidence: float | None = None


def known_of(statement: Statement, article: Article) -> tuple[Known, ...]:
    """Return all fields of a statement that are filled, in the order in which a reader asks for them."""
    evidence = {one.field: one for one in statement.evidence}
    found = []
    for field, value in _values(statement, article):
        one = evidence.get(field)
        span = one.span if one else None
        words = " ".join(span.of(article.text).split()) if span else None
        confidence = one.confidence if one else None
        shown = None if words == value else words
        found.append(Known(field=field, told=_NAMES.get(field, field), value=value, span=span, words=shown, confidence=confidence))
    return tuple(found)


def _values(statement: Statement, article: Article) -> Iterator[tuple[str, str]]:
    speaker, text = statement.speaker, article.text
    values = {
        "speaker": speaker.name or f"not known: {speaker.reason or 'no reason given'}",
        "kind": speaker.kind.value,
        "role": speaker.role,
        "role_held": speaker.role_held and _HELD[speaker.role_held],
        "role_dates": speaker.role_dates and stretch(speaker.role_dates),
        "manner": statement.manner.value,
        "stance": statement.stance and label(statement.stance.value) + (", negated" if statement.negated else ""),
        "distance": statement.distance and _DISTANCES.get(statement.distance),
        "addressee": statement.addressee and " ".join(statement.addressee.of(text).split()),
        "occasion": statement.occasion and " ".join(statement.occasion.of(text).split()),
        "said_on": statement.said_on and day(statement.said_on),
        "via": statement.via,
    }
    yield from ((field, value) for field, value in values.items() if value)
