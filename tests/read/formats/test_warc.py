"""Web archives: pages come out with where they were and when, everything else is passed over, what is broken is lost alone."""

import gzip
import random
from pathlib import Path

import pytest

from onrecord.records import Article, Rejected
from tests.read.formats.made import TEXT, only, outcomes, packed, page, reason, record, response


def test_a_page_keeps_its_address_its_date_and_its_digest(tmp_path: Path) -> None:
    for name, data in (("a.warc", page(9)), ("b.warc.gz", page(9))):
        made = response("https://ledger.example/9", data)
        article = only(tmp_path / name, packed(made) if name.endswith(".gz") else made)
        assert article.text == TEXT.replace("nine", "9")
        assert (article.url, article.published, article.language) == ("https://ledger.example/9", "2031-03-15", "en")
        assert article.payload_digest is not None
        assert article.payload_digest.startswith("sha1:")
        assert {origin.field for origin in article.origins} >= {"url", "published", "payload_digest"}


def test_what_the_page_says_comes_before_what_the_archive_says(tmp_path: Path) -> None:
    head = b'<head><link rel="canonical" href="https://ledger.example/ferry"><meta property="article:published_time" content="2031-03-14">'
    article = only(tmp_path / "a.warc", response("https://ledger.example/9?x=1", page(9).replace(b"<head>", head)))
    assert (article.url, article.published) == ("https://ledger.example/ferry", "2031-03-14")


def test_only_pages_are_read(tmp_path: Path) -> None:
    others = [
        record("warcinfo", "", b"software: none", "application/warc-fields"),
        record("request", "https://ledger.example/9", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        response("https://ledger.example/a.png", b"\x89PNG", kind="image/png"),
        response("https://ledger.example/gone", page(8), status="404 Not Found"),
        record("revisit", "https://ledger.example/8", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "application/http; msgtype=response"),
        response("https://ledger.example/robots.txt", b"User-agent: *", kind="text/plain"),
    ]
    article = only(tmp_path / "a.warc.gz", packed(*others, response("https://ledger.example/9", page(9))))
    assert article.url == "https://ledger.example/9"


@pytest.mark.parametrize(("more", "body"), [("Content-Encoding: gzip\r\n", gzip.compress(page(9))), ("Transfer-Encoding: chunked\r\n", b"")])
def test_what_the_server_packed_is_unpacked(tmp_path: Path, more: str, body: bytes) -> None:
    data = page(9)
    body = body or f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n"
    assert only(tmp_path / "a.warc", response("https://ledger.example/9", body, more=more)).text == TEXT.replace("nine", "9")


def test_the_encoding_that_the_server_names_is_used(tmp_path: Path) -> None:
    data = page(9).decode().replace("captain", "каптан").encode("cp1251")
    quotes = data.replace("“".encode(), b"\x93")
    article = only(tmp_path / "a.warc", response("https://ledger.example/9", quotes, kind="text/html; charset=windows-1251"))
    assert "каптан" in article.text


def test_a_page_that_swells_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"word " * 4_000_000)
    data = packed(response("https://ledger.example/1", bomb, more="Content-Encoding: gzip\r\n"), response("https://ledger.example/9", page(9)))
    first, second = outcomes(tmp_path / "a.warc.gz", data, max_bytes=1_000_000)
    assert isinstance(first, Rejected)
    assert "longer than 1 MB" in first.reason
    assert isinstance(second, Article)


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_broken_record_is_lost_alone(tmp_path: Path, is_packed: bool) -> None:
    records = [response(f"https://ledger.example/{number}", page(number)) for number in range(6)]
    parts = [packed(made) for made in records] if is_packed else records
    broken = b"\x00" * 40 + parts[2][40:]
    found = outcomes(tmp_path / ("a.warc.gz" if is_packed else "a.warc"), b"".join([*parts[:2], broken, *parts[3:]]))
    read = [outcome.url for outcome in found if isinstance(outcome, Article)]
    assert read == [f"https://ledger.example/{number}" for number in (0, 1, 3, 4, 5)]
    (lost,) = [outcome for outcome in found if isinstance(outcome, Rejected)]
    assert "broken" in lost.reason


def test_an_archive_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = packed(*(response(f"https://ledger.example/{number}", page(number)) for number in range(3)))
    found = outcomes(tmp_path / "a.warc.gz", data[:-60])
    assert [type(outcome) for outcome in found] == [Article, Article, Rejected]


def test_no_damage_raises_or_doubles(tmp_path: Path) -> None:
    whole = packed(*(response(f"https://ledger.example/{number}", page(number)) for number in range(5)))
    for seed in range(40):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(3):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(30)] = chance.randbytes(chance.randrange(30))
        urls = [outcome.url for outcome in outcomes(tmp_path / "a.warc.gz", bytes(data)) if isinstance(outcome, Article)]
        assert len(urls) == len(set(urls))


@pytest.mark.parametrize("data", [b"", b"no archive at all", gzip.compress(b"no archive at all" * 9), b"\x1f\x8b\x08" * 999])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    assert "archive" in reason(tmp_path / "a.warc.gz", data)
