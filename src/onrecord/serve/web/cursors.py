"""Cursors: how one page of an answer leads to the next. A cursor is good for the question that it was given with, and no other."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final

from onrecord.records import digest
from onrecord.serve.web.problems import Problem

MOST_SKIPPED: Final = 1_000_000


def cursor_of(offset: int, question: object) -> str:
    """Return the cursor that goes on after `offset` answers to the question.

    >>> offset_of(cursor_of(40, {"q": "tide"}), {"q": "tide"})
    40
    """
    told = json.dumps([offset, _mark(question)]).encode()
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def offset_of(cursor: str | None, question: object) -> int:
    """Return after how many answers the cursor goes on. Raises Problem where it is none of this question's."""
    if cursor is None:
        return 0
    try:
        offset, mark = json.loads(base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if type(offset) is int and 0 <= offset <= MOST_SKIPPED and mark == _mark(question):
            return offset
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise Problem(status=422, detail=f"cursor: {cursor!r} is none of this question; `next` of its last answer was expected. Begin without one.")


def _mark(question: object) -> str:
    return digest(json.dumps(question, sort_keys=True, default=str))[:8]
