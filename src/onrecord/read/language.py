"""The language of an article: as its page says, else as py3langid hears it. The one file that knows py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Protocol

_CODE: Final = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?\s*$")
_FEWEST_LETTERS: Final = 60
_MOST_CHARS: Final = 4000
_SURE: Final = 0.6
_ENGLISH: Final = frozenset("the and that with said which have from this of who their been were would".split())
_ENGLISH_SHARE: Final = 0.1
_FEWEST_WORDS: Final = 12
_LATIN_SHARE: Final = 0.8


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str, declared: str | None = None, *, is_sure: bool = False) -> str | None:
    """Return the language as a two-letter code, or None where the text is too short to tell.

    >>> language_of("…", declared="en-GB")
    'en'
    """
    sample, code = text[:_MOST_CHARS], _code(declared)
    if code and is_sure:
        return code
    # Templates declare their own language whatever is written in them: what can be seen comes first.
    if is_plainly_english(sample):
        return "en"
    if code and not (code == "en" and _is_not_latin(sample)):
        return code
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    language, chance = _identifier().classify(sample)
    return language if chance >= _SURE else None


def is_plainly_english(text: str) -> bool:
    """Return whether so many of the words are English alone that nobody need be asked: the model takes half a second to load.

    >>> is_plainly_english("The minister denied that he had spoken with the chairwoman of the committee.")
    True
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) >= _FEWEST_WORDS and sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


def _code(declared: str | None) -> str | None:
    found = _CODE.match(declared.strip().lower()) if declared else None
    return found[1] if found else None


def _is_not_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isascii, letters)) < _LATIN_SHARE * len(letters)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
