"""The application: a record behind its guards, with REST under /api and the pages.

What answers a request finds on `request.app.state` the `lanes` (ask the record, read an article, write where `edit`), `edit`,
and the `form_key`, new with each start, that a form of our own pages brings back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

from fastapi import FastAPI

from onrecord import __version__
from onrecord.serve import pages
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
    app.state.lanes, app.state.edit, app.state.form_key = lanes, edit, token_urlsafe(16)
    tell_problems(app)
    app.include_router(rest.routes())
    app.include_router(pages.routes())
    app.state.problem_page = pages.problem_page
    describe(app)
    app.add_middleware(Guard, rules=rules or Rules(hosts=hosts, token=token))
    return app


def _closing(lanes: Lanes):  # type: ignore[no-untyped-def]  # FastAPI's own type for this is not public
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        lanes.close()

    return lifespan
