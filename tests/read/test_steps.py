"""Inputs of every kind, good and bad: each gives articles or a rejection that says what is wrong."""

import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from onrecord.errors import ReadError
from onrecord.read import Kind, article_of, articles, inputs, verbatim
from onrecord.records import Article, Rejected

PLAIN = "The minister refused to resign.\n\nHe set himself a deadline.\n"
PAGE = f"<html><body><article>{'<p>The talks about the strait failed on Friday after eleven hours, both sides said.</p>' * 1}</article></body></html>"


def only(outcomes: Iterator[Article | Rejected]) -> Article | Rejected:
    (outcome,) = outcomes
    return outcome


def read_file(path: Path, data: bytes) -> Article | Rejected:
    path.write_bytes(data)
    return only(articles([path]))


def rejected(path: Path, data: bytes) -> str:
    outcome = read_file(path, data)
    assert isinstance(outcome, Rejected)
    assert outcome.where == str(path)
    return outcome.reason


def read(path: Path, data: bytes) -> Article:
    outcome = read_file(path, data)
    assert isinstance(outcome, Article), outcome
    return outcome


def test_a_file_says_where_it_was_read(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", PLAIN.encode()).where == str(tmp_path / "a.txt")


def test_a_folder_is_read_with_what_is_in_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/deeper/c.txt", ".hidden.txt", ".git/d.txt", "page_files/logo.png", "page_files/site.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PLAIN)
    found = [str(Path(outcome.where).relative_to(tmp_path)) for outcome in articles([tmp_path])]
    assert found == ["a.md", "b.txt", "deep/deeper/c.txt"]
    assert len(list(inputs([tmp_path, "-"]))) == 4


def test_an_unknown_kind_is_refused_in_a_folder_and_read_when_named(tmp_path: Path) -> None:
    (tmp_path / "a.news").write_text(PLAIN)
    refused = only(articles([tmp_path]))
    assert isinstance(refused, Rejected)
    assert "'.news'" in refused.reason
    assert isinstance(only(articles([tmp_path / "a.news"])), Article)


def test_a_link_back_up_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN)
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(articles([tmp_path]))) == 1


def test_a_missing_path_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN)
    missing, there = articles([tmp_path / "gone.txt", tmp_path / "a.txt"])
    assert isinstance(missing, Rejected)
    assert missing.where.endswith("gone.txt")
    assert "no such file" in missing.reason
    assert isinstance(there, Article)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN)
    path.chmod(0)
    outcome = only(articles([path]))
    assert isinstance(outcome, Rejected)
    assert "permission denied" in outcome.reason


def test_a_path_that_no_system_takes_is_a_rejection() -> None:
    assert isinstance(only(articles(["a\0b"])), Rejected)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (PLAIN, 2),
        ("# Talks\n\nThe talks *failed*.\n", 1),
        (PAGE, 1),
        (json.dumps({"text": PLAIN}), 2),
        (json.dumps({"text": PLAIN}, indent=2), 2),
    ],
)
def test_what_comes_on_standard_input_is_told_from_its_beginning(text: str, paragraphs: int) -> None:
    outcome = only(articles(["-"], stdin=io.BytesIO(text.encode())))
    assert isinstance(outcome, Article)
    assert outcome.where.startswith("<stdin>")
    assert len(outcome.paragraphs) == paragraphs
    assert "*" not in outcome.text


def test_no_standard_input_is_a_rejection() -> None:
    assert isinstance(only(articles(["-"])), Rejected)


def test_json_lines_give_an_article_each_and_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = {
        "text": PLAIN,
        "url": "https://a.example/1",
        "title": "Talks",
        "date": "14 March 2031",
        "source": "The Ledger",
        "authors": ["Ada Corwin", "AP"],
    }
    lines = [json.dumps(good), "", "{broken", "[1]", json.dumps({"title": "no text"}), json.dumps({"html": PAGE}), json.dumps({"text": ""})]
    path.write_text("\n".join(lines))
    first, *others = articles([path])
    assert isinstance(first, Article)
    assert (first.url, first.title, first.published, first.outlet) == ("https://a.example/1", "Talks", "2031-03-14", "The Ledger")
    assert (first.byline, first.agency, first.where) == ("Ada Corwin", "AP", f"{path}:1")
    assert [(type(o), o.where) for o in others] == [
        (Rejected, f"{path}:3"),
        (Rejected, f"{path}:4"),
        (Rejected, f"{path}:5"),
        (Article, f"{path}:6"),
        (Rejected, f"{path}:7"),
    ]


def test_a_field_may_have_any_name_and_any_type(tmp_path: Path) -> None:
    odd = {"text": PLAIN, "where": "x", "kind": 1, "title": 5, "url": None, "authors": {"a": 1}, "date": 20310314, "language": ["en"]}
    article = read(tmp_path / "a.jsonl", json.dumps(odd).encode())
    assert (article.title, article.url, article.byline, article.published) == (None, None, None, None)


def test_a_json_file_is_one_record_or_a_list_or_lines(tmp_path: Path) -> None:
    record = json.dumps({"body": PLAIN})
    for text, count in ((record, 1), (f"[{record}, 3, {record}]", 3), (f"{record}\n{record}\n", 2)):
        (tmp_path / "a.json").write_text(text)
        assert len(list(articles([tmp_path / "a.json"]))) == count


def test_a_line_of_50_mb_is_named_and_memory_stays_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps({"text": PLAIN}).encode() + b"\n")
        file.write(b'{"text": "')
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n' + json.dumps({"text": PLAIN}).encode())
    tracemalloc.start()
    first, long, last = articles([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(long, Rejected)
    assert long.where == f"{path}:2"
    assert "longer than 20 MB" in long.reason
    assert peak < 60_000_000


def test_a_file_past_the_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 300_000)
    outcome = only(articles([tmp_path / "a.txt"], max_bytes=1_000_000))
    assert isinstance(outcome, Rejected)
    assert "more than 1 MB" in outcome.reason


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.json"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    assert "empty" in rejected(tmp_path / name, b" \n")


def test_an_empty_json_lines_file_has_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    assert list(articles([tmp_path / "a.jsonl"])) == []


@pytest.mark.parametrize(("data", "what"), [(b"%PDF-1.7 x", "PDF"), (b"\x89PNG\r\n", "PNG"), (b"PK\x03\x04", "zip"), (b"ab\0cd" * 9, "binary")])
def test_a_binary_is_named_for_what_it_is(tmp_path: Path, data: bytes, what: str) -> None:
    assert what in rejected(tmp_path / "a.txt", data)


def test_broken_utf8_is_read_as_windows_1252_where_that_is_plausible(tmp_path: Path) -> None:
    text = "The minister said: “No.” He left the café – and the café’s owner shrugged."
    assert read(tmp_path / "a.txt", text.encode("cp1252")).text == text
    mixed = text.encode() + b"\n\nIt\x92s over, he added."
    assert read(tmp_path / "a.txt", mixed).text.endswith("It’s over, he added.")


def test_broken_utf8_that_is_nothing_else_is_refused(tmp_path: Path) -> None:
    assert "UTF-8" in rejected(tmp_path / "a.txt", "Министр сказал, что не уйдёт в отставку.".encode("cp1251"))
    assert "UTF-8" in rejected(tmp_path / "a.txt", "The café’s owner said no. “Why".encode()[:-4] + b"\xe2\x80")
    assert "UTF-8" in rejected(tmp_path / "a.txt", b"The minister \x81\x8d said no.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_followed(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path / "a.txt", PLAIN.encode(encoding)).text.startswith("The minister")


def test_a_page_is_read_in_the_charset_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<body>", "<head><meta charset='windows-1251'></head><body>").replace("talks", "переговоры")
    assert "переговоры" in read(tmp_path / "a.html", page.encode("cp1251")).text


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><body><ul><li><a href='/'>Home</a></li></ul></body></html>", "<html></html>", "<!-- -->"]
)
def test_a_page_without_an_article_is_said_to_have_none(tmp_path: Path, page: str) -> None:
    assert "page has no" in rejected(tmp_path / "a.html", page.encode())


def test_what_is_given_comes_before_what_the_text_says() -> None:
    article = article_of(
        "# Talks\n\nBy Ada Corwin\n\nThe talks failed.", title="Talks", byline="Tom Brekke", published="14 March 2031", language="en"
    )
    assert (article.title, article.byline, article.published, article.text) == ("Talks", "Tom Brekke", "2031-03-14", "The talks failed.")


def test_a_text_without_an_article_raises_a_read_error() -> None:
    with pytest.raises(ReadError, match="<text>"):
        article_of(" \n ")


def test_verbatim_keeps_every_offset() -> None:
    text = " One.\n\n\nTwo  words.\nThree."
    article = verbatim(text, "doc")
    assert article.text == text
    assert [span.of(text) for span in article.paragraphs] == ["One.", "Two  words.", "Three."]


def test_the_kind_can_be_given() -> None:
    assert article_of("He *said* no.", kind=Kind.PLAIN).text == "He *said* no."
    assert article_of("He *said* no.", kind=Kind.MARKDOWN).text == "He said no."


def test_a_stream_is_read_no_further_than_asked() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return b"word " * (size // 5)

    outcome = only(articles(["-"], stdin=cast(BinaryIO, Endless()), max_bytes=1_000_000))
    assert isinstance(outcome, Rejected)


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, onrecord.read; print([m for m in ('trafilatura', 'lxml', 'py3langid', 'markdown_it', 'htmldate', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
