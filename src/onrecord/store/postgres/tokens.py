"""Texts to words, cut and folded just as SQLite's full-text index has them, and words to PostgreSQL's text vectors.

A second tokeniser of ours would differ from the other in some alphabet; so SQLite itself, in memory, is asked once for each
character what becomes of it. That each character's fate hangs on no other is checked by a test.
"""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise, repeat
from zlib import crc32

LAST = 16_383  # PostgreSQL knows no later position
MOST_BYTES = 800_000  # PostgreSQL refuses a vector of a megabyte
NEIGHBOURS = 1 << 14  # so many numbers: the index grows with them, and fewer tell fewer phrases apart
_PLACES = tuple(map(str, range(1, LAST + 1)))
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
        folded = text.translate(self._folded)
        return folded.split() if len(folded) <= _WORD_CHARS else [word[:_WORD_CHARS] for word in folded.split()]

    def vector(self, text: str) -> str:
        """Return the words of the text as the text of a tsvector.

        >>> Tokens().vector("No, no, he said")
        "'no':1,2 'he':3 'said':4"
        """
        return _vector(_fitting(self.of(text)))

    def vector_and_neighbours(self, text: str) -> tuple[str, str]:
        """Return the words of the text as the text of a tsvector, and its neighbouring words as that of an array.

        >>> Tokens().vector_and_neighbours("No, he said")
        ("'no':1 'he':2 'said':3", '{11260,14299}')
        """
        words = _fitting(self.of(text))
        return _vector(words), f"{{{','.join(map(str, neighbours(words)))}}}"


def neighbours(words: Sequence[str]) -> list[int]:
    """Return a number below NEIGHBOURS for each two words that stand side by side.

    >>> neighbours(["no", "he", "said"])
    [11260, 14299]
    """
    return [crc32(f"{one} {other}".encode()) % NEIGHBOURS for one, other in pairwise(words)]


def _vector(words: Iterable[str]) -> str:
    places: dict[str, str] = {}
    for word, at in zip(words, chain(_PLACES, repeat(_PLACES[-1])), strict=False):
        places[word] = f"{places[word]},{at}" if word in places else at
    return " ".join([f"'{word}':{found}" for word, found in places.items()])


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
    held, room = set[str](), MOST_BYTES
    for word in words:
        room -= 2 if word in held else len(word.encode()) + 12
        if room < 0:
            break
        held.add(word)
        fitting.append(word)
    return fitting
