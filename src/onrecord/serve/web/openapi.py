"""The description of the interface, OpenAPI 3.1: what FastAPI knows of the requests, and the schemas of the answers.

The schema of a statement is the one that `onrecord schema` prints; the others stand beside this file in answers.json.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from onrecord.serve.lines import schema
from onrecord.serve.web.problems import MEDIA_TYPE

PROBLEMS: Final = {
    400: "The request is not one that can be read.",
    401: "A token was expected.",
    403: "This server is read-only, or another site's page sent the request.",
    408: "The body did not come in time.",
    413: "The body is too long.",
    421: "This server is not of that name.",
    422: "The request is not as documented here, or cannot be asked.",
    503: "Too much to do, or the record cannot be used now.",
    504: "It took too long.",
}
NOT_FOUND: Final = {404: "Nothing on record has that id or name, or several have."}
_Answers = dict[int | str, dict[str, Any]]
_SUMMARY: Final = "Who said what, in which exact words, and by whose account. Neutral: a dispute has two sides and no verdict."


def answer(name: str, told: str, more: dict[int, str] | None = None) -> _Answers:
    """Return what a route says of its answers: the schema's name where all is well, and the problems."""
    said = {**(more or {}), **PROBLEMS}
    good: _Answers = {200: {"description": told, "content": {"application/json": {"schema": _ref(name)}}}}
    bad: _Answers = {status: {"description": why, "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}} for status, why in said.items()}
    return {**good, **bad}


def describe(app: FastAPI) -> None:
    """Let the application describe itself with our schemas."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            api = get_openapi(title=app.title, version=app.version, summary=_SUMMARY, routes=app.routes)
            api.setdefault("components", {}).setdefault("schemas", {}).update(_schemas())
            # The empty one: without --token nothing is asked for.
            api["security"] = [{}, {"token": []}]
            api["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "What --token said."}}
            for unused in ("HTTPValidationError", "ValidationError"):
                api["components"]["schemas"].pop(unused, None)
            app.openapi_schema = api
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _schemas() -> dict[str, Any]:
    parts = {"span": "Span", "evidence": "Evidence"}
    told = schema()
    for part, name in parts.items():
        told = told.replace(f"#/$defs/{part}", f"#/components/schemas/{name}")
    statement = json.loads(told)
    own: dict[str, Any] = json.loads((resources.files("onrecord.serve.web") / "answers.json").read_text(encoding="utf-8"))
    shared = {parts[part]: told for part, told in statement.pop("$defs").items()}
    whole = {name: part for name, part in statement.items() if name not in ("$schema", "$id")}
    return shared | {"Article": statement["properties"]["article"], "Statement": whole} | own


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
