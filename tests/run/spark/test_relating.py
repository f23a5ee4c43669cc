"""Clusters made by joins are those that one machine makes, on the same readings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from click.testing import CliRunner

from onrecord.records import Manner, Reading, Speaker, SpeakerKind, Unknown
from onrecord.run.relating import relate
from onrecord.serve.cli import commands
from onrecord.store import Record

from ...cases_of import cases
from ...store.contract.test_quotations import READINGS
from ...store.made import reading_of
from ..folders import written
from ..test_relating import MANY

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WIRE = "\n\n".join(f"Line {n} of the wire: the ferry left Orlanz at {n} and the harbour master of Velmora counted {n * 7} crates." for n in range(30))


def speaker(name: str) -> Speaker:
    if not name:
        return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_SOURCE)
    return Speaker(name=name, kind=SpeakerKind.PERSON if name[0].isupper() else SpeakerKind.UNNAMED)


def printed(name: str, words: str, day: int, *, number: int) -> Reading:
    date = f"2031-{1 + day % 360 // 30:02}-{1 + day % 28:02}"
    made = reading_of((speaker(name), f"“{words.replace('|', '” … “')}”"), url=f"https://pairs.example/{number}", published=date)
    return replace(made, statements=tuple(replace(statement, manner=Manner.DIRECT) for statement in made.statements))


def pairs() -> list[Reading]:
    told = [case[end] for case in cases("quotations/pairs.toml") for end in ("one", "other")]
    return [printed(*one, number=number) for number, one in enumerate(told)]


def copies() -> list[Reading]:
    texts = [WIRE, WIRE + "\n\nOne more line.", WIRE[: len(WIRE) // 2], "Another story altogether. " * 40]
    return [
        reading_of((speaker("Ada Finch"), text), url=f"https://copies.example/{n}", published=f"2031-0{9 - n}-01") for n, text in enumerate(texts)
    ]


def groups(folder: Path, name: str, member: str) -> dict[str, tuple[str, ...]]:
    """The members of each quotation or story that has several, by what it is called."""
    found: dict[str, list[str]] = {}
    for row in pq.read_table(folder / {"quotation": "quotations", "story": "stories"}[name]).to_pylist():
        found.setdefault(row[name], []).append(row[member])
    return {label: tuple(sorted(members)) for label, members in found.items() if len(members) > 1}


def test_quotations_and_stories_are_those_of_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    readings = [*READINGS, *MANY[:150], *pairs(), *copies()]
    written(readings, tmp_path)
    with Record(tmp_path / "r.db") as record:
        record.add_many(readings, made_by="model-1")
        list(relate(record))
        quotations = {quotation.id: tuple(sorted(quotation.statements)) for quotation in record.quotations.all()}
        stories = sorted(tuple(sorted(story)) for story in record.quotations.stories())
        first = {story[0] for story in record.quotations.stories()}
    (tmp_path / "quotations").mkdir()
    (tmp_path / "quotations" / "stale.parquet").touch()
    done = CliRunner().invoke(commands, ["spark", "relate", str(tmp_path)], catch_exceptions=False)
    assert groups(tmp_path, "quotation", "statement") == quotations
    assert sorted(groups(tmp_path, "story", "article").values()) == stories
    assert set(groups(tmp_path, "story", "article")) == first
    assert (len(quotations) > 10, len(stories)) == (True, 1)
    assert f"{sum(map(len, stories)):,} articles are copies of one story" in done.output
