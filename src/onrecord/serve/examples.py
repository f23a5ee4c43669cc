"""The example articles that ship with the package, and stand beside it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from onrecord.errors import OnrecordError

_PACKAGE: Final = Path(__file__).parents[1]
_PLACES: Final = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")


def examples() -> Path:
    """Return the folder of the examples. Raises OnrecordError where it was left out."""
    for place in _PLACES:
        if place.is_dir():
            return place
    raise OnrecordError(f"{_PLACES[0]}: the examples are not there; they were expected with the package. Install onrecord again.")
