"""What one name is to another: the same but for an accent, a middle name more, a nickname, another way to write it in Latin letters …

In: two names. Out: a relation, or None where they cannot be one person's. Knows nothing of who bears them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from onrecord.relate.check.fuzzy import slips

_SUFFIX: Final = re.compile(r",?\s+(Jr|Sr|II|III|IV)\.?$")
_NUMBERED: Final = re.compile(r"\s\(\d+\)$")
_TITLE: Final = re.compile(r"^(?:The|Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s+")
_SPLIT: Final = re.compile(r"[\s\-‐‑]+")


class Relation(StrEnum):
    """What one name is to another, in the words in which it is told."""

    SAME = "the names differ only in accents, capitals or marks"
    SPELLING = "the names differ only in how they are spelled in Latin letters"
    MIDDLE = "one name has a middle name or initial more"
    NICKNAME = "one given name is short for the other"
    INITIAL = "one name gives only an initial"
    ORDER = "the names have the same words in another order"
    PART = "one name is the end of the other"
    SECOND = "one name has a second surname more"
    SLIP = "the names differ by one letter"
    SOUNDS = "the names sound alike"
    SURNAME = "one is only the other's surname"
    ACRONYM = "one name is made of the other's initials"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name taken apart: its words in plain small letters, its suffix apart; `close` and `coarse` are how each word sounds."""

    words: tuple[str, ...]
    close: tuple[str, ...]
    coarse: tuple[str, ...]
    suffix: str


@lru_cache(maxsize=200_000)
def taken_apart(name: str) -> Name:
    """Return the parts of a name.

    >>> taken_apart("Martin Q. Zelenskiy, Jr.").words, taken_apart("Martin Q. Zelenskiy, Jr.").suffix
    (('martin', 'q', 'zelenskiy'), 'Jr')
    """
    rest = _NUMBERED.sub("", _TITLE.sub("", name.strip()))
    found = _SUFFIX.search(rest)
    suffix = found[1] if found else ""
    plain = [_plain(word) for word in _SPLIT.split(_SUFFIX.sub("", rest))]
    words = tuple(w for n, w in enumerate(plain) if w and not (w in table().articles and n and n < len(plain) - 1)) or (_plain(rest),)
    return Name(words=words, close=tuple(map(_close, words)), coarse=tuple(map(_coarse, words)), suffix=suffix)


def relation(left: Name, right: Name, short_of: Mapping[str, frozenset[str]]) -> Relation | None:
    """Return what the one person's name is to the other, None where they cannot be one's.

    >>> of = lambda a, b: relation(taken_apart(a), taken_apart(b), {"Bob": frozenset(["Robert"])})
    >>> of("Volodymyr Zelenskiy", "Volodymyr Zelensky").name, of("Bob Mol", "Robert Mol").name, of("Ann Mol", "Jan Mol")
    ('SPELLING', 'NICKNAME', None)
    """
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return None
    if "".join(left.words) == "".join(right.words):
        return Relation.SAME
    few, many = sorted((left, right), key=lambda n: (len(n.words), n.words))
    if len(few.words) == 1:
        return Relation.SURNAME if len(many.words) > 1 and few.words[0] == many.words[-1] and len(few.words[0]) > 1 else None
    if sorted(few.words) == sorted(many.words):
        return Relation.ORDER
    if few.close[-1] != many.close[-1]:
        return _by_other_surname(few, many)
    return _by_given(few, many, short_of)


def _by_given(few: Name, many: Name, short_of: Mapping[str, frozenset[str]]) -> Relation | None:
    """Return the relation of two names whose surnames are spelled alike."""
    one, other = few.words[0], many.words[0]
    if _middles_differ(few, many):
        return None
    if few.close[0] == many.close[0]:
        is_spelled_alike = one == other and few.words[-1] == many.words[-1]
        return Relation.SPELLING if not is_spelled_alike else Relation.MIDDLE
    if 1 in (len(one), len(other)):
        return Relation.INITIAL if one[0] == other[0] else None
    if _is_short(one, other, short_of) or _is_short(other, one, short_of):
        return Relation.NICKNAME
    if many.words[-len(few.words) :] == few.words:
        return Relation.PART
    if slips(one, other) == 1:
        return Relation.SLIP
    return Relation.SOUNDS if few.coarse[0] == many.coarse[0] and len(few.coarse[0]) > 2 else None


def _by_other_surname(few: Name, many: Name) -> Relation | None:
    if few.close[0] != many.close[0]:
        return None
    if few.words[-1] in many.words[1:-1] and len(few.words[-1]) > 2:
        return Relation.SECOND
    if slips(few.words[-1], many.words[-1]) == 1 and few.words[-1][0] == many.words[-1][0]:
        return Relation.SLIP
    return Relation.SOUNDS if few.coarse[-1] == many.coarse[-1] and len(few.coarse[-1]) > 2 else None


def body_relation(left: Name, right: Name) -> Relation | None:
    """Return what the name of one body is to that of another."""
    if "".join(left.words) == "".join(right.words):
        return Relation.SAME
    few, many = sorted((left, right), key=lambda n: len(n.words))
    initials = "".join(w[0] for w in many.words if w not in ("of", "the", "for", "and", "on"))
    return Relation.ACRONYM if len(few.words) == 1 and len(few.words[0]) > 2 and few.words[0] == initials else None


def initials_of(name: Name) -> str:
    """Return the initials of a body's name, small words left out."""
    return "".join(w[0] for w in name.words if w not in ("of", "the", "for", "and", "on"))


def _middles_differ(few: Name, many: Name) -> bool:
    one, other = few.words[1:-1], many.words[1:-1]
    return bool(one and other) and one[0][0] != other[0][0]


def _is_short(short: str, full: str, short_of: Mapping[str, frozenset[str]]) -> bool:
    return full in {f.casefold() for f in short_of.get(short.title(), ())}


def _plain(word: str) -> str:
    """Return a word without accents, marks and capitals; `al-` is no part of it.

    >>> _plain("Peña"), _plain("O’Dell")
    ('pena', 'odell')
    """
    letters = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("ß", "ss").replace("æ", "ae"))
    return "".join(c for c in letters if c.isalnum())


@lru_cache(maxsize=200_000)
def _close(word: str) -> str:
    for old, new in table().spellings:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=200_000)
def _coarse(word: str) -> str:
    """Return the consonants of a word as they sound; a first vowel stays.

    >>> _coarse("gaddafi") == _coarse("qadhafi"), _coarse("mohammed") == _coarse("muhamad")
    (True, True)
    """
    close = _close(word)
    for old, new in table().sounds:
        close = close[:1] + close[1:].replace(old, new) if old == "h" else close.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", close[:1] + re.sub(r"[aeiou]", "", close[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is known of names and roles."""

    spellings: tuple[tuple[str, str], ...]
    sounds: tuple[tuple[str, str], ...]
    articles: frozenset[str]
    loose: frozenset[str]
    offices: frozenset[str]
    callings: frozenset[str]


@cache
def table() -> Table:
    """Return the table of names and roles."""
    raw = tomllib.loads((files("onrecord.relate") / "tables" / "people.toml").read_text(encoding="utf-8"))

    def pairs(text: str) -> tuple[tuple[str, str], ...]:
        return tuple((old, new) for old, _, new in (part.partition(":") for part in text.split()))

    return Table(
        spellings=pairs(raw["spellings"]),
        sounds=pairs(raw["sounds"]),
        articles=frozenset(raw["articles"].split()),
        loose=frozenset(raw["loose"].split()),
        offices=frozenset(raw["offices"].split()),
        callings=frozenset(raw["callings"].split()),
    )
