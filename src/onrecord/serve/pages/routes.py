"""Where each page is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter

from onrecord.serve.pages import article, check, correcting, dispute, home, people, quotation, searching, speaker, statement, static

_PAGES: list[tuple[str, Callable[..., Awaitable[Any]]]] = [
    ("/", home.home),
    ("/search", searching.search),
    ("/search.csv", searching.search_csv),
    ("/article/{id}", article.article),
    ("/statement/{id}", statement.statement),
    ("/speakers", speaker.speakers),
    ("/speaker/{name:path}", speaker.speaker),
    ("/quotations", quotation.quotations),
    ("/quotation/{id}", quotation.quotation),
    ("/disputes", dispute.disputes),
    ("/dispute/{id}", dispute.dispute),
    ("/check", check.check_form),
    ("/people", people.people),
    ("/corrections", correcting.corrections),
    ("/static/{name}", static.static_file),
]
_FORMS: list[tuple[str, Callable[..., Awaitable[Any]]]] = [
    ("/check", check.check),
    ("/corrections", correcting.correct),
]


def routes() -> APIRouter:
    """Return the routes of the pages; they are no part of the interface's description."""
    router = APIRouter(include_in_schema=False)
    for path, page in _PAGES:
        router.add_api_route(path, page, methods=["GET"], response_model=None)
    for path, done in _FORMS:
        router.add_api_route(path, done, methods=["POST"], response_model=None)
    return router
