"""Feeds: RSS, Atom and JSON Feed. The one file that knows feedparser.

In: the text of a feed. Out: an item for each entry that the feed gives whole, and for each other a link to where it stands.
An entry is whole where it has a content of its own that is not cut, or a summary as long as an article.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin

from onrecord.errors import ReadError
from onrecord.read.clean import clean
from onrecord.read.dates import date_of
from onrecord.read.fragment import fragment_draft
from onrecord.read.item import Item, Linked
from onrecord.read.kinds import Kind
from onrecord.records import Rejected

_CUT: Final = re.compile(
    r"(?:…\]?|\.\.\.\]?|\[\+\d+ chars\]|\b(?:read|continue|see|view) (?:more|the (?:full|whole)|full|on|reading)\b[^.]{0,60}|»|→)$", re.IGNORECASE
)
_FOOT: Final = re.compile(r"the post .{1,250} appeared first on .{1,100}$", re.IGNORECASE)
"""What blogging software prints under each entry."""
_FEWEST_CONTENT_WORDS: Final = 40
_FEWEST_SUMMARY_WORDS: Final = 150
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry as any feed gives it: its content (None where the feed keeps it back), its summary, and what is said of it."""

    content: str | None
    summary: str
    url: str | None
    fields: Mapping[str, object]


def feed_items(text: str, where: str) -> Iterator[Item | Linked | Rejected]:
    """Yield what each entry of an RSS or Atom feed holds. Raises ReadError where it is no feed."""
    feed = _parsed(text)
    if not feed.get("version") and not feed.entries:
        raise ReadError(where, "it is no feed that can be read; expected RSS or Atom. Check how it was saved.")
    if not feed.entries:
        raise ReadError(where, "the feed has no entries; expected an article at least. Leave it out.")
    outlet = clean(feed.feed.get("title", ""))
    for number, entry in enumerate(feed.entries, 1):
        yield _item(_entry(entry, outlet), f"{where}:{number}")


def is_json_feed(value: object) -> bool:
    """Return whether a JSON object is a JSON Feed."""
    return isinstance(value, dict) and str(value.get("version", "")).startswith(("https://jsonfeed.org/", "http://jsonfeed.org/"))


def json_feed_items(feed: Mapping[str, object], where: str) -> Iterator[Item | Linked | Rejected]:
    """Yield what each entry of a JSON Feed holds. Raises ReadError where it has none."""
    entries = feed.get("items")
    if not isinstance(entries, list) or not entries:
        raise ReadError(where, "the feed has no items; expected an article at least. Leave it out.")
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, dict):
            yield _item(_json_entry(entry, feed), f"{where}:{number}")
        else:
            reason = f"the entry is a {type(entry).__name__} and no object; expected an item of a JSON Feed. Leave it out."
            yield Rejected(where=f"{where}:{number}", reason=reason)


def _parsed(text: str) -> Any:
    import feedparser  # type: ignore[import-untyped]

    data = _DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        # A stream, since a text could be taken for an address to fetch. What is dangerous in a page is harmless here.
        return feedparser.parse(BytesIO(data), response_headers={"content-type": "application/xml; charset=utf-8"}, sanitize_html=False)
    except Exception:
        # It parses what people wrote by hand and stumbles now and then, over anything; to us that is no feed.
        return feedparser.FeedParserDict(feed={}, entries=[], version="")


def _entry(entry: Any, outlet: str) -> _Entry:
    contents = [str(part.get("value") or "") for part in entry.get("content", ())]
    summary = str(entry.get("summary") or "")
    source = entry.get("source") or {}
    fields: dict[str, object] = {
        "title": _plain(str(entry.get("title") or "")),
        "authors": [str(author.get("name")) for author in entry.get("authors", ()) if author.get("name")],
        "outlet": _plain(str(source.get("title") or "")) or outlet,
        # That of the whole feed is what its software was set up with, whatever is written in it: the text is heard instead.
        "language": entry.get("language"),
        "published": _moment(entry, "published") or _moment(entry, "updated"),
        "modified": _moment(entry, "updated") if entry.get("published_parsed") else None,
        "section": next((_plain(str(tag.get("term") or "")) for tag in entry.get("tags", ())), None),
    }
    url = str(entry.get("link") or "") or None
    return _Entry(content=max(contents, key=len, default="") or None, summary=summary, url=url, fields={**fields, "url": url})


def _json_entry(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> _Entry:
    authors = entry.get("authors") or feed.get("authors") or [entry.get("author") or feed.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    url = entry.get("url") or entry.get("external_url") or None
    tags = entry.get("tags")
    fields: dict[str, object] = {
        "title": entry.get("title"),
        "authors": [name for name in names if isinstance(name, str)],
        "outlet": feed.get("title"),
        "language": entry.get("language"),
        "published": entry.get("date_published"),
        "modified": entry.get("date_modified"),
        "section": tags[0] if isinstance(tags, list) and tags else None,
        "url": urljoin(str(feed.get("home_page_url") or ""), url) if isinstance(url, str) else None,
    }
    html, text = entry.get("content_html"), entry.get("content_text")
    content = html if isinstance(html, str) and html.strip() else _as_html(text) if isinstance(text, str) and text.strip() else None
    summary = entry.get("summary")
    return _Entry(content=content, summary=summary if isinstance(summary, str) else "", url=str(fields["url"] or "") or None, fields=fields)


def _item(entry: _Entry, where: str) -> Item | Linked | Rejected:
    for html, fewest in ((entry.content, _FEWEST_CONTENT_WORDS), (entry.summary, _FEWEST_SUMMARY_WORDS)):
        if html and (whole := _whole(html, fewest)):
            return Item(where=where, text=whole, kind=Kind.FRAGMENT, fields=entry.fields)
    if entry.url and entry.url.startswith(("http://", "https://")):
        named = {name: str(value) for name in ("title", "outlet") if (value := entry.fields.get(name))}
        published = date_of(str(entry.fields.get("published") or ""))
        said = {**named, "published": published} if published else named
        return Linked(where=where, url=entry.url, reason="the feed gives only a summary of it", fallback=said)
    return Rejected(where=where, reason="the entry has neither a whole text nor a link; expected one of them. Leave it out.")


def _whole(html: str, fewest: int) -> str | None:
    """Return the entry's text if it is all of the article: long enough, and not cut at its end."""
    words = [block.text for block in fragment_draft(html).blocks]
    if words and _FOOT.match(words[-1]):
        words.pop()
        html = html[: html.lower().rfind("the post ")]
    is_cut = not words or (bool(_CUT.search(words[-1])) and not words[-1].endswith((".", "!", "?", ".”", "!”", "?”"))) or words[-1].endswith("...")
    return html if not is_cut and sum(len(text.split()) for text in words) >= fewest else None


def _plain(html: str) -> str:
    return " ".join(block.text for block in fragment_draft(html).blocks) if "<" in html or "&" in html else clean(html)


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n\s*\n", escaped))


def _moment(entry: Any, name: str) -> str | None:
    """The date as it is printed, since the library turns it into UTC and the day may be another there."""
    # Asked past the library's own `get`, which gives one date for the other where that is missing.
    printed, parsed = str(dict.get(entry, name) or ""), dict.get(entry, f"{name}_parsed")
    try:
        return date_of(printed) or (datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None)
    except (ValueError, TypeError, OverflowError):
        return None
