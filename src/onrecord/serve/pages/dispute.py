"""Disputes: who denies what another said. One dispute with all that hangs on it, both sides in order of time; and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import DisputeKind
from onrecord.serve.pages.asking import asked_as, filled, limited
from onrecord.serve.pages.cards import Card, card_of
from onrecord.serve.pages.matrix import Matrix, matrix_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import Id, ask, look_up
from onrecord.serve.web.forms import Disputing
from onrecord.serve.web.problems import Problem
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed, Side

MOST_SAID: Final = 40
A_PAGE: Final = 20
_MATRIX: Final = 200
_TOLD: Final = {
    DisputeKind.DENIES: "denied by",
    DisputeKind.REJECTS: "rejected by",
    DisputeKind.CONTRADICTS: "contradicted by",
    DisputeKind.CORRECTS: "corrected by",
    DisputeKind.CONFIRMS: "confirmed by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a statement does to another one of the dispute, by which words, unless all that it says does it."""

    kind: str
    to: Side
    evidence: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of a dispute; `is_second` if it stands on the side that did not speak first."""

    card: Card
    is_second: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputePage:
    """A dispute: everything said in it by date, and the names on either side."""

    said: tuple[Said, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    disputes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A dispute in a list: what was said, and what answers it."""

    disputed: Disputed
    of: Card
    by: Card

    @property
    def told(self) -> str:
        """What becomes of the first by the second."""
        return _TOLD[self.disputed.dispute.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputesPage:
    """The disputes of a record, or those that fit; `next` is how many to pass over for the next page."""

    asked: Disputing
    pairs: tuple[Pair, ...]
    matrix: Matrix | None
    offset: int
    next: int | None
    kinds = tuple(DisputeKind)


async def dispute(request: Request, id: Id) -> Response:
    """Show the dispute that a statement has a part in."""
    return rendered(request, "dispute.html", await look_up(request, lambda record: page_of(record, id)))


async def disputes(request: Request) -> Response:
    """Show the disputes, newest first."""
    given = filled(request.query_params)
    offset = limited(given.pop("offset", None))
    asked = asked_as(Disputing, given)

    def page(record: AnyRecord) -> DisputesPage:
        found = _found(record, asked, A_PAGE + 1, offset)
        following = offset + A_PAGE if len(found) > A_PAGE else None
        pairs = tuple(map(pair_of, found[:A_PAGE]))
        return DisputesPage(asked=asked, pairs=pairs, matrix=matrix_of(_found(record, asked, _MATRIX, 0)), offset=offset, next=following)

    return rendered(request, "disputes.html", await ask(request, page))


def page_of(record: AnyRecord, statement: str) -> DisputePage:
    """Return the dispute of a statement. Raises Problem where it has none."""
    found = _chain(record, statement)
    if not found:
        raise Problem(
            status=404, detail=f"statement {statement}: nobody on record denies it, and it denies nothing. See it at /statement/{statement}."
        )
    sides = {side.statement.id: side for one in found for side in (one.by, one.of)}
    order = sorted(sides.values(), key=lambda side: side.when)
    second = _second(found, order[0].statement.id)
    said = tuple(_said(side, side.statement.id in second, found) for side in order)
    return DisputePage(said=said, sides=(_names(said, is_second=False), _names(said, is_second=True)), disputes=len(found))


def pair_of(disputed: Disputed) -> Pair:
    """Return a dispute as a list shows it."""
    of, by = (card_of(side.statement, side.article, most_chars=400) for side in (disputed.of, disputed.by))
    return Pair(disputed=disputed, of=of, by=by)


def told_of(disputed: Disputed, statement: str) -> str:
    """Return what a dispute makes of the statement of that id, which is one of its sides: `denied by Mol`, `denies what Finch said`."""
    if disputed.of.statement.id == statement:
        return f"{_TOLD[disputed.dispute.kind]} {_name(disputed.by)}"
    return f"{disputed.dispute.kind.value} what {_name(disputed.of)} said"


def _name(side: Side) -> str:
    return side.statement.speaker.name or "a speaker not known"


def _found(record: AnyRecord, asked: Disputing, limit: int, offset: int) -> tuple[Disputed, ...]:
    kind = DisputeKind(asked.kind) if asked.kind else None
    return record.disputes.find(about=asked.about, speaker=asked.speaker, kind=kind, newest_first=True, limit=limit, offset=offset)


def _chain(record: AnyRecord, statement: str) -> tuple[Disputed, ...]:
    """Return the statement's disputes, and those of the statements that these lead to, and so on."""
    found: dict[tuple[str, str], Disputed] = {}
    todo, seen = [record.statement(statement).statement.id], set[str]()
    while todo and len(seen) < MOST_SAID:
        one = todo.pop(0)
        if one in seen:
            continue
        seen.add(one)
        for disputed in record.disputes.of(one):
            found[disputed.dispute.by, disputed.dispute.of] = disputed
            todo += [disputed.dispute.by, disputed.dispute.of]
    return tuple(found.values())


def _second(found: Sequence[Disputed], first: str) -> set[str]:
    """Return the statements on the other side than the first: a step over each dispute, but for one that confirms, changes sides."""
    side, todo = {first: False}, [first]
    while todo:
        one = todo.pop()
        for disputed in found:
            ends = (disputed.dispute.by, disputed.dispute.of)
            other = ends[1 - ends.index(one)] if one in ends else None
            if other is not None and other not in side:
                side[other] = side[one] if disputed.dispute.kind is DisputeKind.CONFIRMS else not side[one]
                todo.append(other)
    return {one for one, is_second in side.items() if is_second}


def _said(side: Side, is_second: bool, found: Sequence[Disputed]) -> Said:
    answers = tuple(
        Answer(
            kind=one.dispute.kind.value,
            to=one.of,
            evidence=_evidence(one),
            confidence=one.dispute.confidence,
        )
        for one in found
        if one.dispute.by == side.statement.id
    )
    return Said(card=card_of(side.statement, side.article), is_second=is_second, answers=answers)


def _evidence(disputed: Disputed) -> str | None:
    """Return the words that show the dispute; None where they are all that the statement says, with its cue or without."""
    span, statement = disputed.dispute.evidence, disputed.by.statement
    wholes = (statement.content, (*statement.content, statement.cue or statement.content[0]))
    is_whole = any((span.start, span.end) == (min(part.start for part in parts), max(part.end for part in parts)) for parts in wholes)
    return None if is_whole else " ".join(span.of(disputed.by.article.text).split())


def _names(said: Sequence[Said], *, is_second: bool) -> tuple[str, ...]:
    names = (one.card.statement.speaker.name or "Speaker not known" for one in said if one.is_second is is_second)
    return tuple(dict.fromkeys(names))
