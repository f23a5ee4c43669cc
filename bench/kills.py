"""Kills a writer with SIGKILL at random moments, and shows that nothing committed is lost and the next run ends the same.

    python bench/kills.py --kills 200

A writer reads made-up articles into a record, reads them again with another model, marks wire copies and disputes, a few rows a
transaction, as a run of the reader does. It is killed at a random moment and begun again, until the record is whole; then another
record is begun. After every kill the record is opened and the doctor looks it over; every whole record must hold exactly the rows
of one that was never disturbed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.records import Reading
from onrecord.store import By, Query, Record
from store import World, reading

ARTICLES = 240
BATCH = 8


def articles() -> list[Reading]:
    world = World(11)
    return [reading(world, place) for place in range(ARTICLES)]


def write(path: Path) -> None:
    """Do what is not yet done, in the order in which it would be done undisturbed."""
    made = articles()
    with Record(path) as record:
        print("writing", flush=True)
        for maker in ("model-1", "model-2"):
            for start in range(0, ARTICLES, BATCH):
                batch = made[start : start + BATCH]
                if not all(record.has(r.article.id, maker) or record.has(r.article.id, "model-2") for r in batch):
                    record.add_many(batch, made_by=maker)
        with record._writing():
            record._db.execute("INSERT OR IGNORE INTO copies (article, story) SELECT number, number - 1 FROM articles WHERE number % 5 = 0")
        with record._writing():
            record._db.execute("INSERT OR IGNORE INTO disputes SELECT last, first, 'denies', 0, 4, 0.9 FROM articles WHERE number % 7 = 0")


def rows(path: Path) -> str:
    """Return a hash over all that the record holds and answers."""
    with Record(path) as record:
        held = sorted(repr(reading) for reading in record.readings())
        answers = [repr(record.count(query, by=by)) for by in By for query in (Query(), Query(copies=True), Query(disputed=True), Query(words="war"))]
    return hashlib.sha256("\n".join(held + answers).encode()).hexdigest()


def sound(path: Path) -> bool:
    with Record(path) as record:
        return record.doctor() == ()


def writer(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, __file__, "--write", str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def killed(path: Path, after_s: float) -> bool:
    """Kill a writer so long after it began to write; say whether it was still at work."""
    process = writer(path)
    time.sleep(after_s)
    process.kill()
    process.communicate()
    return process.returncode != 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    if asked.write:
        write(asked.write)
        return 0
    chance, kills, unsound, whole, same = random.Random(5), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "undisturbed.db")
        expected, number = rows(Path(folder) / "undisturbed.db"), 0
        while kills < asked.kills or number:
            path = Path(folder) / f"{whole}.db"
            was_killed = kills < asked.kills and killed(path, chance.uniform(0.0, 0.6))
            kills, number = kills + was_killed, number + 1
            if was_killed:
                unsound += not sound(path)
                continue
            writer(path).communicate()
            whole, same, number = whole + 1, same + (sound(path) and rows(path) == expected), 0
            path.unlink()
    print(f"{kills} kills: the doctor found something after {unsound}; {whole} records were completed, {same} of them with just the undisturbed rows")
    return 1 if unsound or same < whole else 0


if __name__ == "__main__":
    sys.exit(main())
