"""Checking: words, or every direct quotation of an article, against transcripts.

In: paths of transcripts; words or articles. Out: checks. Holds no language logic: it calls the rooms' steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from onrecord.find.quotes import Quoted as Marks
from onrecord.find.quotes import quoted_spans
from onrecord.read.transcripts import read_transcript
from onrecord.records import Article, Manner, Reading, Rejected, Span, SpeakerKind, Statement
from onrecord.relate.check import Check, Heard, Quoted, check, hear
from onrecord.run.local import Plan, readings


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """A direct quotation of an article, checked, with the statement that it stands in."""

    article: Article
    statement: Statement
    check: Check


def heard(paths: Iterable[str | Path]) -> list[Heard]:
    """Return the transcripts at the paths, prepared. Raises ReadError where one cannot be read."""
    return [hear(read_transcript(path)) for path in paths]


def checked_words(words: str, transcripts: Sequence[Heard], *, speaker: str | None = None) -> Check:
    """Check words that stand by themselves."""
    spans = (Span(start=0, end=len(words)),) if words else ()
    return check(Quoted(text=words, spans=spans, speaker=speaker), transcripts)


def checked_articles(
    articles: Iterable[Article | Rejected], transcripts: Sequence[Heard], *, effort: str = "default"
) -> Iterator[CheckedQuotation | Rejected]:
    """Check each direct quotation of each article, as the finder sees them; what cannot be read passes through."""
    for outcome in readings(articles, Plan(effort=effort)):
        if isinstance(outcome, Rejected):
            yield outcome
        else:
            yield from _checked_reading(outcome, transcripts)


def _checked_reading(reading: Reading, transcripts: Sequence[Heard]) -> Iterator[CheckedQuotation]:
    for statement, quoted in quotations_of(reading):
        yield CheckedQuotation(article=reading.article, statement=statement, check=check(quoted, transcripts))


def quotations_of(reading: Reading) -> list[tuple[Statement, Quoted]]:
    """Return the direct quotations of an article: a whole one that `he said` parts as one, partial ones each by itself."""
    marks = quoted_spans(reading.article.text)
    direct = {s.id for s in reading.statements if s.manner is Manner.DIRECT}
    found = []
    # What is quoted inside a quotation was said by its speaker, and is checked with it.
    for statement in (s for s in reading.statements if s.parent not in direct):
        spans = _quoted_parts(reading.article.text, statement, marks)
        whole = [spans] if statement.manner is Manner.DIRECT else [(span,) for span in spans]
        found += [(statement, _quoted(reading.article, statement, part)) for part in whole if part]
    return _told_once(found)


def _quoted_parts(text: str, statement: Statement, marks: Sequence[Marks]) -> tuple[Span, ...]:
    outer = [mark for mark in marks if mark.depth == 0]
    pairs = [(max(span.start, mark.start), min(span.end, mark.end)) for span in statement.content for mark in outer]
    return tuple(Span(start=a, end=b) for a, b in (_within_marks(text, a, b) for a, b in pairs if a < b) if a < b)


def _within_marks(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not (text[start].isalnum() or text[start] in "$€£[(….'’"):
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in "%].,!?;:…'’)"):
        end -= 1
    return start, end


def _quoted(article: Article, statement: Statement, spans: tuple[Span, ...]) -> Quoted:
    speaker = statement.speaker
    is_person = speaker.kind is SpeakerKind.PERSON
    return Quoted(text=article.text, spans=spans, speaker=speaker.name if is_person else None, role=speaker.role if is_person else None)


def _told_once(found: list[tuple[Statement, Quoted]]) -> list[tuple[Statement, Quoted]]:
    seen: set[Span] = set()
    kept = []
    for statement, quoted in found:
        if not seen & set(quoted.spans):
            kept.append((statement, quoted))
        seen.update(chain(quoted.spans))
    return kept
