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
    FRAGMENT = "a piece of HTML that is all article"
    LINES = "JSON Lines"
    JSON = "JSON"
    XML = "XML"
    CSV = "CSV"
    PARQUET = "Parquet"
    WARC = "a web archive"
    UNKNOWN = "unknown"

    @property
    def holds_many(self) -> bool:
        """Return whether one input of the kind can hold any number of articles."""
        return self in {Kind.LINES, Kind.JSON, Kind.XML, Kind.CSV, Kind.PARQUET, Kind.WARC}


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
    ".xml": Kind.XML,
    ".rss": Kind.XML,
    ".atom": Kind.XML,
    ".rdf": Kind.XML,
    ".nitf": Kind.XML,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".parquet": Kind.PARQUET,
    ".pq": Kind.PARQUET,
    ".warc": Kind.WARC,
}
EXPECTED: Final = "expected .txt, .md, .html, .json, .jsonl, .xml, .rss, .atom, .csv, .tsv, .parquet or .warc, or one of these with .gz"
_COMPANIONS: Final = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .tif .tiff .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm .ogg .m4a .wav".split()
)
_TAG: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h[1-6]|meta|title|span|table|ul)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(
    r"\s*(?:<\?xml\b|(?:<!--.*?-->\s*)*<(?:[\w-]+:)?(?:rss|feed|RDF|newsMessage|newsItem|nitf|knowledgeItem|packageItem)\b)", re.DOTALL
)
_OBJECT: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*\{)")
_MARKDOWN: Final = re.compile(
    r"\A\s*#{1,3} \S|\A\s*---[ \t]*\n[A-Za-z_]+:|\]\((?:#|/|https?:|mailto:)[^)\s]*\)|^\*\*[^*\n]+\*\*[ \t]*$|^#{2,4} \S", re.MULTILINE
)


def kind_of_name(path: Path) -> Kind:
    """Return the kind that the end of a file's name tells; `.gz` after it says how it is packed.

    >>> kind_of_name(Path("a.warc.gz")).value, kind_of_name(Path("a.JSON")).value, kind_of_name(Path("a.news")).value
    ('a web archive', 'JSON', 'unknown')
    """
    name = path.name.casefold()
    return _OF_SUFFIX.get(Path(name.removesuffix(".gz")).suffix, Kind.UNKNOWN)


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
    if _XML.match(head):
        return Kind.XML
    if _OBJECT.match(head):
        # An object that is written over several lines is one record; else each line is one.
        return Kind.JSON if head.lstrip().split("\n", 1)[0].strip() in {"{", "[", "[{"} or head.lstrip().startswith("[") else Kind.LINES
    return Kind.MARKDOWN if _MARKDOWN.search(head) else Kind.PLAIN
