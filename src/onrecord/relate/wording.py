"""The words of one quotation in the form in which two printings of it are compared.

In: the quoted parts as printed. Out: a `Wording`: plain forms, how much each weighs, and where the printer marked a cut.
All of it follows from one canonical line of text, so what is stored and what is compared cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.relate import phrases
from onrecord.relate.words import words_of

CUT: Final = "…"
END: Final = "."
_NAME: Final = "^"
_PUT_IN: Final = "["

STOCK_WEIGHT: Final = 0.05
FUNCTION_WEIGHT: Final = 0.3
COMMON_WEIGHT: Final = 0.6
TELLING: Final = 0.5
"""What a word must weigh at least to tell one quotation from another."""

_HIDDEN: Final = re.compile(r"\[\s*(?:\.\s*\.\s*\.|…|sic)\s*\]")
_LETTERS_PUT_IN: Final = re.compile(r"\[(\w{1,3})\](?=\w)|(?<=\w)\[(\w{1,4})\]")
_DOTS: Final = re.compile(r"…|\.\s?\.\s?\.")
_SENTENCE: Final = re.compile(r"[.!?][\"'”’)\]]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one quotation.

    `text` is the canonical line from which all else follows. A word of weight 0 was put in by the printer, in brackets.
    `fixed` are the places of names, numbers and negations: another word there means another thing. `cuts` and `starts` are
    places before which the printer marked a cut, or a sentence begins. `telling` are the forms that weigh something.
    """

    text: str
    forms: tuple[str, ...]
    weights: tuple[float, ...]
    fixed: frozenset[int]
    cuts: frozenset[int]
    starts: frozenset[int]
    telling: frozenset[str]
    weight: float


def wording_of(parts: Sequence[str]) -> Wording:
    """Return the wording of the quoted parts of one content; between two parts something was left out.

    >>> wording_of(["“We won’t pay [the fine],", "not in 2031 … and not Ever. Ask Lorn!”"]).text
    'we will not pay [the [fine … not in 2031 … and not ^ever . ask ^lorn'
    """
    return parsed(f" {CUT} ".join(line for part in parts if (line := " ".join(_tokens(part)))))


@lru_cache(maxsize=30_000)
def parsed(text: str) -> Wording:
    """Return the wording that a canonical line stands for."""
    forms: list[str] = []
    marks: list[str] = []
    cuts: set[int] = set()
    starts = {0}
    for token in text.split():
        if token in (CUT, END):
            (cuts if token == CUT else starts).add(len(forms))
            continue
        marked = token[0] in (_NAME, _PUT_IN) and len(token) > 1
        marks.append(token[0] if marked else "")
        forms.append(token[1:] if marked else token)
    weights = _weights(forms, marks)
    return Wording(
        text=text,
        forms=tuple(forms),
        weights=weights,
        fixed=frozenset(place for place, form in enumerate(forms) if is_fixed(form) or (marks[place] == _NAME and weights[place] >= TELLING)),
        cuts=frozenset(cuts),
        starts=frozenset(starts),
        telling=frozenset(form for form, weight in zip(forms, weights, strict=True) if weight >= TELLING and form not in phrases.words().negations),
        weight=round(sum(weights), 6),
    )


def is_fixed(form: str) -> bool:
    """Say whether another word in the place of this one would say another thing, whatever the rest says."""
    return form[0].isdigit() or form in phrases.words().negations or form in ("million", "billion", "trillion", "thousand", "hundred")


def is_negation(form: str) -> bool:
    """Say whether the word denies."""
    return form in phrases.words().negations


def _tokens(part: str) -> Iterator[str]:
    """Yield the tokens of the canonical line: forms with their marks, cuts and ends of sentences."""
    text = _LETTERS_PUT_IN.sub(lambda m: m[1] or m[2], _HIDDEN.sub(f" {CUT} ", part))
    end, put_in, begins, is_first = 0, False, True, True
    for word in words_of(text):
        gap = text[end : word.start]
        if not gap.isspace():
            put_in = gap.rfind("[") > gap.rfind("]") or (put_in and "]" not in gap)
            if not is_first and _DOTS.search(gap):
                yield CUT
            elif not is_first and _SENTENCE.search(gap):
                yield END
                begins = True
        capital = text[word.start].isupper() and not begins and word.form != "i"
        for form in expanded(word.form):
            yield f"{_PUT_IN if put_in else _NAME if capital and '.' not in form else ''}{form}"
        end, begins, is_first = word.end, False, False


@lru_cache(maxsize=100_000)
def expanded(form: str) -> tuple[str, ...]:
    """Return the plain words that a form stands for: contractions opened, small numbers in digits, fillers left out.

    >>> expanded("don't"), expanded("two"), expanded("lorn's"), expanded("uh")
    (('do', 'not'), ('2',), ('lorn',), ())
    """
    known = phrases.words()
    if form in known.fillers:
        return ()
    if form in known.same:
        return known.same[form]
    for ending, others in known.endings.items():
        if form.endswith(ending) and len(form) > len(ending):
            return (form.removesuffix(ending), *others)
    return (known.numbers.get(form, form),)


def _weights(forms: Sequence[str], marks: Sequence[str]) -> tuple[float, ...]:
    weights = [0.0 if mark == _PUT_IN else _weight(form) for form, mark in zip(forms, marks, strict=True)]
    place = 0
    while place < len(forms):
        length = _stock_at(forms, place)
        for stock in range(place, place + length):
            weights[stock] = min(weights[stock], STOCK_WEIGHT)
        place += max(length, 1)
    return tuple(weights)


@lru_cache(maxsize=100_000)
def _weight(form: str) -> float:
    known = phrases.words()
    if form in known.negations:
        return TELLING
    if form in known.function or len(form) == 1:
        return FUNCTION_WEIGHT
    return COMMON_WEIGHT if form in known.common else 1.0


def _stock_at(forms: Sequence[str], place: int) -> int:
    """Return how many words from here on are a stock phrase."""
    for phrase in phrases.words().stock.get(forms[place], ()):
        if tuple(forms[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0
