"""Brings what stands on record in line with what people said: as articles are written, and when something is said.

The caller holds the transaction. The index and the counts follow the rows by themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.records import Article, Reading
from onrecord.store.answers import Added
from onrecord.store.corrections import asread, rows
from onrecord.store.corrections.acts import Correction
from onrecord.store.corrections.amending import amended
from onrecord.store.tables import Tables
from onrecord.store.write import Made

_NAMED = "article IS NULL AND name IN ?"
_UNUSED = "DELETE FROM speakers WHERE number IN ? AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = speakers.number)"


def write_amended(tables: Tables, batch: Sequence[Made], run: int | None) -> Added:
    """Write the readings as people corrected them; how they were read is kept beside."""
    if not rows.are_there(tables):
        return tables.write(batch, run)
    changing = [made for made in batch if not _is_there(tables, made)]
    said, kept = rows.about(tables, (made.reading.article for made in changing)), rows.kept(tables)
    standing = {made.reading.article.id: amended(made.reading, _of(made.reading.article, said), kept) for made in changing}
    added = tables.write([replace(made, reading=standing.get(made.reading.article.id, made.reading)) for made in batch], run)
    for made in changing:
        number = tables.number_of("articles", made.reading.article.id)
        asread.keep(tables, number, made.reading, standing[made.reading.article.id])
    return added


def refresh(tables: Tables, articles: Iterable[int]) -> None:
    """Let the articles stand as they were read and corrected, by all that holds now."""
    kept, speakers = rows.kept(tables), set[int]()
    for number in articles:
        now = tables.reading(number)
        read = asread.restored(tables, number, now)
        new = amended(read, rows.about(tables, [read.article]), kept)
        if new != now:
            speakers |= _speakers(tables, now)
            _stand(tables, number, now, new)
            asread.keep(tables, number, read, new)
    tables.do(_UNUSED, speakers)


def refresh_names(tables: Tables) -> None:
    """Let the names that are one speaker be those that the merges make so now, and all statements under them follow."""
    before, after = rows.kept(tables), rows.merged(tables)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    names = changed | {whom.name for kept in (before, after) for name, whom in kept.items() if name in changed and whom.name}
    sql = f"SELECT DISTINCT article FROM statements WHERE speaker IN (SELECT number FROM speakers WHERE {_NAMED})"
    articles = [row[0] for row in tables.rows(sql, names)]
    _forget_names(tables, names)
    tables.do("DELETE FROM same_speaker")
    tables.many("INSERT INTO same_speaker (name, kept, kind) VALUES (?, ?, ?)", [(name, whom.name, whom.kind.value) for name, whom in after.items()])
    others = "SELECT p.number, m.name FROM speakers AS p JOIN same_speaker AS m ON m.kept = p.name AND m.name <> p.name"
    which = "WHERE p.article IS NULL AND p.name IN ?"
    tables.do(f"INSERT INTO speaker_names (speaker, name) {others} {which} ON CONFLICT DO NOTHING", names)
    refresh(tables, articles)


def wrong(tables: Tables) -> Iterator[str]:
    """Yield what does not stand on record as people corrected it."""
    kept = rows.kept(tables)
    if kept != rows.merged(tables):
        yield "names: those that are one speaker are not those that were merged"
    for number in touched(tables):
        now = tables.reading(number)
        read = asread.restored(tables, number, now)
        if amended(read, rows.about(tables, [read.article]), kept) != now:
            yield f"article {read.article.id}: it does not stand as it was corrected"


def touched(tables: Tables) -> list[int]:
    """Return the articles that any correction is about or has changed."""
    sql = """SELECT number FROM articles WHERE id IN (SELECT article FROM corrected) OR url IN (SELECT url FROM corrected)
             UNION SELECT article FROM as_read ORDER BY 1"""
    return [row[0] for row in tables.rows(sql)]


def as_read(tables: Tables, article: int) -> Reading:
    """Return the article's reading as the model made it."""
    return asread.restored(tables, article, tables.reading(article))


def _forget_names(tables: Tables, names: Collection[str]) -> None:
    """Forget the other names that merges gave to the speakers; names that they have from elsewhere stay."""
    given = "EXISTS (SELECT 1 FROM speakers AS p JOIN same_speaker AS m ON m.kept = p.name WHERE p.number = speaker AND m.name = speaker_names.name)"
    tables.do(f"DELETE FROM speaker_names WHERE speaker IN (SELECT number FROM speakers WHERE {_NAMED}) AND {given}", names)


def _stand(tables: Tables, article: int, now: Reading, new: Reading) -> None:
    there, left = ({statement.id: statement for statement in reading.statements} for reading in (now, new))
    if left.keys() - there.keys():
        ((maker, run),) = tables.rows("SELECT m.name, a.run FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.number = ?", article)
        tables.rewrite(Made(reading=new, made_by=maker), run)
        return
    changed = [statement for statement in new.statements if statement != there[statement.id]]
    tables.change(article, changed, there.keys() - left.keys())


def _speakers(tables: Tables, now: Reading) -> set[int]:
    ids = [tables.stored(statement.id) for statement in now.statements]
    return {row[0] for one in ids for row in tables.rows("SELECT speaker FROM statements WHERE id = ? AND speaker IS NOT NULL", one)}


def _is_there(tables: Tables, made: Made) -> bool:
    sql = "SELECT 1 FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ? AND m.name = ?"
    return tables.one(sql, made.reading.article.id, made.made_by) is not None


def _of(article: Article, corrections: Iterable[Correction]) -> list[Correction]:
    return [c for c in corrections if any(t.article == article.id or (t.url is not None and t.url == article.url) for t in c.deed.targets)]
