"""Texts to words, cut and folded just as SQLite's full-text index has them, and words to PostgreSQL's text vectors.

A second tokeniser of ours would differ from the other in some alphabet; so SQLite itself, in memory, is asked once for each
character what becomes of it. That each character's fate hangs on no other is checked by a test.
"""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Iterable

from onrecord.store.words import MOST_APART

GAP = MOST_APART + 2  # between columns, so that no phrase reaches from one into the next
LAST = 16_383  # PostgreSQL knows no later position
MOST_BYTES = 800_000  # PostgreSQL refuses a vector of a megabyte
_WORD_CHARS = 500  # and a word of two kilobytes


class Tokens:
    """Cuts texts into folded words; keeps what it has learnt. `db` is an SQLite database in memory."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE probe USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
        self.db.execute("CREATE VIRTUAL TABLE probed USING fts5vocab (probe, instance)")
        self._folded = _Folded(self.db)

    def close(self) -> None:
        """Give the memory back."""
        self.db.close()

    def of(self, text: str) -> list[str]:
        """Return the words of the text, folded, in order.

        >>> Tokens().of("L’Été, don’t")
        ['l', 'ete', 'don', 't']
        """
        return [word[:_WORD_CHARS] for word in text.translate(self._folded).split(" ") if word]

    def vector(self, columns: Iterable[tuple[str, str]]) -> str:
        """Return the words of some columns, each a weight (A to D, or none) and a text, as the text of one tsvector.

        >>> Tokens().vector([("A", "No, no"), ("B", "he said")])
        "'no':1A,2A 'he':1005B 'said':1006B"
        """
        places: dict[str, list[str]] = {}
        at = 0
        for weight, text in columns:
            words = _fitting(self.of(text))
            for place, word in enumerate(words, at + 1):
                places.setdefault(word, []).append(f"{min(place, LAST)}{weight}")
            at += len(words) + GAP
        return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


class _Folded(dict[int, str]):
    """What becomes of each character: a folded one, nothing, or a space where it parts words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__({ord(c): c.lower() if c in string.ascii_letters + string.digits else " " for c in map(chr, range(128))})
        self._db = db

    def __missing__(self, code: int) -> str:
        self._db.execute("INSERT INTO probe (rowid, text) VALUES (1, ?)", (f"a{chr(code)}b",))
        found = [row[0] for row in self._db.execute("SELECT term FROM probed ORDER BY offset")]
        self._db.execute("DELETE FROM probe")
        self[code] = folded = found[0][1:-1] if len(found) == 1 else " "
        return folded


def _fitting(words: list[str]) -> list[str]:
    """Return the words that a vector holds: all, but of a text with very many different ones."""
    if len(words) * (_WORD_CHARS * 4 + 8) <= MOST_BYTES:
        return words
    fitting: list[str] = []
    held, room = set[str](), MOST_BYTES // 3  # for of one statement content, context and title may all be long
    for word in words:
        room -= 2 if word in held else len(word.encode()) + 12
        if room < 0:
            break
        held.add(word)
        fitting.append(word)
    return fitting
