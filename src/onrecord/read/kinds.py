"""What kind of text a file holds: by its name, else by how it begins."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Final


class Kind(StrEnum):
    """How an input is read; `unknown` is told from its beginning."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    LINES = "JSON Lines"
    JSON = "JSON"
    UNKNOWN = "unknown"


_OF_SUFFIX: Final = {
    ".txt": Kind.PLAIN,
    ".text": Kind.PLAIN,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".json": Kind.JSON,
}
_COMPANIONS: Final = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm .ogg .m4a .wav".split()
)
_TAG: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h[1-6]|meta|title|span|table|ul)\b",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*\{)")
_MARKDOWN: Final = re.compile(
    r"\A\s*#{1,3} \S|\A\s*---[ \t]*\n[A-Za-z_]+:|\]\((?:#|/|https?:|mailto:)[^)\s]*\)|^\*\*[^*\n]+\*\*[ \t]*$|^#{2,4} \S", re.MULTILINE
)


def kind_of_name(path: Path) -> Kind:
    """Return the kind that the end of a file's name tells."""
    return _OF_SUFFIX.get(path.suffix.casefold(), Kind.UNKNOWN)


def is_companion(path: Path) -> bool:
    """Return whether a file is what a saved page brings along: a picture, a style sheet, a script, a font."""
    return path.suffix.casefold() in _COMPANIONS


def kind_of_text(text: str) -> Kind:
    """Return the kind that the beginning of a text tells.

    >>> kind_of_text("# Minister denies it").value, kind_of_text("<p>He denied it.").value, kind_of_text("He denied it.").value
    ('Markdown', 'HTML', 'plain text')
    """
    head = text[:20_000]
    if _TAG.match(head):
        return Kind.HTML
    if _OBJECT.match(head):
        # An object that is written over several lines is one record; else each line is one.
        return Kind.JSON if head.lstrip().split("\n", 1)[0].strip() in {"{", "[", "[{"} or head.lstrip().startswith("[") else Kind.LINES
    return Kind.MARKDOWN if _MARKDOWN.search(head) else Kind.PLAIN
