"""A Spark session, as it suits reading: here, or wherever `master` says.

Whatever is asked for with `--conf`, or by `spark-submit` and its files, comes before what stands here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from onrecord.errors import OnrecordError

try:
    from pyspark.conf import SparkConf
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
except ImportError:
    raise OnrecordError('spark: pyspark is not installed; it was expected. Install it: pip install "onrecord[spark]".') from None

HERE: Final = "local[*,4]"
"""All cores of this machine, and three more tries for a task whose process died."""
SUITABLE: Final = {
    # An article is a thousand times as long as the rows that Spark's defaults are made for.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    "spark.sql.execution.arrow.maxBytesPerBatch": "16777216",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.debug.maxToStringFields": "1000",
    "spark.python.worker.reuse": "true",
}

FRUGAL: Final = {"spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1"}
"""On one machine Java's second compiler takes the cores from the model, and what it compiles is soon over."""


@contextmanager
def session(*, master: str | None = None, conf: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Give the session that is open, or open one and close it in the end; OnrecordError where none can be had."""
    if (there := SparkSession.getActiveSession()) is not None:
        yield there
        return
    opened = _open(master, conf or {})
    try:
        yield opened
    finally:
        opened.stop()


def _open(master: str | None, asked: Mapping[str, str]) -> SparkSession:
    try:
        known = SparkConf().setAll([*asked.items(), *([("spark.master", master)] if master else [])])
        known.setIfMissing("spark.master", HERE)
        is_here = known.get("spark.master", HERE).startswith("local")
        if is_here:
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        for name, value in {**SUITABLE, **(FRUGAL if is_here else {}), "spark.app.name": "onrecord"}.items():
            known.setIfMissing(name, value)
        return SparkSession.builder.config(conf=known).getOrCreate()
    except (PySparkException, OSError) as error:
        raise OnrecordError(f"spark: it does not start ({error}); Java 17 and a master that answers were expected. Check JAVA_HOME.") from error
