"""`onrecord check`, from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
TRANSCRIPT = EXAMPLES / "transcript-ferry-committee-2031-03-13.txt"


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_words_that_hold_exit_with_0_and_others_with_1() -> None:
    held = check("--against", TRANSCRIPT, "The pumps were never the problem.")
    assert (held.returncode, held.stdout.split()[0]) == (0, "verbatim")
    changed = check("--against", TRANSCRIPT, "The pumps were the problem.")
    assert (changed.returncode, changed.stdout.split()[0]) == (1, "changed-in-meaning")
    assert "[-never-]" in changed.stdout
    assert check("--against", TRANSCRIPT, "The pumps were the problem.", "--accept", "changed-in-meaning").returncode == 0


def test_every_direct_quotation_of_an_article_is_checked() -> None:
    done = check("--against", TRANSCRIPT, EXAMPLES / "harbour-ledger-press-conference.html", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert len(lines) >= 5
    assert {line["grade"] for line in lines} <= {"verbatim", "tidied", "elided"}
    assert {line["speaker"] for line in lines} >= {"MAREN ODUYA", "TOMAS BREKKE"}
    assert all(s["end"] - s["start"] == len(s["exact"]) for line in lines for s in (*line["quotation"], *line["found"]))
    assert all(line["statement"] and line["article"] for line in lines)


def test_the_speaker_can_be_named() -> None:
    done = check("--against", TRANSCRIPT, "Four million.", "--speaker", "Tomas Brekke", "--json")
    line = json.loads(done.stdout)
    assert (done.returncode, line["grade"], line["wording"], line["speaker"]) == (1, "another-speaker", "verbatim", "LENA SORVALD")


@pytest.mark.parametrize("arguments", [["--against", "missing.txt", "words"], ["words"], ["--against", str(TRANSCRIPT)]])
def test_what_cannot_be_asked_exits_with_2(arguments: list[str]) -> None:
    done = check(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
