"""Inputs into articles: the step that this room is for.

In: what the user named, or one text. Out: articles, and a rejection for each input that could not be read; nothing that an
input holds raises from `articles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ReadError
from onrecord.read.assemble import assemble
from onrecord.read.clean import without_unseen
from onrecord.read.columns import row_item
from onrecord.read.draft import Draft
from onrecord.read.fields import draft_with
from onrecord.read.formats import MAX_BYTES, Terms, items_of
from onrecord.read.fragment import fragment_draft
from onrecord.read.inputs import Input, inputs, reason_of
from onrecord.read.item import Fetch, Item
from onrecord.read.kinds import Kind, kind_of_text
from onrecord.read.markdown import markdown_draft
from onrecord.read.origins import Source
from onrecord.read.plain import plain_draft
from onrecord.records import Article, Origin, Rejected


def articles(
    sources: Iterable[str | Path | Input | Rejected],
    stdin: BinaryIO | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    names: Mapping[str, str] | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of files, folders and standard input, and a rejection for each that cannot be read.

    `names` goes from our names to those of a table's columns or of a JSON object. Nothing is fetched without `fetch`.
    """
    terms = Terms(names=names or {}, max_bytes=max_bytes, fetch=fetch)
    for found in inputs(sources):
        if isinstance(found, Rejected):
            yield found
            continue
        try:
            yield from map(_article_of_item, items_of(found, stdin, terms))
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
    today: date | None = None,
) -> Article:
    """Return the article that a text is: plain, Markdown or HTML, told from its beginning unless `kind` says it.

    What is given here comes before what the text says of itself. A date after `today` is believed only where a page shows it
    to its readers. Raises ReadError where there is no article in it.
    """
    given = {"url": url, "title": title, "published": published, "outlet": outlet, "byline": byline}
    return _article((text_or_html, kind), where, {**given, "agency": agency, "language": language, "original_url": original_url}, today=today)


def article_of_row(row: Mapping[str, object], where: str, names: Mapping[str, str]) -> Article | Rejected:
    """Return the article of a table's row or a JSON object; `names` goes from our names to those that it uses."""
    return _article_of_item(row_item(row, where, names, MAX_BYTES))


def _article(source: tuple[str, Kind | None], where: str, fields: Mapping[str, object], *, today: date | None = None) -> Article:
    text, kind = source
    draft = _draft(text, kind or kind_of_text(text), where, today=today)
    return assemble(draft_with(draft, fields), where)


def _article_of_item(item: Item | Rejected) -> Article | Rejected:
    if isinstance(item, Rejected):
        return item
    try:
        article = _article((item.text, item.kind), item.where, item.fields, today=_seen_on(item))
    except ReadError as error:
        return Rejected(where=error.where, reason=error.reason)
    except Exception as error:
        # One page must not end a run of millions, whatever is wrong with it.
        return Rejected(where=item.where, reason=f"internal error, please report it: {type(error).__name__}: {error}")
    missing = {name: value for name, value in item.fallback.items() if getattr(article, name) is None}
    origins = tuple(Origin(field=name, source=Source.GIVEN.value) for name in missing)
    return replace(article, origins=article.origins + origins, **missing)  # type: ignore[arg-type]  # each is a field of text


def _seen_on(item: Item) -> date | None:
    """A page in an archive was printed before it was put there."""
    day = item.fallback.get("published", "")[:10] if "payload_digest" in item.fallback else ""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def _draft(text: str, kind: Kind, where: str, *, today: date | None = None) -> Draft:
    text = without_unseen(text)
    if kind is Kind.HTML:
        from onrecord.read.html import html_draft

        return html_draft(text, where, today)
    if kind is Kind.FRAGMENT:
        return fragment_draft(text)
    return markdown_draft(text) if kind is Kind.MARKDOWN else plain_draft(text)
