"""Problems: every error that a request can end in, as RFC 9457 tells it (application/problem+json).

In: what was raised. Out: a status, a title, a detail; never a path of this machine or a trace.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from onrecord.errors import OnrecordError, QueryError, ReadError, RecordError
from onrecord.serve.web.lanes import TooBusy, TooSlow

MEDIA_TYPE: Final = "application/problem+json"
_LOG: Final = logging.getLogger("onrecord.serve")


class Problem(OnrecordError, HTTPException):
    """An error as it is told: raised by our own code, or made of what was raised."""

    def __init__(self, *, status: int, detail: str, errors: Sequence[dict[str, str]] = (), headers: Mapping[str, str] | None = None) -> None:
        HTTPException.__init__(self, status, detail, headers)
        self.status, self.errors = status, errors

    def told(self) -> dict[str, Any]:
        """Return the problem as the form has it."""
        told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.detail}
        return told | {"errors": list(self.errors)} if self.errors else told

    def body(self) -> bytes:
        """Return it as JSON; what no text may hold is escaped."""
        return json.dumps(self.told()).encode("ascii")


def not_found(error: QueryError) -> Problem:
    """Return the problem of an id or a name that nothing on record has."""
    return Problem(status=404, detail=str(error))


def problem_of(error: Exception) -> Problem:
    """Return what is told of an error; what is our own fault goes to the log, whole."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            return Problem(status=error.status_code, detail=_detail_of(error), headers=error.headers)
        case QueryError() | ReadError():
            return Problem(status=422, detail=str(error))
        case TooSlow():
            return Problem(status=504, detail=str(error))
        case TooBusy():
            return Problem(status=503, detail=str(error), headers={"Retry-After": "1"})
        case RecordError():
            _LOG.error("%s", error)
            return Problem(status=503, detail="The record cannot be used now; the server's log says why.", headers={"Retry-After": "10"})
    _LOG.error("a request failed", exc_info=error)
    return Problem(status=500, detail="An error of ours; the server's log has it. Please report it.")


def respond(request: Request, error: Exception) -> Response:
    """Return the response that tells of the error: as a page where a reader asked for one and there are pages, else as JSON."""
    problem = problem_of(error)
    page = getattr(request.app.state, "problem_page", None)
    if page is not None and not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        shown: Response = page(request, problem)
        return shown
    return Response(problem.body(), status_code=problem.status, media_type=MEDIA_TYPE, headers=problem.headers)


def tell_problems(app: FastAPI) -> None:
    """Let the application answer every error in this form."""
    for kind in (OnrecordError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, respond)


def _invalid(error: RequestValidationError) -> Problem:
    errors = tuple({"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors())
    first = f"{errors[0]['where']}: {errors[0]['what']}." if errors else "The request is not as documented."
    return Problem(status=422, detail=first, errors=errors)


def _detail_of(error: HTTPException) -> str:
    if error.status_code == 404:
        return "Nothing is here; an address of /openapi.json was expected."
    return str(error.detail)
