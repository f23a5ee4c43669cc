"""REST under /api: the record asked, an article read, words checked. The answers have the forms that --json prints.

Described at /openapi.json; see docs/rest.md. Nothing is fetched, whatever an article says, and nothing is stored unless the
server may and the request asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from onrecord import __version__
from onrecord.errors import QueryError
from onrecord.records import DisputeKind
from onrecord.serve.commands.disputing import dispute_line
from onrecord.serve.lines import statement_line
from onrecord.serve.quoted import quotation_line
from onrecord.serve.web import people
from onrecord.serve.web.article import stored
from onrecord.serve.web.asking import Id, Name, ask, look_up, write, writing_lane
from onrecord.serve.web.checks import checked
from onrecord.serve.web.cursors import cursor_of, offset_of
from onrecord.serve.web.forms import Asked, CheckForm, Counting, Disputing, ReadForm, Search
from onrecord.serve.web.lanes import Lanes
from onrecord.serve.web.openapi import NOT_FOUND, answer
from onrecord.serve.web.problems import not_found
from onrecord.serve.web.told import reading_told, text_told
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.query import Query as Question


def routes() -> APIRouter:
    """Return the routes of the interface."""
    router = APIRouter(prefix="/api", default_response_class=JSONResponse)
    gets: list[tuple[str, Callable[..., Any], str, str, dict[int, str] | None]] = [
        ("", home, "Home", "What this is, and how much is on record.", None),
        ("/search", search, "Hits", "A page of the statements that fit.", None),
        ("/counts", counts, "Counts", "The greatest first; dates in their own order.", None),
        ("/disputes", disputes, "Disputes", "A page of disputes, in order of time.", NOT_FOUND),
        ("/statement/{id}", statement, "Statement", "The statement.", NOT_FOUND),
        ("/article/{id}", article, "Text", "The article with its statements.", NOT_FOUND),
        ("/quotation/{id}", quotation, "Quotation", "Every printing and wording of the quotation.", NOT_FOUND),
        ("/speaker/{name:path}", speaker, "Speaker", "The speaker, with a page of statements.", NOT_FOUND),
        ("/people", people.people, "Suggestions", "A page of suggestions, the surest first.", None),
        ("/corrections", people.corrections, "Corrections", "A page of corrections, the newest first.", None),
    ]
    for path, asked, name, told, more in gets:
        router.add_api_route(path, asked, methods=["GET"], operation_id=asked.__name__, responses=answer(name, told, more), response_model=None)
    for path, done, name, told in (
        ("/read", read, "Reading", "The article's text and what was said in it."),
        ("/check", check, "Checks", "A grade and the differences for each quotation."),
        ("/corrections", people.correct, "Correction", "The correction as it is on record."),
    ):
        router.add_api_route(path, done, methods=["POST"], operation_id=done.__name__, responses=answer(name, told), response_model=None)
    return router


async def home(request: Request) -> JSONResponse:
    """Say what this is, and how much is on record."""
    totals = await ask(request, lambda record: asdict(record.totals()))
    return JSONResponse({"name": "onrecord", "version": __version__, "edit": request.app.state.edit, "totals": totals})


async def search(request: Request, asked: Annotated[Search, Query()]) -> JSONResponse:
    """Find statements by their words, their speaker, and all else that is known of them."""
    question = asked.model_dump(exclude={"cursor", "limit"})
    offset = offset_of(asked.cursor, question)
    query = asked.query(limit=asked.limit + 1, offset=offset)
    hits = await ask(request, lambda record: [_hit(hit) for hit in record.search(query)])
    return JSONResponse({"hits": hits[: asked.limit], "next": _next(hits, asked.limit, offset, question)})


async def counts(request: Request, asked: Annotated[Counting, Query()]) -> JSONResponse:
    """Count the statements that a search finds, by speaker, outlet, month and so on."""
    query = Question(**asked.asked())
    found = await ask(request, lambda record: record.count(query, by=asked.by, most=asked.limit))
    return JSONResponse({"counts": [{asked.by.value: row.value, "statements": row.statements} for row in found]})


async def disputes(request: Request, asked: Annotated[Disputing, Query()]) -> JSONResponse:
    """Show who denies what another said, with both sides and no verdict."""
    question = asked.model_dump(exclude={"cursor", "limit"})
    offset = offset_of(asked.cursor, question)
    found = await ask(request, lambda record: [dispute_line(one) for one in _disputes(record, asked, offset)])
    return JSONResponse({"disputes": found[: asked.limit], "next": _next(found, asked.limit, offset, question)})


async def statement(request: Request, id: Id) -> JSONResponse:
    """Show one statement."""
    found = await look_up(request, lambda record: record.statement(id))
    return JSONResponse(statement_line(found.statement, found.article))


async def article(request: Request, id: Id) -> JSONResponse:
    """Show one article whole, with its statements."""
    return JSONResponse(await look_up(request, lambda record: text_told(record.reading(id))))


async def quotation(request: Request, id: Id) -> JSONResponse:
    """Show one quotation, by its id or that of any statement that prints it."""
    return JSONResponse(await look_up(request, lambda record: quotation_line(record.quotations.of(id))))


async def speaker(request: Request, name: Name, asked: Annotated[Asked, Query()]) -> JSONResponse:
    """Show everything on record from one speaker."""
    question = {"name": name, "sort": asked.sort}
    offset = offset_of(asked.cursor, question)

    def look(record: AnyRecord) -> tuple[dict[str, Any], list[Any]]:
        person = record.people.person(name)
        said = record.people.said(person.name, newest_first=asked.sort == "newest", most=asked.limit + 1, offset=offset)
        return asdict(person), [statement_line(hit.statement, hit.article) for hit in said]

    person, said = await look_up(request, look)
    return JSONResponse({"speaker": person, "statements": said[: asked.limit], "next": _next(said, asked.limit, offset, question)})


async def read(request: Request, asked: ReadForm) -> JSONResponse:
    """Read an article and give its statements back. Nothing is stored unless `store` asks for it and the server may."""
    lanes: Lanes = request.app.state.lanes
    if asked.store:
        writing_lane(request)  # said before the article is read
    told = await lanes.reading.do(lambda reader: reader.read(asked.given()))
    if asked.store:
        await write(request, lambda record: stored(record, told))
    return JSONResponse(reading_told(told, is_stored=asked.store))


async def check(request: Request, asked: CheckForm) -> JSONResponse:
    """Check words, or every direct quotation of an article, against transcripts of what was said."""
    lanes: Lanes = request.app.state.lanes
    return JSONResponse(await lanes.reading.do(lambda reader: checked(asked, reader)))


def _disputes(record: AnyRecord, asked: Disputing, offset: int) -> tuple[Any, ...]:
    if asked.statement is None:
        kind = DisputeKind(asked.kind) if asked.kind else None
        return record.disputes.find(about=asked.about or None, speaker=asked.speaker or None, kind=kind, limit=asked.limit + 1, offset=offset)
    try:
        found = record.disputes.of(asked.statement)
    except QueryError as error:
        raise not_found(error) from None
    return found[offset : offset + asked.limit + 1]


def _hit(hit: Any) -> dict[str, Any]:
    text = hit.article.text
    matches = [{"start": span.start, "end": span.end, "exact": span.of(text)} for span in hit.matches]
    return {"statement": statement_line(hit.statement, hit.article), "matches": matches}


def _next(found: list[Any], limit: int, offset: int, question: object) -> str | None:
    return cursor_of(offset + limit, question) if len(found) > limit else None
