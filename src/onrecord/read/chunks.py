"""Bytes in bounded pieces: a file whole, or line by line, with no more memory than the limit whatever the file holds.

In: a stream. Out: its bytes, or its lines with their numbers; a line past the limit is None, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from onrecord.errors import ReadError

CHUNK_BYTES: Final = 1 << 16


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a stream piece by piece."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def whole(pieces: Iterable[bytes], where: str, max_bytes: int) -> bytes:
    """Return all the bytes. Raises ReadError when there are more than `max_bytes`; no more than that is held."""
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > max_bytes:
            raise ReadError(
                where, f"it holds more than {megabytes(max_bytes)}; expected one article. If it holds many, give one article a file or a line."
            )
    return bytes(data)


def lines(pieces: Iterable[bytes], max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield each line with its number, from 1; None stands for a line of more than `max_bytes`.

    >>> list(lines([b"a\nlong", b"er\nb"], max_bytes=3))
    [(1, b'a'), (2, None), (3, b'b')]
    """
    number, line, is_long = 1, bytearray(), False
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            yield number, None if is_long or len(line) + len(part) > max_bytes else bytes(line + part)
            number, is_long = number + 1, False
            line.clear()
        is_long = is_long or len(line) + len(rest) > max_bytes
        line = bytearray() if is_long else line + rest
    if line or is_long:
        yield number, None if is_long else bytes(line)


def megabytes(size_bytes: int) -> str:
    """Return a size as people say it.

    >>> megabytes(20_000_000), megabytes(500)
    ('20 MB', '500 bytes')
    """
    return f"{size_bytes / 1e6:.3g} MB" if size_bytes >= 1e5 else f"{size_bytes:,} bytes"
