"""Counts as bars, the greatest first: values in, each with its words and the address that it leads to out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.serve.pages.telling import label
from onrecord.store.answers import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value: what it is called, how many statements have it, and where it leads, if anywhere."""

    label: str
    statements: int
    address: str | None


def bars_of(counts: Sequence[Count], leading: Callable[[str], str], *, none: str = "not named", is_name: bool = True) -> tuple[Bar, ...]:
    """Return the bars of counts; `none` is what those without a value are called. What is no name is a word of the record's lists.

    >>> bars = bars_of([Count(value="refuses-comment", statements=2), Count(value=None, statements=1)], "/{}".format, is_name=False)
    >>> [(bar.label, bar.address) for bar in bars]
    [('refuses comment', '/refuses-comment'), ('not named', None)]
    """
    return tuple(
        Bar(label=none, statements=one.statements, address=None)
        if one.value is None
        else Bar(label=one.value if is_name else label(one.value), statements=one.statements, address=leading(one.value))
        for one in counts
    )
