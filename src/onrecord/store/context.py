"""Where words around a content are looked for: its paragraphs, and of a very long one a part."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from onrecord.records import Article, Span

_END = attrgetter("end")
MOST_CHARS = 500  # on either side: some paragraphs are a whole article, which no statement in them has for its context


def around(article: Article, content: tuple[Span, ...]) -> Span:
    """Return the span of the paragraphs that the content stands in, cut between words at MOST_CHARS before and after.

    >>> text = "One. Two. Three."
    >>> around(Article(text=text, paragraphs=(Span(start=0, end=9), Span(start=10, end=16))), (Span(start=5, end=8),)).of(text)
    'One. Two.'
    """
    start, end = content[0].start, content[0].end
    for span in content[1:]:
        start, end = min(start, span.start), max(end, span.end)
    first, last, paragraphs = start, end, article.paragraphs
    for place in range(bisect_right(paragraphs, start, key=_END), len(paragraphs)):  # they stand in order
        paragraph = paragraphs[place]
        if paragraph.start >= end:
            break
        first, last = min(first, paragraph.start), max(last, paragraph.end)
    return Span(start=_after_blank(article.text, first, start), end=_before_blank(article.text, end, last))


def _after_blank(text: str, first: int, start: int) -> int:
    if start - first <= MOST_CHARS:
        return first
    blank = text.find(" ", start - MOST_CHARS, start)
    return blank + 1 if blank >= 0 else start


def _before_blank(text: str, end: int, last: int) -> int:
    if last - end <= MOST_CHARS:
        return last
    blank = text.rfind(" ", end, end + MOST_CHARS)
    return blank if blank >= 0 else end
