"""One small session for all tests of Spark: it takes longer to start than they take to run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Compiling takes longer here than what is compiled takes to run.
SMALL = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.driver.memory": "800m",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on the path")
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install onrecord[spark]")
    from onrecord.run.spark.session import session

    with session(master="local[2,4]", conf=SMALL) as opened:
        yield opened
