"""Times a record on PostgreSQL beside one in a file, over the same synthetic statements: ingest, size, every kind of search.

    python bench/postgres.py --statements 100000 [--server postgresql://…] [--repeats 20] [--writers 2]

Without --server one is started from the package of the tests, on a socket, with its own durable settings. Each question is put
to both in turn, so that whatever else the machine does falls on both alike; every answer is compared, and what differs is told.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import store
from onrecord.store import AnyRecord, Count, Hit, Record
from onrecord.store.answers import Facets
from onrecord.store.postgres.record import PostgresRecord

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.store.contract.servers import running

DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=512MB -c maintenance_work_mem=256MB".split()
Ask = Callable[..., object]


@contextmanager
def served(address: str | None) -> Iterator[str]:
    if address is not None:
        yield address
        return
    with running(*DURABLE) as started:
        yield started


def ingest(record: AnyRecord, name: str, statements: int) -> None:
    """Add the statements as they come; making them up is not timed."""
    took = used = added = 0.0
    stream = store.readings(statements)
    while chunk := list(islice(stream, store.CHUNK_ARTICLES)):
        start, process = time.perf_counter(), time.process_time()
        added += record.add_many(chunk).statements
        took, used = took + time.perf_counter() - start, used + time.process_time() - process
    print(f"{name:10} {added:,.0f} statements: {added / took:,.0f} a second by the clock ({added / used:,.0f} of this process's time)", flush=True)


def relate(record: AnyRecord) -> None:
    """Make one article in ten a copy of the one before, and let one article in fifty deny itself."""
    with record._writing():
        copies = f"SELECT number, number - 1 FROM articles WHERE number > 1 AND number % {store.A_COPY} = 0"
        record._tables.do(f"INSERT INTO copies (article, story) {copies}")
    with record._writing():
        denied = f"""SELECT min(number), max(number), 'denies', 0, 5, 0.9 FROM statements WHERE article % {store.A_DISPUTE} = 1
                     GROUP BY article HAVING max(number) > min(number)"""
        record._tables.do(f"INSERT INTO disputes (denial, denied, kind, evidence_start, evidence_end, confidence) {denied}")


def write_at_once(address: str, writers: int, statements: int) -> None:
    """Let several processes write at once, each its own statements."""
    context = get_context("spawn")
    processes = [context.Process(target=_write, args=(address, seed, statements // writers)) for seed in range(100, 100 + writers)]
    with PostgresRecord(address) as record:
        before, start = record.totals().statements, time.perf_counter()
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        took = time.perf_counter() - start
        print(f"{writers} writers at once: {(record.totals().statements - before) / took:,.0f} a second in all, making them up included")


def _write(address: str, seed: int, statements: int) -> None:
    with PostgresRecord(address, wait_s=600) as record:
        record.add_many(store.readings(statements, seed=seed))


def sizes(database: PostgresRecord, path: Path, statements: int) -> None:
    tables = "pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname = 'onrecord' AND relkind = 'r'"
    ((whole, indexes),) = database._server.rows(
        f"SELECT sum(pg_total_relation_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint FROM {tables}"
    )
    told = f"{whole / statements:.0f} bytes a statement on PostgreSQL, of which {indexes / statements:.0f} in indexes"
    print(f"{told}; {path.stat().st_size / statements:.0f} in a file")


def search(file: Record, database: PostgresRecord, repeats: int) -> None:
    chance = random.Random(3)
    head = f"{'milliseconds':32}{'file p50':>10}{'p95':>8}{'PostgreSQL p50':>16}{'p95':>8}{'of its processor':>18}{'differ':>8}"
    print(f"{head}   (load {os.getloadavg()[0]:.1f})")
    for name, ask in store.questions(file).items():
        took: dict[str, list[float]] = {"file": [], "database": []}
        differ, start = 0, server_seconds(database)
        for _ in range(repeats + 1):
            seed = chance.random()
            one, in_file = timed(ask, file, seed)
            other, in_database = timed(ask, database, seed)
            took["file"].append(one)
            took["database"].append(other)
            differ += answer(in_file) != answer(in_database)
        used = (server_seconds(database) - start) * 1000 / (repeats + 1)
        columns = [(statistics.median(times[1:]), sorted(times[1:])[int(repeats * 0.95)]) for times in took.values()]
        print(f"{name:32}{columns[0][0]:10.1f}{columns[0][1]:8.1f}{columns[1][0]:16.1f}{columns[1][1]:8.1f}{used:18.1f}{differ:8}", flush=True)


def server_seconds(database: PostgresRecord) -> float:
    """Return the processor time that the server's process for this connection has used; it runs on this machine."""
    ((pid,),) = database._server.rows("SELECT pg_backend_pid()")
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def timed(ask: Ask, record: AnyRecord, seed: float) -> tuple[float, object]:
    """Return the milliseconds by the clock, and the answer."""
    start = time.perf_counter()
    found = ask(record, random.Random(seed))
    return (time.perf_counter() - start) * 1000, found


def answer(found: object) -> object:
    """Return what must be the same in both: the statements found where they are all that fit, and how many each has."""
    if isinstance(found, list) and found and isinstance(found[0], Hit):
        return len(found)
    if isinstance(found, tuple) and found and isinstance(found[0], Count):
        return sorted(count.statements for count in found)
    if isinstance(found, Facets):
        return found.statements, [answer(counts) for counts in found.counts] if found.counted == found.statements else None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--server", help="an empty database; default: one that is started")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--writers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(asked.server) as address:
        path = Path(folder) / "bench.db"
        with Record(path) as file:
            ingest(file, "file", asked.statements)
            relate(file)
        with Record.open_readonly(path) as file, PostgresRecord(address, wait_s=600) as database:
            ingest(database, "PostgreSQL", asked.statements)
            relate(database)
            database._server.do("VACUUM ANALYZE")
            print(f"server {database._server.rows('SHOW server_version')[0][0]}, load {os.getloadavg()[0]:.1f}")
            sizes(database, path, asked.statements)
            search(file, database, asked.repeats)
        write_at_once(address, asked.writers, 20_000)


if __name__ == "__main__":
    main()
