"""The application: a record behind its guards, with REST under /api and, where they are there, the pages.

What answers a request finds on `request.app.state` the `lanes` (ask the record, read an article, write where `edit`) and
`edit`. The pages are a package with `routes()`, an APIRouter, and may have `problem_page`, which of a request and its `Problem`
makes a response for readers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI

from onrecord import __version__
from onrecord.serve.web import rest
from onrecord.serve.web.guards import LOOPBACK, Guard, Rules
from onrecord.serve.web.lanes import Lanes, lanes_of
from onrecord.serve.web.openapi import describe
from onrecord.serve.web.problems import tell_problems


def application(
    location: str | Path, *, token: str | None = None, edit: bool = False, hosts: Sequence[str] = LOOPBACK, rules: Rules | None = None
) -> FastAPI:
    """Return the application that serves the record at `location`: read-only unless `edit`; `rules` stand for token and hosts if given."""
    lanes = lanes_of(location, edit=edit)
    # No pages of FastAPI's own: theirs load scripts from elsewhere.
    app = FastAPI(title="onrecord", version=__version__, docs_url=None, redoc_url=None, lifespan=_closing(lanes))
    app.state.lanes, app.state.edit = lanes, edit
    tell_problems(app)
    app.include_router(rest.routes())
    if find_spec("onrecord.serve.pages") is not None:
        pages = import_module("onrecord.serve.pages")
        app.include_router(pages.routes())
        app.state.problem_page = getattr(pages, "problem_page", None)
    describe(app)
    app.add_middleware(Guard, rules=rules or Rules(hosts=hosts, token=token))
    return app


def _closing(lanes: Lanes):  # type: ignore[no-untyped-def]  # FastAPI's own type for this is not public
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        lanes.close()

    return lifespan
