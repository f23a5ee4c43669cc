"""Relating what is new in a record: which statements deny which.

`relate(record, article_ids)` is the step to call for articles that were just added (or added again): it takes away what was
known of their disputes and finds it anew, within each article and against the articles of near dates, in both directions.
Called for the same articles in any order, any number of times, it leaves the same links. It opens transactions of its
own, one an article, so it must not be called inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from onrecord.records import Article, Dispute, Span, Statement
from onrecord.relate.disputes import NEAR_DAYS, between, in_article, subject_of
from onrecord.relate.said import Passage, Said
from onrecord.relate.shared import LEAST_SHARED
from onrecord.relate.subjects import forms
from onrecord.store import AnyRecord
from onrecord.store.numbers import day_of

_MOST_SEEN: Final = 20_000
"""How many statements are kept at hand."""
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\b[A-Z])[.?!][”\"’']*\s+(?=[“\"‘']?[A-Z])")


def relate(record: AnyRecord, article_ids: Iterable[str]) -> int:
    """Find the disputes of these articles anew and return how many links there are of them."""
    seen = _Seen()
    return sum(_relate(record, article_id, seen) for article_id in article_ids)


def saids(article: Article, statements: Iterable[Statement]) -> tuple[Said, ...]:
    """Return the statements of one article as disputes see them."""
    return tuple(said_of(statement, article) for statement in statements)


def said_of(statement: Statement, article: Article) -> Said:
    """Return one statement as disputes see it."""
    text = article.text
    at = statement.cue or statement.content[0]
    paragraph = next((n for n, p in enumerate(article.paragraphs) if p.start <= at.start < p.end), 0)
    return Said(
        id=statement.id,
        article_id=statement.article_id,
        speaker=statement.speaker.name,
        speaker_kind=statement.speaker.kind,
        source=statement.source.of(text) if statement.source else "",
        stance=statement.stance,
        cue=_passage(text, statement.cue) if statement.cue else None,
        content=tuple(_passage(text, span) for span in statement.content),
        frame=_passage(text, _sentence(article, at)),
        paragraph=paragraph,
        day=day_of(article.published) or None,
        role=statement.speaker.role or "",
        parent=statement.parent,
    )


def _passage(text: str, span: Span) -> Passage:
    return Passage(span.start, span.of(text))


def _sentence(article: Article, at: Span) -> Span:
    """Return the sentence that the span stands in, within its paragraph."""
    around = next((p for p in article.paragraphs if p.start <= at.start < p.end), at)
    words = around.of(article.text)
    ends = [around.start + m.end() for m in _SENTENCE_END.finditer(words)]
    start = max((e for e in ends if e <= at.start), default=around.start)
    end = min((e for e in ends if e >= at.end), default=max(around.end, at.end))
    return Span(start=start, end=start + len(article.text[start:end].rstrip()))


class _Seen:
    """Statements as disputes see them, kept over one run: those of a busy day are met again with every article of it."""

    def __init__(self) -> None:
        self._saids: dict[Statement, Said] = {}

    def said(self, statement: Statement, article: Article) -> Said:
        """Return the statement as disputes see it."""
        if len(self._saids) >= _MOST_SEEN:
            self._saids.clear()
        if (said := self._saids.get(statement)) is None:
            said = self._saids[statement] = said_of(statement, article)
        return said


def _relate(record: AnyRecord, article_id: str, seen: _Seen) -> int:
    reading = record.reading(article_id)
    mine = tuple(seen.said(statement, reading.article) for statement in reading.statements)
    subjects = {said.id: subject for said in mine if (subject := subject_of(said))}
    links = [*in_article(mine), *_denied_by_these(record, mine, subjects, seen), *_denying_these(record, mine, seen)]
    record.disputes.put(article_id, links, subjects)
    return len(links)


def _denied_by_these(record: AnyRecord, mine: tuple[Said, ...], subjects: dict[str, frozenset[str]], seen: _Seen) -> Iterator[Dispute]:
    """Yield the links of this article's denials to what others say."""
    for said in mine:
        if said.id not in subjects or said.day is None:
            continue
        searched = [forms(stem) for stem in sorted(subjects[said.id])]
        found = record.disputes.claims(searched, near=said.day, days=NEAR_DAYS, least=LEAST_SHARED)
        others = sorted((seen.said(s, a) for s, a in found), key=lambda other: other.article_id)
        for article_id, group in groupby(others, key=lambda other: other.article_id):
            if article_id != said.article_id and (link := between(said, list(group))) is not None:
                yield link


def _denying_these(record: AnyRecord, mine: tuple[Said, ...], seen: _Seen) -> Iterator[Dispute]:
    """Yield the links of other articles' denials to what this one says."""
    if not mine or mine[0].day is None:
        return
    stems = {stem for said in mine for stem in said.stems}
    for statement, article in record.disputes.denials(stems, near=mine[0].day, days=NEAR_DAYS, least=LEAST_SHARED):
        if article.id != mine[0].article_id and (link := between(seen.said(statement, article), mine)) is not None:
            yield link
