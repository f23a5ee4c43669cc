"""What routes ask of the record, each in its lane: looked at, looked up, written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Path, Request

from onrecord.errors import QueryError
from onrecord.serve.web.lanes import Lane, Lanes
from onrecord.serve.web.problems import Problem, not_found
from onrecord.store.anyrecord import AnyRecord

Found = TypeVar("Found")
Id = Annotated[str, Path(pattern="^[0-9a-fA-F]{1,16}$", description="An id, or its first digits.")]
Name = Annotated[str, Path(min_length=1, max_length=400, description="A whole name, or words of it that no other speaker's name has.")]


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


async def write(request: Request, work: Callable[[AnyRecord], Found]) -> Found:
    """Do work that changes the record. Raises Problem where this server may not."""
    return await writing_lane(request).do(work)


def writing_lane(request: Request) -> Lane[AnyRecord]:
    """Return the lane that writes. Raises Problem where this server is read-only."""
    lanes: Lanes = request.app.state.lanes
    if lanes.writing is None:
        raise Problem(status=403, detail="This server is read-only; one started with --edit was expected. Start it so, or use `onrecord correct`.")
    return lanes.writing
