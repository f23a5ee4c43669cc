"""The versions of a page: all readings of it in, their dates and what each changed of the one before out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Reading, Statement
from onrecord.relate.variants import Piece, compared
from onrecord.serve.pages.cards import card_of
from onrecord.store.answers import Change
from onrecord.store.changes import changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A statement that was added, removed or reworded; `pieces` are its words against those before, `before` is the id it had."""

    kind: str
    statement: Statement
    pieces: tuple[Piece, ...]
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version: when it was printed, and what it changed of the one before; `is_shown` if the page shows it."""

    id: str
    printed: str | None
    title: str | None
    statements: int
    changes: tuple[Changed, ...]
    is_first: bool
    is_shown: bool


def versions_of(readings: Sequence[Reading], shown: str) -> tuple[Version, ...]:
    """Return the versions of a page, oldest first; none where there is but one. `shown` is the id of the article that the page shows."""
    steps = [(), *(tuple(map(_changed, changes(old, new))) for old, new in pairwise(readings))]
    found = tuple(_version(reading, step, number, shown) for number, (reading, step) in enumerate(zip(readings, steps, strict=True)))
    return found if len(found) > 1 else ()


def _version(reading: Reading, step: tuple[Changed, ...], number: int, shown: str) -> Version:
    article = reading.article
    return Version(
        id=article.id,
        printed=article.modified or article.published,
        title=article.title,
        statements=len(reading.statements),
        changes=step,
        is_first=number == 0,
        is_shown=article.id == shown,
    )


def _changed(change: Change) -> Changed:
    hit = change.after or change.before
    assert hit is not None  # a change has a side
    before, after = (card_of(one.statement, one.article).words if one else "" for one in (change.before, change.after))
    stood = change.before.statement.id if change.before and change.after else None
    return Changed(kind=change.kind.value, statement=hit.statement, pieces=compared(after, before), before=stood)
