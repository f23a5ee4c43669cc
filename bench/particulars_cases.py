"""The hand-made cases: each a short text with one statement marked, and every slot that is filled."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.resolve.marked import statement_of

CASES = Path(__file__).parent.parent / "tests/cases/resolve"
Pair = tuple[str, dict[str, Any], dict[str, Any]]


def pairs(half: str) -> Iterator[Pair]:
    """Yield for each case of the half its text, the slots as they should be, and as the resolver fills them."""
    for case in tomllib.loads((CASES / f"particulars-{half}.toml").read_text(encoding="utf-8"))["case"]:
        statement, text = statement_of(case)
        wanted = {"stance": "asserts", "distance": "neutral", **{slot: value for slot, value in case.items() if slot != "text"}}
        yield case["text"], wanted, slots_of(text, statement)


def slots_of(text: str, statement: Any) -> dict[str, Any]:
    """Return the slots of a statement as words; what is not filled is None."""
    return {
        "stance": statement.stance and statement.stance.value,
        "negated": statement.negated or None,
        "distance": statement.distance and statement.distance.value,
        "addressee": statement.addressee and statement.addressee.of(text),
        "occasion": statement.occasion and statement.occasion.of(text),
        "said_on": statement.said_on,
        "via": statement.via,
        "sure": {entry.field: entry.confidence for entry in statement.evidence},
    }
