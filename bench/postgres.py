"""Times a record on PostgreSQL beside one in a file, over the same synthetic statements: ingest, size, every kind of search.

    python bench/postgres.py --statements 100000 [--keep FOLDER] [--server postgresql://…] [--repeats 20] [--writers 2] [--only WORDS]

Without --server one is started from the package of the tests, on a socket, with its own durable settings. With --keep both records
stay in the folder (`bench.db`, which bench/store.py may have made, and the server's `data`) and are asked again the next time. Each
question is put to both in turn, so that whatever else the machine does falls on both alike; every answer is compared, and what
differs is told.
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
from multiprocessing import get_context
from pathlib import Path

import store
from onrecord.store import AnyRecord, Count, Hit, Record
from onrecord.store.answers import Facets
from onrecord.store.postgres.record import PostgresRecord

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.store.contract.servers import running

DURABLE = (
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=2GB -c maintenance_work_mem=256MB -c random_page_cost=1.1"
).split()
Ask = Callable[..., object]


@contextmanager
def served(address: str | None, keep: Path | None) -> Iterator[str]:
    if address is not None:
        yield address
        return
    with running(*DURABLE, keep=keep and keep / "data") as started:
        yield started


def ingest(database: PostgresRecord, statements: int) -> None:
    """Add the statements as they come; making them up is not timed."""
    stream, added, clock, served_s = store.readings(statements), 0, store.Clock(), server_seconds(database)
    with database.run(what="bench", made_by="bench-1"):
        for number, chunk in enumerate(store.chunks(stream), 1):
            with clock:
                added += database.add_many(chunk).statements
            if number % 5 == 0:
                print(f"{added:>12,} statements, {added / clock.took:,.0f} a second by the clock", file=sys.stderr, flush=True)
    used = server_seconds(database) - served_s
    rates = f"{added / clock.took:,.0f} a second by the clock, {added / clock.used:,.0f} of this process's time, {added / used:,.0f} of the server's"
    print(f"PostgreSQL {added:,.0f} statements: {rates}, {added / (used + clock.used):,.0f} of both", flush=True)


def relate(record: AnyRecord) -> None:
    """Make one article in ten a copy of the one before, and let one article in fifty deny itself."""
    ((last,),) = record._tables.rows("SELECT max(number) FROM articles")
    for start in range(1, last + 1, store.CHUNK_ARTICLES):
        with record._writing():
            some = f"number BETWEEN {start} AND {start + store.CHUNK_ARTICLES - 1} AND number > 1 AND number % {store.A_COPY} = 0"
            record._tables.do(f"INSERT INTO copies (article, story) SELECT number, number - 1 FROM articles WHERE {some}")
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


def warm(database: PostgresRecord) -> None:
    """Have the statements in the server's memory, as where a server has run for a while; a plain scan would leave them outside."""
    with database._server.reading():
        database._server.do("SET LOCAL enable_seqscan = off")
        database._server.rows("SELECT count(content_words) FROM statements WHERE number >= 0")


def sizes(database: PostgresRecord, path: Path, statements: int) -> None:
    tables = "pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname = 'onrecord' AND relkind = 'r'"
    ((whole, indexes),) = database._server.rows(
        f"SELECT sum(pg_total_relation_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint FROM {tables}"
    )
    told = f"{whole / statements:.0f} bytes a statement on PostgreSQL, of which {indexes / statements:.0f} in indexes"
    print(f"{told}; {path.stat().st_size / statements:.0f} in a file")


def search(file: Record, database: PostgresRecord, repeats: int, only: str) -> None:
    chance = random.Random(3)
    print(f"milliseconds                       by the clock               processor: file      PostgreSQL     (load {os.getloadavg()[0]:.1f})")
    print(f"{'':32}{'file p50':>10}{'p95':>8}{'database':>10}{'p95':>8}{'p50':>10}{'p95':>8}{'p50':>10}{'p95':>8}{'differ':>8}")
    for name, ask in store.questions(file).items():
        if only not in name:
            continue
        took: list[tuple[float, float, float, float]] = []
        differ = 0
        for _ in range(repeats + 1):
            seed = chance.random()
            clock, processor, in_file = timed(ask, file, seed, lambda: 0.0)
            other, both, in_database = timed(ask, database, seed, lambda: server_seconds(database))
            took.append((clock, other, processor, both))
            differ += answer(in_file) != answer(in_database)
        columns = [edge for times in zip(*took[1:], strict=True) for edge in (statistics.median(times), sorted(times)[int(repeats * 0.95)])]
        print(name.ljust(32) + "".join(f"{told:{8 + 2 * (place % 2 == 0)}.1f}" for place, told in enumerate(columns)) + f"{differ:8}", flush=True)


def server_seconds(database: PostgresRecord) -> float:
    """Return the processor time that the server's process for this connection has used; it runs on this machine."""
    ((pid,),) = database._server.rows("SELECT pg_backend_pid()")
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def timed(ask: Ask, record: AnyRecord, seed: float, elsewhere: Callable[[], float]) -> tuple[float, float, object]:
    """Return the milliseconds by the clock, those of processor time, here and `elsewhere`, and the answer."""
    served_s = elsewhere()
    start, used = time.perf_counter(), time.process_time()
    found = ask(record, random.Random(seed))
    clock, here = time.perf_counter() - start, time.process_time() - used
    return clock * 1000, (here + elsewhere() - served_s) * 1000, found


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
    parser.add_argument("--keep", type=Path, help="a folder for both records, which are made if they are not there")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--only", default="", help="part of the names of the questions to ask")
    parser.add_argument("--writers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(asked.server, asked.keep) as address:
        path = (asked.keep or Path(folder)) / "bench.db"
        if not path.exists():
            store.ingest(path, asked.statements)
        with Record.open_readonly(path) as file, PostgresRecord(address, wait_s=600) as database:
            many = file.totals().statements
            if database.totals().statements == 0:
                ingest(database, many)
                relate(database)
                database._server.do("VACUUM ANALYZE")
            print(f"server {database._server.rows('SHOW server_version')[0][0]}, load {os.getloadavg()[0]:.1f}")
            sizes(database, path, database.totals().statements)
            warm(database)
            search(file, database, asked.repeats, asked.only)
        if asked.keep is None:
            write_at_once(address, asked.writers, 20_000)


if __name__ == "__main__":
    main()
