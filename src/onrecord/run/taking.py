"""A folder of readings, as many machines wrote it, into a record: as if this machine had read the articles itself.

In: a record and the folder. Out: what came. What is on record by the same maker already is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from onrecord.records import Reading, Rejected
from onrecord.run.arrow.output import about, readings_in
from onrecord.store import AnyRecord

_AT_ONCE: Final = 2_000


@dataclass(slots=True, kw_only=True)
class TakenFolder:
    """What came, and how many of its articles were not there before, or were read by another."""

    articles: int = 0
    new: int = 0
    statements: int = 0
    rejected: int = 0


def take_folder(record: AnyRecord, folder: Path) -> TakenFolder:
    """Put what the folder's whole batches hold into the record; RecordError if it is no such folder."""
    made_by, taken, outcomes = about(folder).made_by, TakenFolder(), readings_in(folder)
    with record.run(what=str(folder), made_by=made_by):
        while some := list(islice(outcomes, _AT_ONCE)):
            readings = [one for one in some if isinstance(one, Reading)]
            added = record.add_many(readings, made_by=made_by)
            for one in some:
                if isinstance(one, Rejected):
                    record.reject(one)
            taken.articles += len(readings)
            taken.new += added.new + added.replaced
            taken.statements += sum(len(reading.statements) for reading in readings)
            taken.rejected += len(some) - len(readings)
    return taken
