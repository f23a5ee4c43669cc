"""What many machines read is what one reads: row for row, once each, whatever is killed in between."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from click.testing import CliRunner

import onrecord.arrow
from onrecord.arrow import ARTICLE_DDL, STATEMENT_DDL, Plan
from onrecord.errors import RecordError
from onrecord.read import articles
from onrecord.run import read_into
from onrecord.run.arrow.output import readings_in
from onrecord.run.taking import take_folder
from onrecord.serve.cli import commands
from onrecord.store import Record
from onrecord.store.exports import Form, export

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FAST = Plan(effort="fast")
SAID = "Maren Oduya said on Tuesday that the pier was closed. “It is over,” she told the Ledger. “We will not pay for {n} more lamps.”"
LINES = [
    {"text": SAID.format(n=n), "url": f"https://ledger.example/{n}", "published": f"2031-{n % 3 + 1:02}-14", "outlet": "The Ledger"}
    for n in range(12)
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Four files: two of JSON Lines that share an article, a page in no encoding, and an archive that breaks off."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, lines in (("a.jsonl", LINES[:7]), ("b.jsonl", [*LINES[6:], {"no": "text"}])):
        (folder / name).write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (folder / "c.html").write_bytes(b"\x00\xff\x81 neither text nor page" * 40)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 9000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    (folder / "d.warc.gz").write_bytes(gzip.compress(head + b"<p>He said no.</p>" * 90)[:-9])
    return folder


def spark_read(spark: SparkSession, folder: Path, out: Path, **more: int) -> list[tuple[int, int, int]]:
    from onrecord.run.spark.reading import read

    return [(batch.articles, batch.statements, batch.errors) for batch in read(spark, [str(folder)], str(out), FAST, files_a_batch=more.get("files"))]


def carried(record: Record) -> list[bytes]:
    """The lines of an export, without those that tell of the runs."""
    to = BytesIO()
    export(record, Form.JSONL, to)
    return sorted(line for line in to.getvalue().splitlines() if not line.startswith((b'{"run"', b'{"end"')))


def test_a_record_of_what_spark_read_is_the_record_of_one_machine(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    done = spark_read(spark, archive, tmp_path / "out")
    assert sum(articles for articles, _, _ in done) == len(LINES)
    with Record(tmp_path / "here.db") as here, Record(tmp_path / "there.db") as there:
        with here.run(what="archive", made_by=FAST.made_by):
            list(read_into(here, articles([archive]), FAST))
        taken = take_folder(there, tmp_path / "out")
        assert (taken.articles, taken.new, taken.rejected) == (len(LINES), len(LINES), 3)
        assert carried(there) == carried(here)
        assert take_folder(there, tmp_path / "out").new == 0
        assert there.doctor() == ()
    months = {path.parent.name for path in (tmp_path / "out").glob("readings/*/*/*.parquet")}
    assert months == {"month=2031-01", "month=2031-02", "month=2031-03", "month=undated"}


def test_a_run_goes_on_where_it_was_and_reads_only_what_is_new(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.move(archive / "b.jsonl", tmp_path / "b.jsonl")
    assert len(spark_read(spark, archive, out, files=2)) == 2
    assert spark_read(spark, archive, out) == []
    shutil.move(tmp_path / "b.jsonl", archive / "b.jsonl")
    assert [(articles, errors) for articles, _, errors in spark_read(spark, archive, out)] == [(5, 1)]
    # A batch that was cut short by a kill does not count, and is read again.
    next((out / "readings" / "batch=000003").glob("month=2031-01/*.parquet")).unlink()
    assert sum(1 for _ in readings_in(out)) == 7 + 2
    assert [articles for articles, _, _ in spark_read(spark, archive, out)] == [5]
    spark_read(spark, archive, tmp_path / "at once")
    assert sorted(map(repr, readings_in(out))) == sorted(map(repr, readings_in(tmp_path / "at once")))


def test_another_maker_needs_another_folder(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    from onrecord.run.spark.reading import read

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "_onrecord.json").write_text('{"form": "onrecord-readings", "version": 1, "made_by": "finder-0"}', encoding="utf-8")
    with pytest.raises(RecordError, match="were made by finder-0"):
        next(read(spark, [str(archive)], str(tmp_path / "out"), FAST))


def test_the_same_function_serves_any_data_frame(spark: SparkSession) -> None:
    frame = spark.createDataFrame([(line["text"], line["url"]) for line in LINES], "text STRING, url STRING").repartition(3)
    said = frame.mapInArrow(partial(onrecord.arrow.statements, plan=FAST), STATEMENT_DDL)
    found = sorted((row["url"], row["id"], row["speaker"], row["content"]) for row in said.collect())
    batches = [pa.RecordBatch.from_pylist([{"text": line["text"], "url": line["url"]}]) for line in LINES]
    here = [row for batch in onrecord.arrow.statements(batches, FAST) for row in batch.to_pylist()]
    assert found == sorted((row["url"], row["id"], row["speaker"], row["content"]) for row in here) != []
    pages = spark.createDataFrame([("<p>" + SAID.format(n=1) + "</p>",)], "html STRING").mapInArrow(onrecord.arrow.articles, ARTICLE_DDL)
    assert [row["error"] for row in pages.mapInArrow(partial(onrecord.arrow.statements, plan=FAST), STATEMENT_DDL).collect()] == [None] * 2


def test_a_worker_that_is_killed_loses_and_doubles_nothing(spark: SparkSession, tmp_path: Path) -> None:
    frame = spark.createDataFrame([(line["text"], line["url"]) for line in LINES], "text STRING, url STRING").repartition(4)
    slowly = frame.mapInArrow(partial(_once_killed, mark=str(tmp_path / "killed")), STATEMENT_DDL)
    ids = [row["id"] for row in slowly.collect()]
    assert (tmp_path / "killed").exists()
    assert len(ids) == len(set(ids)) == 2 * len(LINES)


def _once_killed(batches: Iterable[pa.RecordBatch], mark: str) -> Iterator[pa.RecordBatch]:
    """Read, but be killed after the first rows, once."""
    for batch in onrecord.arrow.statements(batches, FAST):
        yield batch
        if not Path(mark).exists():
            Path(mark).touch()
            threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGKILL)).start()
            time.sleep(60)


def test_a_file_behind_an_address_is_fetched_where_it_is_read(tmp_path: Path) -> None:
    from onrecord.run.arrow.files import articles_in_files, file_rows, sources

    (tmp_path / "a.jsonl").write_text(json.dumps(LINES[0]), encoding="utf-8")
    (tmp_path / "_manifest.json").touch()
    address = f"file://{tmp_path}"
    found = list(sources([address, f"{address}/none"]))
    assert [(one.path, one.error is None) for one in found] == [(f"{address}/a.jsonl", True), (f"{address}/none", False)]
    rows = [dict(zip(("place", "path", "error"), row, strict=True)) for row in file_rows(found)]
    made = [row for batch in articles_in_files([pa.RecordBatch.from_pylist(rows)]) for row in batch.to_pylist()]
    assert [(row["where"], row["error"] is None) for row in made] == [(f"{address}/a.jsonl:1", True), (f"{address}/none", False)]
    assert made[0]["text"] == LINES[0]["text"]


def test_the_command_reads_and_the_record_takes_it_in(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    done = CliRunner().invoke(commands, ["spark", "read", str(archive), "--out", out, "--effort", "fast"])
    assert "4 files: 12 articles read, 24 statements, 24 with their speaker; 3 rejected." in done.output
    taken = CliRunner().invoke(commands, ["import", out, "--record", str(tmp_path / "r.db")])
    assert "12 articles taken in, 12 of them new, 24 statements; 3 rejected" in taken.output
    wrong = CliRunner().invoke(commands, ["spark", "read", str(archive), "--out", out, "--conf", "cores"])
    assert "'cores' is no setting" in wrong.output
