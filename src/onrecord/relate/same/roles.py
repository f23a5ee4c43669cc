"""Whether what two names are called beside the name can be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.relate.same.names import table
from onrecord.relate.same.seen import Lore, RoleSeen

_WORD: Final = re.compile(r"[\w.’'-]+")
_WEIGHTS: Final = {1: 1.2, 2: 2.2, -1: 0.5, -2: 1.2, -3: 1.2}
"""By how many telling words two roles share or, where there is none, by how many of those that very many are called."""
_SHORT: Final = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "pres": "president",
    "gen": "general",
    "atty": "attorney",
    "sec": "secretary",
}


def words_of(role: str) -> frozenset[str]:
    """Return the words of a role that say what its holder is.

    >>> sorted(words_of("former U.S. Sen. for Maine"))
    ['maine', 'senator']
    """
    found = {_plain(m.group()) for m in _WORD.finditer(role)}
    return frozenset(w for w in found if w and w not in table().loose)


def is_office(role: str) -> bool:
    """Say whether a role is an office, of which there are few at a time."""
    return bool(words_of(role) & table().offices)


def is_calling(role: str) -> bool:
    """Say whether the words name an office or a calling at all, and are no other words that happened to stand before a name."""
    return bool(words_of(role) & (table().offices | table().callings))


def countries_of(role: str, lore: Lore) -> frozenset[str]:
    """Return the countries that an office is of: `Tarsovia’s president`, `the Tarsovian president`."""
    if not is_office(role):
        return frozenset()
    words = [w.strip(".’'").removesuffix("’s").removesuffix("'s") for w in _WORD.findall(role)]
    return frozenset(lore.country_of[w] for w in words if w in lore.country_of)


def roles_agree(left: Sequence[RoleSeen], right: Sequence[RoleSeen], lore: Lore) -> Iterator[tuple[float, str]]:
    """Yield what the roles of two names say: the best agreement, or that all of them differ at one time."""
    if not left or not right:
        return
    best = max(((words_of(a.words) & words_of(b.words), a, b) for a in left for b in right), key=lambda m: len(m[0]))
    shared, one, other = best
    if shared:
        told = one.words if one.words == other.words else f"{one.words} / {other.words}"
        yield _WEIGHTS[min(len(shared - table().callings), 2) or -len(shared)], f"both are called {told}"
        return
    countries = [{c for role in roles for c in countries_of(role.words, lore)} for roles in (left, right)]
    if all(countries) and not countries[0] & countries[1]:
        yield -2.0, f"one belongs to {' or '.join(sorted(countries[0]))}, the other to {' or '.join(sorted(countries[1]))}"
    elif any(words_of(a.words) for a in left) and any(words_of(b.words) for b in right):
        yield -0.6, f"called {left[0].words}, and {right[0].words}"


def _plain(word: str) -> str:
    plain = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("-elect").strip(".'-")
    return _SHORT.get(plain, plain)
