"""The tables of this room, read once: what words weigh, which ones are the same, which names are."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words by how much they say. `stock` are phrases by their first word, longest first; `numbers` and `same` replace a form."""

    function: frozenset[str]
    common: frozenset[str]
    negations: frozenset[str]
    fillers: frozenset[str]
    stock: dict[str, tuple[tuple[str, ...], ...]]
    numbers: dict[str, str]
    same: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What stands before and after names; `families` gives each first name the lines it stands in."""

    honorifics: frozenset[str]
    endings: frozenset[str]
    families: dict[str, frozenset[int]]


@cache
def words() -> Words:
    """Return the table of words."""
    table = tomllib.loads(_read("wording.toml"))
    stock: dict[str, list[tuple[str, ...]]] = {}
    for line in table["stock"].split("\n"):
        if phrase := tuple(line.split()):
            stock.setdefault(phrase[0], []).append(phrase)
    return Words(
        **{name: frozenset(table[name].split()) for name in ("function", "common", "negations", "fillers")},
        stock={first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in stock.items()},
        numbers=table["numbers"],
        same={form: tuple(other.split()) for form, other in table["contractions"].items()},
        endings={form: tuple(other.split()) for form, other in table["endings"].items()},
    )


@cache
def names() -> Names:
    """Return the table of names."""
    table = tomllib.loads(_read("voices.toml"))
    families: dict[str, set[int]] = {}
    for number, line in enumerate(table["first_names"].split("\n")):
        for name in line.split():
            families.setdefault(name, set()).add(number)
    return Names(
        honorifics=frozenset(table["honorifics"].split()),
        endings=frozenset(table["endings"].split()),
        families={name: frozenset(lines) for name, lines in families.items()},
    )


def _read(name: str) -> str:
    return (resources.files("onrecord.relate") / "tables" / name).read_text(encoding="utf-8")
