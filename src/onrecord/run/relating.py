"""Relating what is new in a record: which statements are the same words, which articles the same copy, who denies whom.

A batch of articles is one transaction, so a kill loses nothing that was committed, and the next run goes on with the rest.
What comes out does not hang on the order of the articles, nor on how often they were related.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.find.quotes import quoted_spans
from onrecord.records import Article, Manner, Reading, Span, Statement
from onrecord.relate.likeness import Printing
from onrecord.relate.quotations import RULES, drop, join, printing_of
from onrecord.relate.stories import LEAST_KEYS, article_keys, is_copy
from onrecord.run import disputing
from onrecord.store import AnyRecord
from onrecord.store.numbers import day_of
from onrecord.store.shelf import Shelf

_FEWEST_CHARS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What a batch came to."""

    articles: int
    printings: int
    disputes: int


def relate(record: AnyRecord) -> Iterator[Related]:
    """Relate all that is not yet related, and say after each batch, once it is committed, what was done."""
    if record.quotations.are_loosened():
        with record.quotations.relating() as shelf:
            drop(shelf, shelf.unprinted())
    for readings in record.quotations.waiting(RULES):
        ids = [reading.article.id for reading in readings]
        # Disputes are made anew for an article however often it is asked, so they may well be done twice, but never not at all.
        disputes = disputing.relate(record, ids)
        with record.quotations.relating() as shelf:
            printings = _quotations(shelf, readings)
            _stories(record, shelf, readings)
            shelf.done(ids, RULES)
        yield Related(articles=len(ids), printings=printings, disputes=disputes)


def quoted_parts(article: Article, statement: Statement) -> tuple[Span, ...]:
    """Return the spans of a statement's content that stand in quotation marks, marks included."""
    if statement.manner is not Manner.MIXED:
        return statement.content if statement.manner is Manner.DIRECT else ()
    found = []
    for paragraph in _paragraphs(article, statement):
        outer = [q for q in quoted_spans(paragraph.of(article.text)) if q.depth == 0]
        for span in statement.content:
            edges = ((max(span.start, paragraph.start + q.start), min(span.end, paragraph.start + q.end)) for q in outer)
            found += [Span(start=start, end=end) for start, end in edges if end - start > _FEWEST_CHARS]
    return tuple(sorted(found))


def _paragraphs(article: Article, statement: Statement) -> list[Span]:
    """Return the lines that the content stands in, where quotation marks open and close."""
    lines = article.paragraphs or (Span(start=0, end=len(article.text)),)
    return [line for line in lines if any(line.start < span.end and span.start < line.end for span in statement.content)]


def printings_of(reading: Reading) -> list[tuple[str, Printing]]:
    """Return the ids of an article's quoted statements, each with its printing."""
    article = reading.article
    day = day_of(article.published) or None
    found = ((s.id, printing_of([span.of(article.text) for span in spans], s.speaker, day)) for s, spans in quoted_of(reading))
    return [(statement, printing) for statement, printing in found if printing is not None]


def quoted_of(reading: Reading) -> list[tuple[Statement, tuple[Span, ...]]]:
    """Return an article's quoted statements, each with the spans in quotation marks."""
    found = ((statement, quoted_parts(reading.article, statement)) for statement in _told_once(reading))
    return [(statement, spans) for statement, spans in found if spans]


def _told_once(reading: Reading) -> list[Statement]:
    """Return the quoted statements, without those of nobody in particular that stand inside another one."""
    quoted = {s.id: s for s in reading.statements if s.manner is not Manner.INDIRECT}
    return [s for s in quoted.values() if s.parent not in quoted or s.speaker.name is not None]


def _quotations(shelf: Shelf, readings: Sequence[Reading]) -> int:
    shelf.forget([reading.article.id for reading in readings])
    printings = [pair for reading in readings for pair in printings_of(reading)]
    numbers = join(shelf, [printing for _, printing in printings])
    shelf.print([(statement, numbers[printing.key]) for statement, printing in printings])
    drop(shelf, shelf.unprinted())
    return len(printings)


def _stories(record: AnyRecord, shelf: Shelf, readings: Sequence[Reading]) -> None:
    articles = {reading.article.id: reading.article for reading in readings}
    for article in articles.values():
        shelf.keep_article(article.id, article_keys(article))
    for article in articles.values():
        others = shelf.sharing_articles(article.id, LEAST_KEYS)
        copies = [other for other in others if is_copy(article, articles.get(other) or record.quotations.text_of(other))]
        if copies:
            shelf.copied([article.id, *copies])
