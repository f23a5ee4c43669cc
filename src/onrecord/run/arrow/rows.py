"""Records to rows and back. A row is a dict of plain values, one for each column; a column that is left out is null.

In: articles, readings, rejections, or rows of either schema. Out: rows, or the same records again. What Arrow cannot hold
(half a character in a file's name) is written as an escape, as the record does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from onrecord.errors import RecordError
from onrecord.read import verbatim
from onrecord.read.chunks import megabytes
from onrecord.read.formats import MAX_BYTES
from onrecord.records import Article, Reading, Rejected, Statement
from onrecord.run.arrow.schemas import ARTICLE_SCHEMA, Kind
from onrecord.run.relating import quoted_of
from onrecord.store.answers import Hit
from onrecord.store.checks import check_reading, printable
from onrecord.store.forms.flat import COLUMNS, cells_of, day_told, row_of
from onrecord.store.wire import fields_of, made_of

Row = dict[str, Any]
UNDATED: Final = "undated"
_FIELDS: Final = tuple(field.name for field in fields(Article))
_SHARED: Final = tuple(name for name in COLUMNS if name in _FIELDS)
_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)", re.ASCII)


def article_row(found: Article | Rejected, place: int | None) -> Row:
    """Return the row of an article, or of what could not be read as one."""
    if isinstance(found, Article):
        try:
            check_reading(Reading(article=found, statements=()))
        except RecordError as error:
            found = Rejected(where=found.where, reason=str(error))
    if isinstance(found, Rejected):
        return {"place": place, "error": printable(found.reason), "where": printable(found.where)}
    return {"id": found.id, "place": place, **fields_of(found), "where": printable(found.where)}


def article_from(row: Mapping[str, Any]) -> Article | Rejected:
    """Return the article of a row; without paragraphs, each line of the text that has words is one."""
    where = row.get("where") or "<text>"
    if (error := row.get("error")) is not None:
        return Rejected(where=where, reason=error)
    given = {name: value for name in _FIELDS if (value := row.get(name)) is not None}
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        return Rejected(where=where, reason=f"the text is {text!r}; the words of an article were expected. Leave the row out.")
    if len(text) > MAX_BYTES:
        return Rejected(where=where, reason=f"the text is longer than {megabytes(MAX_BYTES)}; expected one article a row. Leave it out, or split it.")
    try:
        return made_of(Article, {"paragraphs": [fields_of(span) for span in verbatim(text).paragraphs], **given}, where)
    except RecordError as error:
        return Rejected(where=where, reason=str(error))


def reading_rows(outcome: Reading | Rejected, made_by: str) -> Iterator[Row]:
    """Yield the rows of one outcome: the article and its statements in their order, or one row that says what was wrong."""
    if isinstance(outcome, Reading):
        try:
            check_reading(outcome)
        except RecordError as error:
            outcome = Rejected(where=outcome.article.where, reason=str(error))
    if isinstance(outcome, Rejected):
        yield {"kind": Kind.ERROR, "error": printable(outcome.reason), "month": UNDATED, "read_from": printable(outcome.where), "made_by": made_by}
        return
    article = outcome.article
    told: Row = {"month": month_of(article.published), "read_from": printable(article.where)}
    named: Row = {name: getattr(article, name) for name in _SHARED}
    named |= {"published_on": day_told(article.published), "article": article.id, "sha256": article.sha256, "made_by": made_by}
    yield {"kind": Kind.ARTICLE, "place": 0, **told, **named, "article_record": fields_of(article) | {"where": printable(article.where)}}
    quoted = {statement.id: [span.of(article.text) for span in spans] for statement, spans in quoted_of(outcome)}
    for place, statement in enumerate(outcome.statements, 1):
        cells = dict(zip(COLUMNS, cells_of(row_of(Hit(statement=statement, article=article))), strict=True))
        exact: Row = {"quoted": quoted.get(statement.id), "statement_record": fields_of(statement)}
        yield {"kind": Kind.STATEMENT, "place": place, **told, **cells, **exact}


def reading_from(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> Reading:
    """Return the reading of an article's row and those of its statements; RecordError if they do not make one."""
    where = article["read_from"]
    return Reading(
        article=made_of(Article, dict(article["article_record"]), where),
        statements=tuple(made_of(Statement, dict(row["statement_record"]), where) for row in statements),
    )


def month_of(published: str | None) -> str:
    """Return the month of a date.

    >>> month_of("2031-09-10T18:30:00+03:00"), month_of("2031"), month_of(None)
    ('2031-09', 'undated', 'undated')
    """
    found = _MONTH.match(published or "")
    return found[0] if found else UNDATED


ARTICLE_COLUMNS: Final = tuple(ARTICLE_SCHEMA.names)
