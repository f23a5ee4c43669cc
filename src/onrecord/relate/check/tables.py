"""The tables beside the code, read once, when first asked for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

Phrases = dict[str, frozenset[tuple[str, ...]]]
_LONGEST_FILLER: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the tables say of words. `classes` go from a class to its words, of one or two forms each."""

    classes: Phrases
    fillers: Phrases
    governs: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]
    english: frozenset[str]
    tongues: frozenset[str]
    translated: frozenset[str]
    speaking: tuple[str, ...]
    opposites: frozenset[tuple[str, str]]
    prefixes: tuple[str, ...]
    contracted: dict[str, tuple[str, ...]]
    endings: dict[str, str]
    stands_for: dict[str, tuple[str, ...]]
    stems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Numbers as they are spoken, and the signs of currencies."""

    small: dict[str, int]
    scales: dict[str, int]
    ordinals: dict[str, int]
    currencies: dict[str, str]


@cache
def words() -> Words:
    """Return the table of words."""
    raw = tomllib.loads(_read("words.toml"))
    return Words(
        classes={name: _phrases(text) for name, text in raw["classes"].items()},
        fillers={name: _phrases(text) for name, text in raw["fillers"].items()},
        governs={name: frozenset(text.split()) for name, text in raw["governs"].items()},
        kinds={name: frozenset(text.split()) for name, text in raw["kinds"].items()},
        english=frozenset(raw["language"]["english"].split()),
        tongues=frozenset(raw["language"]["tongues"].split()),
        translated=frozenset(raw["language"]["translated"].split()),
        speaking=tuple(raw["language"]["speaking"].split("|")),
        opposites=frozenset(pair for entry in raw["opposites"]["pairs"].split() for pair in _both_ways(entry)),
        prefixes=tuple(raw["opposites"]["prefixes"].split()),
        contracted={short: tuple(full.split()) for short, full in _pairs(raw["contractions"]["whole"])},
        endings=dict(_pairs(raw["contractions"]["ending"])),
        stands_for={short: tuple(full.split()) for short, full in _pairs(raw["contractions"]["open"])},
        stems=tuple(_pairs(raw["spelling"]["stems"])),
    )


@cache
def number_words() -> NumberWords:
    """Return the table of numbers."""
    raw = tomllib.loads(_read("numbers.toml"))
    small = {**_numbers(raw["units"]), **_numbers(raw["tens"])}
    currencies = dict(entry.split("=") for entry in raw["currencies"].split())
    return NumberWords(small=small, scales=_numbers(raw["scales"]), ordinals=_numbers(raw["ordinals"]), currencies=currencies)


def _read(name: str) -> str:
    return (files("onrecord.relate.check") / "tables" / name).read_text(encoding="utf-8")


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split("_")) for entry in text.split())


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of `a=b|c=d e`, in which an end of line parts as the bar does."""
    entries = [entry for line in text.splitlines() for entry in line.split("|")]
    return [(short.strip(), full.strip()) for short, full in (entry.split("=") for entry in entries if entry.strip())]


def _numbers(text: str) -> dict[str, int]:
    return {word: int(value) for word, value in (entry.split("=") for entry in text.split())}


def _both_ways(entry: str) -> list[tuple[str, str]]:
    one, other = entry.split(":")
    return [(one, other), (other, one)]
