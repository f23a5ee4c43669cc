"""Articles as REST tells them: the text whole, so that every span of a statement can be found in it."""

from __future__ import annotations

from typing import Any

from onrecord.records import Reading
from onrecord.serve.lines import article_line, statement_line
from onrecord.serve.web.article import Told


def text_told(reading: Reading) -> dict[str, Any]:
    """Return an article with its text, its paragraphs and its statements."""
    article = reading.article
    return {
        "article": article_line(article),
        "text": article.text,
        "paragraphs": [{"start": span.start, "end": span.end} for span in article.paragraphs],
        "statements": [statement_line(statement, article) for statement in reading.statements],
    }


def reading_told(told: Told, *, is_stored: bool) -> dict[str, Any]:
    """Return what was read of an article that came with a request."""
    return text_told(told.reading) | {"reason": told.reason, "stored": is_stored}
