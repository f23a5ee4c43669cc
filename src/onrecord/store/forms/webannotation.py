"""W3C Web Annotation: one annotation a statement, in one AnnotationPage (https://www.w3.org/TR/annotation-model/).

A content of several spans has one target for each. A target is found by its words (TextQuoteSelector, with what stands around
them) or by its place (TextPositionSelector, in Unicode characters of the article's text as onrecord read it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from onrecord.records import Article, Span
from onrecord.store.answers import Hit
from onrecord.store.wire import to_json

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND_CHARS: Final = 32


def annotation_lines(hits: Iterable[Hit]) -> Iterator[bytes]:
    """Yield the page, an annotation a line."""
    yield b'{"@context":' + to_json(CONTEXT) + b',"id":"urn:onrecord:export","type":"AnnotationPage","items":['
    is_first = True
    for hit in hits:
        yield (b"" if is_first else b",") + to_json(annotation(hit))
        is_first = False
    yield b"]}"


def annotation(hit: Hit) -> dict[str, Any]:
    """Return the annotation of one statement, without its context: who said it, how, and where it stands."""
    statement, article = hit.statement, hit.article
    targets = [_target(article, span) for span in statement.content]
    return {
        "id": f"urn:onrecord:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": list(_bodies(hit)),
        "target": targets[0] if len(targets) == 1 else targets,
        "generator": {"id": f"urn:onrecord:maker:{statement.made_by}", "type": "Software", "name": statement.made_by},
    }


def _bodies(hit: Hit) -> Iterator[dict[str, str]]:
    statement = hit.statement
    if statement.speaker.name is not None:
        yield {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": statement.speaker.name}
    more = ("negated" if statement.negated else None, statement.distance and statement.distance.value)
    tags = (statement.manner.value, statement.stance and statement.stance.value, *more, statement.speaker.kind.value)
    yield from ({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag} for tag in tags if tag)


def _target(article: Article, span: Span) -> dict[str, Any]:
    text = article.text
    quote = {"type": "TextQuoteSelector", "exact": span.of(text)}
    before, after = text[max(0, span.start - AROUND_CHARS) : span.start], text[span.end : span.end + AROUND_CHARS]
    quote |= {name: words for name, words in (("prefix", before), ("suffix", after)) if words}
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": article.url or f"urn:onrecord:article:{article.id}", "selector": [quote, place]}
