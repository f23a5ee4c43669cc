"""A text as the words that are compared: what a printer may change without changing the words is taken out.

In: a text. Out: its words, each with its form for comparing and the characters it stands on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `form` is compared; `start` and `end` are characters of the text."""

    form: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text, in order; the hyphen parts words, the apostrophe inside one does not.

    >>> [w.form for w in words_of("“It’s a 1,500-year-old Café,” he said.")]
    ["it's", 'a', '1500', 'year', 'old', 'cafe', 'he', 'said']
    """
    return tuple(Word(_form(m[0]), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(50_000)
def _form(word: str) -> str:
    if word[0].isdigit():
        return re.sub(r",(?=\d{3})", "", word)
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
