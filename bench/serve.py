"""Times the server over a big record: one client for the latency of each address, then many at once for a minute.

    python bench/store.py --statements 1000000 --keep RECORD.db
    python bench/serve.py RECORD.db [--pages] [--clients 50] [--seconds 60] [--pause 0.5] [--without speaker] [--repeats 60]

With --pages the pages that people look at are asked for, HTML, in place of the interface. The server runs in a process of its own; the
clients share the machine with it. Words are drawn as bench/store.py drew them, so common and rare ones come as they do in news. Prints
what bench/serve.md tells.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from store import REAL, YEARS, World

with socket.socket() as _chosen:
    _chosen.bind(("127.0.0.1", 0))
    PORT = _chosen.getsockname()[1]
Asking = Callable[[], str]


class Questions:
    """Addresses as people would ask them, drawn by chance; ids are of what the record has."""

    def __init__(self, statements: list[Any], seed: int, without: Sequence[str] = (), *, pages: bool = False) -> None:
        self.chance, self.world = random.Random(seed), World(7)
        self.statements, self.without, self.pages = statements, without, pages

    def kinds(self) -> dict[str, Asking]:
        found = {
            "search, a word": self.word,
            "search, two words": self.two,
            "search, a phrase": self.phrase,
            "search, a name and a year": self.name,
            "search, newest": self.browse,
            "article": self.article,
            "statement": self.statement,
            "speaker": self.speaker,
            "counts": self.counts,
        }
        asked = {name: path for name, path in found.items() if name not in self.without}
        return {name: self.page(path) for name, path in asked.items() if name != "counts"} | {"home": lambda: "/"} if self.pages else asked

    def page(self, path: Asking) -> Asking:
        """A page is where the interface is, but for `/api`."""
        return lambda: path().removeprefix("/api")

    def word(self) -> str:
        return f"/api/search?q={self.world.sentence(1, 1)}"

    def two(self) -> str:
        return f"/api/search?q={quote(self.world.sentence(2, 2))}"

    def phrase(self) -> str:
        exact = self.chance.choice(self.statements)["content"][0]["exact"].split()[:3]
        return f"/api/search?q={quote(chr(34) + ' '.join(exact) + chr(34))}"

    def name(self) -> str:
        return f"/api/search?q={self.chance.choice(REAL)}&speaker={quote(self.world.name())}&since={self.chance.choice(YEARS)}"

    def browse(self) -> str:
        return f"/api/search?sort=newest&limit=20&until={self.chance.choice(YEARS)}-{self.chance.randint(1, 12):02}"

    def article(self) -> str:
        return f"/api/article/{self.chance.choice(self.statements)['article']['id']}"

    def statement(self) -> str:
        return f"/api/statement/{self.chance.choice(self.statements)['id']}"

    def speaker(self) -> str:
        return f"/api/speaker/{quote(self.chance.choice(self.statements)['speaker']['name'] or self.world.name())}"

    def counts(self) -> str:
        return f"/api/counts?by={self.chance.choice(['speaker', 'outlet', 'month'])}&since={self.chance.choice(YEARS)}"


class Client:
    """One client that keeps its connection."""

    async def __aenter__(self) -> Client:
        self.reads, self.writes = await asyncio.open_connection("127.0.0.1", PORT, limit=2**20)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writes.close()

    async def get(self, path: str) -> tuple[int, bytes]:
        self.writes.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = (await self.reads.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        return int(head.split()[1]), await self.reads.readexactly(length)


@contextmanager
def served(record: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", str(PORT)])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


async def some_statements() -> list[Any]:
    while True:
        try:
            async with Client() as client:
                pages = [await client.get(f"/api/search?sort=newest&limit=100&until={year}-{month:02}") for year in YEARS for month in range(1, 13)]
            return [hit["statement"] for _, body in pages for hit in json.loads(body)["hits"]]
        except OSError:
            await asyncio.sleep(0.2)


async def one_by_one(questions: Questions, repeats: int) -> None:
    print(f"one client, milliseconds        p50      p95      most   kilobytes   (load {os.getloadavg()[0]:.1f})", flush=True)
    async with Client() as client:
        for name, path in questions.kinds().items():
            took, sizes, wrong = [], [], Counter[int]()
            for _ in range(repeats):
                asked, start = path(), time.perf_counter()
                status, body = await client.get(asked)
                took.append((time.perf_counter() - start) * 1000)
                sizes.append(len(body))
                wrong[status] += status not in (200, 404)
            took.sort()
            print(f"{name:26}{statistics.median(took):9.1f}{took[int(repeats * 0.95)]:9.1f}{took[-1]:9.1f}{statistics.median(sizes) / 1000:11.1f}"
                  f"{'' if not wrong.total() else f'   WRONG {dict(+wrong)}'}", flush=True)  # fmt: skip


async def at_once(questions: Questions, clients: int, seconds: float, pause: float) -> None:
    took: dict[str, list[float]] = defaultdict(list)
    statuses: Counter[Any] = Counter()
    end = time.perf_counter() + seconds

    async def one(number: int) -> None:
        kinds, chance = list(questions.kinds().items()), random.Random(number)
        try:
            async with Client() as client:
                while time.perf_counter() < end:
                    name, path = chance.choice(kinds)
                    asked, start = path(), time.perf_counter()
                    status, _ = await client.get(asked)
                    took[name].append((time.perf_counter() - start) * 1000)
                    statuses[status] += 1
                    await asyncio.sleep(chance.uniform(0, 2 * pause))
        except (OSError, EOFError, asyncio.IncompleteReadError) as error:
            statuses[f"{type(error).__name__}"] += 1

    start = time.perf_counter()
    await asyncio.gather(*map(one, range(clients)))
    spent, everything = time.perf_counter() - start, sorted(one for some in took.values() for one in some)
    print(f"{clients} clients, each pausing {pause:g} s on average, {spent:.0f} s, statuses {dict(statuses)}")
    print(f"  {len(everything):,} answers, {len(everything) / spent:.0f} a second (load {os.getloadavg()[0]:.1f})")
    for name, some in sorted(took.items()):
        print(f"  {name:26}p95 {sorted(some)[int(len(some) * 0.95)]:.0f} ms")
    print(f"  p50 {statistics.median(everything):.0f} ms, p95 {everything[int(len(everything) * 0.95)]:.0f} ms, most {everything[-1]:.0f} ms")


async def measured(asked: argparse.Namespace) -> None:
    questions = Questions(await some_statements(), seed=11, without=asked.without, pages=asked.pages)
    await one_by_one(questions, asked.repeats)
    if asked.seconds:
        await at_once(questions, asked.clients, asked.seconds, asked.pause)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--pages", action="store_true", help="ask for the pages, HTML, not for the interface")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.0, help="how many seconds a client waits between two requests, on average")
    parser.add_argument("--without", action="append", default=[], help="a kind of question to leave out")
    parser.add_argument("--repeats", type=int, default=60)
    asked = parser.parse_args()
    with served(asked.record):
        asyncio.run(measured(asked))


if __name__ == "__main__":
    main()
