"""Whether two forms are one word, once spelt wrong: one of them is no English word, and a slip or two away from the other.

The one file that knows the dictionary, which is loaded when the first such pair is met. `county` and `country` are two words,
however near; so are two names.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from onrecord.relate.check.fuzzy import slips

if TYPE_CHECKING:
    from spellchecker import SpellChecker


@lru_cache(maxsize=20_000)
def is_misspelling(one: str, other: str) -> bool:
    """Return whether one form is the other spelt wrong.

    >>> is_misspelling("goverment", "government"), is_misspelling("county", "country")
    (True, False)
    """
    if one[:1].isdigit() or other[:1].isdigit() or slips(one, other) is None:
        return False
    return is_english(one) != is_english(other)


@lru_cache(maxsize=20_000)
def is_english(form: str) -> bool:
    """Return whether a form is an English word."""
    # Forms are spelt with -ize, which the dictionary does not know of words such as `promise`.
    return form in _dictionary() or form.replace("iz", "is") in _dictionary()


@cache
def _dictionary() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
