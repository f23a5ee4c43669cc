"""What was asked of a page: blanks of a form left out, and what cannot be said in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from onrecord.errors import QueryError
from onrecord.serve.web.problems import Problem

Form = TypeVar("Form", bound=BaseModel)


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
