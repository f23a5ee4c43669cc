"""Corrections from the pages, where the server was started with --edit: one act a form, then back to what it was about.

A form brings the key that only our own pages have; one without it is another site's, and is refused.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError

from onrecord.serve.commands.correcting import sentence
from onrecord.serve.pages.addresses import to_speaker
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import ask, look_up, write, writing_lane
from onrecord.serve.web.deeds import AnyDeed, Correct, Deed, Remove, Undo, said
from onrecord.serve.web.problems import Problem
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.corrections import Correction

MOST_LISTED: Final = 200
_DEEDS: Final = TypeAdapter[AnyDeed](Deed)
_BACK: Final = {"same": "/people?suggest=same", "split": "/people?suggest=split"}
_SEVERAL: Final = ("places",)
_OURS: Final = ("key", "back")


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


async def correct(request: Request) -> Response:
    """Say what a form says of the record, and lead to the page on which it shows."""
    fields = await _form(request)
    back, deed = _BACK.get(fields.get("back", "")), _deed(fields)
    then = back or await _then(request, deed)
    done = await write(request, lambda record: said(record, deed))
    return RedirectResponse(then + ("&" if "?" in then else "?") + f"done={done.number}", status_code=303)


async def _form(request: Request) -> dict[str, Any]:
    """Return the fields that were filled in, once the form is known for one of ours. Raises Problem where this server is read-only."""
    writing_lane(request)
    form = await request.form()
    key = form.get("key")
    if not hmac.compare_digest(key.encode() if isinstance(key, str) else b"", request.app.state.form_key.encode()):
        raise Problem(status=403, detail="The form is none of this server's pages, or older than its last start. Load the page again.")
    given = {name: [one.strip() for one in form.getlist(name) if isinstance(one, str) and one.strip()] for name in form}
    return {name: values if name in _SEVERAL else values[0] for name, values in given.items() if values}


def _deed(fields: dict[str, Any]) -> AnyDeed:
    try:
        return _DEEDS.validate_python({name: value for name, value in fields.items() if name not in _OURS})
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(status=422, detail=f"{first['loc'][-1] if first['loc'] else 'the form'}: {first['msg']}.") from None


async def _then(request: Request, deed: AnyDeed) -> str:
    """Return where what was said shows."""
    match deed:
        case Correct():
            return f"/statement/{deed.statement}"
        case Remove():
            stored = await look_up(request, lambda record: record.statement(deed.statement))
            return f"/article/{stored.article.id}"
        case Undo():
            return "/corrections"
    return to_speaker(deed.name)
