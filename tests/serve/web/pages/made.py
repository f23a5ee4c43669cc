"""Articles of the tests' own: one page in two versions, with statements that nest and overlap, and one that denies it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.records import Article, Dispute, DisputeKind, Manner, Reading, Span, Stance, Statement
from onrecord.store import Record
from tests.store.made import person, reading_of, statement_of

URL = "https://saltmere.example/quay"
_OLD = "Ada Finch said the quay was safe, and Jan Mol said that Finch had told him “it will hold”."
_NEW = "Ada Finch said the quay was safe for now, and Jan Mol said that Finch had told him “it will hold”."
_DENIAL = "Jan Mol denied that the quay was safe."


def articles_of_the_tests(record: Record) -> None:
    """Put them on record, with their dispute."""
    old, new, denial = _version(_OLD, "2032-01-04"), _version(_NEW, "2032-01-05"), _denial()
    record.add_many([old, new, denial, *_mayors()])
    by, of = denial.statements[0], new.statements[0]
    link = Dispute(by=by.id, of=of.id, kind=DisputeKind.DENIES, evidence=by.content[0], confidence=0.9)
    record.disputes.put(denial.article.id, [link], {})


def _version(text: str, published: str) -> Reading:
    article = _article(text, title="The quay", published=published, outlet="The Saltmere Bell", url=URL, chain=("Halyard", "The Saltmere Bell"))
    safe = _said(article, "the quay was safe for now" if "for now" in text else "the quay was safe", cue="said", source="Ada Finch")
    told = _said(article, "that Finch had told him “it will hold”", cue="said", source="Jan Mol", after="and ", manner=Manner.MIXED)
    hold = _said(article, "“it will hold”", cue="had told", source="Finch", after="that ", manner=Manner.DIRECT, parent=told.id, name="Ada Finch")
    return Reading(article=article, statements=(safe, told, hold))


def _denial() -> Reading:
    article = _article(_DENIAL, title="Mol on the quay", published="2032-01-06", outlet="The Post", url="https://post.example/quay")
    return Reading(article=article, statements=(_said(article, "that the quay was safe", cue="denied", source="Jan Mol", stance=Stance.DENIES),))


def _mayors() -> list[Reading]:
    """One mayor under two spellings of a name."""
    said = (("Volodymyr Brellskiy", "that the pier was shut"), ("Volodymyr Brellsky", "that the pier was open again"))
    mayors = [(replace(person(name), role="mayor of Halden"), content) for name, content in said]
    return [reading_of(mayor, published=f"2031-05-0{number}", url=f"https://pier.example/{number}") for number, mayor in enumerate(mayors, 1)]


def _article(text: str, **fields: object) -> Article:
    return Article(text=text, paragraphs=(Span(start=0, end=len(text)),), language="en", **fields)  # type: ignore[arg-type]


def _said(article: Article, content: str, *, cue: str, source: str, after: str = "", name: str | None = None, **other: object) -> Statement:
    fields = {
        "cue": _span(article, cue, after),
        "source": _span(article, source, after),
        "speaker": person(name or source),
        "made_by": "tests",
        **other,
    }
    return statement_of(article, _span(article, content), **fields)


def _span(article: Article, words: str, after: str = "") -> Span:
    start = article.text.index(words, article.text.index(after) if after else 0)
    return Span(start=start, end=start + len(words))
