"""Relating goes on where it was stopped, and quoted parts slice to their words."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from onrecord.records import Article, Manner, Span
from onrecord.run.relating import quoted_parts, relate
from onrecord.store import Record

from ..store.contract.test_quotations import READINGS, SAID, reading
from ..store.made import statement_of

RELATER = """
import sys
from onrecord.run.relating import relate
from onrecord.store import Record
with Record(sys.argv[1]) as record:
    print("relating", flush=True)
    for _ in relate(record):
        pass
"""
MANY = [reading(n, SAID[n % len(SAID)], (f"Speaker {n % 40}", f"Tower {n % 90} of the old sea wall must be mended before the herring fleet sails"),
                published=f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(450)]  # fmt: skip


def quotations(record: Record) -> list[object]:
    return list(record.quotations.all())


def test_a_run_that_is_killed_loses_nothing_and_the_next_ends_the_same(tmp_path: Path) -> None:
    for name in ("whole.db", "killed.db"):
        with Record(tmp_path / name) as record:
            record.add_many(MANY)
    with Record(tmp_path / "whole.db") as record:
        list(relate(record))
        expected = quotations(record)
    chance = random.Random(3)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", RELATER, str(tmp_path / "killed.db")], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "relating\n"
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.communicate()
    with Record(tmp_path / "killed.db") as record:
        list(relate(record))
        assert record.doctor() == ()
        assert quotations(record) == expected != []
        assert list(relate(record)) == []


def test_each_batch_tells_what_it_did(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add_many(READINGS)
        (done,) = relate(record)
        assert (done.articles, done.printings) == (len(READINGS), 2 * len(READINGS))


def test_of_a_mixed_content_only_what_stands_in_marks_is_quoted() -> None:
    text = 'First line.\n\nShe said the plan was "a disgrace" and that “we will fight it, every yard”.\n\nLast.'
    lines = (Span(start=0, end=11), Span(start=13, end=text.index("\n\nLast")))
    article = Article(text=text, paragraphs=lines)
    statement = statement_of(article, Span(start=text.index("the plan"), end=text.index(".\n\nLast")), manner=Manner.MIXED)
    assert [span.of(text) for span in quoted_parts(article, statement)] == ['"a disgrace"', "“we will fight it, every yard”"]
    assert quoted_parts(article, statement_of(article, lines[0], manner=Manner.INDIRECT)) == ()
