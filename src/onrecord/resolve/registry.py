"""Public figures and the offices they held: who was `the chairman of the House Intelligence Committee` on a day.

In: the tables that ship with the package, or a file of the user's own in the same form. Out: the one holder of an office on a day,
or None. It names an office that an article leaves without a name; it never merges two people, and never overrules an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from onrecord.errors import OnrecordError
from onrecord.records import RoleHeld, Speaker, SpeakerKind
from onrecord.resolve import tables
from onrecord.resolve.role_times import held_by

_FIELDS: Final = 4
_BY_REGISTRY: Final = 0.6
_OFFICE: Final = re.compile(
    r"(?:[Tt]he\s+)?(?:(?P<owner>[A-Z][\w.’' ]*?)(?:['’]s)?\s+)?(?P<office>(?i:(?:vice |prime )?(?:president|minister|chancellor|chair(?:wo)?man)))"
    r"(?:\s+of\s+(?:the\s+)?(?P<body>[A-Z].*))?"
)
_OF_THEN: Final = re.compile(r"\bthen[- ]| at (?:the|that) time$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One person's time in one office; `end` is empty while it lasts. Days are ISO dates."""

    name: str
    wikidata: str
    office: str
    body: str
    start: str
    end: str
    others: tuple[str, ...] = ()
    """What else the person is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All offices known, in no order that matters; `behind` is asked where nothing here fits."""

    held: tuple[Held, ...]
    behind: Registry | None = None

    def holder(self, office: str, body: str, day: str) -> Held | None:
        """Return who held the office on a day, or through the whole of a month or a year, if the registry knows exactly one."""
        first, last = f"{day}{'-01-01'[len(day) - 4 :]}", f"{day}{'-12-31'[len(day) - 4 :]}"
        held = [h for h in self.held if h.office == office and h.body.casefold() == body.casefold()]
        fits = [h for h in held if h.start <= first and last < (h.end or "9999")]
        if not fits and self.behind:
            return self.behind.holder(office, body, day)
        return fits[0] if len({h.name for h in fits}) == 1 else None

    def named_by(self, words: str, day: str) -> Held | None:
        """Return whom a description means on a day: `Ukraine's president`, `the chairman of the House Intelligence Committee`."""
        match = _OFFICE.fullmatch(words.strip())
        if match is None:
            return None
        asked = (match["body"] or match["owner"] or "").strip()
        if asked.split()[:1] in (["A"], ["An"], ["Former"], ["Another"]):
            return None
        places = tables.places()
        body = places.people_of.get(asked) or places.country_of.get(asked) or asked
        office = match["office"].lower().replace("chairwoman", "chairman")
        return self.holder(office, body, day) if body else None


def named_in(registry: Registry, speaker: Speaker, today: date | None, *, said_on: str | None = None) -> Speaker:
    """Return the speaker with the name that the registry knows for its description, else as it is.

    The office is that of the day of writing; that of `the then president` is of the date of saying, where there is one.
    """
    if speaker.kind is not SpeakerKind.UNNAMED or speaker.name is None:
        return speaker
    how = held_by(speaker.name)
    day = said_on if how is RoleHeld.THEN else today.isoformat() if today and how is None else None
    held = registry.named_by(_OF_THEN.sub("", speaker.name), day) if day else None
    return speaker if held is None else Speaker(name=held.name, kind=SpeakerKind.PERSON, role=speaker.name, confidence=_BY_REGISTRY)


@cache
def shipped() -> Registry:
    """Return the registry that ships with the package."""
    folder = files("onrecord.resolve") / "tables"
    lines = [line for name in ("registry.tsv", "offices.tsv") for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    return Registry(held=tuple(_held(lines, "shipped registry")))


@cache
def presidents(surname: str) -> frozenset[str]:
    """Return the names of all presidents of that surname whom the shipped registry knows, in every form it has."""
    held = [h for h in shipped().held if h.office == "president" and h.name.split()[-1] == surname]
    return frozenset(name for h in held for name in (h.name, *h.others))


@cache
def ids_by_name() -> Mapping[str, frozenset[str]]:
    """Return the Wikidata ids of those who bear a name, in any form that the shipped registry has, in small letters."""
    found: dict[str, set[str]] = {}
    for held in shipped().held:
        for name in (held.name, *held.others):
            if held.wikidata:
                found.setdefault(name.casefold(), set()).add(held.wikidata)
    return {name: frozenset(ids) for name, ids in found.items()}


def with_file(path: Path) -> Registry:
    """Return what a file of the user's own says and, behind it, the shipped registry."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise OnrecordError(f"{path}: cannot be read as a registry: {error}. Name a text file in UTF-8.") from error
    return Registry(held=tuple(_held(lines, str(path))), behind=shipped())


def _held(lines: Iterable[str], where: str) -> Iterable[Held]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != _FIELDS:
            raise OnrecordError(f"{where}:{number}: {len(fields)} fields; name, other names, Wikidata id, offices were expected, with tabs between.")
        others = tuple(name for name in fields[1].split("|") if name)
        for office in fields[3].split("|"):
            parts = office.split("@")
            if len(parts) != _FIELDS:
                raise OnrecordError(f"{where}:{number}: office {office!r}; office@body@from@to was expected, with ISO dates.")
            yield Held(name=fields[0], wikidata=fields[2], office=parts[0], body=parts[1], start=parts[2], end=parts[3], others=others)
