"""People: names that may be one speaker's, or a name that may be two people's, with reasons; with --edit, each can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.serve.pages.addresses import to
from onrecord.serve.pages.asking import asked_as, filled, limited
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.suggested import Suggested, suggested
from onrecord.serve.web.asking import ask
from onrecord.serve.web.forms import Suggesting
from onrecord.store.anyrecord import AnyRecord

A_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """What was asked, and the suggestions; `other` is the address of the other kind, `next` that of the next page."""

    asked: Suggesting
    listed: tuple[Suggested, ...]
    other: str
    next: str | None
    first: str | None


async def people(request: Request) -> Response:
    """Show suggestions about names, the surest first."""
    given = filled(request.query_params)
    given.pop("done", None)
    offset = limited(given.pop("offset", None))
    asked = asked_as(Suggesting, given)
    found = await ask(request, lambda record: _page(record, asked, offset))
    fields = asked.model_dump(mode="json", exclude_defaults=True)
    return rendered(
        request,
        "people.html",
        PeoplePage(
            asked=asked,
            listed=tuple(found[:A_PAGE]),
            other=to("/people", fields | {"suggest": "split" if asked.suggest == "same" else "same"}),
            next=to("/people", fields | {"offset": offset + A_PAGE}) if len(found) > A_PAGE else None,
            first=to("/people", fields) if offset else None,
        ),
    )


def _page(record: AnyRecord, asked: Suggesting, offset: int) -> list[Suggested]:
    """Return the suggestions of one page, and one more if there is one."""
    found = suggested(record, asked.suggest, least=asked.least, name=asked.name)
    return list(islice(found, offset, offset + A_PAGE + 1))
