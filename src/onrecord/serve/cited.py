"""Statements as an agent gets them: few fields, the exact words, and the locator by which anybody finds them again.

In: what the record answers with. Out: plain dicts for JSON. The full form is that of `lines`; this one is shorter, and has
everything that a citation needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from onrecord.records import Article, Span, Statement
from onrecord.relate.check import Check, Heard
from onrecord.serve.checked import check_line
from onrecord.serve.lines import speaker_line
from onrecord.store.answers import Stored
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed
from onrecord.store.people import Person
from onrecord.store.query import MOST_WORDS_CHARS, Query

_MOST_COUNTS: Final = 10
_MOST_PRINTED: Final = 5
_WORD: Final = re.compile(r"\w+")


def cited(statement: Statement, article: Article) -> dict[str, Any]:
    """Return one statement with its exact words and its locator."""
    text = article.text
    return {
        "id": statement.id,
        "exact": [span.of(text) for span in statement.content],
        "speaker": dict(speaker_line(statement.speaker)),
        "source": statement.source.of(text) if statement.source else None,
        "cue": statement.cue.of(text) if statement.cue else None,
        "manner": statement.manner.value,
        "stance": statement.stance,
        "negated": statement.negated,
        "distance": statement.distance,
        "addressee": statement.addressee.of(text) if statement.addressee else None,
        "occasion": statement.occasion.of(text) if statement.occasion else None,
        "said_on": statement.said_on,
        "via": statement.via,
        "confidence": statement.confidence,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "locator": located(article, statement.content),
    }


def located(article: Article, spans: Sequence[Span]) -> dict[str, Any]:
    """Return where words stand: offsets count the characters of the article's text, whose hash says which text that is."""
    places = [{"start": span.start, "end": span.end} for span in spans]
    return {"article": article.id, "url": article.url, "spans": places, "sha256": article.sha256}


def stored_cited(stored: Stored, disputes: Sequence[Disputed]) -> dict[str, Any]:
    """Return one statement with what is around it."""
    article, statement = stored.article, stored.statement
    around = next((span for span in article.paragraphs if span.start <= statement.content[0].start < span.end), None)
    return {
        "statement": cited(statement, article),
        "paragraph": {"exact": around.of(article.text), "locator": located(article, [around])} if around else None,
        "stands_in": cited(stored.parent, article) if stored.parent else None,
        "stand_in_it": [cited(child, article) for child in stored.children],
        "disputes": [dispute_cited(one) for one in disputes],
    }


def dispute_cited(disputed: Disputed) -> dict[str, Any]:
    """Return a dispute with both its sides, and the words that show it."""
    evidence, by = disputed.dispute.evidence, disputed.by
    return {
        "kind": disputed.dispute.kind.value,
        "confidence": disputed.dispute.confidence,
        "evidence": {"exact": evidence.of(by.article.text), "locator": located(by.article, [evidence])},
        "by": cited(by.statement, by.article),
        "of": cited(disputed.of.statement, disputed.of.article),
    }


def person_cited(person: Person) -> dict[str, Any]:
    """Return what is on record of a speaker, the greatest counts alone; the days are left out."""
    told = {name: value for name, value in asdict(person).items() if name != "days"}
    return {"speaker": {name: value[:_MOST_COUNTS] if isinstance(value, tuple) else value for name, value in told.items()}}


def check_cited(check: Check, transcripts: Sequence[Heard]) -> dict[str, Any]:
    """Return a check in its documented form."""
    return dict(check_line(check, None, None, {heard.transcript.where: heard.transcript.text for heard in transcripts}))


def printed_cited(record: AnyRecord, words: str) -> list[dict[str, Any]]:
    """Return the statements on record whose content has the words as a phrase, letter by letter or nearly so."""
    phrase = " ".join(_WORD.findall(words))
    if not phrase or len(phrase) > MOST_WORDS_CHARS - 2:
        return []
    return [cited(hit.statement, hit.article) for hit in record.search(Query(words=f'"{phrase}"', limit=_MOST_PRINTED))]
