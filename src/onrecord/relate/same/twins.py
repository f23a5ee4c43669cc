"""Suggests which one name is two people's: roles that do not go together at one time, each in a company of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.relate.same.company import Company
from onrecord.relate.same.names import taken_apart
from onrecord.relate.same.roles import countries_of, is_calling, words_of
from onrecord.relate.same.seen import Lore, RoleSeen, Seen

_MOST_ROLES: Final = 12
_BASE: Final = -2.2
_FEWEST_COMPANIONS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """A name that may be two people's: the roles that part them, the articles (by number) of the second, a score and its reasons."""

    seen: Seen
    one: str
    other: str
    articles: frozenset[int]
    score: float
    reasons: tuple[str, ...]


def twins(seen: Sequence[Seen], lore: Lore, *, least: float = 0.5, refused: Collection[str] = (), only: str | None = None) -> Iterator[Twins]:
    """Yield the names that may be two people's, the surest first, each with the two roles that differ most."""
    company = Company(seen)
    found = []
    for one in seen:
        wanted = one.name not in refused and (only is None or only.casefold() in one.name.casefold())
        if wanted and one.kind is SpeakerKind.PERSON and len(one.roles) > 1 and (best := _parted(one, company, lore)) and best.score >= least:
            found.append(best)
    yield from sorted(found, key=lambda t: (-t.score, -t.seen.statements, t.seen.name))


def _parted(one: Seen, company: Company, lore: Lore) -> Twins | None:
    roles = sorted(one.roles, key=lambda r: (-len(r.articles), r.words))[:_MOST_ROLES]
    return max((t for a, b in combinations(roles, 2) if (t := _two(one, (a, b), company, lore))), key=lambda t: t.score, default=None)


def _two(one: Seen, roles: tuple[RoleSeen, RoleSeen], company: Company, lore: Lore) -> Twins | None:
    a, b = roles
    if words_of(a.words) & words_of(b.words) or a.articles & b.articles or not (is_calling(a.words) and is_calling(b.words)):
        return None
    weighed = list(_apart(one, roles, company, lore))
    score = 1 / (1 + exp(-(_BASE + sum(w for w, _ in weighed))))
    reasons = tuple(words for _, words in sorted(weighed, key=lambda w: -w[0]) if words)
    return Twins(seen=one, one=a.words, other=b.words, articles=b.articles, score=round(score, 2), reasons=reasons)


def _apart(one: Seen, roles: tuple[RoleSeen, RoleSeen], company: Company, lore: Lore) -> Iterator[tuple[float, str]]:
    a, b = roles
    if a.first and b.first and max(a.first, b.first) <= min(a.last, b.last) + 366:
        yield 0.5, "both within a year"
    countries = countries_of(a.words, lore), countries_of(b.words, lore)
    if all(countries) and not countries[0] & countries[1]:
        yield 2.2, f"one of {', '.join(sorted(countries[0]))}, one of {', '.join(sorted(countries[1]))}"
    beside = company.of(a.articles, one.name), company.of(b.articles, one.name)
    if min(map(len, beside)) >= _FEWEST_COMPANIONS:
        both = len(beside[0] & beside[1])
        yield (1.0, "quoted beside quite other speakers") if not both else (-2.0, f"quoted beside {both} of the same speakers")
    if len(taken_apart(one.name).words) == 1:
        yield 1.2, "a surname alone"
    if min(len(a.articles), len(b.articles)) > 1:
        yield 0.4, f"{len(a.articles)} and {len(b.articles)} articles"
