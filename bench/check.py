"""Checked words, scored and timed.

python bench/check.py                     planted and hand-written quotations: those the rules were written with, and those put aside
python bench/check.py --planted-on FILES  planted quotations of other transcripts
python bench/check.py --time FILES        one quotation against 100,000 words made of these transcripts
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.relate.checking import FERRY, FOLDER, ROOT, heard, of_words
from tests.relate.planted import Planted, planted

from onrecord.read.transcripts import read_transcript
from onrecord.records import Span, Transcript, Turn
from onrecord.relate.check import Grade, hear

WORK = ["lantern-bridge-debate", "grid-inquiry", "harvest-address", "tide-call", "ferry"]
HELD = ["well-council", "lighthouse-interview"]
WORDS = 100_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--planted-on", nargs="+", type=Path)
    parser.add_argument("--time", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.time:
        timed(asked.time)
    elif asked.planted_on:
        told("planted, other transcripts", scored(case for path in asked.planted_on for case in planted_in(path, asked.seed)))
    else:
        for part, names in (("work", WORK), ("put aside", HELD)):
            paths = [FERRY if name == "ferry" else FOLDER / f"{name}.txt" for name in names]
            told(f"planted, {part}", scored(case for path in paths for case in planted_in(path, asked.seed)))
        for part in ("work", "held"):
            told(f"hand-written, {part}", hand_written(part))


def planted_in(path: Path, seed: int) -> list[Planted]:
    return planted(replace(read_transcript(path), title=path.stem), seed)


def scored(cases: Iterable[Planted]) -> list[tuple[str, Grade, str]]:
    found = []
    last = None
    for case in cases:
        if last is None or last[0] is not case.transcript:
            last = (case.transcript, hear(case.transcript))
        found.append((case.grade, of_words(case.quotation, last[1], speaker=case.speaker).grade, case.quotation))
    return found


def hand_written(part: str) -> list[tuple[str, Grade, str]]:
    cases = tomllib.loads((ROOT / "tests" / "cases" / "check" / f"{part}.toml").read_text(encoding="utf-8"))["case"]
    return [(c["grade"], of_words(c["quotation"], heard(c["transcript"]), speaker=c.get("speaker")).grade, c["quotation"]) for c in cases]


def told(name: str, found: list[tuple[str, Grade, str]]) -> None:
    right = Counter(grade for grade, got, _ in found if got.value == grade)
    passed = [words for grade, got, words in found if grade == Grade.CHANGED.value and got.holds]
    print(
        f"{name}: {sum(right.values())} of {len(found)} right ({sum(right.values()) / len(found):.1%}); changes of meaning that passed: {len(passed)}"
    )
    print("   ", ", ".join(f"{grade} {right[grade]}/{n}" for grade, n in Counter(grade for grade, _, _ in found).items()))
    for grade, got, words in found:
        if got.value != grade and len(found) < 2000:
            print(f"    {grade} got {got.value}: {words}")


def timed(paths: list[Path]) -> None:
    transcript = one_of(paths)
    began = time.process_time()
    prepared = hear(transcript)
    print(f"{len(transcript.text.split()):,} words prepared in {time.process_time() - began:.2f} s of processor time")
    cases = [case for case in planted(transcript, 1) if case.transcript is transcript and len(case.quotation.split()) <= 40]
    random.Random(1).shuffle(cases)
    of_words(cases[0].quotation, prepared)
    took = []
    for case in cases[:1000]:
        began = time.process_time()
        of_words(case.quotation, prepared, speaker=case.speaker)
        took.append((time.process_time() - began) * 1000)
    took.sort()
    size, slow = statistics.mean(len(case.quotation.split()) for case in cases[:1000]), took[len(took) * 95 // 100]
    print(f"{len(took)} quotations of {size:.0f} words: median {statistics.median(took):.1f} ms of processor time, 95 % under {slow:.1f}")


def one_of(paths: list[Path]) -> Transcript:
    """Put transcripts one after another until there are enough words."""
    text, turns, words = "", [], 0
    for path in paths:
        one = read_transcript(path)
        for turn in one.turns:
            size = len(turn.span.of(one.text).split())
            if words + size > WORDS:
                continue
            start, text, words = len(text), text + turn.span.of(one.text) + "\n\n", words + size
            turns.append(Turn(span=Span(start=start, end=len(text) - 2), speaker=turn.speaker))
    return Transcript(text=text, turns=tuple(turns), title="one")


if __name__ == "__main__":
    main()
