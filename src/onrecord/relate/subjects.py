"""What a text is about: its words as stems, with what each weighs, where it stands and whether it is negated.

In: a text. Out: its terms. The weights are fixed tables, not counts over a record: so whether two statements share a
subject never hangs on what else has been read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, cast

from onrecord.relate.words import words_of

_CLAUSE_END: Final = re.compile(r"[.;:!?—–]|, (?:but|and|or|though|although|while)\b|\bbut\b")
_LITTLE: Final = 0.34
_REACH: Final = 6
"""How many words before a term a negation may stand."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of weight: `start` and `end` are characters of the text; `is_name` if it begins with a capital inside a sentence;
    `is_act` if it has the form of a verb: `dumped`, `turning`, `sold`."""

    stem: str
    weight: float
    start: int
    end: int
    is_negated: bool
    is_name: bool
    is_act: bool = False


@cache
def table(group: str) -> dict[str, tuple[str, ...]]:
    """Return a group of the table of denials: the words of each of its entries."""
    raw = tomllib.loads((files("onrecord.relate") / "tables" / "denials.toml").read_text(encoding="utf-8"))
    return {name: tuple(words.split()) for name, words in raw[group].items()}


@cache
def words_in(name: str) -> frozenset[str]:
    """Return one entry of the table's words."""
    return frozenset(table("words")[name])


@cache
def stem(word: str) -> str:
    """Return the stem that the forms of a word share.

    >>> [stem(w) for w in ("interference", "interfered", "dumping", "sold", "sale", "children")]
    ['interfer', 'interfer', 'dump', 'sell', 'sell', 'child']
    """
    word = word.removesuffix("'s")
    return str(_stemmer().stemWord(_same().get(word, word)))


def forms(stemmed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the beginnings and the whole words by which a text search finds every word of a stem (and some others).

    >>> forms("sell"), forms("polici")
    ((('sell',), ('sale', 'sold')), (('polic',), ()))
    """
    odd = tuple(sorted(word for word, other in _same().items() if stem(other) == stemmed))
    begin = stemmed.rstrip("iey") if len(stemmed) > 3 else stemmed
    return (begin if len(begin) > 1 else stemmed,), odd


@lru_cache(4_096)
def terms(text: str) -> tuple[Term, ...]:
    """Return the words of the text that weigh something, in order.

    >>> [(t.stem, t.is_negated) for t in terms("The boy did not stop at the checkpoint")]
    [('boy', False), ('stop', True), ('checkpoint', True)]
    """
    found: list[Term] = []
    last_negation, clause = -_REACH - 1, 0
    ends = [m.end() for m in _CLAUSE_END.finditer(text)]
    for place, word in enumerate(words_of(text)):
        while ends and ends[0] <= word.start:
            ends.pop(0)
            clause += 1
            last_negation = -_REACH - 1
        if is_negation(word.form):
            only = text[word.end : word.end + 6].lower()
            last_negation = place if only != " only " else last_negation
        elif weight := _weight(word.form):
            is_name = text[word.start].isupper() and text[: word.start].rstrip(" “\"'‘(")[-1:] not in ("", ".", "?", "!", "\n")
            found.append(
                Term(stem(word.form), weight, word.start, word.end, place - last_negation <= _REACH, is_name, not is_name and _is_act(word.form))
            )
    return tuple(found)


def is_negation(form: str) -> bool:
    """Say whether the word negates.

    >>> [is_negation(w) for w in ("not", "didn't", "note")]
    [True, True, False]
    """
    return form in words_in("negations") or form.endswith("n't")


@lru_cache(4_096)
def is_lacking(text: str, but: str = "") -> bool:
    """Say whether the text negates, or undoes by a word like `failed` or `refused` that has not the stem `but`.

    >>> is_lacking("the states failed to pay"), is_lacking("the states paid")
    (True, False)
    """
    return any(is_negation(word.form) or (stem(word.form) in _lacks() and stem(word.form) != but) for word in words_of(text))


def weights(found: Iterable[Term]) -> dict[str, float]:
    """Return the weight of each stem once."""
    return {term.stem: term.weight for term in found}


def _weight(form: str) -> float:
    return 0.0 if form.removesuffix("'s") in _nothing() or (len(form) < 2 and not form.isdigit()) else _LITTLE if stem(form) in _little() else 1.0


def _is_act(form: str) -> bool:
    return form.endswith(("ed", "ing")) or form in _irregular()


@cache
def _irregular() -> frozenset[str]:
    return frozenset(pair.split(":")[0] for pair in table("families")["irregular"])


@cache
def _nothing() -> frozenset[str]:
    return frozenset(table("weights")["nothing"])


@cache
def _little() -> frozenset[str]:
    return frozenset(stem(word) for word in table("weights")["little"])


@cache
def _lacks() -> frozenset[str]:
    return frozenset(stem(word) for word in words_in("lacks"))


@cache
def _same() -> dict[str, str]:
    return dict(cast("tuple[str, str]", tuple(pair.split(":"))) for words in table("families").values() for pair in words)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
