"""The rows of quotations and stories inside one transaction: wordings, their keys, what they are to one another.

What the columns mean is for the rules that fill them to know; here they are kept, found and taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from onrecord.store.tables import Tables

_SCOPE_CHARS = 200  # no name is told from another by what comes later
_Row = tuple[str, str, str, int | None]


class Shelf:
    """Where wordings and stories are kept, while they are related; lives as long as the transaction."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    # Wordings

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """Return the numbers of those of the keys that are kept."""
        return dict(self._tables.rows("SELECT key, number FROM wordings WHERE key IN ?", list(keys)))

    def put(self, rows: Sequence[tuple[_Row, str, bool, Collection[int]]]) -> dict[str, int]:
        """Keep new wordings (row, scope, whether slight, keys) and return their numbers by their own keys."""
        ((number,),) = self._tables.rows("SELECT coalesce(max(number), 0) FROM wordings")
        added: dict[str, int] = {}
        wordings, kept = [], []
        for (key, words, voice, day), scope, is_slight, keys in rows:
            number += 1
            added[key] = number
            wordings.append((number, key, words, voice, scope[:_SCOPE_CHARS], day, int(is_slight), number))
            kept += [(one, number) for one in keys]
        sql = "INSERT INTO wordings (number, key, words, voice, scope, day, is_slight, quotation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        self._tables.many(sql, wordings)
        self._tables.many("INSERT INTO wording_keys (key, wording) VALUES (?, ?)", kept)
        return added

    def rows(self, numbers: Collection[int]) -> dict[int, _Row]:
        """Return wordings by number."""
        sql = "SELECT number, key, words, voice, day FROM wordings WHERE number IN ?"
        return {number: (key, words, voice, day) for number, key, words, voice, day in self._tables.rows(sql, list(numbers))}

    def sharing(self, keys: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield each key with the number of each wording kept under it."""
        yield from ((key, wording) for key, wording in self._tables.rows("SELECT key, wording FROM wording_keys WHERE key IN ?", list(keys)))

    def near(self, scope: str, first: int, last: int, *, slight_only: bool) -> Iterator[int]:
        """Yield the wordings of that scope from the first to the last day."""
        sql = "SELECT number FROM wordings WHERE scope = ? AND scope <> '' AND day IS NOT NULL AND is_slight IN (1, ?) AND day BETWEEN ? AND ?"
        yield from (row[0] for row in self._tables.rows(sql, scope[:_SCOPE_CHARS], int(slight_only), first, last))

    def link(self, links: Iterable[tuple[int, int, int, float]]) -> None:
        """Keep what wordings are to one another."""
        sql = "INSERT INTO likenesses (one, other, kind, score) VALUES (?, ?, ?, ?)"
        self._tables.many(f"{sql} ON CONFLICT (one, other) DO UPDATE SET kind = excluded.kind, score = excluded.score", links)

    def links(self, numbers: Collection[int]) -> Iterator[tuple[int, int, int, float]]:
        """Yield all links of these wordings."""
        for end in ("one", "other"):
            rows = self._tables.rows(f"SELECT one, other, kind, score FROM likenesses WHERE {end} IN ?", list(numbers))
            yield from ((one, other, kind, score) for one, other, kind, score in rows)

    def parts(self, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield the slight wordings that were given to these: part, whole."""
        yield from ((part, whole) for part, whole in self._tables.rows("SELECT number, whole FROM wordings WHERE whole IN ?", list(numbers)))

    def wholes(self, numbers: Collection[int]) -> dict[int, int]:
        """Return for those of the slight wordings that were given to another, to which."""
        return dict(self._tables.rows("SELECT number, whole FROM wordings WHERE number IN ? AND whole IS NOT NULL", list(numbers)))

    def give(self, wholes: Iterable[tuple[int, int | None]]) -> None:
        """Note to which fuller wording each slight one is given, if any."""
        self._tables.many("UPDATE wordings SET whole = ? WHERE number = ?", [(whole, number) for number, whole in wholes])

    def label(self, labels: Iterable[tuple[int, int]]) -> None:
        """Note the quotation of each wording."""
        self._tables.many(
            "UPDATE wordings SET quotation = ? WHERE number = ? AND quotation <> ?", [(label, number, label) for number, label in labels]
        )

    def labels(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the quotation of each wording."""
        return dict(self._tables.rows("SELECT number, quotation FROM wordings WHERE number IN ?", list(numbers)))

    # Printings

    def forget(self, article_ids: Collection[str]) -> None:
        """Take away the printings of these articles."""
        self._tables.do("DELETE FROM printings WHERE statement IN ?", self._tables.numbers_of(article_ids))

    def print(self, printings: Iterable[tuple[str, int]]) -> None:
        """Note the wording of each statement, given by id."""
        sql = "INSERT INTO printings (statement, wording) SELECT number, ? FROM statements WHERE id = ?"
        self._tables.many(sql, [(wording, self._tables.stored(statement)) for statement, wording in printings])

    def unprinted(self) -> dict[int, _Row]:
        """Return the wordings that have lost their last printing."""
        gone = "SELECT wording FROM loosened WHERE NOT EXISTS (SELECT 1 FROM printings WHERE wording = loosened.wording)"
        found = self.rows([row[0] for row in self._tables.rows(gone)])
        self._tables.do("DELETE FROM loosened")
        return found

    def remove(self, keys: dict[int, Collection[int]]) -> None:
        """Take away wordings, given with the keys that they are kept under."""
        self._tables.many("DELETE FROM wording_keys WHERE key = ? AND wording = ?", [(key, n) for n, kept in keys.items() for key in kept])
        self._tables.many("DELETE FROM wordings WHERE number = ?", [(number,) for number in keys])

    # Stories

    def keep_article(self, article_id: str, keys: Collection[int]) -> None:
        """Keep the keys of an article's text, in the place of those that were kept."""
        number = self._article(article_id)
        self._tables.do("DELETE FROM article_keys WHERE article = ?", number)
        self._tables.many("INSERT INTO article_keys (key, article) VALUES (?, ?)", [(key, number) for key in keys])

    def sharing_articles(self, article_id: str, least: int) -> list[str]:
        """Return the ids of the articles that share so many keys with this one."""
        sql = """SELECT a.id FROM article_keys AS m JOIN article_keys AS k ON k.key = m.key AND k.article <> m.article
                 JOIN articles AS a ON a.number = k.article WHERE m.article = ? GROUP BY a.id HAVING count(*) >= ? ORDER BY a.id"""
        return [row[0] for row in self._tables.rows(sql, self._article(article_id), least)]

    def copied(self, article_ids: Collection[str]) -> None:
        """Make one story of these articles and of the stories that they are copies of; the first printed gives it its number."""
        asked = list(article_ids)
        stories = "SELECT c.story FROM copies AS c JOIN articles AS a ON a.number = c.article WHERE a.id IN ?"
        members = f"SELECT number FROM articles WHERE id IN ? UNION SELECT article FROM copies WHERE story IN ({stories})"
        first = f"SELECT number FROM articles WHERE number IN ({members}) ORDER BY published IS NULL, published, id LIMIT 1"
        ((story,),) = self._tables.rows(first, asked, asked)
        sql = f"""INSERT INTO copies (article, story) SELECT m.number, ? FROM ({members}) AS m WHERE true
                  ON CONFLICT (article) DO UPDATE SET story = excluded.story WHERE copies.story <> excluded.story"""
        self._tables.do(sql, story, asked, asked)

    # What is done

    def done(self, article_ids: Collection[str], rules: str) -> None:
        """Note that these articles were related by these rules."""
        sql = "INSERT INTO related (article, maker, rules) SELECT number, maker, ? FROM articles WHERE id IN ?"
        self._tables.do(f"{sql} ON CONFLICT (article) DO UPDATE SET maker = excluded.maker, rules = excluded.rules", rules, list(article_ids))

    def clear(self) -> None:
        """Take away all that was made of the statements."""
        for table in ("related", "copies", "article_keys", "likenesses", "printings", "wording_keys", "wordings", "loosened"):
            self._tables.do(f"DELETE FROM {table}")

    def _article(self, article_id: str) -> int:
        return self._tables.number_of("articles", article_id)
