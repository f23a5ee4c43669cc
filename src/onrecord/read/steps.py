"""Inputs into articles: the step that this room is for.

In: what the user named, or one text. Out: articles, and a rejection for each input that could not be read; nothing that an
input holds raises from `articles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from onrecord.errors import ReadError
from onrecord.read.assemble import assemble
from onrecord.read.charset import decoded, is_utf16
from onrecord.read.chunks import chunks, whole
from onrecord.read.clean import without_unseen
from onrecord.read.draft import Draft
from onrecord.read.fields import draft_with
from onrecord.read.inputs import Input, inputs, reason_of
from onrecord.read.jsonl import Record, records_of_file, records_of_lines
from onrecord.read.kinds import Kind, kind_of_text
from onrecord.read.markdown import markdown_draft
from onrecord.read.plain import plain_draft
from onrecord.records import Article, Rejected

MAX_BYTES: Final = 20_000_000
"""The most that one article, or one line of JSON Lines, may have."""


def articles(sources: Iterable[str | Path], stdin: BinaryIO | None = None, *, max_bytes: int = MAX_BYTES) -> Iterator[Article | Rejected]:
    """Yield the articles of files, folders and standard input, and a rejection for each that cannot be read."""
    for found in inputs(sources):
        if isinstance(found, Rejected):
            yield found
            continue
        try:
            yield from _read(found, stdin, max_bytes)
        except ReadError as error:
            yield Rejected(where=error.where, reason=error.reason)
        except OSError as error:
            yield Rejected(
                where=found.where, reason=f"it cannot be read: {reason_of(error)}; expected a file that can be opened. Check its permissions."
            )


def article_of(
    text_or_html: str,
    *,
    where: str = "<text>",
    kind: Kind | None = None,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    original_url: str | None = None,
) -> Article:
    """Return the article that a text is: plain, Markdown or HTML, told from its beginning unless `kind` says it.

    What is given here comes before what the text says of itself. Raises ReadError where there is no article in it.
    """
    given = {"url": url, "title": title, "published": published, "outlet": outlet, "byline": byline}
    return _article((text_or_html, kind), where, {**given, "agency": agency, "language": language, "original_url": original_url})


def _article(source: tuple[str, Kind | None], where: str, fields: Mapping[str, object]) -> Article:
    text, kind = source
    draft = _draft(text, kind or kind_of_text(text), where)
    return assemble(draft_with(draft, fields), where)


def _read(found: Input, stdin: BinaryIO | None, max_bytes: int) -> Iterator[Article | Rejected]:
    with _opened(found, stdin) as stream:
        pieces = chunks(stream)
        head = next(pieces, b"")
        kind = _kind(found, head)
        pieces = chain([head], pieces)
        if kind is Kind.LINES and not is_utf16(head):
            yield from map(_article_of_record, records_of_lines(pieces, found.where, max_bytes))
            return
        text = decoded(whole(pieces, found.where, max_bytes), found.where)
    if kind in {Kind.JSON, Kind.LINES}:
        yield from map(_article_of_record, _records(text, found.where, max_bytes))
    else:
        yield assemble(_draft(text, kind, found.where), found.where)


def _opened(found: Input, stdin: BinaryIO | None) -> nullcontext[BinaryIO] | BinaryIO:
    if found.path is not None:
        return found.path.open("rb")
    if stdin is None:
        raise ReadError(found.where, "nothing is given on standard input; expected an article there. Pipe one in, or name a file.")
    return nullcontext(stdin)


def _kind(found: Input, head: bytes) -> Kind:
    if found.kind is not Kind.UNKNOWN or not head.strip():
        return found.kind
    try:
        return kind_of_text(decoded(head, found.where))
    except ReadError:
        # The first piece can end within a character; what is wrong with the whole is said when it is read.
        return kind_of_text(head.decode("utf-8", "ignore"))


def _records(text: str, where: str, max_bytes: int) -> Iterator[Record | Rejected]:
    """A file called .json can hold JSON Lines."""
    try:
        yield from records_of_file(text, where)
    except ReadError:
        if "\n" not in text.strip():
            raise
        yield from records_of_lines([text.encode("utf-8", "surrogatepass")], where, max_bytes)


def _article_of_record(record: Record | Rejected) -> Article | Rejected:
    if isinstance(record, Rejected):
        return record
    try:
        return _article((record.text, Kind.HTML if record.is_html else None), record.where, record.fields)
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)


def _draft(text: str, kind: Kind, where: str) -> Draft:
    text = without_unseen(text)
    if kind is Kind.HTML:
        from onrecord.read.html import html_draft

        return html_draft(text, where)
    return markdown_draft(text) if kind is Kind.MARKDOWN else plain_draft(text)
