"""A writer killed in the middle loses nothing that was committed, and readers never notice a writer."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from onrecord.records import Reading
from onrecord.store import Query, Record

from .made import person, reading_of

WRITER = """
import sys
from tests.store.test_kill import many, rows
from onrecord.store import Record
with Record(sys.argv[1]) as record:
    print("writing", flush=True)
    for start in range(0, 300, 10):
        record.add_many(many()[start:start + 10])
        record.add_many(many()[start:start + 10], made_by="model-2")
"""


def many() -> list[Reading]:
    return [reading_of((person(f"Ada {n % 7}"), f"the engine is ready {n}"), (person("Igor"), "no"), published="2031-01-01") for n in range(300)]


def rows(path: Path) -> list[str]:
    with Record(path) as record:
        assert record.doctor() == ()
        return sorted(repr(reading) for reading in record.readings())


def writer(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def test_a_writer_killed_at_any_moment_leaves_a_sound_record_and_the_next_run_completes_it(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(4):
        process = writer(tmp_path / "r.db")
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        process.communicate()
        rows(tmp_path / "r.db")
    process = writer(tmp_path / "r.db")
    process.communicate()
    assert process.returncode == 0
    assert rows(tmp_path / "r.db") == sorted(repr(reading) for reading in many())


def test_a_reader_sees_whole_batches_while_another_writes(tmp_path: Path) -> None:
    Record(tmp_path / "r.db").close()
    process = writer(tmp_path / "r.db")
    with Record.open_readonly(tmp_path / "r.db") as record:
        while process.poll() is None:
            hits = record.search(Query(words="engine", limit=1000))
            assert len(hits) % 10 == 0
            assert record.totals().statements % 20 == 0
            assert len({hit.statement.id for hit in hits}) == len(hits)
    process.communicate()
    assert len(rows(tmp_path / "r.db")) == 300
