"""`onrecord spark read`: files in, a folder of readings out, batch after batch, each committed whole.

A batch is at least as many files as there are cores. Its files are read one a task; its articles, each once, are then spread evenly
and read for their statements. The same articles always come to the same rows, however often a task was done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import uuid4

from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

from onrecord.run.arrow.files import Source, articles_in_files, file_rows, sources
from onrecord.run.arrow.manifest import STAGING, Manifest
from onrecord.run.arrow.schemas import ARTICLE_DDL, ARTICLE_SCHEMA, STATEMENT_DDL, Kind
from onrecord.run.arrow.steps import readings
from onrecord.run.local import Plan
from onrecord.run.spark.folder import Folder

_FILE_DDL: Final = "place BIGINT, path STRING, error STRING"
_BATCH_BYTES_A_CORE: Final = 64_000_000
_TASK_BYTES: Final = 1_000_000
"""Input that a task reads statements in: a minute's work, so that little is lost with it."""
_TASKS_A_CORE: Final = 8
_MOST_TASKS: Final = 20_000


def read(
    spark: SparkSession, paths: Iterable[str], out: str, plan: Plan, *, names: Mapping[str, str] | None = None, files_a_batch: int | None = None
) -> Iterator[Manifest]:
    """Read what is not yet read and yield what each batch came to, once it is committed."""
    folder = Folder(spark, out)
    folder.opened_for(plan.made_by)
    done = {source for manifest in folder.manifests().values() for source in manifest.files}
    fresh = [source for source in sources(paths) if source not in done]
    for batch in batches(fresh, spark.sparkContext.defaultParallelism, files_a_batch):
        staged = folder.at(STAGING, uuid4().hex)
        rows = _readings(spark, folder, batch, plan, names or {})
        rows.write.partitionBy("month").parquet(staged)
        manifest = _told(spark, folder, staged, batch)
        folder.commit(staged, manifest)
        yield manifest
    folder.clear()


def batches(found: Sequence[Source], cores: int, files_a_batch: int | None) -> Iterator[list[Source]]:
    """Yield the files in batches: so many, or else enough for every core.

    >>> files = [Source(path=str(n), size_bytes=40_000_000) for n in range(5)]
    >>> [len(batch) for batch in batches(files, 2, None)], [len(batch) for batch in batches(files, 2, 2)]
    ([4, 1], [2, 2, 1])
    """
    held: list[Source] = []
    for source in found:
        held.append(source)
        is_enough = len(held) >= cores and sum(one.size_bytes for one in held) >= cores * _BATCH_BYTES_A_CORE
        if len(held) == files_a_batch or (files_a_batch is None and is_enough):
            yield held
            held = []
    if held:
        yield held


def _readings(spark: SparkSession, folder: Folder, batch: Sequence[Source], plan: Plan, names: Mapping[str, str]) -> DataFrame:
    rows = file_rows(batch)
    files = spark.createDataFrame(spark.sparkContext.parallelize(rows, min(len(rows), _MOST_TASKS)), _FILE_DDL)
    found = files.mapInArrow(partial(articles_in_files, names=dict(names)), ARTICLE_DDL)
    fresh = _without_known(spark, folder, _once(found, _tasks(spark, batch)))
    made = fresh.select(*ARTICLE_SCHEMA.names).mapInArrow(partial(readings, plan=plan), STATEMENT_DDL)
    # Rows of one month go to few files, and those of one article stay together: they come from one task.
    return made.hint("rebalance", "month").sortWithinPartitions("month", "article", "place")


def _once(found: DataFrame, tasks: int) -> DataFrame:
    """Return each article once, as it was met first, spread evenly; each error is kept."""
    keyed = found.withColumn("key", F.coalesce("id", F.concat(F.lit("place "), F.col("place"))))
    order = Window.partitionBy("key").orderBy("place")
    return keyed.repartition(tasks, "key").withColumn("nth", F.row_number().over(order)).where("nth = 1")


def _without_known(spark: SparkSession, folder: Folder, found: DataFrame) -> DataFrame:
    there = list(folder.manifests())
    if not there:
        return found
    known = spark.read.option("basePath", folder.where).parquet(*there).where(F.col("kind") == Kind.ARTICLE.value)
    return found.join(known.select(F.col("article").alias("key")), "key", "left_anti")


def _tasks(spark: SparkSession, batch: Sequence[Source]) -> int:
    by_size = sum(source.size_bytes for source in batch) // _TASK_BYTES
    return min(max(by_size, _TASKS_A_CORE * spark.sparkContext.defaultParallelism), _MOST_TASKS)


def _told(spark: SparkSession, folder: Folder, staged: str, batch: Sequence[Source]) -> Manifest:
    parts = folder.parts(staged)
    counts = dict.fromkeys(Kind, 0)
    named = 0
    if parts:
        rows = spark.read.parquet(staged).groupBy("kind").agg(F.count("*").alias("many"), F.count("speaker").alias("named")).collect()
        counts |= {Kind(row["kind"]): row["many"] for row in rows}
        named = sum(row["named"] for row in rows)
    return Manifest(
        files=tuple(batch), parts=parts, articles=counts[Kind.ARTICLE], statements=counts[Kind.STATEMENT], named=named, errors=counts[Kind.ERROR]
    )
