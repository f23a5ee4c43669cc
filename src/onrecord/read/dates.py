"""Dates as news prints them, into ISO 8601.

In: a date and nothing else (`March 14, 2031, 9:02 a.m. EST`). Out: `2031-03-14`, or with the time where a zone is given.
A date that can be read in two ways, or lacks a part, is None: nothing is filled in from today. dateutil is not used: it
completes missing parts and guesses between day and month.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK: Final = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?|(?=\s*[ap]\.?m\b))\s*(?P<half>[ap]\.?m\b\.?)?"
_TIME: Final = rf"{_CLOCK}\s*(?:hrs\b|h\b)?\s*(?P<zone>[A-Z]{{1,5}}\b|[+-]\d{{2}}:?\d{{2}})?"
_JOIN: Final = r"(?:\s*,?\s*(?:at|[-–—|•·/])?\s*)"
_REST: Final = rf"(?:{_JOIN}\(?{_TIME}\)?)?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?:the\s+)?{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}{_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_REST}",
        rf"{_TIME}{_JOIN}{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_TIME}{_JOIN}{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    )
)
_NUMBERS: Final = re.compile(rf"(?P<a>\d{{1,2}})(?P<mark>[/.-])(?P<b>\d{{1,2}})(?P=mark){_YEAR}{_REST}", re.IGNORECASE)
_ISO: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ].*)?")
_ISO_SLASHED: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_LABEL: Final = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified|created|issued|date|on)(?: on| at)?\s*:?\s+|date:\s*)+", re.IGNORECASE
)
_LATER: Final = re.compile(r"\s*[|•·(–—,;-]?\s*\b(?:(?:last )?(?:updated|modified)|\d+[ -]min(?:ute)?s? read)\b.*", re.IGNORECASE | re.DOTALL)
_ZONES_H: Final = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
}
_LONGEST: Final = 80


def date_of(text: str) -> str | None:
    """Return the date in ISO 8601, with the time where the zone is known, or None where the text is no single plain date.

    >>> date_of("March 14, 2031, 9:02 a.m. EST")
    '2031-03-14T09:02:00-05:00'
    >>> date_of("14 March 2031"), date_of("03/04/2031"), date_of("March 2031")
    ('2031-03-14', None, None)
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _iso(text) or _printed(text) or _numbers(text) or _mail(text)
    except (ValueError, OverflowError):
        return None


def date_line(text: str) -> str | None:
    """Return the date of a line that holds a date and at most a label such as `Published:` or a later `Updated …`.

    >>> date_line("Published: 14 March 2031 | Updated 15 March 2031")
    '2031-03-14'
    """
    if len(text) > 2 * _LONGEST:
        return None
    text = _LABEL.sub("", text.strip().strip("|*()[]").strip(), count=1)
    return date_of(text) or date_of(_LATER.sub("", text))


def _iso(text: str) -> str | None:
    if slashed := _ISO_SLASHED.fullmatch(text):
        return date(*map(int, slashed.groups())).isoformat()
    if not _ISO.fullmatch(text):
        return None
    return _written(datetime.fromisoformat(text))


def _mail(text: str) -> str | None:
    # Asked last, and only of what begins like a mail's date: it forgives a great deal.
    return _written(parsedate_to_datetime(text)) if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text) else None


def _printed(text: str) -> str | None:
    for form in _FORMS:
        if found := form.fullmatch(text):
            month = _MONTHS.index(found["month"][:3].casefold()) + 1
            return _with_time(date(int(found["year"]), month, int(found["day"])), found)
    return None


def _numbers(text: str) -> str | None:
    found = _NUMBERS.fullmatch(text)
    if not found:
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    if a <= 12 and b <= 12 and a != b and found["mark"] != ".":
        return None
    # `14.3.2031` is written day first wherever points are used.
    day, month = (a, b) if a > 12 or found["mark"] == "." else (b, a)
    return _with_time(date(year, month, day), found)


def _with_time(day: date, found: re.Match[str]) -> str:
    zone = _zone(found["zone"])
    if found["hour"] is None or zone is None:
        return day.isoformat()
    hour = int(found["hour"])
    if half := found["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return _written(datetime(day.year, day.month, day.day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone))


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    hours = _ZONES_H.get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _written(moment: datetime) -> str:
    return moment.date().isoformat() if moment.tzinfo is None else moment.isoformat(timespec="seconds")
