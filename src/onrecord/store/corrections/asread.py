"""What the model read, beside what people made of it: the differences are kept, so that a reading can be had as it was made."""

from __future__ import annotations

from onrecord.records import Reading, Statement
from onrecord.store.tables import Tables, digits
from onrecord.store.wire import fields_of, from_json, made_of, to_json


def keep(tables: Tables, article: int, read: Reading, now: Reading) -> None:
    """Keep how the article was read wherever it stands on record otherwise."""
    standing = {statement.id: statement for statement in now.statements}
    rows = [(article, tables.stored(s.id), *_row(place, s, standing.get(s.id))) for place, s in enumerate(read.statements) if standing.get(s.id) != s]
    tables.do("DELETE FROM as_read WHERE article = ?", article)
    tables.many("INSERT INTO as_read (article, statement, place, fields) VALUES (?, ?, ?, ?)", rows)


def restored(tables: Tables, article: int, now: Reading) -> Reading:
    """Return the article's reading as it was read."""
    sql = "SELECT statement, place, fields FROM as_read WHERE article = ? ORDER BY place"
    kept = [(digits(statement), place, from_json(dict, fields, "as_read")) for statement, place, fields in tables.rows(sql, article)]
    changed = {statement: fields for statement, place, fields in kept if place is None}
    statements = [_was(s, changed[s.id]) if s.id in changed else s for s in now.statements]
    for statement, place, fields in kept:
        if place is not None:
            statements.insert(place, made_of(Statement, fields, f"as_read {statement}"))
    return Reading(article=now.article, statements=tuple(statements))


def _row(place: int, read: Statement, now: Statement | None) -> tuple[int | None, str]:
    fields, standing = fields_of(read), {} if now is None else fields_of(now)
    differ = {name: value for name, value in fields.items() if now is None or value != standing[name]}
    return place if now is None else None, to_json(differ).decode()


def _was(statement: Statement, changed: dict[str, object]) -> Statement:
    return made_of(Statement, fields_of(statement) | changed, f"as_read {statement.id}")
