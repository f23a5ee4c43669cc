"""The first page: a search box, and what is in the record: the latest statements, who speaks most, what is printed most, who denies whom."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from onrecord.serve.pages.addresses import to_search, to_speaker
from onrecord.serve.pages.bars import Bar, bars_of
from onrecord.serve.pages.cards import Card, cards_of
from onrecord.serve.pages.columns import Columns, columns_of
from onrecord.serve.pages.dispute import Pair, pair_of
from onrecord.serve.pages.quotation import Listed, listed
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import ask
from onrecord.store.answers import Totals
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.query import By, Query, Sort

_LATEST = 5
_SPEAKERS = 10
_QUOTATIONS = 3
_DISPUTES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The first page."""

    totals: Totals
    time: Columns | None
    latest: tuple[Card, ...]
    speakers: tuple[Bar, ...]
    quotations: tuple[Listed, ...]
    disputes: tuple[Pair, ...]


async def home(request: Request) -> Response:
    """Show the first page."""
    return rendered(request, "home.html", await ask(request, page_of))


def page_of(record: AnyRecord) -> HomePage:
    """Return the first page of a record."""
    everything = Query(sort=Sort.NEWEST, limit=_LATEST)
    return HomePage(
        totals=record.totals(),
        time=columns_of(record.count(everything, by=By.DAY), "All statements by date of printing", lambda value: to_search(since=value, until=value)),
        latest=cards_of(record.search(everything)),
        speakers=bars_of(record.speakers(most=_SPEAKERS), to_speaker),
        quotations=tuple(map(listed, record.quotations.most(limit=_QUOTATIONS))),
        disputes=tuple(map(pair_of, record.disputes.find(newest_first=True, limit=_DISPUTES))),
    )
