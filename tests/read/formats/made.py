"""Feeds, messages and archives of invented news, made in the form in which they come."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from onrecord.read import articles
from onrecord.records import Article, Rejected

FIRST = "The harbour council voted on Friday to keep the old ferry, after eleven hours of talks that nobody had expected to last so long."
SECOND = "“We will not sell it,” said the mayor, Anselm Tarquay, who had called the ferry a burden only a week before and now praised its captain."
THIRD = "The buyers, who had offered nine thousand crowns, left the hall without a word and were seen to board the night train."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
PAGE = f"<!DOCTYPE html><html lang='en'><head><title>Ferry stays</title></head><body><article><h1>Ferry stays</h1>{HTML}</article></body></html>"


def outcomes(path: Path, data: str | bytes, **more: object) -> list[Article | Rejected]:
    """Write a file and read it."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(articles([path], **more))  # type: ignore[arg-type]  # as `articles` takes them


def only(path: Path, data: str | bytes, **more: object) -> Article:
    """Return the one article of a file."""
    (outcome,) = outcomes(path, data, **more)
    assert isinstance(outcome, Article), outcome
    return outcome


def reason(path: Path, data: str | bytes, **more: object) -> str:
    """Return why the one outcome of a file was rejected."""
    (outcome,) = outcomes(path, data, **more)
    assert isinstance(outcome, Rejected), outcome
    assert outcome.where.startswith(str(path))
    assert outcome.reason.endswith(".")
    return outcome.reason


def rss(*entries: str) -> str:
    """Return an RSS feed of the entries."""
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = "<title>The Harbour Ledger</title><language>en-gb</language><link>https://ledger.example/</link>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {spaces}><channel>{head}{"".join(entries)}</channel></rss>'


def rss_entry(number: int, *, content: str = "", summary: str = "") -> str:
    """Return one entry of an RSS feed."""
    parts = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    parts += f"<description><![CDATA[{summary}]]></description>" if summary else ""
    about = f"<title>Ferry {number} stays</title><link>https://ledger.example/{number}</link><dc:creator>Dagny Lorn</dc:creator>"
    return f"<item>{about}<pubDate>Fri, 14 Mar 2031 01:02:00 +0200</pubDate>{parts}</item>"


def response(url: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    """Return one response record of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    return record("response", url, http, "application/http; msgtype=response")


def record(kind: str, url: str, content: bytes, content_type: str) -> bytes:
    """Return one record of a web archive."""
    number = sum(url.encode()) + len(content)
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\nWARC-Date: 2031-03-15T09:02:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Payload-Digest: sha1:{number:032d}\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return the records as a packed archive: each is a member of its own."""
    return b"".join(map(gzip.compress, records))


def page(number: int) -> bytes:
    """Return one of many like pages."""
    return PAGE.replace("nine thousand", f"{number} thousand").encode()


def ninjs(**more: object) -> str:
    """Return a news item in ninjs."""
    item = {
        "uri": "urn:newsml:halyard.example:20310314:ferry",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2031-03-14T09:02:00+02:00",
        "headline": "Ferry stays",
        "byline": "By Dagny Lorn",
        "located": "VELMORA",
        "language": "en",
        "infosource": [{"name": "Halyard News Agency"}],
        "body_html": HTML,
    }
    return json.dumps({**item, **more})


def newsml(body: str, *, more: str = "", status: str = "stat:usable", number: int = 1) -> str:
    """Return a news item in NewsML-G2, to stand in a message."""
    provider = '<provider qcode="x:hal"><name>Halyard News Agency</name></provider>'
    meta = f'<itemMeta><itemClass qcode="ninat:text"/>{provider}<pubStatus qcode="{status}"/></itemMeta>'
    content = (
        "<contentMeta><contentCreated>2031-03-14T09:02:00+02:00</contentCreated><creator><name>Dagny Lorn</name></creator>"
        '<language tag="en"/><headline>Ferry stays</headline><dateline>VELMORA</dateline></contentMeta>'
    )
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:halyard.example:{number}" xml:lang="en">'
        f"{meta}{content}{more}<contentSet>{body}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    """Return a message of news items."""
    return f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'


XHTML = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{HTML}</body></html></inlineXML>'
