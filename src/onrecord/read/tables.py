"""The tables beside the code, read once, when first asked for.

In: the files in `tables/`. Out: names of agencies and compiled patterns. Knows nothing of articles.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """The agencies: `name_of` goes from each printed form to the name; `words` are those that make a name an agency's.

    `notices` are what a copy says of its agency, `parts` the parts of an address that name one; `no_places` are words in
    capitals with which articles begin and which are no datelines.
    """

    name_of: dict[str, str]
    words: re.Pattern[str]
    notices: tuple[re.Pattern[str], ...]
    parts: dict[str, str]
    no_places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """The patterns of paragraphs that are no part of an article; `longest` is the most characters that one may have.

    `credit_words` are the words in small letters that the credits of a copy may have.
    """

    longest: int
    credit_words: frozenset[str]
    anywhere: re.Pattern[str]
    tail: re.Pattern[str]
    credits: re.Pattern[str]
    related: re.Pattern[str]
    original: re.Pattern[str]
    canonical: re.Pattern[str]
    photo: re.Pattern[str]
    headings: re.Pattern[str]
    biographies: re.Pattern[str]
    summaries: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Names that web pages use; each but those of boxes and `nobody` is in the order in which they are asked."""

    boxes: frozenset[str]
    box_words: re.Pattern[str]
    unseen_words: re.Pattern[str]
    label_words: re.Pattern[str]
    nobody: frozenset[str]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    title: tuple[str, ...]
    authors: tuple[str, ...]
    originals: tuple[str, ...]
    agencies: tuple[str, ...]
    sites: tuple[str, ...]
    sections: tuple[str, ...]
    languages: tuple[str, ...]


@cache
def pages() -> Pages:
    """Return the names that web pages use."""
    table = _table("pages.toml")
    box_words, unseen_words, label_words = (_words(table.pop(key)) for key in ("box_words", "unseen_words", "label_words"))
    names = {key: tuple(value.split()) for key, value in table.items()}
    boxes, nobody = frozenset(names.pop("boxes")), frozenset(names.pop("nobody"))
    return Pages(boxes=boxes, nobody=nobody, box_words=box_words, unseen_words=unseen_words, label_words=label_words, **names)


@cache
def agencies() -> Agencies:
    """Return the table of news agencies."""
    table = _table("agencies.toml")
    name_of = {form: name for name, forms in table["names"].items() for form in forms}
    return Agencies(
        name_of=name_of,
        words=re.compile(rf"\b({'|'.join(table['words'])})\b"),
        notices=tuple(_starting(notice) for notice in table["notices"]),
        parts=table["parts"],
        no_places=frozenset(table["no_places"]),
    )


@cache
def boilerplate() -> Boilerplate:
    """Return the patterns of what stands around an article."""
    table = _table("boilerplate.toml")
    either = {key: _starting("|".join(table[key])) for key in ("anywhere", "tail")}
    # A label ends with a colon or a dash, or the paragraph ends with it or goes on with an address.
    labels = {key: _starting(rf"{table[key]}\s*(?::|[-–—|]\s|$|(?=<?https?://))") for key in ("related", "original", "canonical", "photo")}
    labels["headings"] = _starting(table["headings"])
    labels |= {"biographies": re.compile(table["biographies"]), "summaries": _starting(table["summaries"])}
    words = frozenset(table["credit_words"].split())
    return Boilerplate(longest=table["longest"], credit_words=words, credits=_starting(table["credits"]), **either, **labels)


def _words(pattern: str) -> re.Pattern[str]:
    """The pattern of words in a row, as a table gives it over several lines."""
    return re.compile(rf"\b(?:{pattern.replace(chr(10), '')})\b")


def _starting(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*?(?:{pattern})", re.IGNORECASE)


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((files(__package__) / "tables" / name).read_text(encoding="utf-8"))
    return table
