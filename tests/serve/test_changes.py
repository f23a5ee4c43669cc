"""`onrecord changes`, and the filters of a search, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.serve.cli import commands
from onrecord.store import Record
from tests.store.made import person, reading_of

ADA = person("Ada Kern")
URL = "https://a.example/1"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with Record(tmp_path / "r.db") as record:
        for day, text in ((1, "we will not pay for the bridge"), (2, "we will never pay for the bridge")):
            record.add(reading_of((ADA, text), url=URL, published=f"2031-04-0{day}", outlet="The Times"))
        with record.run(what="articles/", made_by="model-2"):
            record.add(reading_of((ADA, "we will never pay for the bridge"), url="https://b.example/", outlet="The Post"), made_by="model-2")
        with record._writing():
            record._db.executemany("INSERT INTO copies (article, story) VALUES (?, 2)", [(2,), (3,)])
    return tmp_path / "r.db"


def typed(record: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(commands, [*words, "--record", str(record)], standalone_mode=False, catch_exceptions=False)
    return done.return_value or 0, done.stdout


def test_changes_are_shown_with_both_wordings(record: Path) -> None:
    _, shown = typed(record, "changes")
    kind, before, after, *_ = shown.splitlines()
    assert kind.startswith("reworded ")
    assert "Ada Kern" in kind
    assert (before, after) == ("  - we will not pay for the bridge", "  + we will never pay for the bridge")


def test_changes_are_printed_as_json_lines(record: Path) -> None:
    (line,) = (json.loads(line) for line in typed(record, "changes", URL, "--json")[1].splitlines())
    assert (line["change"], line["url"]) == ("reworded", URL)
    assert line["before"]["content"][0]["exact"] == "we will not pay for the bridge"
    assert line["after"]["article"]["published"] == "2031-04-02"


def test_copies_and_older_versions_are_found_when_asked_for(record: Path) -> None:
    def found(*flags: str) -> int:
        return len(typed(record, "search", "pay", "--json", *flags)[1].splitlines())

    assert [found(), found("--copies"), found("--versions"), found("--copies", "--versions")] == [1, 2, 2, 3]
    assert found("--disputed") == found("--addressee", "reporters") == 0
    assert typed(record, "search", "Ada", "--context", "--json")[1] != ""
    assert typed(record, "count", "--by", "outlet", "--copies", "--json")[1].count("\n") == 2


def test_the_doctor_names_articles_that_an_older_model_read(record: Path) -> None:
    code, told = typed(record, "doctor")
    assert code == 0
    assert told.startswith("2 articles were read by model-1")
    assert [maker["is_newest"] for maker in json.loads(typed(record, "doctor", "--json")[1])["makers"]] == [True, False]
