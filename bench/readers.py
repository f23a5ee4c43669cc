"""One writer and eight readers on one record for a minute; then a full disk. Or two writers and eight readers on PostgreSQL.

    python bench/readers.py --seconds 60 [--small FOLDER]
    python bench/readers.py --seconds 60 --postgres

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
from onrecord.store import AnyRecord, By, Query, Record, open_record
from postgres import served
from store import A_STATEMENTS, World, reading

BATCH = 5
READERS = 8


def write(location: str, seed: int, seconds: float, ready: Barrier, told: Queue[tuple[str, int, int]]) -> None:
    world, written = World(seed), 0
    ready.wait()
    until = time.time() + seconds
    with open_record(location) as record:
        for start in count(seed * 1_000_000, BATCH):
            if time.time() > until:
                break
            written += record.add_many(reading(world, place) for place in range(start, start + BATCH)).statements
    told.put(("written", written, 0))


def read(location: str, seed: int, seconds: float, ready: Barrier, told: Queue[tuple[str, int, int]]) -> None:
    chance, asked, wrong = random.Random(seed), 0, 0
    ready.wait()
    until = time.time() + seconds
    with open_record(location, create=False, readonly=True) as record:
        while time.time() < until:
            try:
                wrong += not _is_whole(record, chance)
            except Exception as error:
                print(f"reader {seed}: {type(error).__name__}: {error}", flush=True)
                wrong += 1
            asked += 1
    told.put(("read", asked, wrong))


def _is_whole(record: AnyRecord, chance: random.Random) -> bool:
    hits = record.search(Query(words=chance.choice(["the", "war OR election", '"of the"', "gov*"]), limit=50))
    statements = record.totals().statements
    by_manner = sum(counted.statements for counted in record.count(Query(), by=By.MANNER))
    return statements % (BATCH * A_STATEMENTS) == 0 and statements <= by_manner and len({hit.statement.id for hit in hits}) == len(hits)


def share(location: str, seconds: float, *, writers: int) -> bool:
    context = multiprocessing.get_context("spawn")
    open_record(location).close()
    told: Queue[tuple[str, int, int]] = context.Queue()
    ready = context.Barrier(READERS + writers)
    processes = [context.Process(target=write, args=(location, 3 + writer, seconds, ready, told)) for writer in range(writers)]
    processes += [context.Process(target=read, args=(location, seed, seconds, ready, told)) for seed in range(READERS)]
    for process in processes:
        process.start()
    answers = [told.get() for _ in processes]
    for process in processes:
        process.join()
    written = sum(many for what, many, _ in answers if what == "written")
    asked = sum(many for what, many, _ in answers if what == "read")
    wrong = sum(errors for _, _, errors in answers)
    with open_record(location) as record:
        lost, problems = written - record.totals().statements, len(record.doctor())
    done = f"{written:,} statements written by {writers}, {asked:,} times read by {READERS}"
    print(f"{seconds:.0f} s: {done}, {wrong} errors, {lost} lost, {problems} problems")
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
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL that is started for this")
    asked = parser.parse_args()
    if asked.postgres:
        with served(None, None) as address:
            return 0 if share(address, asked.seconds, writers=2) else 1
    with tempfile.TemporaryDirectory() as folder:
        is_shared = share(str(Path(folder) / "shared.db"), asked.seconds, writers=1)
    with small(asked.small) as folder_of_little:
        is_filled = fill(folder_of_little)
    return 0 if is_shared and is_filled else 1


if __name__ == "__main__":
    sys.exit(main())
