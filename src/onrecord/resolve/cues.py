"""The table of cues: what lemma a word is a form of, what a lemma commits to, and how far an article that uses it keeps from the words.

In: words. Out: lemmas, stances, distances. Knows nothing of statements.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import Distance, Stance

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z-]*(?:['’][a-z]+)?")
_NO_VERBS: Final = frozenset("not no to an a of the in on up out off with be by for".split())
PHRASE_WIDTH: Final = 4


def words_of_cue(cue: str) -> list[str]:
    """Return the words of a cue in small letters.

    >>> words_of_cue("didn’t say, “in part”")
    ["didn't", 'say', 'in', 'part']
    """
    return [w.lower() for w in _WORD.findall(cue.replace("’", "'"))]


@cache
def cue_stances() -> dict[str, Stance]:
    """Return the stance of each cue lemma; the words of a phrase are joined by an underscore."""
    raw = table()
    return {lemma: Stance(stance) for stance, lemmas in raw.items() if stance not in ("nouns", "irregular") for lemma in lemmas.split()}


@cache
def noun_stances() -> dict[str, Stance]:
    """Return the stance of each noun that attributes."""
    return {noun: Stance(stance) for noun, stance in _pairs("nouns").items()}


@cache
def table() -> dict[str, str]:
    """Return the table as it is written."""
    return _read("stances.toml")


@cache
def _pairs(name: str) -> dict[str, str]:
    return dict(p.split(":") for p in table()[name].split())


@cache
def _single_words() -> frozenset[str]:
    return frozenset(part for lemma in cue_stances() for part in lemma.split("_")) - _NO_VERBS


@cache
def lemma_of(word: str) -> str:
    """Return the verb that a word is a form of, as far as the table of cues knows it.

    >>> [lemma_of(w) for w in ("said", "denies", "arguing", "pledged", "noted", "criticizing", "zebra")]
    ['say', 'deny', 'argue', 'pledge', 'note', 'criticize', 'zebra']
    """
    known, word = _single_words(), word.lower()
    if word in _pairs("irregular"):
        return _pairs("irregular")[word]
    if word in known:
        return word
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            forms = (stem + "y",) if ending in ("ied", "ies") else (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
            for form in forms:
                if form in known:
                    return form
    return word


def distance_of(words: str) -> Distance:
    """Return where the article that uses the cue, with what stands between it and its source, stands to what is said.

    >>> [str(distance_of(c)) for c in ("said", "pointed out", "falsely claimed", "purportedly said")]
    ['neutral', 'shares', 'doubts', 'doubts']
    """
    parts = words_of_cue(words)
    lemmas, told = [lemma_of(w) for w in parts], _distances()
    found = {told[part] for part in (*parts, *lemmas) if part in told}
    found |= {told[phrase] for phrase in _phrases(lemmas) if phrase in told}
    adverbs = [told[part] for part in parts if part in told and part.endswith("ly")]
    if adverbs:
        return adverbs[0]
    return Distance.DOUBTS if Distance.DOUBTS in found else Distance.SHARES if found else Distance.NEUTRAL


def _phrases(lemmas: list[str]) -> list[str]:
    return ["_".join(lemmas[at : at + width]) for width in range(2, PHRASE_WIDTH + 1) for at in range(len(lemmas) - width + 1)]


@cache
def _distances() -> dict[str, Distance]:
    raw = _read("distances.toml")
    kinds = {"shares": Distance.SHARES, "vouching": Distance.SHARES, "doubts": Distance.DOUBTS, "scare": Distance.DOUBTS}
    return {lemma: distance for kind, distance in kinds.items() for lemma in raw[kind].split()}


def _read(name: str) -> dict[str, str]:
    return tomllib.loads((files("onrecord.resolve") / "tables" / name).read_text(encoding="utf-8"))
