"""Web archives: WARC files, packed or not, streamed record by record. The one file that knows fastwarc.

In: a path. Out: an item for each page that was answered with one: response records with HTML and status 200. Images, other
answers and other records are passed over. Where the file is broken, what is lost is rejected and the reading goes on with
the next record that is whole. No more than one page is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded
from onrecord.read.chunks import megabytes
from onrecord.read.item import Item
from onrecord.read.kinds import Kind
from onrecord.records import Rejected

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES: Final = frozenset(["text/html", "application/xhtml+xml"])
_STARTS: Final = (b"\x1f\x8b\x08", b"WARC/1.")
_MOST_HEADERS_BYTES: Final = 1 << 16
_MOST_FAILURES: Final = 1000
"""False starts in a row after which the rest is given up: what looks like a start can stand there a million times."""
_BROKEN: Final = "the archive is broken here ({error}); expected a whole record. The reading goes on with the next one that is whole."
_BLOCK_BYTES: Final = 1 << 20


def warc_items(path: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield the pages of a web archive. Raises OSError where the file cannot be opened, ReadError where it is none."""
    where, start, failures, is_empty = str(path), 0, 0, True
    with path.open("rb") as stream:
        _check(stream, where)
        while failures < _MOST_FAILURES:
            try:
                for position, item in _items(stream, start, where, max_bytes):
                    start, failures, is_empty = position, 0, False
                    if item is not None:
                        yield item
                break
            except OSError as error:
                if failures == 0:
                    yield Rejected(where=f"{where}:{start}", reason=_BROKEN.format(error=error))
                failures, is_empty = failures + 1, False
            found = _next_start(stream, start + 1)
            if found is None:
                break
            start = found
    if is_empty:
        raise ReadError(where, "there is no record in it that can be read; expected a web archive. Check how it was saved.")


def _check(stream: BinaryIO, where: str) -> None:
    if not stream.read(8).startswith(_STARTS):
        raise ReadError(where, "it is no web archive; expected a WARC file, plain or packed with gzip. Check how it was saved.")


def _items(stream: BinaryIO, start: int, where: str, max_bytes: int) -> Iterator[tuple[int, Item | Rejected | None]]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream.seek(start)
    for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
        place, declared = f"{where}:{record.stream_pos}", record.content_length
        if record.record_type != WarcRecordType.response:
            yield record.stream_pos, None
        elif declared > max_bytes + _MOST_HEADERS_BYTES:
            yield record.stream_pos, _too_long(place, max_bytes)
        else:
            record.freeze()
            if record.content_length < declared:
                raise OSError(f"{declared - record.content_length:,} bytes are missing at its end")
            yield record.stream_pos, _item(record, place, max_bytes)


def _item(record: WarcRecord, where: str, max_bytes: int) -> Item | Rejected | None:
    data = _page(record, max_bytes)
    if data is None:
        return None
    if len(data) > max_bytes:
        return _too_long(where, max_bytes)
    try:
        text = decoded(_with_charset(data, record.http_charset), where)
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)
    return Item(where=where, text=text, kind=Kind.HTML, fallback=_fallback(record))


def _page(record: WarcRecord, max_bytes: int) -> bytes | None:
    """Return the page, no further than a byte past the limit, or None where it is none."""
    record.parse_http(auto_decode="all")
    if not record.is_http or record.http_headers.status_code != 200 or (record.http_content_type or "").casefold() not in _PAGES:
        return None
    # What is packed can be a thousand times as long when it is unpacked.
    return bytes(record.reader.read(max_bytes + 1))


def _too_long(where: str, max_bytes: int) -> Rejected:
    return Rejected(where=where, reason=f"the page is longer than {megabytes(max_bytes)}; expected one article. Leave it out.")


def _with_charset(data: bytes, charset: str | None) -> bytes:
    """What the server said comes before what the page declares of itself."""
    if charset is None or charset.casefold() in {"utf-8", "utf8"}:
        return data
    return b"<!-- <meta charset=" + charset.encode("ascii", "ignore")[:40] + b"> -->" + data


def _fallback(record: WarcRecord) -> dict[str, str]:
    headers = record.headers
    said = {
        "url": headers.get("WARC-Target-URI", ""),
        "published": (headers.get("WARC-Date", "") or "")[:10],
        "payload_digest": headers.get("WARC-Payload-Digest", ""),
    }
    return {name: value.strip("<> ") for name, value in said.items() if value}


def _next_start(stream: BinaryIO, after: int) -> int | None:
    """Return where the next record may begin: a false start is found out by reading it."""
    stream.seek(after)
    at, tail = after, b""
    while block := stream.read(_BLOCK_BYTES):
        data = tail + block
        found = [place for mark in _STARTS if (place := data.find(mark)) >= 0]
        if found:
            return at - len(tail) + min(found)
        at, tail = at + len(block), data[-8:]
    return None
