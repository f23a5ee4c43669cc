"""The tables beside the code, read once, when first asked for.

In: the files in `tables/`. Out: frozen sets and maps of words. Knows nothing of articles.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Words that stand before, in and after the names of people, and words that are no names at all."""

    male: frozenset[str]
    female: frozenset[str]
    titles: frozenset[str]
    heads: frozenset[str]
    courtesy: frozenset[str]
    offices_of: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    weekdays: tuple[str, ...]
    months: frozenset[str]
    not_names: frozenset[str]
    epithets: frozenset[str]
    leading: frozenset[str]
    short_of: dict[str, frozenset[str]]
    function_words: frozenset[str]
    cuts: frozenset[str]
    parties: frozenset[str]
    openers: frozenset[str]
    given: frozenset[str]
    surnames_too: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Common nouns that speak, and the proper names of a few bodies that often do."""

    persons: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    groups: frozenset[str]
    organisations: frozenset[str]
    org_words: frozenset[str]
    documents: frozenset[str]
    things: frozenset[str]
    sites: frozenset[str]
    media: frozenset[str]
    companies: frozenset[str]
    events: frozenset[str]
    audiences: frozenset[str]
    company_words: frozenset[str]
    company_endings: frozenset[str]
    offices: frozenset[str]
    kin: frozenset[str]
    utterances: frozenset[str]
    shows: frozenset[str]
    stand_ins: frozenset[str]
    also_called: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Words around a cue that lead to a listener, an occasion or an outlet."""

    telling: frozenset[str]
    addressee_stops: tuple[str, ...]
    addressee_openers: frozenset[str]
    not_addressees: frozenset[str]
    pronouns: frozenset[str]
    on_occasions: frozenset[str]
    occasions: frozenset[str]
    named_occasions: frozenset[str]
    media_after_on: frozenset[str]
    other_media: frozenset[str]
    bodies_of: frozenset[str]
    outlets: frozenset[str]
    saying: frozenset[str]
    finite: frozenset[str]
    doings: frozenset[str]
    done: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Places; `country_of` goes from a country, a capital or another name of either to the country's name."""

    country_of: dict[str, str]
    people_of: dict[str, str]
    capitals: frozenset[str]
    others: frozenset[str]
    offices: frozenset[str]
    states_short: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What a page puts between paragraphs: whole lines in small letters, and how others begin."""

    lines: frozenset[str]
    begins: frozenset[str]


@cache
def names() -> Names:
    """Return the table of name words."""
    raw = _toml("names.toml")
    short_of: dict[str, set[str]] = {}
    for entry in raw["nicknames"].split():
        full, _, shorts = entry.partition(":")
        for short in shorts.split(","):
            short_of.setdefault(short, set()).add(full)
    return Names(
        male=_words(raw["honorifics_m"]),
        female=_words(raw["honorifics_f"]),
        titles=_words(raw["titles"]) | _words(raw["heads"]),
        heads=_words(raw["heads"]),
        courtesy=_words(raw["courtesy"]),
        offices_of=_phrases(raw["offices_of"]),
        particles=_words(raw["particles"]),
        suffixes=_words(raw["suffixes"]),
        weekdays=tuple(raw["weekdays"].split()),
        months=_words(raw["months"]),
        not_names=_words(raw["not_names"]),
        epithets=_words(raw["epithets"]),
        leading=_words(raw["leading"]),
        short_of={short: frozenset(full) for short, full in short_of.items()},
        function_words=_words(raw["function_words"]),
        cuts=_words(raw["cuts"]),
        parties=_words(raw["parties"]),
        openers=_words(raw["openers"]),
        given=_words(raw["given"]),
        surnames_too=_words(raw["surnames_too"]),
    )


@cache
def nouns() -> Nouns:
    """Return the table of nouns."""
    raw, gendered = _toml("nouns.toml"), _toml("names.toml")
    return Nouns(
        persons=_words(raw["persons"]) | _words(gendered["nouns_m"]) | _words(gendered["nouns_f"]),
        male=_words(gendered["nouns_m"]),
        female=_words(gendered["nouns_f"]),
        groups=_words(raw["groups"]),
        organisations=_words(raw["organisations"]),
        org_words=_words(raw["org_words"]),
        documents=_words(raw["documents"]),
        things=_words(raw["things"]),
        sites=_words(raw["sites"]),
        media=_phrases(raw["media"]),
        companies=_phrases(raw["companies"]),
        events=_words(raw["events"]),
        audiences=_words(raw["audiences"]),
        company_words=_words(raw["company_words"]),
        company_endings=_words(raw["company_endings"]),
        offices=_words(raw["offices"]),
        kin=_words(raw["kin"]),
        utterances=_words(raw["utterances"]),
        shows=_words(raw["shows"]),
        stand_ins=_words(raw["offices"]) | _words(raw["stand_ins"]),
        also_called={short: frozenset(others.split(",")) for short, _, others in (e.partition(":") for e in raw["also_called"].split())},
    )


@cache
def particulars() -> Particulars:
    """Return the table of words around a cue."""
    raw = _toml("particulars.toml")
    return Particulars(
        telling=_words(raw["telling"]),
        addressee_stops=tuple(raw["addressee_stops"].split()),
        addressee_openers=_words(raw["addressee_openers"]),
        not_addressees=_words(raw["not_addressees"]),
        pronouns=_words(raw["pronouns"]),
        on_occasions=_words(raw["on_occasions"]),
        occasions=_phrases(raw["occasions"]),
        named_occasions=_words(raw["named_occasions"]),
        media_after_on=_phrases(raw["media_after_on"]),
        other_media=_phrases(raw["other_media"]),
        bodies_of=_words(raw["bodies_of"]),
        outlets=_words(raw["outlets"]),
        saying=_words(raw["saying"]),
        finite=_words(raw["finite"]),
        doings=_words(raw["doings"]),
        done=_words(raw["done"]),
    )


@cache
def places() -> Places:
    """Return the table of places."""
    country_of: dict[str, str] = {}
    people_of: dict[str, str] = {}
    capitals: set[str] = set()
    for country, people, capital, also in _rows("places.tsv"):
        for name in (country, *capital.split(","), *also.split(",")):
            if name:
                country_of.setdefault(name, country)
        capitals.update(c for c in capital.split(",") if c)
        for name in people.split(","):
            if name:
                people_of.setdefault(name, country)
                people_of.setdefault(name + "s", country)
    raw = _toml("places.toml")
    others = _phrases(raw["states"]) | _phrases(raw["cities"]) | _phrases(raw["regions"])
    return Places(
        country_of=country_of,
        people_of=people_of,
        capitals=frozenset(capitals),
        others=others,
        offices=_phrases(raw["offices"]),
        states_short={short: name.replace("_", " ") for short, _, name in (e.partition("=") for e in raw["states_short"].split())},
    )


@cache
def furniture() -> Furniture:
    """Return the table of lines that are no part of an article."""
    raw = _toml("furniture.toml")
    return Furniture(lines=_phrases(raw["lines"]), begins=frozenset(p for p in raw["begins"].replace("\n", "").split("|") if p))


def _toml(name: str) -> dict[str, str]:
    return tomllib.loads(_read(name))


def _rows(name: str) -> list[list[str]]:
    return [[*line.split("\t"), "", "", ""][:4] for line in _read(name).splitlines() if line and not line.startswith("#")]


def _read(name: str) -> str:
    return (files("onrecord.resolve") / "tables" / name).read_text(encoding="utf-8")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(p.strip() for p in text.replace("\n", "").split("|") if p.strip())
