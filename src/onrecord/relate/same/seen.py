"""What is on record of one name, as far as it helps to tell whose it is; and what is known of names and countries beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onrecord.records import SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSeen:
    """Words that stood beside a name, and the articles in which they did; days are ordinals, 0 where there is none."""

    words: str
    articles: frozenset[int]
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One name on record: how often it speaks, in which articles (by number) and outlets, as what, from which day to which."""

    name: str
    kind: SpeakerKind
    statements: int
    articles: frozenset[int]
    outlets: frozenset[int] = frozenset()
    roles: tuple[RoleSeen, ...] = ()
    first: int = 0
    last: int = 0


def _nobody(_: str) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """What is known beforehand. `short_of` goes from a nickname to the names it is short for, `country_of` from a country, its people or its
    capital to the country, `ids_of` from a name to the ids of the public figures who bear it.
    """

    short_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    country_of: Mapping[str, str] = field(default_factory=dict)
    ids_of: Callable[[str], frozenset[str]] = _nobody
