"""Articles and statements as Arrow batches: the reading of one machine, for any engine that passes Arrow about.

    df.mapInArrow(onrecord.arrow.statements, onrecord.arrow.STATEMENT_DDL)

Needs pyarrow: `pip install "onrecord[parquet]"`, or `[spark]`. docs/scale.md shows it on Spark, Ray Data and DuckDB.
"""

from onrecord.run.arrow.schemas import ARTICLE_DDL, ARTICLE_SCHEMA, STATEMENT_DDL, STATEMENT_SCHEMA
from onrecord.run.arrow.steps import articles, readings, statements
from onrecord.run.local import Plan

__all__ = ["ARTICLE_DDL", "ARTICLE_SCHEMA", "STATEMENT_DDL", "STATEMENT_SCHEMA", "Plan", "articles", "readings", "statements"]
