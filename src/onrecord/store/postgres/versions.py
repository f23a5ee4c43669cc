"""Which of the versions of a page is the newest, noted in the rows; what the order is follows from the other store's rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from onrecord.store.postgres.connection import Row, Server
from onrecord.store.versions import moment_of

_OF_PAGES = "SELECT url, number, published, modified, later FROM articles WHERE url = ANY(%s) ORDER BY url"
_PAGES = "SELECT url FROM articles WHERE url <> '' GROUP BY url HAVING count(*) > 1 ORDER BY url COLLATE \"C\""


def order(server: Server, urls: Collection[str]) -> None:
    """Note, for every article of these pages, which is the newest."""
    for _, rows in _grouped(server.rows(_OF_PAGES, list(urls))):
        for number, later in _wrong(rows):
            server.do("UPDATE articles SET later = %s WHERE number = %s", later, number)


def of_page(server: Server, url: str) -> list[int]:
    """Return the numbers of all versions of the page, oldest first."""
    return _sorted(server.rows(_OF_PAGES, [url]))


def pages(server: Server) -> list[str]:
    """Return the urls of all pages that have more than one version."""
    return [row[0] for row in server.rows(_PAGES)]


def wrong(server: Server) -> Iterator[str]:
    """Yield the url of each page of which another version is said to be the newest than is."""
    for url, rows in _grouped(server.rows(_OF_PAGES, pages(server))):
        if any(_wrong(rows)):
            yield url


def _wrong(rows: list[Row]) -> Iterator[tuple[int, int | None]]:
    """Yield each article whose newest version is not the one noted, with the right one: none for the newest itself."""
    newest = _sorted(rows)[-1]
    for _, number, _, _, noted in rows:
        later = None if number == newest else newest
        if later != noted:
            yield number, later


def _grouped(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    yield from ((url, list(some)) for url, some in groupby(rows, key=lambda row: row[0]))


def _sorted(rows: Iterable[Row]) -> list[int]:
    return [number for _, number in sorted((max(moment_of(published), moment_of(modified)), number) for _, number, published, modified, _ in rows)]
