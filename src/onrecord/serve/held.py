"""What a speaker is called beside the name, with when the role was held as far as its own words do not say, for a reader."""

from __future__ import annotations

import re

from onrecord.records import RoleHeld

_YEAR = re.compile(r"\d{4}")


def called(role: str, held: RoleHeld | None, dates: str | None) -> str:
    """Return the role, and in brackets how and from when to when it was held.

    >>> called("mayor", RoleHeld.FORMER, "../2013"), called("then-Senator", RoleHeld.THEN, None), called("mayor since 2011", None, "2011/..")
    ('mayor (former, until 2013)', 'then-Senator', 'mayor since 2011')
    """
    how = held.value if held is not None and held.value not in role.casefold() else ""
    when = stretch(dates) if dates is not None and any(year not in role for year in _YEAR.findall(dates)) else ""
    told = ", ".join(part for part in (how, when) if part)
    return f"{role} ({told})" if told else role


def stretch(dates: str) -> str:
    """Return the dates of a role in words.

    >>> [stretch(dates) for dates in ("2009/2013-01", "../2013", "2011/..", "2005")]
    ['2009 to 2013-01', 'until 2013', 'since 2011', 'in 2005']
    """
    start, _, end = dates.partition("/")
    if not end:
        return f"in {start}"
    return f"until {end}" if start == ".." else f"since {start}" if end == ".." else f"{start} to {end}"
