"""A statement as a page shows it in a list: its words where they stand, with what attributes them around, and what a search matched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.records import Article, Span, Statement
from onrecord.serve.pages.marks import Mark, Marked, Part, marked, marks_of
from onrecord.store.answers import Hit

MOST_CHARS: Final = 900
_NEAR: Final = 140
"""How many characters may stand between words of a statement for the whole to be shown as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One statement with its article. `passages` are its words in pieces; `is_cut` if there are more than a list shows."""

    statement: Statement
    article: Article
    passages: tuple[tuple[Marked, ...], ...]
    is_cut: bool

    @property
    def when(self) -> str | None:
        """The day of the saying, or else of the printing."""
        return self.statement.said_on or self.article.published

    @property
    def words(self) -> str:
        """All that was said, in one line."""
        return " … ".join(" ".join(span.of(self.article.text).split()) for span in self.statement.content)


def card_of(statement: Statement, article: Article, matches: Sequence[Span] = (), *, most_chars: int = MOST_CHARS) -> Card:
    """Return the card of a statement, with about so many characters of its words at most."""
    marks = [*marks_of([statement]), *(Mark(span=match, part=Part.MATCH, number=1, manner=statement.manner) for match in matches)]
    whole = _passages(statement)
    shown = tuple(_first(whole, most_chars))
    return Card(
        statement=statement,
        article=article,
        passages=tuple(marked(article.text, passage, marks) for passage in shown),
        is_cut=shown != tuple(whole),
    )


def cards_of(hits: Sequence[Hit]) -> tuple[Card, ...]:
    """Return the cards of hits."""
    return tuple(card_of(hit.statement, hit.article, hit.matches) for hit in hits)


def _passages(statement: Statement) -> list[Span]:
    """Return what to show of the text: the content, the cue and source near it, and the words between that part them by little."""
    passages = _joined(statement.content)
    for part in (statement.cue, statement.source, statement.cue):  # the cue again: a source may stand between it and the content
        if part is not None and any(_gap(part, passage) <= _NEAR for passage in passages):
            passages = _joined((*passages, part))
    return passages


def _joined(spans: Sequence[Span]) -> list[Span]:
    first, *others = sorted(spans)
    found = [first]
    for span in others:
        if _gap(found[-1], span) <= _NEAR:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _gap(one: Span, other: Span) -> int:
    return max(0, max(one.start, other.start) - min(one.end, other.end))


def _first(passages: Sequence[Span], most_chars: int) -> Iterator[Span]:
    left = most_chars
    for passage in passages:
        if left > 0:
            yield Span(start=passage.start, end=min(passage.end, passage.start + left))
        left -= passage.end - passage.start
