"""A large web archive streams in bounded memory, and a read that is killed goes on with nothing lost or doubled.

    python -m bench.warc stream --megabytes 1000 [--pages-only]
    python -m bench.warc kill --pages 240 --kills 5
    python -m bench.warc kill --megabytes 1000 --kills 5 --stand-in

The archive is synthetic: pages of generated news with the navigation, scripts and comments that pages have, one in ten no
page at all, one in fifty broken. `stream` reads it to articles (with --pages-only: to pages, which is the archive's own part)
and says pages a second and the peak of memory. `kill` puts one on record with the command line, kills it again and again, each
time further on, and compares the record with that of an undisturbed read. With --stand-in a process reads and keeps the articles
just as the command does, but what is quoted is found by a pattern instead of the model, and nothing is related: the model alone would
take an hour for a gigabyte, and has nothing to do with archives.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.read.formats.made import response

from onrecord.read import articles
from onrecord.read.formats import MAX_BYTES
from onrecord.read.warc import warc_items
from onrecord.records import Article, Finding, Findings, Manner, Span
from onrecord.run import local
from onrecord.store import Record

QUOTED = re.compile(r"“[^”]+”")

NAMES = "Anselm Tarquay|Dagny Lorn|Casimir Thule|Sunniva Kell|Maren Oduya|Piet Noor|Lucasta Brandl|Tom Brekke".split("|")
WHO = "the mayor|the harbour master|a spokeswoman|the buyer’s lawyer|the captain|a clerk of the council".split("|")
WHAT = "ferry|lighthouse|grain|library|bridge|night train|fish market|town hall roof|breakwater|museum".split("|")
DID = "sold|kept|painted|closed for the winter|inspected twice|moved to the north quay|paid for|insured|left as it was".split("|")
WHEN = "on Friday|last week|before the vote|in March|after the storm|by the end of the year|at noon".split("|")
SAID = ["“The {what} will be {did},” said {name}, {who}. “Nobody asked me {when}.”", "{name} said the {what} had been {did} {when}."]
TOLD = ["{name} denied that the {what} was to be {did}.", "According to {who}, the {what} was {did} {when}, and {number} crowns were spent."]


def paragraph(chance: random.Random) -> str:
    """Return a paragraph of generated news."""
    made = []
    for _ in range(chance.randint(2, 4)):
        parts = {"name": NAMES, "who": WHO, "what": WHAT, "did": DID, "when": WHEN}
        chosen = {key: chance.choice(values) for key, values in parts.items()}
        made.append(chance.choice(SAID + TOLD).format(number=chance.randint(2, 99_000), **chosen))
    return " ".join(made)


def page(number: int) -> bytes:
    """Return a page of some tens of thousands of bytes, other for each number."""
    chance = random.Random(number)
    text = "".join(f"<p>{paragraph(chance)}</p>\n" for _ in range(chance.randint(4, 14)))
    links = "".join(f'<li><a href="/{n}">{chance.choice(WHAT)} {chance.choice(WHEN)}</a></li>' for n in range(60))
    script = f"<script>var data = '{chance.randbytes(12_000).hex()}';</script>"
    title = f"{chance.choice(NAMES)} speaks of the {chance.choice(WHAT)}, day {number}"
    head = f'<title>{title}</title><link rel="canonical" href="https://ledger.example/{number}"><meta property="og:site_name" content="The Ledger">'
    body = f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{text}</article><footer>{links}</footer>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}{script}</head><body>{body}</body></html>".encode()


def records(is_packed: bool) -> Iterator[tuple[bool, bytes]]:
    """Yield records without end, each with whether a page can be read from it."""
    number = 0
    while True:
        number += 1
        is_page, is_broken = number % 10 != 0, number % 50 == 7
        kind = "text/html; charset=utf-8" if is_page else "image/png"
        made = response(f"https://ledger.example/{number}", page(number), kind=kind)
        made = gzip.compress(made, 6) if is_packed else made
        yield is_page and not is_broken, (b"\x00" * 30 + made[30:]) if is_broken else made


def write(path: Path, *, megabytes: float = 0, pages: int = 0) -> int:
    """Write an archive of that size, or with so many pages; return how many pages can be read from it."""
    size, whole = 0, 0
    with path.open("wb") as stream:
        for is_whole, made in records(path.suffix == ".gz"):
            if (pages and whole >= pages) or (megabytes and size >= megabytes * 1e6):
                return whole
            size, whole = size + stream.write(made), whole + is_whole
    return whole


def stream(folder: Path, megabytes: float, *, is_packed: bool, pages_only: bool) -> None:
    path = folder / ("a.warc.gz" if is_packed else "a.warc")
    expected = write(path, megabytes=megabytes)
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, {expected:,} whole pages", flush=True)
    came, start = Counter[str](), time.perf_counter()
    for outcome in warc_items(path, MAX_BYTES) if pages_only else articles([path]):
        came[type(outcome).__name__] += 1
    seconds = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = "pages" if pages_only else "articles"
    print(f"read to {what} in {seconds:,.0f} s ({path.stat().st_size / 1e6 / seconds:,.1f} MB/s, {expected / seconds:,.0f} {what}/s): {dict(came)}")
    print(f"peak of memory {peak_mb:,.0f} MB; lost {expected - came['Item'] - came['Article']:,}")


class StandIn:
    """Takes the place of the finder: each quotation in marks is a statement of nobody known."""

    def __init__(self, *_: object, **__: object) -> None: ...

    def __call__(self, texts: Iterable[Article]) -> Iterator[Findings]:
        for article in texts:
            yield Findings(article=article, findings=tuple(map(self._finding, QUOTED.finditer(article.text))), made_by="stand-in")

    def _finding(self, found: re.Match[str]) -> Finding:
        span = Span(start=found.start(), end=found.end())
        return Finding(content=(span,), cue=None, source=None, manner=Manner.INDIRECT, confidence=0.9, source_confidence=0.0)


def stand_in(path: Path, record: Path) -> None:
    """Read the archive into the record as `onrecord read` does, without the model."""
    local.Finder = StandIn  # type: ignore[assignment, attr-defined]
    plan = local.Plan(effort="fast")
    with Record(record) as kept, kept.run(what=str(path), made_by=plan.made_by):
        for _ in local.read_into(kept, articles([path]), plan):
            pass


def kill(folder: Path, write_it: Callable[[Path], int], kills: int, *, is_packed: bool, is_stand_in: bool) -> None:
    path = folder / ("a.warc.gz" if is_packed else "a.warc")
    expected = write_it(path)
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, {expected:,} whole pages", flush=True)
    onrecord = read_by_stand_in if is_stand_in else read_by_command
    chance, whole, killed = random.Random(5), folder / "whole.db", folder / "killed.db"
    start = time.perf_counter()
    onrecord(path, whole).wait()
    print(f"undisturbed: {time.perf_counter() - start:,.0f} s, peak of memory {peak_of_children_mb():,.0f} MB", flush=True)
    for number in range(kills):
        running = onrecord(path, killed)
        while running.poll() is None and count(killed) < number * expected / (kills + 1):
            time.sleep(0.2)
        time.sleep(chance.uniform(0, 1))
        running.send_signal(signal.SIGKILL)
        running.wait()
        print(f"killed with {count(killed)} of {expected} articles on record", flush=True)
    onrecord(path, killed).wait()
    same = rows(whole) == rows(killed)
    print(f"{expected} pages: undisturbed {len(rows(whole))} articles, killed {kills} times {len(rows(killed))}; same records: {same}")
    print(f"peak of memory of any of them {peak_of_children_mb():,.0f} MB, {work_of_children_s():,.0f} s of work in all")
    print(f"the doctor finds {problems(killed)} problems")
    sys.exit(0 if same and len(rows(whole)) == expected else 1)


def peak_of_children_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def work_of_children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def problems(record: Path) -> int:
    with Record(record) as kept:
        return len(kept.doctor())


def read_by_stand_in(path: Path, record: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bench.warc", "read", str(path), str(record)], stdout=subprocess.DEVNULL)


def read_by_command(path: Path, record: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "onrecord", "read", str(path), "--record", str(record), "--effort", "fast", "--jobs", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))


def rows(record: Path) -> list[tuple[str, str, int]]:
    """Return the articles of a record: id, address, and how many statements each has."""
    return asked(record, "SELECT id, url, coalesce(last - first + 1, 0) FROM articles ORDER BY id")


def count(record: Path) -> int:
    """Return how many articles stand on record, which is asked all the time while a reader is at work."""
    return int(next(iter(asked(record, "SELECT count(*) FROM articles")), (0,))[0])


def asked(record: Path, sql: str) -> list[tuple[Any, ...]]:
    try:
        with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        # It is not there yet, or being made at this moment.
        return []


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = options.add_subparsers(dest="command", required=True)
    streaming = commands.add_parser("stream")
    streaming.add_argument("--megabytes", type=float, default=1000)
    streaming.add_argument("--packed", action="store_true")
    streaming.add_argument("--pages-only", action="store_true")
    killing = commands.add_parser("kill")
    killing.add_argument("--pages", type=int, default=240)
    killing.add_argument("--megabytes", type=float, default=0, help="write so much, and not so many pages")
    killing.add_argument("--kills", type=int, default=5)
    killing.add_argument("--stand-in", action="store_true")
    reading = commands.add_parser("read", help="what kill --stand-in kills")
    reading.add_argument("archive", type=Path)
    reading.add_argument("record", type=Path)
    given = options.parse_args()
    if given.command == "read":
        stand_in(given.archive, given.record)
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.command == "stream":
            stream(Path(folder), given.megabytes, is_packed=given.packed, pages_only=given.pages_only)
        else:
            size = {"megabytes": given.megabytes} if given.megabytes else {"pages": given.pages}
            kill(Path(folder), lambda path: write(path, **size), given.kills, is_packed=not given.megabytes, is_stand_in=given.stand_in)


if __name__ == "__main__":
    main()
