"""Dates as news prints them, into ISO 8601.

In: a date and nothing else (`March 14, 2031, 9:02 a.m. EST`). Out: `2031-03-14`, or with the time where a zone is given.
A date that can be read in two ways, or lacks a part, is None: nothing is filled in from today. dateutil is not used: it
completes missing parts and guesses between day and month.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import takewhile
from typing import Final

from onrecord.read.zones import zone_of

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
_ISO: Final = re.compile(r"(?P<day>\d{4}-?\d{2}-?\d{2})(?:\s*T?\s*(?P<time>\d{1,2}:?\d{2}\S*?)?\s*(?P<zone>[A-Z]{1,5}|[+-]\d\d:?\d\d)?)?")
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_SCRIPT: Final = re.compile(rf"[A-Z][a-z]{{2}} {_MONTH} {_DAY} {_YEAR} {_CLOCK} (?:GMT|UTC)(?P<zone>[+-]\d{{4}})?.*", re.IGNORECASE)
_CHANGED: Final = re.compile(r"\b(?:updated?|modified|edited|revised|changed)\b[^.]{0,20}$", re.IGNORECASE)
_ISO_SLASHED: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_LABEL: Final = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified|created|issued|date|on)(?: on| at)?\s*:?\s+|date:\s*)+", re.IGNORECASE
)
_LATER: Final = re.compile(r"\s*[|•·(–—,;-]?\s*\b(?:(?:last )?(?:updated|modified)|\d+[ -]min(?:ute)?s? read)\b.*", re.IGNORECASE | re.DOTALL)
_LONGEST: Final = 80
_ANYWHERE: Final = re.compile(
    "|".join(f"(?<!\\d)(?:{re.sub(r'[?]P<[a-z]+>', '', form.pattern)})(?!\\d)" for form in _FORMS) + r"|\b\d{4}-\d\d-\d\d(?:T[\d:.+-]+Z?)?",
    re.IGNORECASE,
)


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
        return _iso(text) or _printed(text) or _numbers(text) or _mail(text) or _machine(text)
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


def dates_in(text: str) -> tuple[list[str], list[str]]:
    """Return the dates on which a short text says that it was published, and those on which it was changed.

    >>> dates_in("By Ada Corwin | March 14, 2031 9:02 a.m. EST | Updated: March 15, 2031")
    (['2031-03-14T09:02:00-05:00'], ['2031-03-15'])
    """
    published, changed = list[str](), list[str]()
    for found in _ANYWHERE.finditer(" ".join(text.split())[: 4 * _LONGEST]):
        if written := date_of(found.group().strip(" ,|")):
            (changed if _CHANGED.search(found.string[: found.start()]) else published).append(written)
    return published, changed


def is_future(written: str, today: date) -> bool:
    """Return whether a date in ISO 8601 is later than today is anywhere on earth.

    >>> is_future("2031-03-16", date(2031, 3, 14)), is_future("2031-03-15T01:00:00+12:00", date(2031, 3, 14))
    (True, False)
    """
    return date.fromisoformat(written[:10]) > today + timedelta(days=1)


def _iso(text: str) -> str | None:
    if _EPOCH.fullmatch(text):
        return _written(datetime.fromtimestamp(int(text[:10]), UTC))
    if slashed := _ISO_SLASHED.fullmatch(text):
        return date(*map(int, slashed.groups())).isoformat()
    found = _ISO.fullmatch(text)
    if not found:
        return None
    try:
        return _written(datetime.fromisoformat(text))
    except ValueError:
        # `2031-03-14 9:02:00 EST`: the parts are good, their form is not.
        day = date.fromisoformat(found["day"])
        clock = found["time"] or ""
        return _written(_at(day, clock, found["zone"]))


def _at(day: date, clock: str, zone: str | None) -> datetime:
    numbers = "".join(takewhile(lambda sign: sign in "0123456789:", clock)).split(":")
    hour, minute, second, *_ = (*(int(number) for number in numbers if number), 0, 0, 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone_of(zone, day))


def _mail(text: str) -> str | None:
    # Asked last, and only of what begins like a mail's date: it forgives a great deal.
    return _written(parsedate_to_datetime(text)) if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d", text) else None


def _machine(text: str) -> str | None:
    """`Fri Mar 14 2031 09:02:00 GMT+0100 (CET)`, as scripts write it."""
    found = _SCRIPT.fullmatch(text)
    if not found:
        return None
    day = date(int(found["year"]), _MONTHS.index(found["month"][:3].casefold()) + 1, int(found["day"]))
    moment = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0))
    return _written(moment.replace(tzinfo=zone_of(found["zone"] or "Z", day)))


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
    zone = zone_of(found["zone"], day)
    if found["hour"] is None or zone is None:
        return day.isoformat()
    hour = int(found["hour"])
    if half := found["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return _written(datetime(day.year, day.month, day.day, hour, int(found["minute"] or 0), int(found["second"] or 0), tzinfo=zone))


def _written(moment: datetime) -> str:
    return moment.date().isoformat() if moment.tzinfo is None else moment.isoformat(timespec="seconds")
