"""Versions of a page: articles with one url and different texts, and which of them is the newest.

The newest is the one last modified (or published, where no other date is known), as moments in universal time; of two of one
date the one that was first read later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

_OF_PAGE = "SELECT number, published, modified, later FROM articles WHERE url = ?"
_PAGES = "SELECT url FROM articles WHERE url <> '' GROUP BY url HAVING count(*) > 1 ORDER BY url"


def order(db: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Note, for every article of these pages, which is the newest."""
    for url in urls:
        rows = db.execute(_OF_PAGE, (url,)).fetchall()
        if len(rows) < 2:
            continue
        newest = _sorted(rows)[-1]
        later = {row[0]: None if row[0] == newest else newest for row in rows}
        db.executemany("UPDATE articles SET later = ? WHERE number = ?", [(later[row[0]], row[0]) for row in rows if later[row[0]] != row[3]])


def of_page(db: sqlite3.Connection, url: str) -> list[int]:
    """Return the numbers of all versions of the page, oldest first."""
    return _sorted(db.execute(_OF_PAGE, (url,)).fetchall())


def pages(db: sqlite3.Connection) -> list[str]:
    """Return the urls of all pages that have more than one version."""
    return [row[0] for row in db.execute(_PAGES)]


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the url of each page of which another version is said to be the newest than is."""
    for url in pages(db):
        *_, newest = of_page(db, url)
        if any(row[3] != (None if row[0] == newest else newest) for row in db.execute(_OF_PAGE, (url,))):
            yield url


def _sorted(rows: Iterable[tuple[int, str | None, str | None, int | None]]) -> list[int]:
    return [number for _, number in sorted((max(moment_of(published), moment_of(modified)), number) for number, published, modified, _ in rows)]


def moment_of(told: str | None) -> str:
    """Return a date, or date and time, as a moment in universal time that sorts as it should; '' if it is none.

    >>> moment_of("2031-04-09T10:00:00+02:00"), moment_of("2031-04-09"), moment_of("last week")
    ('2031-04-09T08:00:00', '2031-04-09', '')
    """
    try:
        if len(told or "") <= 10:
            return date.fromisoformat(told or "").isoformat()
        moment = datetime.fromisoformat(told or "")
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).replace(tzinfo=None).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""
