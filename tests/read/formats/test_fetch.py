"""Fetching, against a real server on this machine: what it may ask for, how it asks, and what it never asks for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord.errors import ReadError
from onrecord.read import articles
from onrecord.read.fetch import Fetcher, is_public
from onrecord.records import Article, Rejected
from tests.read.formats.made import HTML, PAGE, SECOND, TEXT, rss, rss_entry

pytest.importorskip("httpx2")
pytest.importorskip("protego")


class Site(ThreadingHTTPServer):
    """A site: its answers by path, and the requests that it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        """Return the address of a path, by a name that only the tests know."""
        return f"http://site.example:{self.server_port}{path}"

    def paths(self) -> list[str]:
        """Return what was asked for."""
        return [path for path, _ in self.asked]


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        status, headers, body = site.pages.get(self.path, (404, {}, b""))
        if "etag" in headers and self.headers.get("if-none-match") == headers["etag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"content-type": "text/html; charset=utf-8", **headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetch() -> Iterator[Fetcher]:
    fetcher = here()
    yield fetcher
    fetcher.close()


def here(validators: Path | None = None, **more: float) -> Fetcher:
    """Return a fetcher for which this machine is public, and the names of the tests stand for it."""

    def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.7"] if host == "inside.example" else [host] if host[0].isdigit() else ["127.0.0.1"]

    return Fetcher(validators=validators, allows=lambda address: address == "127.0.0.1", resolve=resolve, **more)  # type: ignore[arg-type]


def refused(fetch: Fetcher, url: str) -> str:
    with pytest.raises(ReadError) as error:
        fetch(url)
    assert error.value.where == url
    assert error.value.reason.endswith(".")
    return error.value.reason


def test_a_page_is_fetched_and_read(site: Site, fetch: Fetcher) -> None:
    site.pages["/ferry"] = (200, {}, PAGE.encode())
    (article,) = articles([site.url("/ferry")], fetch=fetch)
    assert isinstance(article, Article)
    assert (article.text, article.url) == (TEXT, site.url("/ferry"))
    assert site.paths() == ["/robots.txt", "/ferry"]
    assert site.asked[1][1]["host"].startswith("site.example")
    assert site.asked[1][1]["user-agent"].startswith("onrecord")


def test_nothing_is_fetched_unless_asked_for(site: Site) -> None:
    (outcome,) = articles([site.url("/ferry")])
    assert isinstance(outcome, Rejected)
    assert "--fetch" in outcome.reason
    assert site.asked == []


def test_the_pages_that_a_feed_links_to_are_fetched(site: Site, fetch: Fetcher, tmp_path: Path) -> None:
    site.pages["/1"] = (200, {}, PAGE.encode())
    entries = [rss_entry(number, summary=SECOND).replace("https://ledger.example", site.url("")) for number in (1, 2)]
    site.pages["/feed"] = (200, {"content-type": "application/rss+xml"}, rss(*entries, rss_entry(3, content=HTML)).encode())
    first, second, third = articles([site.url("/feed")], fetch=fetch)
    assert isinstance(first, Article)
    assert (first.text, first.where, first.outlet) == (TEXT, site.url("/1"), "The Harbour Ledger")
    assert isinstance(second, Rejected)
    assert "404" in second.reason
    assert isinstance(third, Article)
    (tmp_path / "feed.xml").write_text(rss(entries[0]))
    assert isinstance(next(articles([tmp_path / "feed.xml"], fetch=fetch)), Article)


def test_robots_txt_is_obeyed(site: Site, fetch: Fetcher) -> None:
    site.pages["/robots.txt"] = (200, {"content-type": "text/plain"}, b"User-agent: *\nDisallow: /closed/\n")
    site.pages["/closed/ferry"] = site.pages["/ferry"] = (200, {}, PAGE.encode())
    assert "robots.txt" in refused(fetch, site.url("/closed/ferry"))
    assert fetch(site.url("/ferry")) is not None
    assert site.paths() == ["/robots.txt", "/ferry"]


def test_the_pause_that_robots_txt_asks_for_is_made(site: Site) -> None:
    site.pages["/robots.txt"] = (200, {"content-type": "text/plain"}, b"User-agent: *\nCrawl-delay: 7\n")
    site.pages["/ferry"] = (200, {}, PAGE.encode())
    pauses: list[float] = []
    fetcher = Fetcher(allows=lambda address: True, resolve=lambda host, port: ["127.0.0.1"], sleep=pauses.append)
    for _ in range(3):
        fetcher(site.url("/ferry"))
    assert pauses == [7.0, 7.0]
    fetcher.close()


def test_a_site_that_cannot_say_what_it_allows_allows_nothing(site: Site, fetch: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    assert "robots.txt" in refused(fetch, site.url("/ferry"))


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.pages["/ferry"] = (200, {"etag": '"one"'}, PAGE.encode())
    first = here(tmp_path / "kept.json")
    assert first(site.url("/ferry")) is not None
    first.keep()
    second = here(tmp_path / "kept.json")
    assert list(articles([site.url("/ferry")], fetch=second)) == []
    assert second.unchanged == 1
    site.pages["/ferry"] = (200, {"etag": '"two"'}, PAGE.encode())
    assert second(site.url("/ferry")) is not None
    for fetcher in (first, second):
        fetcher.close()


def test_a_feed_of_which_something_was_not_read_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, {"etag": '"one"'}, rss(rss_entry(1, summary=SECOND).replace("https://ledger.example", site.url(""))).encode())
    for _ in range(2):
        fetcher = here(tmp_path / "kept.json")
        (outcome,) = articles([site.url("/feed")], fetch=fetcher)
        assert isinstance(outcome, Rejected)
        fetcher.keep()
        fetcher.close()
    assert site.paths().count("/feed") == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}'])
def test_a_broken_file_of_validators_only_costs_requests(site: Site, tmp_path: Path, text: str) -> None:
    site.pages["/ferry"] = (200, {"etag": '"one"'}, PAGE.encode())
    (tmp_path / "kept.json").write_text(text)
    fetcher = here(tmp_path / "kept.json")
    assert fetcher(site.url("/ferry")) is not None
    fetcher.close()


def test_redirects_are_followed_five_times(site: Site, fetch: Fetcher) -> None:
    for number in range(7):
        site.pages[f"/{number}"] = (302, {"location": f"/{number + 1}"}, b"")
    site.pages["/7"] = (200, {}, PAGE.encode())
    got = fetch(site.url("/2"))
    assert got is not None
    assert got.url == site.url("/7")
    assert "redirects" in refused(fetch, site.url("/1"))


@pytest.mark.parametrize(
    "to", ["http://10.0.0.7/", "http://inside.example/", "file:///etc/hostname", "http://169.254.169.254/latest", "http://user:pass@site.example/"]
)
def test_a_redirect_does_not_lead_inside(site: Site, fetch: Fetcher, to: str) -> None:
    site.pages["/ferry"] = (302, {"location": to}, b"")
    assert "expected" in refused(fetch, site.url("/ferry"))


def test_a_name_that_stands_for_a_place_inside_is_refused(fetch: Fetcher) -> None:
    assert "10.0.0.7" in refused(fetch, "http://inside.example/")


def test_this_machine_is_refused_as_it_comes(site: Site) -> None:
    fetcher = Fetcher()
    for host in ("127.0.0.1", "localhost", "[::1]"):
        assert "public" in refused(fetcher, f"http://{host}:{site.server_port}/ferry")
    assert site.asked == []
    fetcher.close()


def test_a_page_longer_than_the_limit_is_refused(site: Site) -> None:
    site.pages["/ferry"] = (200, {}, b"x" * 200_000)
    fetcher = here(max_bytes=100_000)
    assert "more than" in refused(fetcher, site.url("/ferry"))
    fetcher.close()


def test_a_server_that_is_not_there_is_a_rejection(fetch: Fetcher) -> None:
    assert "cannot be fetched" in refused(fetch, "http://127.0.0.1:1/ferry")


def test_what_the_server_calls_the_encoding_is_used(site: Site, fetch: Fetcher) -> None:
    site.pages["/ferry"] = (200, {"content-type": "text/html; charset=windows-1252"}, PAGE.encode("cp1252"))
    (article,) = articles([site.url("/ferry")], fetch=fetch)
    assert isinstance(article, Article)
    assert article.text == TEXT


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("ff02::1", False),
    ],
)
def test_only_addresses_that_anybody_can_reach_are_public(address: str, is_open: bool) -> None:
    assert is_public(address) is is_open
