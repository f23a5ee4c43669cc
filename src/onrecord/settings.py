"""What the environment decides: where the record is, and how many processes to use."""

from __future__ import annotations

import os
import re
from typing import Final

RECORD_VARIABLE: Final = "ONRECORD_RECORD"
DEFAULT_RECORD: Final = "onrecord.db"
_WORTH_A_PROCESS_BYTES: Final = 300_000


def record_location(given: str | None = None) -> str:
    """Return where the record is: as given, else as ONRECORD_RECORD says, else onrecord.db in the working folder."""
    return given or os.environ.get(RECORD_VARIABLE) or DEFAULT_RECORD


def without_password(location: str) -> str:
    """Return where a record is as it may be shown to anyone.

    >>> without_password("postgresql://ada:secret@db.example/news?password=secret&sslmode=require")
    'postgresql://ada@db.example/news?sslmode=require'
    """
    if "://" not in location:
        return location
    shown = re.sub(r"(//[^:@/?]*):.*@", r"\1@", location)
    return re.sub(r"([?&])(password|sslpassword)=[^&]*&?", r"\1", shown, flags=re.IGNORECASE).rstrip("?&")


def processes_for(input_bytes: int | None) -> int:
    """Return how many processes suit an input of this size (None: not known): a second one pays only from some dozens of articles on."""
    if input_bytes is not None and input_bytes < _WORTH_A_PROCESS_BYTES:
        return 1
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
