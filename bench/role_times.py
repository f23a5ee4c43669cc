"""When roles were held: what is read in news, beside marks made by reading; kept as ids and names, without the text.

    python bench/role_times.py ../shared/data/news/articles.jsonl.gz second           # or first; and default for the better finder

A mark is a named speaker whose role the text gives with a time (`former`, `then`, `coming`, dates). Of each name in an article the first
statement counts. A role that is read with another time is wrong; one that is not read, or read without its time, is missed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, cast

from onrecord.find import Finder
from onrecord.records import Reading, SpeakerKind
from onrecord.resolve import resolve
from speakers_news import articles, folded

MARKED = Path(__file__).with_suffix(".json")
Time = tuple[str | None, str | None]
Mark = tuple[str, str | None, str | None]


def main(path: str, part: str = "second", effort: str = "fast") -> None:
    """Print how many of the marked times are read, and how many of those that are read are right."""
    marked: dict[str, Any] = json.loads(MARKED.read_text(encoding="utf-8"))[part]
    finder, found = Finder(effort), Counter[str]()
    for article, rows in articles(Path(path), marked):
        told: dict[str, Time] = {folded(name): (held, dates) for name, held, dates in cast("list[Mark]", rows)}
        read = times(resolve(next(finder([article]))))
        found.update(outcome(read.get(name, (None, None)), time) for name, time in told.items())
        found["given where none is marked"] += sum(name not in told and time != (None, None) for name, time in read.items())
    told_of = ", ".join(f"{found[key]} {key}" for key in ("right", "wrong", "missed"))
    print(f"{part}: {sum(map(len, marked.values()))} marked, {told_of}; {found['given where none is marked']} more are given")


def times(reading: Reading) -> dict[str, Time]:
    """Return when each named person's role was held, by the first statement."""
    found: dict[str, Time] = {}
    for statement in reading.statements:
        speaker = statement.speaker
        if speaker.kind is SpeakerKind.PERSON and speaker.name is not None:
            found.setdefault(folded(speaker.name), (speaker.role_held and speaker.role_held.value, speaker.role_dates))
    return found


def outcome(read: Time, told: Time) -> str:
    """Say what became of a mark."""
    return "right" if read == told else "missed" if read == (None, None) else "wrong"


if __name__ == "__main__":
    main(*sys.argv[1:])
