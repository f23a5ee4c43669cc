"""Search: a form and what was asked with it in, hits with facets, a chart over time and permalinks out.

The addresses take what /api/search takes, so that JSON of a page is the interface's own answer to the same question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from onrecord.errors import QueryError
from onrecord.records import Distance, Manner, SpeakerKind, Stance
from onrecord.serve.pages.addresses import to
from onrecord.serve.pages.asking import asked_as, filled
from onrecord.serve.pages.cards import Card, cards_of
from onrecord.serve.pages.columns import Columns, columns_of
from onrecord.serve.pages.facets import Facet, facets_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.pages.telling import day, label
from onrecord.serve.web.asking import ask
from onrecord.serve.web.cursors import cursor_of, offset_of
from onrecord.serve.web.forms import Search
from onrecord.serve.web.problems import Problem
from onrecord.store.answers import Hit
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.forms.table import csv_lines

_TOLD: Final = {
    "speaker": "said by {}",
    "addressee": "said to {}",
    "outlet": "printed by {}",
    "agency": "sent by {}",
    "since": "printed since {}",
    "until": "printed until {}",
    "said_since": "said since {}",
    "said_until": "said until {}",
    "manner": "{}",
    "stance": "{}",
    "kind": "by a speaker of kind {}",
    "distance": "the article {} it",
    "negated": "negated",
    "disputed": "disputed",
    "copies": "with copies of wire stories",
    "versions": "with older versions",
}
_SCOPES: Final = {"content": "what was said", "context": "the paragraph around it", "anywhere": "names and titles too"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter that is set, in words, and the address without it."""

    told: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found: one page of the hits and what is told of all of them."""

    cards: tuple[Card, ...] = ()
    total: int = 0
    counted: int = 0
    offset: int = 0
    facets: tuple[Facet, ...] = ()
    time: Columns | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The page: what was asked, in the form and in words, and what was found; `problem` where it could not be asked."""

    asked: Search
    results: Results
    chips: tuple[Chip, ...]
    permalink: str
    first: str
    json: str
    csv: str
    problem: str | None = None
    scopes = _SCOPES
    choices = (
        ("manner", "Manner", Manner),
        ("stance", "Stance", Stance),
        ("kind", "Kind of speaker", SpeakerKind),
        ("distance", "Distance", Distance),
    )
    marks = (("disputed", "Disputed only"), ("negated", "Negated only"), ("copies", "Copies of wire stories too"), ("versions", "Older versions too"))


async def search(request: Request) -> Response:
    """Show the search page; a form with blanks in it leads to its permalink first."""
    given = filled(request.query_params)
    if len(given) < len(request.query_params.multi_items()):
        return RedirectResponse(to("/search", given), status_code=303)
    asked = Search.model_validate({})
    try:
        asked = asked_as(Search, given)
        results = await ask(request, lambda record: found(record, asked))
    except (QueryError, Problem) as error:
        page = _page(asked, Results(), problem=str(getattr(error, "detail", error)))
        return rendered(request, "search.html", page, status=422)
    return rendered(request, "search.html", _page(asked, results))


async def search_csv(request: Request) -> Response:
    """Give the hits of a search page as CSV, those that it shows and no others."""
    asked = asked_as(Search, filled(request.query_params))
    hits = await ask(request, lambda record: _hits(record, asked))
    lines = b"".join(csv_lines(hits[: asked.limit]))
    return Response(lines, media_type="text/csv; charset=utf-8", headers={"content-disposition": 'attachment; filename="statements.csv"'})


def found(record: AnyRecord, asked: Search) -> Results:
    """Return one page of hits, with counts over all."""
    hits = _hits(record, asked)
    narrowing = facets_of(record, asked, lambda changes: _address(asked, changes))
    offset = offset_of(asked.cursor, _question(asked))
    is_more = len(hits) > asked.limit
    return Results(
        cards=cards_of(hits[: asked.limit]),
        total=narrowing.statements,
        counted=narrowing.counted,
        offset=offset,
        facets=narrowing.facets,
        time=columns_of(narrowing.dates, "Statements by date of printing", lambda value: _dated(asked, value)),
        next=to("/search", _fields(asked) | {"cursor": cursor_of(offset + asked.limit, _question(asked))}) if is_more else None,
    )


def _hits(record: AnyRecord, asked: Search) -> list[Hit]:
    return record.search(asked.query(limit=asked.limit + 1, offset=offset_of(asked.cursor, _question(asked))))


def _question(asked: Search) -> dict[str, Any]:
    return asked.model_dump(exclude={"cursor", "limit"})


def _page(asked: Search, results: Results, problem: str | None = None) -> SearchPage:
    fields = _fields(asked)
    return SearchPage(
        asked=asked,
        results=results,
        chips=tuple(_chips(asked)),
        permalink=to("/search", fields),
        first=_address(asked, {}),
        json=to("/api/search", fields),
        csv=to("/search.csv", fields),
        problem=problem,
    )


def _fields(asked: Search) -> dict[str, object]:
    """Return what is asked beyond what is always."""
    return asked.model_dump(mode="json", exclude_defaults=True)


def _address(asked: Search, changes: dict[str, object]) -> str:
    return to("/search", {name: value for name, value in (_fields(asked) | changes).items() if name != "cursor"})


def _dated(asked: Search, value: str) -> str:
    return _address(asked, {"since": value, "until": value})


def _chips(asked: Search) -> Iterator[Chip]:
    for name, told in _TOLD.items():
        value = getattr(asked, name)
        if value:
            words = day(value) if "since" in name or "until" in name else label(str(value))
            yield Chip(told=told.format(words), without=_address(asked, {name: None}))
