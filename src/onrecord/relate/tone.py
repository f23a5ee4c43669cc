"""What a text says of itself: that something is false, that it is not sure, that others have made charges, that a misdeed was done.

In: a text. Out: yes or no. Each answer keeps a statement from being taken for a plain claim, or lets it be taken for a charge.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from onrecord.relate.subjects import stem, words_in
from onrecord.relate.words import words_of

_REMEMBERED: Final = 4_096
"""Texts whose answer is kept: each statement is compared with every denial of its article."""
_A_NOTION: Final = re.compile(
    r"^\W*(?:that )?(?:the|any|this) (?:very )?(?:notion|idea|suggestion|insinuation|implication) (?:that|of)\b", re.IGNORECASE
)
_UNSURE: Final = re.compile(
    r"\?|\bwhat\b|\bcan and cannot\b|"
    r"\bnot (?:only|just|all|every|everyone|always|necessarily|about|like|because|so much|simply|merely|entirely|exactly)\b|"
    r"\b(?:if|whether|unless|once|had (?:he|she|it|they|we) not|not (?:yet|sure|certain|know)|hope|hopes|fear|fears|no (?:comment|idea))\b",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def calls_false(text: str) -> bool:
    """Say whether the text has a word of falsehood in it, or speaks of a notion that it does not hold."""
    forms = [word.form for word in words_of(text)]
    return (
        any(form in words_in("falsehoods") or form.startswith(("deny", "deni")) for form in forms)
        or _A_NOTION.match(text) is not None
        or "no evidence" in text
    )


@lru_cache(_REMEMBERED)
def speaks_of_charges(text: str) -> bool:
    """Say whether the text speaks of allegations or accusations, as of things that others have said.

    >>> speaks_of_charges("aides knew of the allegations"), speaks_of_charges("aides knew")
    (True, False)
    """
    return any(word.form.removesuffix("s") in ("allegation", "accusation") for word in words_of(text))


def tells_misdeed(stems: frozenset[str]) -> bool:
    """Say whether one of the stems is of a word for a misdeed.

    >>> tells_misdeed(frozenset(["bribe", "minist"])), tells_misdeed(frozenset(["minist"]))
    (True, False)
    """
    return not stems.isdisjoint(_misdeeds())


@cache
def _misdeeds() -> frozenset[str]:
    return frozenset(stem(word) for word in words_in("misdeeds"))


@lru_cache(_REMEMBERED)
def is_unsure(text: str) -> bool:
    """Say whether the sentence asks, supposes, or negates no more than a part: `not only`, `if it had not`."""
    return _UNSURE.search(text) is not None
