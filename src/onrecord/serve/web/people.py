"""REST on people and corrections: names that may be one speaker's, what was said of the record, and saying it."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from fastapi import Body, Query, Request
from fastapi.responses import JSONResponse

from onrecord.serve.suggested import suggested
from onrecord.serve.web.asking import ask, write
from onrecord.serve.web.cursors import cursor_of, offset_of
from onrecord.serve.web.deeds import Deed, said
from onrecord.serve.web.forms import Listing, Suggesting
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.corrections import Correction


async def people(request: Request, asked: Annotated[Suggesting, Query()]) -> JSONResponse:
    """Suggest names that may be one speaker's, or a name that may be two people's, the surest first. Nothing is merged or split by it."""
    question = asked.model_dump(exclude={"cursor", "limit"})
    offset = offset_of(asked.cursor, question)

    def look(record: AnyRecord) -> list[dict[str, Any]]:
        found = suggested(record, asked.suggest, least=asked.least, name=asked.name)
        return [one.told | {"accept": one.accept.fields(), "refuse": one.refuse.fields()} for one in islice(found, offset, offset + asked.limit + 1)]

    found = await ask(request, look)
    following = cursor_of(offset + asked.limit, question) if len(found) > asked.limit else None
    return JSONResponse({"suggestions": found[: asked.limit], "next": following})


async def corrections(request: Request, asked: Annotated[Listing, Query()]) -> JSONResponse:
    """Show what people said of the record, newest first."""
    offset = offset_of(asked.cursor, {})

    def look(record: AnyRecord) -> list[dict[str, Any]]:
        newest = list(record.corrections)[::-1]
        return [_line(record, one) for one in newest[offset : offset + asked.limit + 1]]

    found = await ask(request, look)
    following = cursor_of(offset + asked.limit, {}) if len(found) > asked.limit else None
    return JSONResponse({"corrections": found[: asked.limit], "next": following})


async def correct(request: Request, asked: Annotated[Deed, Body()]) -> JSONResponse:
    """Say something of the record, where the server was started with --edit. It holds when an article is read again, and can be undone."""
    return JSONResponse(await write(request, lambda record: _line(record, said(record, asked))))


def _line(record: AnyRecord, correction: Correction) -> dict[str, Any]:
    kept = record.corrections
    return {**kept.told(correction), "holds": kept.holds(correction), "meets": list(kept.meets(correction))}
