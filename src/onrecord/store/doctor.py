"""Looks a record over: the file, its references, every hash, every span, and the index against the texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.errors import OnrecordError
from onrecord.store import called, common, load, sayings, settle, tallies, versions
from onrecord.store.answers import Problem
from onrecord.store.checks import check_reading
from onrecord.store.corrections import standing
from onrecord.store.filetables import FileTables


def problems(db: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what is wrong with the record; nothing if it is sound."""
    for (told,) in db.execute("PRAGMA integrity_check").fetchall():
        if told != "ok":
            yield Problem(where="file", what=told)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(where=f"{table} {row}", what=f"it refers to a row of {parent} that is not there")
    yield from _readings(db)
    yield from _unused(db)
    yield from _hidden(db)
    for told in standing.wrong(FileTables(db)):
        yield Problem(where="corrections", what=f"{told}; `onrecord corrections --renew` mends it")
    for by in tallies.wrong(db):
        yield Problem(where="counts", what=f"the counts by {by} are not those of the statements")
    if called.is_wrong(db):
        yield Problem(where="counts", what="the words by which speakers are called are not those of the statements")
    for word in common.wrong(db):
        yield Problem(where="counts", what=f"the counts of statements with {word!r} are not those of the index")
    for name in sayings.wrong(db):
        yield Problem(where="counts", what=f"what is kept of the sayings of {name!r} is not what the statements say")
    yield from _index(db)


def _readings(db: sqlite3.Connection) -> Iterator[Problem]:
    for numbers in load.paged(db, "articles"):
        for number in numbers:
            try:
                check_reading(load.reading(db, number))
            except (OnrecordError, ValueError, sqlite3.Error) as error:
                yield Problem(where=f"article {number}", what=str(error))


def _hidden(db: sqlite3.Connection) -> Iterator[Problem]:
    for table in ("stale", "unsettled"):
        if many := db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            yield Problem(where="search index", what=f"{many} changes noted in {table} were never taken over; write to the record once more")
    for url in versions.wrong(db):
        yield Problem(where=f"page {url}", what="another of its versions is marked as the newest than is")
    if many := len(settle.changes(db, all_articles=True)):
        yield Problem(where="hidden", what=f"{many} statements are shown that should be hidden, or hidden that should be shown")
    others = "SELECT count(*) FROM hidden AS h JOIN statements AS s ON s.number = h.statement WHERE h.speaker IS NOT s.speaker"
    if many := db.execute(others).fetchone()[0]:
        yield Problem(where="hidden", what=f"{many} hidden statements are noted under another speaker than theirs")
    lost = "SELECT count(*) FROM copies AS c WHERE NOT EXISTS (SELECT 1 FROM articles WHERE number = c.story)"
    if many := db.execute(lost).fetchone()[0]:
        yield Problem(where="copies", what=f"{many} articles are copies of a story that is not there")


def _unused(db: sqlite3.Connection) -> Iterator[Problem]:
    sql = "SELECT name FROM speakers AS p WHERE NOT EXISTS (SELECT 1 FROM statements WHERE speaker = p.number)"
    for (name,) in db.execute(sql):
        yield Problem(where=f"speaker {name!r}", what="no statement is theirs")


def _index(db: sqlite3.Connection) -> Iterator[Problem]:
    apart = "SELECT count(*) FROM (SELECT {} EXCEPT SELECT {})"
    statements, indexed = "number FROM statements", "id FROM search_docsize"
    missing, extra = (db.execute(apart.format(*pair)).fetchone()[0] for pair in ((statements, indexed), (indexed, statements)))
    if missing or extra:
        yield Problem(where="search index", what=f"{missing} statements are not in it, and {extra} in it are no more")


def index_problems(db: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what is wrong with the words in the search index; FTS5 looks only into a record that may be written."""
    try:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
    except sqlite3.DatabaseError:
        yield Problem(where="search index", what="its words are not those of the statements")
