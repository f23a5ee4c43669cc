"""What is on record while the contract is tried: few statements, each with a name, about a harbour that is nowhere."""

from __future__ import annotations

from typing import Any

from onrecord.records import Article, Distance, Evidence, Link, Manner, Origin, Reading, Span, Speaker, SpeakerKind, Stance, Statement

from ..made import UNKNOWN, person, statement_of

TILDE, ODO = person("Tilde Brask"), person("Odo Brask")
OFFICIAL = Speaker(name="a harbour official", kind=SpeakerKind.UNNAMED)

DREDGED = (
    "The harbour will be dredged by summer, Tilde Brask told the council. Silt fills a harbour, Odo Brask said.\n\n"
    "They will never get the harbour dredged, an official said."
)
CAFE = "The café shall open and I don’t mind who hears it, Tilde Brask said."
DRAFT = "The café might open, Tilde Brask said."
PAY = "“We will not,” muttered the mayor in the rain, “pay for it now.”"
UNDATED = "Nobody asked, he said."


def _at(text: str, words: str, begin: int = 0) -> Span:
    start = text.index(words, begin)
    return Span(start=start, end=start + len(words))


def _article(text: str, **fields: Any) -> Article:
    edges = [part for paragraph in text.split("\n\n") for part in [_at(text, paragraph)]]
    return Article(text=text, paragraphs=tuple(edges), **fields)


def readings() -> list[Reading]:
    """The articles, not in order of publication; of one page there are two versions, the newer first."""
    harbour = _article(
        DREDGED,
        outlet="The Skerry Post",
        agency="NORDA",
        published="2041-03-02T23:30:00+02:00",
        title="Dredgers",
        url="https://skerry.example/1",
        chain=("NORDA", "The Skerry Post"),
        origins=(Origin(field="title", source="json-ld"),),
        related=(Link(title="Tides", url="https://skerry.example/tides"),),
        mended=(7,),
        where="skerry/1.html",
    )
    dredge = _said(
        harbour, "The harbour will be dredged by summer", speaker=TILDE, stance=Stance.PROMISES, said_on="2041-03-02",
        addressee=_at(DREDGED, "the council"), cue=_at(DREDGED, "told"), via="NORDA > The Skerry Post", distance=Distance.NEUTRAL,
        evidence=(Evidence(field="stance", span=_at(DREDGED, "told"), confidence=0.9), Evidence(field="said_on", span=None, confidence=0.29)),
    )  # fmt: skip
    silt = _said(harbour, "Silt fills a harbour", speaker=ODO, said_on="2041-02", distance=Distance.DOUBTS)
    never = _said(harbour, "They will never get the harbour dredged", speaker=OFFICIAL, parent=silt.id, made_by="model-1b", negated=True)
    page = {"url": "https://gull.example/café", "outlet": "Gull", "published": "2041-06-01"}
    new = _article(CAFE, modified="2041-06-03", **page)
    old = _article(DRAFT, modified="2041-06-02", **page)
    mayor = _article(PAY, published="2042-01-01", title="Budget", outlet="Gull", language="en")
    pay = statement_of(mayor, _at(PAY, "We will not"), _at(PAY, "pay for it now"), speaker=person("the mayor"), manner=Manner.DIRECT)
    return [
        Reading(article=_article(UNDATED), statements=(_said(_article(UNDATED), "Nobody asked", speaker=UNKNOWN),)),
        Reading(article=mayor, statements=(pay,)),
        Reading(article=new, statements=(_said(new, "The café shall open and I don’t mind who hears it", speaker=TILDE, said_on="2041"),)),
        Reading(article=old, statements=(_said(old, "The café might open", speaker=TILDE),)),
        Reading(article=harbour, statements=(dredge, silt, never)),
    ]


def _said(article: Article, words: str, **fields: Any) -> Statement:
    return statement_of(article, _at(article.text, words), **fields)


NAMES = {
    "The harbour will be dredged by summer": "dredge",
    "Silt fills a harbour": "silt",
    "They will never get the harbour dredged": "never",
    "The café shall open and I don’t mind who hears it": "cafe",
    "The café might open": "draft",
    "We will not": "pay",
    "Nobody asked": "undated",
}


def name_of(statement: Statement, article: Article) -> str:
    """The name of a statement in the cases."""
    return NAMES[statement.content[0].of(article.text)]
