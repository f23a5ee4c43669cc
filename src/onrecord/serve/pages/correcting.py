"""Corrections from the pages, where the server was started with --edit: one act a form, then back to what it was about.

A form brings the key that only our own pages have; one without it is another site's, and is refused.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Path, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.errors import QueryError
from onrecord.records import SpeakerKind, Stance
from onrecord.serve.commands.correcting import sentence
from onrecord.serve.pages.addresses import to, to_speaker
from onrecord.serve.pages.asking import ask, filled
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.lanes import Lanes
from onrecord.serve.web.problems import Problem, not_found
from onrecord.serve.web.rest import Id
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.corrections import Correction

Choice = TypeVar("Choice", SpeakerKind, Stance)
MOST_LISTED = 200
Number = Annotated[int, Path(ge=1, le=2**53)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A correction in a list: what it says, and whether it was not undone."""

    correction: Correction
    told: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """The newest corrections of a record, newest first, of so many."""

    listed: tuple[Listed, ...]
    many: int


async def corrections(request: Request) -> Response:
    """Show what people said of the record."""
    return rendered(request, "corrections.html", await ask(request, page_of))


def page_of(record: AnyRecord) -> CorrectionsPage:
    """Return the page of a record's corrections."""
    everything = list(record.corrections)
    newest = everything[: -MOST_LISTED - 1 : -1]
    return CorrectionsPage(
        listed=tuple(Listed(correction=c, told=sentence(c), holds=record.corrections.holds(c)) for c in newest), many=len(everything)
    )


async def correct(request: Request, id: Id) -> Response:
    """Say who said a statement, or with what stance."""
    form = await _form(request)
    kind, stance = form.get("kind"), form.get("stance")

    def said(record: AnyRecord) -> Correction:
        return record.corrections.by(form.get("by")).correct(
            id,
            speaker=form.get("speaker"),
            kind=_chosen(SpeakerKind, kind),
            role=form.get("role"),
            stance=_chosen(Stance, stance),
            note=form.get("note"),
        )

    return await _done(request, said, f"/statement/{id}")


async def remove(request: Request, id: Id) -> Response:
    """Say that something is no statement; then its article is shown."""
    form = await _form(request)
    article = await ask(request, lambda record: record.statement(id).article.id)

    def said(record: AnyRecord) -> Correction:
        return record.corrections.by(form.get("by")).remove(id, note=form.get("note"))

    return await _done(request, said, f"/article/{article}")


async def merge(request: Request) -> Response:
    """Say that two names are one speaker's."""
    form = await _form(request)
    name, other = form.get("name", ""), form.get("other", "")
    if not name or not other:
        raise Problem(status=422, detail="Two names were expected. Give the other name.")

    def said(record: AnyRecord) -> Correction:
        return record.corrections.by(form.get("by")).merge(name, other, note=form.get("note"))

    return await _done(request, said, to_speaker(name))


async def undo(request: Request, number: Number) -> Response:
    """Take a correction back."""
    form = await _form(request)
    return await _done(request, lambda record: record.corrections.by(form.get("by")).undo(number), "/corrections")


async def _form(request: Request) -> dict[str, str]:
    """Return the fields that were filled in, once the form is known for one of ours."""
    if not request.app.state.edit:
        raise Problem(status=403, detail="This server is read-only; one started with --edit was expected. Start it so, or use `onrecord correct`.")
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if not hmac.compare_digest(form.get("key", "").encode(), request.app.state.form_key.encode()):
        raise Problem(status=403, detail="The form is none of this server's pages, or older than its last start. Load the page again.")
    return filled(form)


async def _done(request: Request, said: Callable[[AnyRecord], Correction], then: str) -> Response:
    """Do it, and lead to the page on which it shows."""
    lanes: Lanes = request.app.state.lanes
    assert lanes.writing is not None  # as `edit` says
    try:
        done = await lanes.writing.do(said)
    except QueryError as error:
        raise not_found(error) from None
    return RedirectResponse(to(then, {"done": done.number}), status_code=303)


def _chosen(kind: type[Choice], value: str | None) -> Choice | None:
    try:
        return kind(value) if value else None
    except ValueError:
        raise Problem(status=422, detail=f"{value!r} is not known; one of {', '.join(kind)} was expected. Choose one of these.") from None
