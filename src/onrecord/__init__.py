"""onrecord: who said what, in which exact words, and by whose account.

    reading = onrecord.read("Anna Bell said the bridge was safe.")
    record = onrecord.Record("onrecord.db")

What is named here is the Python interface, all of it; docs/python.md shows it at work. Nothing is loaded before it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.errors import ModelError, OnrecordError, QueryError, ReadError, RecordError
    from onrecord.records import Article, Rejected
    from onrecord.serve.python import Reading, Record, Statement, Words, check, read, read_each

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ModelError",
    "OnrecordError",
    "QueryError",
    "ReadError",
    "Reading",
    "Record",
    "RecordError",
    "Rejected",
    "Statement",
    "Words",
    "__version__",
    "check",
    "read",
    "read_each",
]

_ROOM_OF = {name: "onrecord.errors" for name in __all__ if name.endswith("Error")}
_ROOM_OF |= dict.fromkeys(("Article", "Rejected"), "onrecord.records")
_ROOM_OF |= dict.fromkeys(("Reading", "Record", "Statement", "Words", "check", "read", "read_each"), "onrecord.serve.python")


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_ROOM_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """This package: `onrecord.read` is the function, also once the room of that name has been imported."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """A function that names the package is sent to other machines; there it finds the package, and does not bring it along."""
        return import_module, (self.__name__,)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _ROOM_OF or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
