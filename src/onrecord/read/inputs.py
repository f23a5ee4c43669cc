"""Which files are to be read: paths, folders and `-`, one input after the other, none opened yet.

In: what the user named. Out: inputs in a fixed order, and a rejection for what is not there. A file that is named is read
whatever its name; in a folder, hidden files and what saved pages bring along (pictures, style sheets) are passed over,
and other unknown kinds are refused.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from onrecord.errors import ReadError
from onrecord.read.kinds import EXPECTED, Kind, is_companion, kind_of_name
from onrecord.records import Rejected

STDIN_NAME: Final = "<stdin>"
_ADDRESSES: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read: a file, an address if `url` is given, else standard input."""

    where: str
    path: Path | None
    kind: Kind
    url: str | None = None

    @property
    def size_bytes(self) -> int | None:
        """Return how long the file is; None where that is not known before it is read."""
        try:
            return self.path.stat().st_size if self.path else None
        except OSError:
            return None


def inputs(sources: Iterable[str | Path | Input | Rejected]) -> Iterator[Input | Rejected]:
    """Yield the inputs that the sources name: files and addresses as they are, folders with all that is in them, `-` for standard input.

    What is an input already is passed on, so that folders need be walked only once.
    """
    for source in sources:
        if isinstance(source, Input | Rejected):
            yield source
        elif isinstance(source, str) and source.startswith(_ADDRESSES):
            yield Input(where=source, path=None, kind=Kind.UNKNOWN, url=source)
        elif str(source) == "-":
            yield Input(where=STDIN_NAME, path=None, kind=Kind.UNKNOWN)
        else:
            yield from _named(Path(source))


@contextmanager
def opened(found: Input, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """Open an input, unpacking what is packed with gzip. Raises ReadError where the packing is broken, OSError as files do."""
    if found.path is None:
        if stdin is None:
            raise ReadError(found.where, "nothing is given on standard input; expected an article there. Pipe one in, or name a file.")
        yield stdin
        return
    with found.path.open("rb") as stream:
        if found.path.suffix.casefold() != ".gz":
            yield stream
            return
        try:
            with gzip.open(stream, "rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ReadError(found.where, f"it is packed with gzip, and broken ({error}); expected a whole file. Fetch or save it again.") from None


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
            reason=f"files of the kind {path.suffix!r} are not read from a folder; {EXPECTED}. Name the file itself to read it all the same.",
        )
    else:
        yield Input(where=str(path), path=path, kind=kind)


def reason_of(error: Exception) -> str:
    """Return what the system says is wrong, in its words and without the path."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
