"""What stands in which column: schemas that follow from the records, so a field added to a record is carried from then on.

In: the dataclasses of records.py and the columns of `onrecord export`. Out: Arrow schemas, and the same as Spark's DDL.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from onrecord.errors import OnrecordError
from onrecord.records import Article, Statement
from onrecord.store.forms.flat import Row

try:
    import pyarrow as pa
except ImportError:
    raise OnrecordError('onrecord.arrow: pyarrow is not installed; it was expected. Install it: pip install "onrecord[parquet]".') from None


class Kind(StrEnum):
    """What a row of a reading is."""

    ARTICLE = "article"
    STATEMENT = "statement"
    ERROR = "error"


def type_of(hint: Any) -> pa.DataType:
    """Return the Arrow type of a field: text, numbers, records as structs, tuples as lists; what may be None is nullable.

    >>> str(type_of(tuple[str, ...] | None))
    'list<element: string>'
    """
    if get_origin(hint) is UnionType:
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        return pa.list_(pa.field("element", type_of(get_args(hint)[0])))
    if isinstance(hint, type) and is_dataclass(hint):
        return pa.struct(columns_of(hint))
    return _PLAIN[str if issubclass(hint, StrEnum) else hint]


# Offsets count the characters of one article, which is never longer than 20 million.
_PLAIN: Final = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}


def columns_of(record: type) -> list[pa.Field]:
    """Return a column for each field of a record."""
    hints = get_type_hints(record)
    return [pa.field(field.name, type_of(hints[field.name])) for field in fields(record)]


def ddl_of(schema: pa.Schema) -> str:
    """Return the schema as Spark writes it.

    >>> ddl_of(pa.schema([("id", pa.string()), ("spans", pa.list_(pa.struct([("end", pa.int32())])))]))
    '`id` STRING, `spans` ARRAY<STRUCT<`end`: INT>>'
    """
    return ", ".join(f"`{column.name}` {_spark_type(column.type)}" for column in schema)


def _spark_type(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        inner = ", ".join(f"`{kind.field(n).name}`: {_spark_type(kind.field(n).type)}" for n in range(kind.num_fields))
        return f"STRUCT<{inner}>"
    return f"ARRAY<{_spark_type(kind.value_type)}>" if pa.types.is_list(kind) else _SPARK[kind]


_SPARK: Final = {pa.string(): "STRING", pa.int32(): "INT", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN"}

ARTICLE_SCHEMA: Final = pa.schema([pa.field("id", pa.string()), pa.field("place", pa.int64()), pa.field("error", pa.string()), *columns_of(Article)])
"""One row an article: every field of `Article`, its id, its place in the order of the input; or `where` and an `error`."""

STATEMENT_SCHEMA: Final = pa.schema(
    [
        pa.field("kind", pa.string()),
        pa.field("error", pa.string()),
        pa.field("month", pa.string()),
        pa.field("place", pa.int32()),
        pa.field("read_from", pa.string()),
        *columns_of(Row),
        pa.field("quoted", pa.list_(pa.field("element", pa.string()))),
        pa.field("statement_record", type_of(Statement)),
        pa.field("article_record", type_of(Article)),
    ]
)
"""One row a statement: the columns of `onrecord export --form csv`, what stands in quotation marks, and the records as they are.

`kind` is statement, article or error. `place` is 0 for the article and counts its statements from 1. `month` is that of publication,
`2031-09`, or `undated`. `quoted` is null where nothing is, or where the words are told with the statement around them.
`article_record` is given in the row of the article alone.
"""

ARTICLE_DDL: Final = ddl_of(ARTICLE_SCHEMA)
STATEMENT_DDL: Final = ddl_of(STATEMENT_SCHEMA)
