"""One speaker: names and roles seen, statements over time, who quotes them and how, their quotations, and disputes with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.records import Article, DisputeKind, Manner
from onrecord.serve.pages.addresses import to, to_search, to_speaker
from onrecord.serve.pages.asking import filled, limited
from onrecord.serve.pages.bars import Bar, bars_of
from onrecord.serve.pages.cards import Card, cards_of
from onrecord.serve.pages.columns import Columns, columns_of
from onrecord.serve.pages.matrix import Matrix, matrix_of
from onrecord.serve.pages.quotation import Listed, listed
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import Name, ask, look_up
from onrecord.store.answers import Count
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.disputes import Disputed
from onrecord.store.people import Person, Role
from onrecord.store.query import Query

A_PAGE: Final = 20
_MOST_LISTED: Final = 12
_QUOTATIONS: Final = 5
_DISPUTES: Final = 200
SPEAKERS_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the whole: from 0 to 1, and where it begins."""

    name: str
    statements: int
    share: float
    start: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Disputes with one other: how often each kind, by the speaker of the page and by the other."""

    name: str | None
    by_speaker: tuple[tuple[str, int], ...]
    by_other: tuple[tuple[str, int], ...]
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    """The page of one speaker; `articles` are those of the statements that it shows."""

    person: Person
    time: Columns | None
    manners: tuple[Share, ...]
    roles: tuple[Role, ...]
    outlets: tuple[Bar, ...]
    stances: tuple[Bar, ...]
    sources: tuple[Count, ...]
    quotations: tuple[Listed, ...]
    against: tuple[Against, ...]
    matrix: Matrix | None
    cards: tuple[Card, ...]
    articles: tuple[Article, ...]
    offset: int
    next: str | None
    is_newest_first: bool
    kinds = tuple(DisputeKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersPage:
    """Who speaks most, or those of a name."""

    speakers: tuple[Bar, ...]
    q: str
    offset: int
    next: int | None


async def speaker(request: Request, name: Name) -> Response:
    """Show one speaker."""
    asked = filled(request.query_params)
    offset, is_newest_first = limited(asked.get("offset")), asked.get("sort") != "oldest"
    page = await look_up(request, lambda record: page_of(record, record.people.person(name), offset=offset, is_newest_first=is_newest_first))
    return rendered(request, "speaker.html", page)


async def speakers(request: Request) -> Response:
    """Show the speakers with the most statements, or those whose names have the words."""
    asked = filled(request.query_params)
    name, offset = asked.get("q", ""), limited(asked.get("offset"))
    found = await ask(request, lambda record: record.speakers(name or None, most=offset + SPEAKERS_A_PAGE + 1))
    following = offset + SPEAKERS_A_PAGE if len(found) > offset + SPEAKERS_A_PAGE else None
    shown = bars_of(found[offset : offset + SPEAKERS_A_PAGE], to_speaker)
    page = SpeakersPage(speakers=shown, q=name, offset=offset, next=following)
    return rendered(request, "speakers.html", page)


def page_of(record: AnyRecord, person: Person, *, offset: int = 0, is_newest_first: bool = True) -> SpeakerPage:
    """Return the page of a speaker on record."""
    own = {person.name, *person.others}
    disputes = [one for one in record.disputes.find(speaker=person.name, newest_first=True, limit=_DISPUTES) if own & _names(one)]
    said = list(record.people.said(person.name, newest_first=is_newest_first, most=A_PAGE + 1, offset=offset))
    cards = cards_of(said[:A_PAGE])
    asked = {"sort": None if is_newest_first else "oldest", "offset": offset + A_PAGE}
    return SpeakerPage(
        person=person,
        time=columns_of(person.days, "Statements by date of printing", lambda day: to_search(speaker=person.name, since=day, until=day)),
        manners=shares_of(person.manners),
        roles=tuple(_folded(person.roles))[:_MOST_LISTED],
        outlets=bars_of(person.outlets[:_MOST_LISTED], lambda outlet: to_search(speaker=person.name, outlet=outlet)),
        stances=bars_of(person.stances[:_MOST_LISTED], lambda stance: to_search(speaker=person.name, stance=stance), none="none read", is_name=False),
        sources=person.sources[:_MOST_LISTED],
        quotations=tuple(map(listed, record.quotations.most(Query(speaker=person.name), limit=_QUOTATIONS))),
        against=against(own, disputes),
        matrix=matrix_of(disputes),
        cards=cards,
        articles=tuple({card.article.id: card.article for card in cards}.values()),
        offset=offset,
        next=to(to_speaker(person.name), asked) if len(said) > A_PAGE else None,
        is_newest_first=is_newest_first,
    )


def shares_of(counts: Sequence[Count]) -> tuple[Share, ...]:
    """Return how much of all is direct, mixed and indirect, in that order.

    >>> [(s.name, s.share, s.start) for s in shares_of([Count(value="indirect", statements=3), Count(value="direct", statements=1)])]
    [('direct', 0.25, 0.0), ('indirect', 0.75, 0.25)]
    """
    many = {count.value: count.statements for count in counts}
    whole, start, found = sum(many.values()), 0, list[Share]()
    for manner in Manner:
        if statements := many.get(manner.value, 0):
            found.append(Share(name=manner.value, statements=statements, share=statements / whole, start=start / whole))
            start += statements
    return tuple(found)


def against(own: Collection[str], disputes: Sequence[Disputed]) -> tuple[Against, ...]:
    """Return with whom the speaker of these names has disputes, those with the most first."""
    by, of, latest = dict[str | None, Counter[str]](), dict[str | None, Counter[str]](), dict[str | None, str]()
    for one in disputes:
        denier, denied = one.by.statement.speaker.name, one.of.statement.speaker.name
        for is_own, side, other in ((denier in own, by, denied), (denied in own and denier not in own, of, denier)):
            if is_own:
                side.setdefault(other, Counter())[one.dispute.kind.value] += 1
                latest.setdefault(other, one.dispute.by)
    names = sorted(latest, key=lambda name: -sum(side.get(name, Counter()).total() for side in (by, of)))
    return tuple(
        Against(name=name, by_speaker=_pairs(by.get(name)), by_other=_pairs(of.get(name)), statement=latest[name]) for name in names[:_MOST_LISTED]
    )


def _names(one: Disputed) -> set[str | None]:
    return {one.by.statement.speaker.name, one.of.statement.speaker.name}


def _pairs(counts: Counter[str] | None) -> tuple[tuple[str, int], ...]:
    return tuple((counts or Counter[str]()).most_common())


def _folded(roles: Sequence[Role]) -> Iterator[Role]:
    """Yield the roles, those that differ only in their capitals as one, as it is most often written."""
    alike: dict[tuple[str, str | None, str | None], list[Role]] = {}
    for role in roles:
        alike.setdefault((role.words.casefold(), role.held, role.dates), []).append(role)
    for several in sorted(alike.values(), key=lambda roles: -sum(role.statements for role in roles)):
        firsts, lasts = ([day for day in days if day] for days in zip(*((role.first, role.last) for role in several), strict=True))
        statements = sum(role.statements for role in several)
        yield replace(several[0], statements=statements, first=min(firsts, default=None), last=max(lasts, default=None))
