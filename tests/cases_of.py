"""Cases are data: this reads them."""

import tomllib
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file under tests/cases."""
    found: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    assert found, f"{name} holds no case"
    return found


def named(case: dict[str, Any]) -> str:
    """Return a case's name, for pytest's ids."""
    return str(case["name"])
