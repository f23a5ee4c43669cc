"""The commands by which people correct a record, look at a speaker, and move a record."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .test_cli import EXAMPLES, lines, onrecord

ARTICLE = EXAMPLES / "orlanz-standard-vote-interference.html"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("record")
    done = onrecord("read", ARTICLE, into=there)
    assert done.returncode == 0, done.stderr.decode()
    return there / "onrecord.db"


@pytest.fixture
def folder(read_once: Path, tmp_path: Path) -> Path:
    """A folder whose onrecord.db holds one example; each test has its own."""
    shutil.copy(read_once, tmp_path / "onrecord.db")
    return tmp_path


def first(folder: Path, speaker: str) -> str:
    found = lines(onrecord("search", "--speaker", speaker, "--limit", "1", "--json", into=folder).stdout)
    return str(found[0]["id"])


def test_a_correction_is_made_listed_and_undone(folder: Path) -> None:
    one = first(folder, "Lorn")
    done = onrecord("correct", one[:12], "--speaker", "anselm tarquay", "--note", "the page swapped them", "--by", "rin", into=folder)
    assert (done.returncode, done.stderr) == (0, b"`onrecord undo 1` takes it back.\n")
    assert lines(onrecord("show", one, "--json", into=folder).stdout)[0]["speaker"]["name"] == "Anselm Tarquay"
    listed = onrecord("corrections", into=folder).stdout.decode()
    assert f"1  said by Anselm Tarquay: {one}" in listed
    assert "rin: the page swapped them" in listed
    assert onrecord("undo", "1", into=folder).returncode == 0
    assert lines(onrecord("show", one, "--json", into=folder).stdout)[0]["speaker"]["name"] == "Dagny Lorn"
    assert [line["holds"] for line in lines(onrecord("corrections", "--json", into=folder).stdout)] == [False, True]
    assert onrecord("doctor", into=folder).returncode == 0


def test_what_is_no_statement_stays_away_when_the_article_is_read_with_other_effort(folder: Path) -> None:
    one = first(folder, "Lorn")
    assert onrecord("correct", one, "--not-a-statement", into=folder).returncode == 0
    assert onrecord("show", one, into=folder).returncode == 2
    assert onrecord("read", ARTICLE, "--effort", "fast", into=folder).returncode == 0
    assert b"no statement on record" in onrecord("show", one, into=folder).stderr
    assert onrecord("doctor", into=folder).returncode == 0


def test_training_data_gives_the_text_around_and_what_is_right(folder: Path) -> None:
    one = first(folder, "Lorn")
    onrecord("correct", one, "--speaker", "Lena Sund", "--kind", "person", "--stance", "jokes", into=folder)
    (lesson,) = lines(onrecord("corrections", "--export", into=folder).stdout)
    shown = lines(onrecord("show", one, "--json", into=folder).stdout)[0]
    (content,) = lesson["spans"]["content"]
    assert lesson["text"][content[0] : content[1]] == shown["content"][0]["exact"]
    assert content[0] + lesson["start"] == shown["content"][0]["start"]
    assert (lesson["read"]["speaker"]["name"], lesson["right"]["speaker"]["name"]) == ("Dagny Lorn", "Lena Sund")
    assert (lesson["is_statement"], lesson["right"]["stance"]) == (True, "jokes")


def test_merge_split_and_speaker_work_together(folder: Path) -> None:
    lorn = first(folder, "Lorn")
    assert onrecord("merge", "Anselm Tarquay", "Dagny Lorn", into=folder).returncode == 0
    shown = lines(onrecord("speaker", "lorn", "--json", into=folder).stdout)
    person = shown[0]["speaker"]
    assert (person["name"], person["others"], person["statements"]) == ("Anselm Tarquay", ["Dagny Lorn"], len(shown) - 1)
    assert onrecord("split", "Anselm Tarquay", lorn, "--as", "Dagny Lorn the younger", into=folder).returncode == 0
    page = onrecord("speaker", "Dagny Lorn the younger", into=folder).stdout.decode()
    assert "1 in 1 article" in page
    assert "2031-09-10 █ 2031-09-10, by day" in page
    assert lorn in page


def test_export_and_import_by_a_pipe_give_the_same_record(folder: Path, tmp_path: Path) -> None:
    onrecord("correct", first(folder, "Lorn"), "--not-a-statement", into=folder)
    exported = onrecord("export", into=folder)
    assert exported.returncode == 0
    taken = onrecord("import", "--record", "other.db", into=tmp_path, stdin=exported.stdout)
    assert "1 articles taken in, 1 of them new" in taken.stdout.decode(), taken.stderr.decode()
    again = onrecord("export", "--record", "other.db", into=tmp_path)
    assert again.stdout == exported.stdout


def test_each_form_is_written_to_a_file_or_a_folder(folder: Path) -> None:
    for form, name in (("csv", "r.csv"), ("webannotation", "r.json"), ("schema.org", "r.jsonld"), ("brat", "brat")):
        done = onrecord("export", "house", "--form", form, "-o", name, into=folder)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout == b""
        assert (folder / name).exists()
    assert "1 statements exported" in done.stderr.decode()
    assert json.loads((folder / "r.jsonld").read_text(encoding="utf-8"))["@graph"][0]["text"].startswith("“If the minister has proof")
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize(
    "command",
    [
        ("correct", "zzz", "--speaker", "X"),
        ("correct", "0" * 16, "--not-a-statement"),
        ("correct", "0" * 16, "--not-a-statement", "--stance", "jokes"),
        ("merge", "Nobody", "No one"),
        ("split", "Nobody", "0" * 16),
        ("undo", "99"),
        ("speaker", "Nobody at all"),
        ("speaker", "'; DROP TABLE speakers; --"),
        ("export", "--form", "brat"),
        ("export", "-o", "no/such/folder/x"),
        ("import", "no-such-file"),
        ("import", str(ARTICLE)),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(folder: Path, command: tuple[str, ...]) -> None:
    done = onrecord(*command, into=folder)
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
    assert done.stderr != b""
