"""From bytes to characters, or a reason why not.

In: the bytes of a file. Out: its text. UTF-8 and UTF-16 are known by themselves; what is neither is read as the page
declares. Bytes that break a UTF-8 text are read as Windows-1252, where that gives what print uses; else the file is
refused. Nothing is replaced by a mark of ignorance, and nothing is dropped.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from onrecord.errors import ReadError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = {
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a sound, film or WebP file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "compressed with gzip",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
}
_DECLARED: Final = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,100}?encoding\s*=)\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN_BYTES: Final = 4096
_CONTROL: Final = bytes(range(0x00, 0x09)) + bytes(range(0x0E, 0x20)) + b"\x7f"
_MOST_CONTROL_SHARE: Final = 0.01
_MOST_BROKEN_SHARE: Final = 0.12
_PRINTED: Final = frozenset("‘’“”„‚‹›«»–—…•€£¥¢©®™°§¶·´¨¹²³¼½¾¿¡ºª†‡ˆ˜×÷±µ\xa0\xad")
_DAMAGED: Final = re.compile("[\udcc2-\udcf4](?:[\udc80-\udcbf]|\\Z)")
_WHAT_TO_DO: Final = "Save it as UTF-8 text, Markdown or HTML."


def decoded(data: bytes, where: str) -> str:
    """Return the text of the bytes. Raises ReadError for what is empty, binary, or in no encoding that can be told."""
    if not data.strip():
        raise ReadError(where, "it is empty; expected an article. Leave it out.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, where)
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _declared(data) or _mended(data, where, error.start)


def is_utf16(head: bytes) -> bool:
    """Return whether the bytes begin with a mark of UTF-16 or UTF-32."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _mended(data, where, error.start)
        raise ReadError(where, f"it begins as {encoding} and breaks off at byte {error.start}; expected text. {_WHAT_TO_DO}") from None


def _refuse_binary(data: bytes, where: str) -> None:
    what = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    controls = len(data) - len(data.translate(None, _CONTROL))
    if what is None and (b"\0" in data or controls > _MOST_CONTROL_SHARE * len(data)):
        what = "binary"
    if what is not None:
        raise ReadError(where, f"it is {what}; expected text, Markdown, HTML or JSON Lines. Take the article's text out of it, or leave it out.")


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN_BYTES])
    name = found[1].decode("ascii").lower() if found else None
    if name is None or name in {"utf-8", "utf8"}:
        return None
    # Browsers read all of these as Windows-1252, and pages mean it.
    name = "cp1252" if name in {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"} else name
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _mended(data: bytes, where: str, broken_at: int) -> str:
    """Read each byte that is no UTF-8 as Windows-1252, if all of them are characters that print uses."""
    refused = ReadError(where, f"it is neither UTF-8 (broken at byte {broken_at}) nor Windows-1252; expected UTF-8. {_WHAT_TO_DO}")
    odd = data.decode("utf-8", "surrogateescape")
    broken = [character for character in odd if "\udc80" <= character <= "\udcff"]
    try:
        read = {character: bytes([ord(character) - 0xDC00]).decode("cp1252") for character in set(broken)}
    except UnicodeDecodeError:
        raise refused from None
    # Where UTF-8 is used beside, a lead with what follows it is a character that was cut, and not two of Windows-1252.
    is_cut = len(odd) > len(data.translate(None, bytes(range(0x80, 0x100)))) + len(broken) and _DAMAGED.search(odd)
    is_printed = not is_cut and all(character.isalpha() or character in _PRINTED for character in read.values())
    if not is_printed or len(broken) > _MOST_BROKEN_SHARE * len(odd):
        raise refused
    return odd.translate({ord(character): plain for character, plain in read.items()})
