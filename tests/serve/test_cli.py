import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord.serve.lines import schema

EXAMPLES = Path(__file__).parents[2] / "examples"


def onrecord(*arguments: str | Path, into: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=stdin, cwd=into, check=False)


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose onrecord.db holds the examples."""
    there = tmp_path_factory.mktemp("record")
    done = onrecord("read", EXAMPLES, into=there)
    assert done.returncode == 0, done.stderr.decode()
    return there


def test_reading_says_what_it_did(folder: Path) -> None:
    done = onrecord("read", EXAMPLES, into=folder)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("0 articles read, 0 statements; ")
    assert "on record already" in done.stdout.decode()
    assert done.stderr == b""


def test_a_second_reading_prints_the_statements_that_are_there(folder: Path, tmp_path: Path) -> None:
    path = EXAMPLES / "orlanz-standard-vote-interference.html"
    again, fresh = onrecord("read", path, "--json", into=folder), onrecord("read", path, "--json", into=tmp_path)
    assert lines(again.stdout) == lines(fresh.stdout) != []


def test_every_line_keeps_to_the_schema_and_slices(tmp_path: Path) -> None:
    done = onrecord("read", EXAMPLES, "--json", into=tmp_path)
    found = lines(done.stdout)
    assert len(found) > 150
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    for line in found:
        validator.validate(line)
        spans = [*line["content"], *(line[k] for k in ("cue", "source", "addressee", "occasion") if line[k])]
        assert all(s["end"] - s["start"] == len(s["exact"]) for s in spans)
        assert line["parent"] is None or line["parent"] in {other["id"] for other in found}


def test_search_finds_by_words_speaker_and_date(folder: Path) -> None:
    found = lines(onrecord("search", "interfer*", "--json", into=folder).stdout)
    assert len(found) >= 3
    assert all("interfer" in " ".join(s["exact"] for s in line["content"]).lower() for line in found)
    by_one = lines(onrecord("search", "--speaker", "Tarquay", "--since", "2031-01-01", "--limit", "100", "--json", into=folder).stdout)
    assert {line["speaker"]["name"] for line in by_one} == {"Anselm Tarquay"}
    assert onrecord("search", "--speaker", "Tarquay", "--until", "2030", "--json", into=folder).stdout == b""


def test_show_marks_the_statement_in_its_paragraph(folder: Path) -> None:
    line = lines(onrecord("search", "interfered", "--manner", "direct", "--json", into=folder).stdout)[0]
    shown = onrecord("show", line["id"][:10], into=folder).stdout.decode()
    assert f"[content: {line['content'][0]['exact']}]" in shown
    assert f"[cue: {line['cue']['exact']}]" in shown
    assert line["speaker"]["name"] in shown
    assert lines(onrecord("show", line["id"], "--json", into=folder).stdout) == [line]


def test_count_and_doctor_answer(folder: Path) -> None:
    counted = lines(onrecord("count", "--by", "outlet", "--json", into=folder).stdout)
    assert sum(row["statements"] for row in counted) > 150
    healthy = onrecord("doctor", into=folder)
    assert healthy.returncode == 0
    assert b"sound" in healthy.stdout


def test_one_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "good.txt").write_text("Oduya said that the pier was closed until the spring.", encoding="utf-8")
    done = onrecord("read", "empty.txt", "picture.txt", "missing.txt", "good.txt", into=tmp_path)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert all(f"rejected: {name}" in told for name in ("empty.txt", "picture.txt", "missing.txt"))
    assert "1 article read, 1 statement" in done.stdout.decode()
    assert "3 rejected" in done.stdout.decode()


def test_standard_input_is_read_and_nothing_stored_when_so_asked(tmp_path: Path) -> None:
    done = onrecord("read", "-", "--no-record", "--json", into=tmp_path, stdin=b"Oduya said that the pier was closed.")
    assert [line["source"]["exact"] for line in lines(done.stdout)] == ["Oduya"]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_record_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    done = onrecord("search", "pier", into=tmp_path)
    assert done.returncode == 2
    assert b"onrecord.db" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ['"', "AND", "a OR", "NEAR(", "*", "'; DROP TABLE statements; --", "(", "col:x", "\\", "-"])
def test_no_search_words_end_in_a_traceback(folder: Path, words: str) -> None:
    done = onrecord("search", "--", words, into=folder)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_an_article_cannot_drive_the_terminal(tmp_path: Path) -> None:
    words = b"Oduya said that the pier was \x1b[31mred [bold]indeed[/bold] shut for good. "
    (tmp_path / "bad.txt").write_bytes(words + b"It had been painted in the spring, and nobody minded. " * 9)
    assert onrecord("read", "bad.txt", into=tmp_path).returncode == 0
    shown = onrecord("search", "pier", into=tmp_path).stdout
    assert b"\x1b" not in shown
    assert b"[bold]indeed[/bold]" in shown


def test_another_language_is_kept_without_statements(tmp_path: Path) -> None:
    text = "Die Ministerin sagte am Mittwoch, dass die Brücke im Frühjahr wieder geöffnet werde und niemand sich Sorgen machen müsse. " * 3
    (tmp_path / "deutsch.txt").write_text(text, encoding="utf-8")
    done = onrecord("read", "deutsch.txt", into=tmp_path)
    assert done.returncode == 1
    assert "language 'de' has no model" in done.stderr.decode()
    assert "1 article read, 0 statements" in done.stdout.decode()
    assert "1 on record already" in onrecord("read", "deutsch.txt", into=tmp_path).stdout.decode()


def test_a_transcript_is_read_with_the_names_of_its_turns(tmp_path: Path) -> None:
    done = onrecord("read", EXAMPLES / "transcript-ferry-committee-2031-03-13.txt", "--no-record", "--json", into=tmp_path)
    turns = [line for line in lines(done.stdout) if line["cue"] and line["cue"]["exact"] == ":"]
    assert {"Maren Oduya", "Tomas Brekke"} <= {line["speaker"]["name"] for line in turns}
