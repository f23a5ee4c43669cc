"""Where the words of a search stand in the content of a hit: spans of the article's text.

The index does not say where, and a second tokeniser of ours would differ from its own in some alphabet. So the few contents
that are shown are indexed once more, in memory, and FTS5 marks them itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

from onrecord.records import Article, Span, Statement
from onrecord.store.match import expression
from onrecord.store.words import Node, Or, leaves

OPEN, CLOSE = "\ufdd0", "\ufdd1"  # no text has these: Unicode keeps them for private ends


def matches(db: sqlite3.Connection, node: Node | None, found: Sequence[tuple[Statement, Article]]) -> list[tuple[Span, ...]]:
    """Return, for each statement, the spans of its content that match a word or phrase of the search."""
    if node is None:
        return [()] * len(found)
    marked = _marked(db, node, [_content(statement, article) for statement, article in found])
    return [tuple(_in_text(statement.content, marked.get(place, ()))) for place, (statement, _) in enumerate(found)]


def _content(statement: Statement, article: Article) -> str:
    return " ".join(span.of(article.text) for span in statement.content)


def _marked(db: sqlite3.Connection, node: Node, contents: list[str]) -> dict[int, tuple[Span, ...]]:
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.shown USING fts5 (content, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("DELETE FROM temp.shown")
    db.execute("INSERT INTO temp.shown (rowid, content) SELECT key, value FROM json_each(?)", (json.dumps(contents),))
    sql = "SELECT rowid, highlight(shown, 0, ?, ?) FROM temp.shown WHERE shown MATCH ?"
    rows = db.execute(sql, (OPEN, CLOSE, expression(Or(parts=tuple(leaves(node)))))).fetchall()
    return {place: tuple(_marks(text)) for place, text in rows if len(text) == len(contents[place]) + 2 * text.count(OPEN) == _unmarked(text)}


def _unmarked(text: str) -> int:
    return len(text) if text.count(OPEN) == text.count(CLOSE) else -1


def _marks(text: str) -> Iterator[Span]:
    opened = passed = 0
    for place, character in enumerate(text):
        if character == OPEN:
            opened = place - passed
            passed += 1
        elif character == CLOSE:
            yield Span(start=opened, end=place - passed)
            passed += 1


def _in_text(content: tuple[Span, ...], marks: tuple[Span, ...]) -> Iterator[Span]:
    """Carry marks of the joined content over to the text, cutting those that reach over a gap."""
    begin = 0
    for span in content:
        shift = span.start - begin
        for mark in marks:
            start, end = max(mark.start + shift, span.start), min(mark.end + shift, span.end)
            if start < end:
                yield Span(start=start, end=end)
        begin += span.end - span.start + 1
