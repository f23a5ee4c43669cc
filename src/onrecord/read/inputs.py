"""Which files are to be read: paths, folders and `-`, one input after the other, none opened yet.

In: what the user named. Out: inputs in a fixed order, and a rejection for what is not there. A file that is named is read
whatever its name; in a folder, hidden files and what saved pages bring along (pictures, style sheets) are passed over,
and other unknown kinds are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.read.kinds import Kind, is_companion, kind_of_name
from onrecord.records import Rejected

STDIN_NAME: Final = "<stdin>"
_EXPECTED: Final = "expected .txt, .md, .html, .jsonl or .json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file to read; `path` is None for standard input."""

    where: str
    path: Path | None
    kind: Kind


def inputs(sources: Iterable[str | Path]) -> Iterator[Input | Rejected]:
    """Yield the inputs that the sources name: files as they are, folders with all that is in them, `-` for standard input."""
    for source in sources:
        if str(source) == "-":
            yield Input(where=STDIN_NAME, path=None, kind=Kind.UNKNOWN)
        else:
            yield from _named(Path(source))


def count_inputs(sources: Iterable[str | Path]) -> int:
    """Return how many inputs the sources name, for a progress bar; no file is opened."""
    return sum(1 for _ in inputs(sources))


def _named(path: Path) -> Iterator[Input | Rejected]:
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        yield Rejected(where=str(path), reason=f"it cannot be reached: {reason_of(error)}; expected a file or a folder. Check the path.")
        return
    if is_folder:
        yield from _inside(path)
    elif is_there:
        yield Input(where=str(path), path=path, kind=kind_of_name(path))
    else:
        yield Rejected(
            where=str(path), reason="there is no such file or folder; expected a path that exists, or - for standard input. Check the path."
        )


def _inside(folder: Path) -> Iterator[Input | Rejected]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Rejected(
            where=str(folder), reason=f"the folder cannot be opened: {reason_of(error)}; expected one that can be read. Check its permissions."
        )
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if _is_folder(child):
            yield from _inside(child)
        elif not is_companion(child):
            yield from _file_inside(child)


def _is_folder(path: Path) -> bool:
    # A link to a folder is not followed: it may lead back up.
    return path.is_dir() and not path.is_symlink()


def _file_inside(path: Path) -> Iterator[Input | Rejected]:
    kind = kind_of_name(path)
    if path.is_symlink() and path.is_dir():
        return
    if not path.is_file():
        yield Rejected(where=str(path), reason="it is no file that can be read; expected a plain file. Leave it out.")
    elif kind is Kind.UNKNOWN and path.suffix:
        yield Rejected(
            where=str(path),
            reason=f"files of the kind {path.suffix!r} are not read from a folder; {_EXPECTED}. Name the file itself to read it all the same.",
        )
    else:
        yield Input(where=str(path), path=path, kind=kind)


def reason_of(error: Exception) -> str:
    """Return what the system says is wrong, in its words and without the path."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
