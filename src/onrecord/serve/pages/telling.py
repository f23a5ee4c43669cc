"""Dates, counts and shares in a reader's words: values in, short English out."""

from __future__ import annotations

import re
from datetime import date

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d:\d\d)[\d:.]*(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def day(told: str | None) -> str:
    """Return an ISO date, month or year, with or without a time, as a reader writes it.

    >>> day("2031-09-10T18:30:00+03:00"), day("2031-09"), day("2031"), day(None), day("last week")
    ('10 September 2031', 'September 2031', '2031', 'no date', 'last week')
    """
    match = _DATE.match(told or "")
    if told is None or match is None:
        return told or "no date"
    try:
        year, month, of_month = match.groups()
        if month is None:
            return year
        named = date(int(year), int(month), int(of_month or 1)).strftime("%B")
        return f"{int(of_month)} {named} {year}" if of_month else f"{named} {year}"
    except ValueError:
        return told


def moment(told: str | None) -> str:
    """Return an ISO date with its time and zone, if it has them.

    >>> moment("2031-09-10T18:30:00+03:00"), moment("2031-09-10T08:05:00Z"), moment("2031-09")
    ('10 September 2031, 18:30 (+03:00)', '10 September 2031, 08:05 (UTC)', 'September 2031')
    """
    match = _TIME.fullmatch(told or "")
    if match is None:
        return day(told)
    time, zone = match.groups()
    return f"{day(told)}, {time}" + (f" ({'UTC' if zone == 'Z' else zone})" if zone else "")


def number(count: int) -> str:
    """Return a count with its thousands parted.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{count:,}"


def many(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> many(1, "statement"), many(1200, "dispute"), many(0, "copy")
    ('1 statement', '1,200 disputes', '0 copies')
    """
    if count == 1:
        return f"1 {noun}"
    plural = noun.removesuffix("y") + "ies" if re.search("[^aeiou]y$", noun) else f"{noun}s"
    return f"{count:,} {plural}"


def percent(share: float) -> str:
    """Return a share from 0 to 1 in hundredths, never rounded to nothing or to all.

    >>> percent(0.5), percent(0.001), percent(0.999), percent(1)
    ('50 %', 'under 1 %', 'over 99 %', '100 %')
    """
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def label(value: str) -> str:
    """Return a value of the record's lists as words.

    >>> label("quotes-another")
    'quotes another'
    """
    return value.replace("-", " ")
