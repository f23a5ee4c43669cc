"""A text as the tokens that are compared: contractions opened, numbers in digits, one spelling for two.

In: a text. Out: its tokens, each with its form and its characters. `won't` is two tokens on the same characters, `twenty-five`
is one. Says nothing about what a difference means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.relate.check.numbers import number_at
from onrecord.relate.check.tables import number_words, words
from onrecord.relate.words import Word, words_of

_BETWEEN_NUMBER_WORDS: Final = re.compile(r"(?:[ \u00a0]+|\s?[-‐‑]\s?|\n)?")
_ISE: Final = re.compile(r"(?<=[a-z]{4})is(e|ed|es|er|ers|ing|ation|ations)$")
_DOUBLED: Final = re.compile(r"(?<=[a-z]{4})ll(ing|ed|ers?|ors?)$")
_PAIRS: Final = {("per", "cent"): "percent", ("no", "one"): "nobody", ("all", "right"): "allright", ("any", "one"): "anyone"}
_MONEY_UNITS: Final = frozenset({"dollar", "euro", "pound", "yen"})


@dataclass(frozen=True, slots=True)
class Token:
    """One thing to compare: `form` is compared; `start` and `end` are characters of the text; `is_capital` how it is printed."""

    form: str
    start: int
    end: int
    is_capital: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in digits."""
        return self.form[0].isdigit()


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, in order.

    >>> [t.form for t in tokens_of("We won’t honour $1.5 million — twenty-five per cent.")]
    ['we', 'will', 'not', 'honor', '1500000', 'dollar', '25', 'percent']
    """
    return list(_tokens(text, words_of(text)))


def _tokens(text: str, found: Sequence[Word]) -> Iterator[Token]:
    def joined(i: int) -> bool:
        return bool(_BETWEEN_NUMBER_WORDS.fullmatch(text, found[i - 1].end, found[i].start))

    at = 0
    while at < len(found):
        if (number := number_at(found, at, joined)) is not None:
            value, end = number
            yield from _number(text, found, (at, end), value)
            at = end
        elif at + 1 < len(found) and (form := _PAIRS.get((found[at].form, found[at + 1].form))) and joined(at + 1):
            yield Token(form, found[at].start, found[at + 1].end)
            at += 2
        else:
            yield from _word(text, found[at])
            at += 1


def _number(text: str, found: Sequence[Word], run: tuple[int, int], form: str) -> Iterator[Token]:
    """`$5 million` and `five million dollars` are the same tokens: the unit comes after the number."""
    start, end = found[run[0]].start, found[run[1] - 1].end
    currency = number_words().currencies.get(text[start - 1 : start]) if start else None
    start -= currency is not None
    yield Token(form, start, end)
    if currency and not (run[1] < len(found) and _spelt(found[run[1]].form) in _MONEY_UNITS):
        yield Token(currency, start, end)
    if text[end : end + 1] == "%":
        yield Token("percent", end, end + 1)


def _word(text: str, word: Word) -> Iterator[Token]:
    capital = text[word.start].isupper()
    for form in _forms(word.form):
        yield Token(form, word.start, word.end, capital)


@lru_cache(maxsize=50_000)
def _forms(form: str) -> tuple[str, ...]:
    table = words()
    if form in table.contracted:
        return table.contracted[form]
    for ending, full in table.endings.items():
        if form.endswith(ending) and len(form) > len(ending):
            return (*_forms(form[: -len(ending)]), full)
    for ending in table.stands_for:
        if form.endswith(ending) and len(form) > len(ending):
            return (*_forms(form[: -len(ending)]), ending)
    return (_spelt(form),)


@lru_cache(maxsize=50_000)
def _spelt(form: str) -> str:
    """Return the one spelling of a word that has two."""
    for stem, chosen in words().stems:
        is_spelt_so = len(chosen) > len(stem) and form.startswith(chosen)
        if form.startswith(stem) and (form == stem or len(stem) > 4) and not is_spelt_so:
            return chosen + form[len(stem) :]
    return _DOUBLED.sub(r"l\1", _ISE.sub(r"iz\1", form))
