"""schema.org: a Quotation for each direct or mixed statement, in its NewsArticle, as JSON-LD (https://schema.org/Quotation).

Words that were not set in quotation marks are no quotation, so indirect statements are left out of this form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from onrecord.records import Article, Manner, Speaker, SpeakerKind
from onrecord.store.answers import Hit
from onrecord.store.forms.flat import joined
from onrecord.store.wire import to_json

CONTEXT: Final = "https://schema.org"
_KINDS: Final = {
    SpeakerKind.PERSON: "Person",
    SpeakerKind.ORGANISATION: "Organization",
    SpeakerKind.GOVERNMENT: "GovernmentOrganization",
    SpeakerKind.GROUP: "Organization",
}


def is_quotation(hit: Hit) -> bool:
    """Say whether any of the words were set in quotation marks."""
    return hit.statement.manner is not Manner.INDIRECT


def quotation_lines(hits: Iterable[Hit]) -> Iterator[bytes]:
    """Yield one graph, a quotation a line."""
    yield b'{"@context":' + to_json(CONTEXT) + b',"@graph":['
    is_first = True
    for hit in filter(is_quotation, hits):
        yield (b"" if is_first else b",") + to_json(quotation(hit))
        is_first = False
    yield b"]}"


def quotation(hit: Hit) -> dict[str, Any]:
    """Return the Quotation of one statement, without its context; what is not known is left out."""
    statement, article = hit.statement, hit.article
    found = {
        "@type": "Quotation",
        "@id": f"urn:onrecord:statement:{statement.id}",
        "identifier": statement.id,
        "text": joined(statement, article),
        "spokenByCharacter": _speaker(statement.speaker),
        "dateCreated": statement.said_on,
        "inLanguage": article.language,
        "isPartOf": _article(article),
    }
    return _known(found)


def _speaker(speaker: Speaker) -> dict[str, Any] | None:
    """Return the speaker where one can be named; a description such as `a senior official` names nobody."""
    if speaker.name is None or speaker.kind not in _KINDS:
        return None
    if speaker.kind is not SpeakerKind.PERSON:
        return {"@type": _KINDS[speaker.kind], "name": speaker.name}
    return _known({"@type": "Person", "name": speaker.name, "jobTitle": speaker.role, "hasOccupation": _held(speaker)})


def _held(speaker: Speaker) -> dict[str, Any] | None:
    """Return the role with its dates as a schema.org Role; None where both its ends are unknown."""
    start, _, end = (speaker.role_dates or "").partition("/")
    if not end:
        return None
    return {"@type": "Role", "roleName": speaker.role} | {name: day for name, day in (("startDate", start), ("endDate", end)) if day != ".."}


def _article(article: Article) -> dict[str, Any]:
    publisher = None if article.outlet is None else {"@type": "NewsMediaOrganization", "name": article.outlet}
    found = {
        "@type": "NewsArticle",
        "@id": article.url or f"urn:onrecord:article:{article.id}",
        "url": article.url,
        "headline": article.title,
        "datePublished": article.published,
        "dateModified": article.modified,
        "articleSection": article.section,
        "publisher": publisher,
    }
    return _known(found)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
