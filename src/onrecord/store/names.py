"""Numbers for what many rows share: names, speakers, days. Each is looked up once a transaction."""

from __future__ import annotations

import sqlite3

from onrecord.errors import RecordError
from onrecord.records import Speaker, SpeakerKind
from onrecord.store.numbers import numbers_of

_KNOWN_AS = """
    SELECT p.name || coalesce((SELECT ' | ' || group_concat(name, ' | ') FROM speaker_names WHERE speaker = p.number), '')
    FROM speakers AS p WHERE p.number = ?
"""


class Names:
    """Gives names, speakers and statements their numbers, inside one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._names: dict[tuple[str, str], int] = {}
        self._speakers: dict[tuple[str, int | None, int | None], int] = {}
        self._next: dict[int, int] = {}
        self._known: dict[int, str] = {}

    def number(self, table: str, name: str | None) -> int | None:
        """Return the number of the name in its table, where it is put if it is new."""
        if name is None:
            return None
        number = self._names.get((table, name))
        if number is None:
            self._db.execute(f"INSERT OR IGNORE INTO {table} (name) VALUES (?)", (name,))
            number = self._names[table, name] = int(self._db.execute(f"SELECT number FROM {table} WHERE name = ?", (name,)).fetchone()[0])
        return number

    def speaker(self, speaker: Speaker, article: int) -> int | None:
        """Return the number of the speaker: one for a name and kind, and for an unnamed one, one in each article."""
        if speaker.name is None:
            return None
        kind = self.number("kinds", speaker.kind)
        key = (speaker.name, kind, article if speaker.kind is SpeakerKind.UNNAMED else None)
        number = self._speakers.get(key)
        if number is None:
            number = self._speakers[key] = self._stored(key)
        return number

    def known_as(self, speaker: int | None) -> str | None:
        """Return all names of the speaker, as the full-text index has them."""
        if speaker is None:
            return None
        if speaker not in self._known:
            self._known[speaker] = self._db.execute(_KNOWN_AS, (speaker,)).fetchone()[0]
        return self._known[speaker]

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

    def _stored(self, key: tuple[str, int | None, int | None]) -> int:
        one = "article IS NULL AND ?3 IS NULL" if key[2] is None else "article = ?3"
        found = self._db.execute(f"SELECT number FROM speakers WHERE {one} AND name = ?1 AND kind = ?2", key).fetchone()
        if found is None:
            found = self._db.execute("INSERT INTO speakers (name, kind, article) VALUES (?, ?, ?) RETURNING number", key).fetchone()
        return int(found[0])
