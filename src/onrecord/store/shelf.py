"""The rows of quotations and stories inside one transaction: wordings, their keys, what they are to one another.

What the columns mean is for the rules that fill them to know; here they are kept, found and taken away.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

_IN = "IN (SELECT value FROM json_each(?))"
_Row = tuple[str, str, str, int | None]


class Shelf:
    """Where wordings and stories are kept, while they are related; lives as long as the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # Wordings

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """Return the numbers of those of the keys that are kept."""
        return dict(self._db.execute(f"SELECT key, number FROM wordings WHERE key {_IN}", (_list(keys),)).fetchall())

    def put(self, rows: Sequence[tuple[_Row, str, bool, Collection[int]]]) -> dict[str, int]:
        """Keep new wordings (row, scope, whether slight, keys) and return their numbers by their own keys."""
        number = int(self._db.execute("SELECT coalesce(max(number), 0) FROM wordings").fetchone()[0])
        added: dict[str, int] = {}
        wordings, kept = [], []
        for (key, words, voice, day), scope, is_slight, keys in rows:
            number += 1
            added[key] = number
            wordings.append((number, key, words, voice, scope, day, is_slight, number))
            kept += [(one, number) for one in keys]
        sql = "INSERT INTO wordings (number, key, words, voice, scope, day, is_slight, quotation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        self._db.executemany(sql, wordings)
        self._db.executemany("INSERT INTO wording_keys (key, wording) VALUES (?, ?)", kept)
        return added

    def rows(self, numbers: Collection[int]) -> dict[int, _Row]:
        """Return wordings by number."""
        sql = f"SELECT number, key, words, voice, day FROM wordings WHERE number {_IN}"
        return {number: tuple(row) for number, *row in self._db.execute(sql, (_list(numbers),)).fetchall()}

    def sharing(self, keys: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield each key with the number of each wording kept under it."""
        yield from self._db.execute(f"SELECT key, wording FROM wording_keys WHERE key {_IN}", (_list(keys),)).fetchall()

    def near(self, scope: str, first: int, last: int, *, slight_only: bool) -> Iterator[int]:
        """Yield the wordings of that scope from the first to the last day."""
        sql = "SELECT number FROM wordings WHERE scope = ? AND scope <> '' AND day IS NOT NULL AND is_slight IN (1, ?) AND day BETWEEN ? AND ?"
        yield from (row[0] for row in self._db.execute(sql, (scope, int(slight_only), first, last)).fetchall())

    def link(self, links: Iterable[tuple[int, int, int, float]]) -> None:
        """Keep what wordings are to one another."""
        self._db.executemany("INSERT OR REPLACE INTO likenesses (one, other, kind, score) VALUES (?, ?, ?, ?)", links)

    def links(self, numbers: Collection[int]) -> Iterator[tuple[int, int, int, float]]:
        """Yield all links of these wordings."""
        asked = _list(numbers)
        for end in ("one", "other"):
            yield from self._db.execute(f"SELECT one, other, kind, score FROM likenesses WHERE {end} {_IN}", (asked,)).fetchall()

    def parts(self, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield the slight wordings that were given to these: part, whole."""
        yield from self._db.execute(f"SELECT number, whole FROM wordings WHERE whole {_IN}", (_list(numbers),)).fetchall()

    def wholes(self, numbers: Collection[int]) -> dict[int, int]:
        """Return for those of the slight wordings that were given to another, to which."""
        sql = f"SELECT number, whole FROM wordings WHERE number {_IN} AND whole IS NOT NULL"
        return dict(self._db.execute(sql, (_list(numbers),)).fetchall())

    def give(self, wholes: Iterable[tuple[int, int | None]]) -> None:
        """Note to which fuller wording each slight one is given, if any."""
        self._db.executemany("UPDATE wordings SET whole = ?2 WHERE number = ?1 AND whole IS NOT ?2", wholes)

    def label(self, labels: Iterable[tuple[int, int]]) -> None:
        """Note the quotation of each wording."""
        self._db.executemany("UPDATE wordings SET quotation = ?2 WHERE number = ?1 AND quotation <> ?2", labels)

    def labels(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the quotation of each wording."""
        return dict(self._db.execute(f"SELECT number, quotation FROM wordings WHERE number {_IN}", (_list(numbers),)).fetchall())

    # Printings

    def forget(self, article_ids: Collection[str]) -> None:
        """Take away the printings of these articles."""
        self._db.execute(
            f"""DELETE FROM printings WHERE statement IN (SELECT s.number FROM articles AS a
                JOIN statements AS s ON s.number BETWEEN a.first AND a.last WHERE a.id {_IN})""",
            (_list(article_ids),),
        )

    def print(self, printings: Iterable[tuple[str, int]]) -> None:
        """Note the wording of each statement, given by id."""
        sql = "INSERT INTO printings (statement, wording) SELECT number, ? FROM statements WHERE id = ?"
        self._db.executemany(sql, [(wording, bytes.fromhex(statement)) for statement, wording in printings])

    def unprinted(self) -> dict[int, _Row]:
        """Return the wordings that have lost their last printing."""
        gone = "SELECT wording FROM loosened WHERE NOT EXISTS (SELECT 1 FROM printings WHERE wording = loosened.wording)"
        found = self.rows([row[0] for row in self._db.execute(gone).fetchall()])
        self._db.execute("DELETE FROM loosened")
        return found

    def remove(self, keys: dict[int, Collection[int]]) -> None:
        """Take away wordings, given with the keys that they are kept under."""
        self._db.executemany("DELETE FROM wording_keys WHERE key = ? AND wording = ?", [(key, n) for n, kept in keys.items() for key in kept])
        self._db.executemany("DELETE FROM wordings WHERE number = ?", [(number,) for number in keys])

    # Stories

    def keep_article(self, article_id: str, keys: Collection[int]) -> None:
        """Keep the keys of an article's text, in the place of those that were kept."""
        number = self._article(article_id)
        self._db.execute("DELETE FROM article_keys WHERE article = ?", (number,))
        self._db.executemany("INSERT INTO article_keys (key, article) VALUES (?, ?)", [(key, number) for key in keys])

    def sharing_articles(self, article_id: str, least: int) -> list[str]:
        """Return the ids of the articles that share so many keys with this one."""
        sql = """SELECT a.id FROM article_keys AS m JOIN article_keys AS k ON k.key = m.key AND k.article <> m.article
                 JOIN articles AS a ON a.number = k.article WHERE m.article = ? GROUP BY a.id HAVING count(*) >= ? ORDER BY a.id"""
        return [row[0] for row in self._db.execute(sql, (self._article(article_id), least)).fetchall()]

    def copied(self, article_ids: Collection[str]) -> None:
        """Make one story of these articles and of the stories that they are copies of; the first printed gives it its number."""
        asked = _list(article_ids)
        stories = f"SELECT c.story FROM copies AS c JOIN articles AS a ON a.number = c.article WHERE a.id {_IN}"
        members = f"SELECT number FROM articles WHERE id {_IN} UNION SELECT article FROM copies WHERE story IN ({stories})"
        first = f"SELECT number FROM articles WHERE number IN ({members}) ORDER BY published IS NULL, published, id LIMIT 1"
        story = self._db.execute(first, (asked, asked)).fetchone()[0]
        sql = f"""INSERT INTO copies (article, story) SELECT number, ? FROM ({members}) WHERE true
                  ON CONFLICT DO UPDATE SET story = excluded.story WHERE story <> excluded.story"""
        self._db.execute(sql, (story, asked, asked))

    # What is done

    def done(self, article_ids: Collection[str], rules: str) -> None:
        """Note that these articles were related by these rules."""
        sql = f"INSERT OR REPLACE INTO related (article, maker, rules) SELECT number, maker, ? FROM articles WHERE id {_IN}"
        self._db.execute(sql, (rules, _list(article_ids)))

    def clear(self) -> None:
        """Take away all that was made of the statements."""
        for table in ("related", "copies", "article_keys", "likenesses", "printings", "wording_keys", "wordings", "loosened"):
            self._db.execute(f"DELETE FROM {table}")

    def _article(self, article_id: str) -> int:
        return int(self._db.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()[0])


def _list(values: Collection[int] | Collection[str]) -> str:
    return json.dumps(list(values))
