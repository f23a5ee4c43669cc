"""The language of an article: as its page says, else as py3langid hears it. The one file that knows py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Protocol

_CODE: Final = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?\s*$")
_FEWEST_LETTERS: Final = 60
_MOST_CHARS: Final = 4000
_SURE: Final = 0.6
_LATIN_SHARE: Final = 0.8


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the language as a two-letter code, or None where the text is too short to tell.

    >>> language_of("…", declared="en-GB")
    'en'
    """
    code = _code(declared)
    # Pages in every script are declared to be English by the template they were made with.
    if code and not (code == "en" and _is_not_latin(text)):
        return code
    sample = text[:_MOST_CHARS]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    language, chance = _identifier().classify(sample)
    return language if chance >= _SURE else None


def _code(declared: str | None) -> str | None:
    found = _CODE.match(declared.strip().lower()) if declared else None
    return found[1] if found else None


def _is_not_latin(text: str) -> bool:
    letters = [character for character in text[:_MOST_CHARS] if character.isalpha()]
    return bool(letters) and sum(map(str.isascii, letters)) < _LATIN_SHARE * len(letters)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
