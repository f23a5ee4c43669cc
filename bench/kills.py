"""Kills `onrecord read` with SIGKILL at random moments, and shows that nothing committed is lost and the next run ends the same.

    python bench/kills.py --kills 200

Short made-up articles (agency copies, two versions of a page, denials, one that cannot be read) are read by the command itself, with
effort fast: half of the records from nothing, half of them being whole already and read again with another plan, which replaces every
statement. Each run is killed once, at a moment anywhere in the time that an undisturbed one takes; the record is opened and the doctor
looks it over; then the same command runs to its end, and the record must hold and answer just what one that was never disturbed does.
The commands run in processes forked from one that has imported them, for starting Python anew takes longer than the reading.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import onrecord.find
import onrecord.read
import onrecord.run  # noqa: F401  before the fork, not after it
from onrecord.serve.cli import commands
from onrecord.store import By, Query, Record

ARTICLES = 12
PEOPLE = ("Ada Brekke", "Igor Sandvik", "Lena Holtby", "Tomas Reedon", "Mira Quell")
PLANS = (["--effort", "fast"], ["--effort", "fast", "--min-confidence", "0.4"])
COUNTED = (Query(), Query(copies=True, versions=True), Query(disputed=True), Query(words="pier"))


def articles(path: Path) -> None:
    """Write the articles to be read, one a line."""
    with path.open("w", encoding="utf-8") as lines:
        for place in range(ARTICLES):
            lines.write(json.dumps(article(place)) + "\n")
        lines.write("{this is no article\n")


def article(place: int) -> dict[str, str]:
    speaker, other = PEOPLE[place % 5], PEOPLE[(place + 2) % 5]
    told = place - place % 4 if place % 4 == 3 else place  # every fourth is a copy of one before it
    text = (
        f"PORT OSK, April 9 — {speaker}, the harbour master, said on Monday that pier {told} would stay shut until the autumn. "
        f"“We have {told + 20} broken planks, no money and no carpenter who would come out to the island before the end of the year,” "
        f"said {speaker}.\n\n{other} denied that pier {told} would stay shut. “That is not true, and the master knows it,” the mayor told reporters."
    )
    page = place - 1 if place % 6 == 5 else place  # every sixth is a later version of the page before it
    day = f"2031-04-{place + 1:02}"
    return {"text": text, "title": f"Pier {place}", "url": f"https://gazette.example/{page}", "outlet": f"Gazette {place % 3}", "published": day}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One run of the reader: the record that it begins with, if any, and how it reads."""

    lines: Path
    before: Path | None
    plan: list[str]

    def prepare(self, path: Path) -> None:
        """Put at the path what the run begins with."""
        if self.before is not None:
            shutil.copy(self.before, path)

    def start(self, path: Path) -> int:
        """Begin to read in a process of its own, and return its number."""
        process = os.fork()
        if process:
            return process
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, sys.stdout.fileno())
        os.dup2(quiet, sys.stderr.fileno())
        commands(["read", *self.plan, "--jobs", "1", "--record", str(path), str(self.lines)], standalone_mode=False)
        os._exit(0)


def ended_well(process: int) -> bool:
    return os.waitpid(process, 0)[1] == 0


def held(path: Path) -> str:
    """Return a hash over all that the record holds and answers."""
    with Record(path) as record:
        kept = sorted(repr(reading) for reading in record.readings())
        kept += [repr(record.count(query, by=by)) for by in By for query in COUNTED]
        kept += [repr(record.rejected()), *map(repr, record.quotations.all()), repr(record.quotations.stories()), repr(record.disputes.find())]
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()


def is_sound(path: Path) -> bool:
    if not path.exists():
        return True  # killed before there was a record
    with Record(path) as record:
        return record.doctor() == ()


def undisturbed(reading: Reading, path: Path) -> tuple[float, str]:
    """Return how long reading takes when nobody kills it, and what the record holds then."""
    took = []
    for _ in range(3):
        path.unlink(missing_ok=True)
        reading.prepare(path)
        start = time.perf_counter()
        if not ended_well(reading.start(path)):
            raise SystemExit("the undisturbed run failed")
        took.append(time.perf_counter() - start)
    return statistics.median(took), held(path)


def is_killed(reading: Reading, path: Path, after_s: float) -> bool:
    """Kill a reader so long after it began; say whether it was still at work."""
    reading.prepare(path)
    process = reading.start(path)
    time.sleep(after_s)
    os.kill(process, signal.SIGKILL)
    return not ended_well(process)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, lines = Path(name), Path(name) / "articles.jsonl"
        articles(lines)
        first, again = Path(name) / "first.db", Path(name) / "again.db"
        plans = [Reading(lines=lines, before=None, plan=PLANS[0]), Reading(lines=lines, before=first, plan=PLANS[1])]
        whole = [undisturbed(reading, path) for reading, path in zip(plans, (first, again), strict=True)]
        print(f"undisturbed: {whole[0][0]:.1f} s from nothing, {whole[1][0]:.1f} s read again", flush=True)
        chance, kills, unsound, same = random.Random(5), 0, 0, 0
        while kills < asked.kills:
            reading, (longest_s, expected) = plans[kills % 2], whole[kills % 2]
            path = folder / f"{kills}.db"
            if is_killed(reading, path, chance.uniform(0.0, longest_s)):
                kills, unsound = kills + 1, unsound + (not is_sound(path))
                same += ended_well(reading.start(path)) and is_sound(path) and held(path) == expected
            path.unlink(missing_ok=True)
    print(f"{kills} runs killed: the doctor found something after {unsound}; run again, {same} hold and answer just what an undisturbed record does")
    return 1 if unsound or same < kills else 0


if __name__ == "__main__":
    sys.exit(main())
