"""Brings what stands on record in line with what people said: as articles are written, and when something is said.

The caller holds the transaction. The index and the counts follow the rows by themselves.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.records import Article, Reading, Statement
from onrecord.store import load
from onrecord.store.answers import Added
from onrecord.store.corrections import asread, rows
from onrecord.store.corrections.acts import Correction
from onrecord.store.corrections.amending import amended
from onrecord.store.names import Names
from onrecord.store.write import Made, rewrite, write

_NAMED = "article IS NULL AND name IN (SELECT value FROM json_each(?))"
_OF_ARTICLE = "FROM articles AS a CROSS JOIN statements AS s ON s.number BETWEEN a.first AND a.last WHERE a.number = ?"
_CHANGE = "UPDATE statements SET speaker = ?, reason = ?, speaker_confidence = ?, role = ?, stance = ?, parent = ? WHERE number = ?"
_UNUSED = (
    "DELETE FROM speakers WHERE number IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = speakers.number)"
)


def write_amended(db: sqlite3.Connection, batch: Sequence[Made], run: int | None) -> Added:
    """Write the readings as people corrected them; how they were read is kept beside."""
    if not rows.are_there(db):
        return write(db, batch, run)
    changing = [made for made in batch if not _is_there(db, made)]
    said, kept = rows.about(db, (made.reading.article for made in changing)), rows.kept(db)
    standing = {made.reading.article.id: amended(made.reading, _of(made.reading.article, said), kept) for made in changing}
    added = write(db, [replace(made, reading=standing.get(made.reading.article.id, made.reading)) for made in batch], run)
    for made in changing:
        number = load.number_of(db, "articles", made.reading.article.id)
        asread.keep(db, number, made.reading, standing[made.reading.article.id])
    return added


def refresh(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Let the articles stand as they were read and corrected, by all that holds now."""
    kept, speakers = rows.kept(db), set[int]()
    for number in articles:
        now = load.reading(db, number)
        read = asread.restored(db, number, now)
        new = amended(read, rows.about(db, [read.article]), kept)
        if new != now:
            speakers |= _speakers(db, number)
            _stand(db, number, now, new)
            asread.keep(db, number, read, new)
    db.execute(_UNUSED, (json.dumps(sorted(speakers)),))


def refresh_names(db: sqlite3.Connection) -> None:
    """Let the names that are one speaker be those that the merges make so now, and all statements under them follow."""
    before, after = rows.kept(db), rows.merged(db)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    names = json.dumps(sorted(changed | {whom.name for kept in (before, after) for name, whom in kept.items() if name in changed and whom.name}))
    sql = f"SELECT DISTINCT article FROM statements WHERE speaker IN (SELECT number FROM speakers WHERE {_NAMED})"
    articles = [row[0] for row in db.execute(sql, (names,))]
    _forget_names(db, names)
    db.execute("DELETE FROM same_speaker")
    db.executemany("INSERT INTO same_speaker VALUES (?, ?, ?)", [(name, whom.name, whom.kind.value) for name, whom in after.items()])
    others = f"SELECT p.number, m.name FROM speakers AS p JOIN same_speaker AS m ON m.kept = p.name AND m.name <> p.name WHERE p.{_NAMED}"
    db.execute(f"INSERT OR IGNORE INTO speaker_names (speaker, name) {others.replace('AND name IN', 'AND p.name IN')}", (names,))
    refresh(db, articles)


def wrong(db: sqlite3.Connection) -> Iterator[str]:
    """Yield what does not stand on record as people corrected it."""
    kept = rows.kept(db)
    if kept != rows.merged(db):
        yield "names: those that are one speaker are not those that were merged"
    for number in touched(db):
        now = load.reading(db, number)
        read = asread.restored(db, number, now)
        if amended(read, rows.about(db, [read.article]), kept) != now:
            yield f"article {read.article.id}: it does not stand as it was corrected"


def touched(db: sqlite3.Connection) -> list[int]:
    """Return the articles that any correction is about or has changed."""
    sql = """SELECT number FROM articles WHERE id IN (SELECT article FROM corrected) OR url IN (SELECT url FROM corrected)
             UNION SELECT article FROM as_read ORDER BY 1"""
    return [row[0] for row in db.execute(sql)]


def as_read(db: sqlite3.Connection, article: int) -> Reading:
    """Return the article's reading as the model made it."""
    return asread.restored(db, article, load.reading(db, article))


def _forget_names(db: sqlite3.Connection, names: str) -> None:
    """Forget the other names that merges gave to the speakers; names that they have from elsewhere stay."""
    given = "EXISTS (SELECT 1 FROM speakers AS p JOIN same_speaker AS m ON m.kept = p.name WHERE p.number = speaker AND m.name = speaker_names.name)"
    db.execute(f"DELETE FROM speaker_names WHERE speaker IN (SELECT number FROM speakers WHERE {_NAMED}) AND {given}", (names,))


def _stand(db: sqlite3.Connection, article: int, now: Reading, new: Reading) -> None:
    there, left = ({statement.id: statement for statement in reading.statements} for reading in (now, new))
    if left.keys() - there.keys():
        maker, run = db.execute(
            "SELECT m.name, a.run FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.number = ?", (article,)
        ).fetchone()
        rewrite(db, Made(reading=new, made_by=maker), run)
        return
    numbers = {statement.hex(): number for number, statement in db.execute(f"SELECT s.number, s.id {_OF_ARTICLE}", (article,))}
    changed = [statement for statement in new.statements if statement != there[statement.id]]
    db.executemany(_CHANGE, [_row(Names(db), s, article, numbers) for s in changed])
    db.executemany("DELETE FROM statements WHERE number = ?", [(numbers[one],) for one in there.keys() - left.keys()])
    edges = "SELECT min(number), max(number) FROM statements WHERE number BETWEEN articles.first AND articles.last"
    db.execute(f"UPDATE articles SET (first, last) = ({edges}) WHERE number = ?", (article,))


def _row(names: Names, s: Statement, article: int, numbers: dict[str, int]) -> tuple[object, ...]:
    who, reason, stance = s.speaker, s.speaker.reason, s.stance
    found = (names.speaker(who, article), names.number("reasons", reason and reason.value), who.confidence, who.role)
    return (*found, names.number("stances", stance and stance.value), numbers[s.parent] if s.parent else None, numbers[s.id])


def _speakers(db: sqlite3.Connection, article: int) -> set[int]:
    return {row[0] for row in db.execute(f"SELECT s.speaker {_OF_ARTICLE} AND s.speaker IS NOT NULL", (article,))}


def _is_there(db: sqlite3.Connection, made: Made) -> bool:
    sql = "SELECT 1 FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ? AND m.name = ?"
    return db.execute(sql, (made.reading.article.id, made.made_by)).fetchone() is not None


def _of(article: Article, corrections: Iterable[Correction]) -> list[Correction]:
    return [c for c in corrections if any(t.article == article.id or (t.url is not None and t.url == article.url) for t in c.deed.targets)]
