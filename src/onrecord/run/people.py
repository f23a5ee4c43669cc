"""Who is whom over the record: suggestions that two names are one speaker's, or that one name is two people's.

It looks and suggests; only a person's word (`onrecord merge`, `split`, `keep-apart`, `keep-together`) changes anything, and what was
refused is not suggested again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.records import SpeakerKind
from onrecord.relate.same import Lore, RoleSeen, Seen, Suggestion, Twins, suggestions, twins
from onrecord.resolve.registry import ids_by_name
from onrecord.resolve.surnames import is_common_noun
from onrecord.resolve.tables import names, places
from onrecord.store import AnyRecord
from onrecord.store.appearances import Appearance


def same_speakers(record: AnyRecord, *, least: float = 0.5, only: str | None = None) -> Iterator[Suggestion]:
    """Yield the pairs of names that may be one speaker's and score at least so much; with `only`, those whose names hold these words."""
    apart, _ = record.corrections.refused()
    yield from suggestions(seen_in(record.people.appearances()), lore(), least=least, refused=apart, only=only)


def two_people(record: AnyRecord, *, least: float = 0.5, only: str | None = None) -> Iterator[Twins]:
    """Yield the names that may be two people's and score at least so much."""
    _, together = record.corrections.refused()
    yield from twins(seen_in(record.people.appearances()), lore(), least=least, refused=together, only=only)


def seen_in(found: Iterable[Appearance]) -> list[Seen]:
    """Return what is on record of each name, the names in order; groups, documents and governments have no other names."""
    by_name: dict[tuple[str, SpeakerKind], list[Appearance]] = defaultdict(list)
    for one in found:
        if (one.kind is SpeakerKind.PERSON and not _is_office(one.name)) or (one.kind is SpeakerKind.ORGANISATION and _is_proper(one.name)):
            by_name[one.name, one.kind].append(one)
    return [_seen(name, kind, by_name[name, kind]) for name, kind in sorted(by_name)]


@cache
def lore() -> Lore:
    """Return what is known beforehand: nicknames, countries and their people, the names in the registry."""
    known = places()
    ids = ids_by_name()
    return Lore(
        short_of=names().short_of,
        country_of={**known.country_of, **known.people_of},
        ids_of=lambda name: ids.get(name.casefold(), frozenset()),
    )


def _is_office(name: str) -> bool:
    """Say whether what looks like a name is an office or a common noun: `General`, `Former Attorney General`, `Lawmakers`.

    >>> [_is_office(n) for n in ("Attorney General", "Lawmakers", "Ada Finch", "Finch")]
    [True, True, False, False]
    """
    return all(word in names().titles or is_common_noun(word) for word in name.split())


def _is_proper(name: str) -> bool:
    """Say whether a body's name is a name: `authorities` of two towns are not one body.

    >>> [_is_proper(n) for n in ("Harbour Board", "HSB", "authorities", "Police", "the union")]
    [True, True, False, False, False]
    """
    words = [word for word in name.split() if word[:1].isupper() and word != "The"]
    return len(words) > 1 or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)


def _seen(name: str, kind: SpeakerKind, found: list[Appearance]) -> Seen:
    first, last = _days(found)
    return Seen(
        name=name,
        kind=kind,
        statements=sum(one.statements for one in found),
        articles=frozenset(one.article for one in found),
        outlets=frozenset(one.outlet for one in found if one.outlet is not None),
        roles=tuple(_roles(found)),
        first=first,
        last=last,
    )


def _roles(found: Iterable[Appearance]) -> Iterator[RoleSeen]:
    by_words: dict[str, list[Appearance]] = defaultdict(list)
    for one in found:
        if one.role:
            by_words[one.role].append(one)
    for words, several in sorted(by_words.items()):
        first, last = _days(several)
        yield RoleSeen(words=words, articles=frozenset(one.article for one in several), first=first, last=last)


def _days(found: Iterable[Appearance]) -> tuple[int, int]:
    days = [one.day for one in found if one.day]
    return (min(days), max(days)) if days else (0, 0)
