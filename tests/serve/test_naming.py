"""`onrecord people`: who is on record, and what is suggested, taken up or refused."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from .test_cli import lines, onrecord

ONE = "“The pier is shut,” said Volodymyr Brellskiy, the harbour master of Halden. “It will stay shut until the wind is gone.”"
TWO = "“The pier is open again,” said Volodymyr Brellsky, harbour master of Halden. “The wind is gone, and so are the gulls.”"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = onrecord("read", "one.txt", "two.txt", into=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    return tmp_path


def test_those_on_record_are_listed(folder: Path) -> None:
    assert {line["name"] for line in lines(onrecord("people", "--json", into=folder).stdout)} == {"Volodymyr Brellskiy", "Volodymyr Brellsky"}
    assert b"person" in onrecord("people", "brellsky", into=folder).stdout


def test_a_suggestion_is_taken_up_by_its_own_command(folder: Path) -> None:
    (line,) = lines(onrecord("people", "--same", "--json", into=folder).stdout)
    assert "the names differ only in how they are spelled in Latin letters" in line["reasons"]
    assert onrecord(*shlex.split(line["accept"])[1:], into=folder).returncode == 0
    assert lines(onrecord("people", "--same", "--json", into=folder).stdout) == []
    found = lines(onrecord("search", "--speaker", line["other"]["name"], "--json", into=folder).stdout)
    assert {hit["speaker"]["name"] for hit in found} == {line["keep"]["name"]}


def test_a_suggestion_that_is_refused_is_not_made_again(folder: Path) -> None:
    (line,) = lines(onrecord("people", "--same", "--json", into=folder).stdout)
    assert onrecord(*shlex.split(line["refuse"])[1:], into=folder).returncode == 0
    assert b"is not Volodymyr" in onrecord("corrections", into=folder).stdout
    said = onrecord("people", "--same", into=folder)
    assert (said.stdout, said.stderr) == (b"", b"Nothing scores 0.7 or more. Try a lower --least.\n")
    assert onrecord("undo", "1", into=folder).returncode == 0
    assert b"onrecord merge" in onrecord("people", "--same", into=folder).stdout
