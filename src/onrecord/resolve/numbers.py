"""Number of nouns: `women` is of `woman`, `police` are many."""

from __future__ import annotations

from onrecord.resolve import tables


def singular(noun: str) -> str:
    """Return the singular of a noun.

    >>> [singular(n) for n in ("women", "ministries", "officials", "boss", "police", "witnesses")]
    ['woman', 'ministry', 'official', 'boss', 'police', 'witness']
    """
    for many, one in (("women", "woman"), ("men", "man"), ("people", "person"), ("children", "child"), ("wives", "wife")):
        if noun.endswith(many):
            return noun[: -len(many)] + one
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def is_plural(noun: str) -> bool:
    """Say whether the noun stands for several people.

    >>> [is_plural(n) for n in ("officials", "police", "ministry", "women", "boss", "Republicans")]
    [True, True, False, True, False, True]
    """
    lower = noun.lower()
    return lower in tables.nouns().groups or (singular(lower) != lower and lower not in tables.nouns().organisations)
