"""A page's record and a template in, HTML out. The only file that knows Jinja2: everything is escaped, nothing is marked safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord import __version__
from onrecord.serve.held import called
from onrecord.serve.pages import addresses, telling
from onrecord.serve.pages.static import ADDRESS_OF

_FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "called": called,
    "day": telling.day,
    "label": telling.label,
    "many": telling.many,
    "moment": telling.moment,
    "number": telling.number,
    "percent": telling.percent,
    "web": addresses.web_address,
    "to_speaker": addresses.to_speaker,
    "to_search": addresses.to_search,
    "with_asked": addresses.with_asked,
}

_MOST_DIGITS: Final = 12


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.serve.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(_FILTERS)
    made.globals.update(version=__version__, static=ADDRESS_OF, to_speaker=addresses.to_speaker, to_search=addresses.to_search)
    return made


_ENVIRONMENT: Final = _environment()


def rendered(request: Request, template: str, page: Any, *, status: int = 200) -> HTMLResponse:
    """Return the page as a response; the template finds the record as `page`, and as `edit` whether it may offer changes.

    `done` is the number of the correction that led here.
    """
    state, told = request.app.state, request.query_params.get("done", "")
    done = int(told) if state.edit and told.isascii() and told.isdigit() and len(told) < _MOST_DIGITS else None
    html = _ENVIRONMENT.get_template(template).render(page=page, edit=state.edit, form_key=state.form_key, here=request.url.path, done=done)
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
