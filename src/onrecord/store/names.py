"""Numbers for what many rows share: names, speakers, days. Each is looked up once a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from onrecord.errors import RecordError
from onrecord.records import Speaker, SpeakerKind
from onrecord.store.numbers import numbers_of

_TABLES = ("outlets", "agencies", "chains", "makers", "manners", "stances", "kinds", "reasons", "distances")
_ASKED = "SELECT json_extract(value, '$[0]') AS name, json_extract(value, '$[1]') AS kind, json_extract(value, '$[2]') AS article FROM json_each(?)"
_STORED = f"""
    SELECT p.name, p.kind, p.article, p.number FROM ({_ASKED}) AS k CROSS JOIN speakers AS p ON p.name = k.name AND p.kind = k.kind
    WHERE p.article IS NULL AND k.article IS NULL
    UNION ALL
    SELECT p.name, p.kind, p.article, p.number FROM ({_ASKED}) AS k CROSS JOIN speakers AS p ON p.name = k.name AND p.article = k.article
    WHERE p.article IS NOT NULL
"""
_OTHERS = "SELECT speaker, group_concat(name, ' | ') FROM speaker_names WHERE speaker IN (SELECT value FROM json_each(?)) GROUP BY speaker"

_Key = tuple[str, int, int | None]
"""A speaker: name, number of the kind, and, for an unnamed one, number of the article."""


class _Numbers(dict[str | None, int | None]):
    """The numbers of names in their table, where one that is new is put when it is asked for; None for None."""

    def __init__(self, db: sqlite3.Connection, table: str) -> None:
        super().__init__({None: None})
        self._db = db
        self._table = table

    def __missing__(self, name: str) -> int:
        self._db.execute(f"INSERT OR IGNORE INTO {self._table} (name) VALUES (?)", (name,))
        number = int(self._db.execute(f"SELECT number FROM {self._table} WHERE name = ?", (name,)).fetchone()[0])
        self[str(name)] = number
        return number


class Names:
    """Gives names, speakers and statements their numbers, inside one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.numbers = {table: _Numbers(db, table) for table in _TABLES}
        self._speakers: dict[_Key, int] = {}
        self._others: dict[int, str] = {}
        self._next: dict[int, int] = {}

    def number(self, table: str, name: str | None) -> int | None:
        """Return the number of the name in its table, where it is put if it is new."""
        return self.numbers[table][name]

    def meet(self, speakers: Iterable[tuple[Speaker, int]]) -> None:
        """Look up all these speakers of these articles at once, and put the new ones on record."""
        wanted = dict.fromkeys(key for speaker, article in speakers if (key := self._key(speaker, article)) is not None)
        asked = json.dumps(list(wanted))
        self._speakers |= {(name, kind, article): number for name, kind, article, number in self._db.execute(_STORED, (asked, asked))}
        following = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM speakers").fetchone()[0]
        new = {key: number for number, key in enumerate((key for key in wanted if key not in self._speakers), following)}
        self._db.executemany("INSERT INTO speakers (name, kind, article, number) VALUES (?, ?, ?, ?)", [(*key, new[key]) for key in new])
        self._speakers |= new
        self._others |= dict(self._db.execute(_OTHERS, (json.dumps([self._speakers[key] for key in wanted]),)))

    def speaker(self, speaker: Speaker, article: int) -> int | None:
        """Return the number of the speaker: one for a name and kind, and for an unnamed one, one in each article."""
        key = self._key(speaker, article)
        if key is None:
            return None
        if key not in self._speakers:
            self.meet([(speaker, article)])
        return self._speakers[key]

    def known_as(self, speaker: Speaker, number: int | None) -> str | None:
        """Return all names of the speaker of that number, as the full-text index has them."""
        others = self._others.get(number) if number is not None else None
        return f"{speaker.name} | {others}" if others is not None else speaker.name

    def free(self, day: int, count: int) -> range:
        """Return so many numbers in a row that no statement of the day has."""
        numbers = numbers_of(day)
        if day not in self._next:
            sql = "SELECT max(number) FROM statements WHERE number >= ? AND number < ?"
            last = self._db.execute(sql, (numbers.start, numbers.stop)).fetchone()[0]
            self._next[day] = numbers.start if last is None else last + 1
        first = self._next[day]
        if first + count > numbers.stop:
            raise RecordError(f"{len(numbers):,} statements are on record for one day; fewer were expected. Begin another record.")
        self._next[day] = first + count
        return range(first, first + count)

    def _key(self, speaker: Speaker, article: int) -> _Key | None:
        if speaker.name is None:
            return None
        kind = self.numbers["kinds"][speaker.kind]
        assert kind is not None
        return speaker.name, kind, article if speaker.kind is SpeakerKind.UNNAMED else None
