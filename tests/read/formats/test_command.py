"""`onrecord read` with tables, feeds and archives: what it says, and how it ends."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from onrecord.serve.cli import commands
from tests.read.formats.made import HTML, SECOND, TEXT, packed, page, response, rss, rss_entry


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(arg) for arg in args], standalone_mode=False)


def test_the_columns_of_a_table_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'story,day\n"{TEXT}",2031-03-14\n')
    result = run("read", tmp_path / "a.csv", "--map", "text=story,published=day", "--no-record", "--json")
    assert result.return_value == 0
    assert {json.loads(line)["article"]["published"] for line in result.stdout.splitlines()} == {"2031-03-14"}


def test_a_map_that_is_none_is_a_usage_error_that_names_what_can_be_mapped(tmp_path: Path) -> None:
    for text in ("text", "story=text", "text="):
        result = run("read", tmp_path, "--map", text, "--no-record")
        assert result.exception is not None
        assert "published" in str(result.exception)


def test_a_feed_that_only_links_ends_with_one_and_names_the_pages(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(rss(rss_entry(1, content=HTML), rss_entry(2, summary=SECOND)))
    result = run("read", tmp_path, "--no-record")
    assert result.return_value == 1
    assert "https://ledger.example/2" in result.stderr
    assert "1 article read" in result.stdout


def test_an_archive_that_is_read_twice_is_on_record_once(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(*(response(f"https://ledger.example/{number}", page(number)) for number in range(3))))
    first = run("read", tmp_path, "--record", tmp_path / "r.db", "--effort", "fast")
    again = run("read", tmp_path, "--record", tmp_path / "r.db", "--effort", "fast")
    assert "3 articles read" in first.stdout
    assert "0 articles read, 0 statements; 3 on record already" in again.stdout


def test_an_address_is_not_fetched_and_one_inside_never_is(tmp_path: Path) -> None:
    assert "--fetch" in run("read", "http://ledger.example/1", "--no-record").stderr
    result = run("read", "http://127.0.0.1:9/1", "--fetch", "--record", tmp_path / "r.db")
    assert result.return_value == 1
    assert "public" in result.stderr or "not installed" in result.stderr
    assert not (tmp_path / "r.db.fetched.json").exists()
