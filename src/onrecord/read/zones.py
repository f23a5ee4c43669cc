"""Time zones by the letters that news prints: `EST`, `GMT`, `ET`, `+02:00`."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

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
    "WAT": 1,
    "SAST": 2,
    "EAT": 3,
    "PKT": 5,
    "SGT": 8,
    "HKT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
# Names that mean another hour in summer.
_PLACES: Final = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def zone_of(name: str | None, day: date) -> tzinfo | None:
    """Return the zone of that name on that day, or None where the letters mean none, or several.

    >>> zone_of("ET", date(2031, 7, 14)), zone_of("IST", date(2031, 7, 14))
    (datetime.timezone(datetime.timedelta(days=-1, seconds=72000)), None)
    """
    if not name:
        return None
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    if place := _PLACES.get(name.upper()):
        offset = _offset(place, day)
        return timezone(offset) if offset is not None else None
    hours = _ZONES_H.get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _offset(place: str, day: date) -> timedelta | None:
    try:
        return ZoneInfo(place).utcoffset(datetime(day.year, day.month, day.day, 12))
    except (KeyError, OSError):
        # Not every system has the zones; a date without its hour is right all the same.
        return None
