"""Facets: the values that what was found can be narrowed to, each with its count and its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onrecord.serve.pages.telling import label
from onrecord.serve.sparkline import columns
from onrecord.serve.web.forms import Search
from onrecord.store.answers import Count
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.query import By, Query

_MOST: Final = 9
_MONTHS_OF_DAYS: Final = 3
_FACETS: Final = ((By.SPEAKER, "Speaker"), (By.OUTLET, "Outlet"), (By.MANNER, "Manner"), (By.STANCE, "Stance"), (By.KIND, "Kind of speaker"))
_NAMES: Final = (By.SPEAKER, By.OUTLET)

Leading = Callable[[dict[str, object]], str]
"""From a change of what is asked to the address that asks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value: how many statements have it, and the address that narrows to it, or, where it is chosen, that widens again."""

    label: str
    statements: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One list of values, the most frequent first; `field` is what is asked to narrow by it."""

    field: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is told of all that was found: of so many `statements` the newest `counted`, but for `dates`, which are of all."""

    facets: tuple[Facet, ...]
    dates: tuple[Count, ...]
    statements: int
    counted: int


def facets_of(record: AnyRecord, asked: Search, leading: Leading) -> Narrowing:
    """Return the facets of what is asked; one that is chosen counts what the others leave, so that another can be chosen."""
    query, free = Query(**asked.asked()), [by for by, _ in _FACETS if getattr(asked, by.value) is None]
    found = record.facets(query, by=[*free, By.MONTH], most=_MOST)
    counts = dict(zip([*free, By.MONTH], found.counts, strict=True))
    for by, _ in _FACETS:
        if by not in counts:
            lifted: dict[str, Any] = asked.asked() | {by.value: None}
            (counts[by],) = record.facets(Query(**lifted), by=[by], most=_MOST).counts
    made = (Facet(field=by.value, title=title, choices=tuple(_choices(counts[by], by, asked, leading))) for by, title in _FACETS)
    return Narrowing(
        facets=tuple(facet for facet in made if facet.choices),
        dates=counts[By.MONTH] if _are_far(counts[By.MONTH]) else record.count(query, by=By.DAY),
        statements=found.statements,
        counted=found.counted,
    )


def _are_far(months: Sequence[Count]) -> bool:
    """Say whether the months reach too far for a picture of days."""
    dated = [count.value for count in months if count.value]
    return bool(dated) and len(columns(f"{dated[0]}-01", f"{dated[-1]}-01", "month")) > _MONTHS_OF_DAYS


def _choices(counts: Sequence[Count], by: By, asked: Search, leading: Leading) -> Iterator[Choice]:
    chosen = getattr(asked, by.value)
    for count in counts:
        if count.value is not None:
            is_chosen = chosen is not None and count.value.casefold() == str(chosen).casefold()
            address = leading({by.value: None if is_chosen else count.value})
            told = count.value if by in _NAMES else label(count.value)
            yield Choice(label=told, statements=count.statements, address=address, is_chosen=is_chosen)
