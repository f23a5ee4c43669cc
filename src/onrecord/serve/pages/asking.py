"""What the pages ask of the record, and what was asked of them: one look at the record a page, blanks of a form left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from onrecord.errors import QueryError
from onrecord.serve.web.lanes import Lanes
from onrecord.serve.web.problems import Problem, not_found
from onrecord.store.anyrecord import AnyRecord

Found = TypeVar("Found")
Form = TypeVar("Form", bound=BaseModel)


async def ask(request: Request, work: Callable[[AnyRecord], Found]) -> Found:
    """Do the work on the record, in its lane."""
    lanes: Lanes = request.app.state.lanes
    return await lanes.asking.do(work)


async def look_up(request: Request, work: Callable[[AnyRecord], Found]) -> Found:
    """Do the work for one thing by its id or name; that there is not just one is no fault of the question."""
    try:
        return await ask(request, work)
    except QueryError as error:
        raise not_found(error) from None


def filled(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form that somebody filled in."""
    return {name: value.strip() for name, value in form.items() if value.strip()}


def asked_as(kind: type[Form], form: Mapping[str, object]) -> Form:
    """Return what was asked. Raises QueryError, in a reader's words, where it cannot be."""
    try:
        return kind.model_validate(dict(form))
    except ValidationError as error:
        first = error.errors()[0]
        raise QueryError(f"{'.'.join(map(str, first['loc'])) or 'the form'}: {first['msg']}.") from None


def limited(offset: str | None) -> int:
    """Return how many rows of a list to pass over, as the address says. Raises Problem for what is no such number."""
    if offset is None or (offset.isascii() and offset.isdigit() and int(offset) <= 1_000_000):
        return int(offset or 0)
    raise Problem(status=422, detail=f"offset: {offset!r} is no number of rows; one from 0 to 1,000,000 was expected. Begin without one.")
