"""Folders of readings as `onrecord spark read` and `spark relate` write them, made without Spark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.records import Reading, Rejected
from onrecord.run.arrow.manifest import FORM, VERSION, About, Manifest, Part
from onrecord.run.arrow.rows import reading_rows
from onrecord.run.arrow.schemas import STATEMENT_SCHEMA
from onrecord.store import Record
from onrecord.store.wire import to_json


def written(outcomes: Iterable[Reading | Rejected], folder: Path) -> None:
    """Write the readings as `onrecord spark read` would, all in one part."""
    batch = folder / "readings" / "batch=000001"
    (batch / "month=2031-09").mkdir(parents=True)
    rows = [row for outcome in outcomes for row in reading_rows(outcome, "model-1")]
    pq.write_table(pa.Table.from_pylist(rows, schema=STATEMENT_SCHEMA).drop_columns(["month"]), batch / "month=2031-09" / "part-0.parquet")
    part = Part(path="month=2031-09/part-0.parquet", size_bytes=(batch / "month=2031-09" / "part-0.parquet").stat().st_size)
    (batch / "_manifest.json").write_bytes(to_json(Manifest(files=(), parts=(part,))))
    (folder / "_onrecord.json").write_bytes(to_json(About(form=FORM, version=VERSION, made_by="model-1")))


def related(record: Record, folder: Path) -> None:
    """Write the quotations and stories of a record as `onrecord spark relate` would."""
    many = [(quotation, len(quotation.statements)) for quotation in record.quotations.all()]
    quotations = [{"quotation": q.id, "statement": s, "wording": "", "printings": n} for q, n in many for s in q.statements]
    stories = [{"story": story[0], "article": article} for story in record.quotations.stories() for article in story]
    for name, rows in (("quotations", quotations), ("stories", stories)):
        (folder / name).mkdir()
        pq.write_table(pa.Table.from_pylist(rows), folder / name / "part-0.parquet")
