"""What a user hands in, told apart: a text, or a file."""

from __future__ import annotations

import os
from pathlib import Path

from onrecord.read.kinds import Kind, kind_of_name

MOST_PATH_CHARS = 1_024
_CAPTIONS = (".srt", ".vtt")

Source = str | os.PathLike[str]


def is_path(given: Source, is_text: bool | None = None) -> bool:
    """Say whether this names a file: any path object, and a string of one line that has no blank or ends like a file that is read.

    It is told from the string alone, never from what is on disk; `is_text` overrules it.

    >>> is_path("news/a.html"), is_path("my news/a.html"), is_path("He said no."), is_path("a.html", is_text=True)
    (True, True, False, False)
    """
    if not isinstance(given, str):
        return True
    if is_text is not None:
        return not is_text
    if not given or len(given) > MOST_PATH_CHARS or len(given.splitlines()) > 1:
        return False
    return len(given.split()) == 1 or kind_of_name(Path(given)) is not Kind.UNKNOWN or given.casefold().endswith(_CAPTIONS)


def as_path(given: Source) -> str | Path:
    """Return a path as the reader takes it; a string stays one, for it may be an address."""
    return given if isinstance(given, str) else Path(given)
