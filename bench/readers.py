"""One writer and eight readers on one record for a minute; then a full disk.

    python bench/readers.py --seconds 60 [--small FOLDER]

Every reader asks all the time and checks that what it sees is whole: only full batches, no statement twice. The full disk is a
tmpfs of 6 MB, which only root can mount; others name a small file system of their own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.store import By, Query, Record
from store import A_STATEMENTS, World, reading

BATCH = 5
READERS = 8


def write(path: Path, seconds: float, ready: Barrier, told: Queue[tuple[str, int, int]]) -> None:
    world, written = World(3), 0
    ready.wait()
    until = time.time() + seconds
    with Record(path) as record:
        for start in count(0, BATCH):
            if time.time() > until:
                break
            written += record.add_many(reading(world, place) for place in range(start, start + BATCH)).statements
    told.put(("written", written, 0))


def read(path: Path, seed: int, seconds: float, ready: Barrier, told: Queue[tuple[str, int, int]]) -> None:
    chance, asked, wrong = random.Random(seed), 0, 0
    ready.wait()
    until = time.time() + seconds
    with Record.open_readonly(path) as record:
        while time.time() < until:
            try:
                wrong += not _is_whole(record, chance)
            except Exception as error:
                print(f"reader {seed}: {type(error).__name__}: {error}", flush=True)
                wrong += 1
            asked += 1
    told.put(("read", asked, wrong))


def _is_whole(record: Record, chance: random.Random) -> bool:
    hits = record.search(Query(words=chance.choice(["the", "war OR election", '"of the"', "gov*"]), limit=50))
    statements = record.totals().statements
    by_manner = sum(counted.statements for counted in record.count(Query(), by=By.MANNER))
    return statements % (BATCH * A_STATEMENTS) == 0 and statements <= by_manner and len({hit.statement.id for hit in hits}) == len(hits)


def share(folder: Path, seconds: float) -> bool:
    path, context = folder / "shared.db", multiprocessing.get_context("spawn")
    Record(path).close()
    told: Queue[tuple[str, int, int]] = context.Queue()
    ready = context.Barrier(READERS + 1)
    processes = [context.Process(target=write, args=(path, seconds, ready, told))]
    processes += [context.Process(target=read, args=(path, seed, seconds, ready, told)) for seed in range(READERS)]
    for process in processes:
        process.start()
    answers = [told.get() for _ in processes]
    for process in processes:
        process.join()
    written = sum(many for what, many, _ in answers if what == "written")
    asked = sum(many for what, many, _ in answers if what == "read")
    wrong = sum(errors for _, _, errors in answers)
    with Record(path) as record:
        lost, problems = written - record.totals().statements, len(record.doctor())
    print(f"{seconds:.0f} s: {written:,} statements written, {asked:,} times read by {READERS}, {wrong} errors, {lost} lost, {problems} problems")
    return not (wrong or lost or problems)


@contextmanager
def small(given: Path | None) -> Iterator[Path]:
    """Yield a folder with little room."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(folder: Path) -> bool:
    world, path, told = World(5), folder / "full.db", ""
    with Record(path) as record:
        try:
            for start in count(0, BATCH):
                record.add_many(reading(world, place) for place in range(start, start + BATCH))
        except RecordError as error:
            told = str(error)
    with Record.open_readonly(path) as record:
        statements, problems, hits = record.totals().statements, len(record.doctor()), len(record.search(Query(words="the")))
    print(f"full disk: {told}")
    print(f"  afterwards {statements:,} statements on record, {problems} problems, a search finds {hits}")
    return "disk is full" in told and statements > 0 and not problems and hits > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--small", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        is_shared = share(Path(folder), asked.seconds)
    with small(asked.small) as folder_of_little:
        is_filled = fill(folder_of_little)
    return 0 if is_shared and is_filled else 1


if __name__ == "__main__":
    sys.exit(main())
