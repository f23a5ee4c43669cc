"""An error as a page, for readers: what is wrong and what to do, never a trace."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.problems import Problem


def problem_page(request: Request, problem: Problem) -> Response:
    """Return the page that tells of a problem."""
    shown = rendered(request, "problem.html", problem, status=problem.status)
    shown.headers.update(problem.headers or {})
    return shown
