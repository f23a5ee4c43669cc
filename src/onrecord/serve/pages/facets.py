"""Facets: the values that what was found can be narrowed to, each with its count and its address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from onrecord.serve.pages.telling import label
from onrecord.serve.web.forms import Search
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.query import By, Query

_MOST: Final = 8
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
    """One list of values, the most frequent first."""

    title: str
    choices: tuple[Choice, ...]


def facets_of(record: AnyRecord, asked: Search, leading: Leading) -> tuple[Facet, ...]:
    """Return the facets of what is asked; one that is chosen counts what the others leave, so that another can be chosen."""
    made = (Facet(title=title, choices=tuple(_choices(record, asked, by, leading))) for by, title in _FACETS)
    return tuple(facet for facet in made if facet.choices)


def _choices(record: AnyRecord, asked: Search, by: By, leading: Leading) -> Iterator[Choice]:
    chosen = getattr(asked, by.value)
    lifted: dict[str, Any] = asked.asked() | {by.value: None}
    for count in record.count(Query(**lifted), by=by, most=_MOST + 1):
        if count.value is not None:
            is_chosen = chosen is not None and count.value.casefold() == str(chosen).casefold()
            address = leading({by.value: None if is_chosen else count.value})
            told = count.value if by in _NAMES else label(count.value)
            yield Choice(label=told, statements=count.statements, address=address, is_chosen=is_chosen)
