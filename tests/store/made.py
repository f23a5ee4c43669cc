"""Readings made up for the tests of the record: small ones by hand, odd ones by hypothesis."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import strategies as st

from onrecord.records import (
    Article,
    Distance,
    Evidence,
    Link,
    Manner,
    Origin,
    Reading,
    RoleHeld,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Unknown,
    statement_id,
)
from onrecord.store.evidence import FIELDS

UNKNOWN = Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_NAME_BEFORE)


def person(name: str) -> Speaker:
    return Speaker(name=name, kind=SpeakerKind.PERSON)


def reading_of(*said: tuple[Speaker, str], made_by: str = "model-1", **article: object) -> Reading:
    """One article with one statement for each speaker and content."""
    text, contents = "", []
    for speaker, content in said:
        text += f"{speaker.name or 'He'} said "
        contents.append(Span(start=len(text), end=len(text) + len(content)))
        text += f"{content}.\n\n"
    made = Article(text=text, paragraphs=(Span(start=0, end=len(text)),) if text else (), **article)  # type: ignore[arg-type]
    made_statements = (
        statement_of(made, content, speaker=speaker, cue=Span(start=content.start - 5, end=content.start - 1), made_by=made_by)
        for content, (speaker, _) in zip(contents, said, strict=True)
    )
    return Reading(article=made, statements=tuple(made_statements))


def statement_of(article: Article, *content: Span, **other: object) -> Statement:
    fields: dict[str, object] = dict.fromkeys(("cue", "source", "stance", "addressee", "occasion", "said_on", "via", "parent"))
    fields |= {"speaker": UNKNOWN, "manner": Manner.INDIRECT, "confidence": 0.9, "made_by": "model-1", **other}
    cue = fields["cue"]
    assert cue is None or isinstance(cue, Span)
    return Statement(id=statement_id(article.id, content, cue), article_id=article.id, content=content, **fields)  # type: ignore[arg-type]


def evidence_of(draw: st.DrawFn, span: st.SearchStrategy[Span]) -> tuple[Evidence, ...]:
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=len(FIELDS), unique=True))
    return tuple(Evidence(field=name, span=draw(st.none() | span), confidence=draw(st.integers(0, 100)) / 100) for name in fields)


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
maybe = st.none() | storable
chances = st.floats(0, 1)
roles = st.one_of(
    st.fixed_dictionaries({"role": maybe}),
    st.fixed_dictionaries(
        {
            "role": storable,
            "role_held": st.none() | st.sampled_from(RoleHeld),
            "role_dates": st.sampled_from([None, "2009/2013-01", "../2013", "2011-04-09/..", "2005"]),
        }
    ),
)


@st.composite
def speakers(draw: st.DrawFn) -> Speaker:
    kind = draw(st.sampled_from(SpeakerKind))
    name, reason = (None, draw(st.sampled_from(Unknown))) if kind is SpeakerKind.UNKNOWN else (draw(storable), None)
    return Speaker(name=name, kind=kind, reason=reason, confidence=draw(chances), **draw(roles))


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start=start, end=draw(st.integers(start + 1, length)))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80))
    dates = st.dates().map(str) | st.just("2031-04-09T10:00:00+02:00") | maybe
    names = (
        *("title", "byline", "agency", "outlet", "section", "dateline", "credits", "payload_digest"),
        *("photo_credit", "url", "original_url", "language"),
    )
    return Article(
        text=text,
        paragraphs=tuple(draw(st.lists(spans(len(text)), max_size=3))),
        published=draw(dates),
        modified=draw(dates),
        chain=tuple(draw(st.lists(storable, max_size=2))),
        origins=tuple(draw(st.lists(st.builds(Origin, field=storable, source=storable), max_size=2))),
        where=draw(storable),
        related=tuple(draw(st.lists(st.builds(Link, title=storable, url=storable), max_size=2))),
        mended=tuple(draw(st.lists(st.integers(0, len(text)), max_size=2))),
        **cast("dict[str, Any]", {name: draw(maybe) for name in names}),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = draw(articles())
    span = spans(len(article.text))
    made: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 4))):
        other = {name: draw(st.none() | span) for name in ("cue", "source", "addressee", "occasion")}
        statement = statement_of(
            article,
            *draw(st.lists(span, min_size=1, max_size=3)),
            **other,
            speaker=draw(speakers()),
            manner=draw(st.sampled_from(Manner)),
            stance=draw(st.none() | st.sampled_from(Stance)),
            said_on=draw(st.sampled_from([None, "2031", "2031-04", "2031-04-09"])),
            via=draw(maybe),
            confidence=draw(chances),
            negated=draw(st.booleans()),
            distance=draw(st.none() | st.sampled_from(Distance)),
            evidence=evidence_of(draw, span),
            parent=draw(st.none() | st.sampled_from(sorted(made))) if made else None,
        )
        made.setdefault(statement.id, statement)
    return Reading(article=article, statements=tuple(made.values()))
