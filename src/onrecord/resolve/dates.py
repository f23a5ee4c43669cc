"""When something was said: the words for a day, month or year, resolved against the date of the article.

In: words such as `on Wednesday`, `last month`, `in 2016`, and the day of publication. Out: an ISO date, year-month or year:
no more precise than the words. A weekday is the last such day on or before the day of publication.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from onrecord.resolve import tables

_MONTH_NAMES: Final = "january february march april may june july august september october november december".split()
_MONTHS: Final = {form: n for n, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3], name[:4])}
_NUMBERS: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER: Final = {word: n for n, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1, "a couple of": 2, "a few": 3}
_MONTH: Final = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_YEAR: Final = r"(?P<{0}>(?:1[89]|20|21)\d\d)"
_FORMS: Final = (
    r"(?P<iso>(?:1[89]|20|21)\d\d-\d\d-\d\d)",
    _MONTH.format("mon_a") + r"\s+(?P<day_a>\d{1,2})(?:st|nd|rd|th)?(?!\d|,\d)(?:,?\s+" + _YEAR.format("year_a") + ")?",
    r"(?P<day_b>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("mon_b") + r"(?:,?\s+" + _YEAR.format("year_b") + ")?",
    _MONTH.format("mon_c") + r",?\s+(?:of\s+)?" + _YEAR.format("year_c"),
    r"(?P<before>as early as|last|next|this|the previous|the following|earlier this|late|early|in late|in early|in mid-?|since|by|in|of|during"
    r"|until)\s+" + _MONTH.format("mon_d") + r"\b(?!\s+\d|,?\s+(?:of\s+)?(?:1[89]|20|21)\d\d)(?:\s+of\s+(?P<of>last|this)\s+year)?",
    r"(?P<rel>last|this|earlier this|later this|past|the past|previous)\s+(?P<unit>week(?!end)|month|year|weekend|summer|spring|autumn|fall|winter)",
    r"(?P<over>over|at|during) the weekend",
    rf"(?P<count>\d{{1,2}}|a couple of|a few|an?|{'|'.join(_NUMBERS[1:])})\s+(?P<ago>days?|weeks?|months?|years?)\s+ago",
    r"(?P<word>yesterday|today|tonight|last night|this morning|this afternoon|this evening|the day before yesterday)",
    r"(?:(?P<last>last|next|coming|this coming)\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"(?!\s+(?:Times|Mail|Post|Telegraph|Herald|Night Live))",
    r"(?:in|since|during|back in|of|late|early|mid-)\s*" + _YEAR.format("year_d") + r"\b(?!\s+(?:people|votes|dollars))",
)
_EXPRESSION: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_FORMS)})(?![\w-])", re.IGNORECASE)

_IN_TITLE: Final = re.compile(r"[A-Z][\w’']+ $")
_NO_OPENING: Final = re.compile(r"[\w’',]\s$|[“\"]$")
_OWNING: Final = ("'s", "’s")


class Dated(NamedTuple):
    """A date as said: its words' place, and its value."""

    start: int
    end: int
    value: str


def day_of(published: str | None) -> date | None:
    """Return the day of an ISO date or date with time, or None.

    >>> day_of("2031-03-14T08:00:00Z"), day_of("March"), day_of(None)
    (datetime.date(2031, 3, 14), None, None)
    """
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def dates_in(text: str, bounds: tuple[int, int], today: date | None, *, owned: bool = False) -> list[Dated]:
    """Return the dates named within the bounds; those that need the day of publication only if it is known.

    `Tuesday’s` is one only if `owned`, for it mostly says of what day something else was.

    >>> [d.value for d in dates_in("on Wednesday, last month and in 2016", (0, 36), date(2031, 3, 14))]
    ['2031-03-12', '2031-02', '2016']
    """
    found: list[Dated] = []
    for match in _EXPRESSION.finditer(text, *bounds):
        if (text[match.end() : match.end() + 2] in _OWNING and not owned) or _is_in_name(text, match):
            continue
        try:
            value = _value(match, today)
        except (ValueError, OverflowError):
            continue
        if value is not None:
            found.append(Dated(match.start(), match.end(), value))
    return found


def _is_in_name(text: str, match: re.Match[str]) -> bool:
    """Say whether words for a time are part of a name: `USA Today`, `the Tonight Show`, `“This Week”`."""
    if match["weekday"] and (text[match.end() : match.end() + 1] in ("”", '"') or text[match.end() : match.end() + 2] in (".”", '."', ",”", ',"')):
        return _IN_TITLE.search(text, max(0, match.start() - 20), match.start()) is not None
    is_capital = (match["word"] or "")[:1].isupper() or (match["unit"] or "")[:1].isupper()
    return is_capital and _NO_OPENING.search(text, max(0, match.start() - 3), match.start()) is not None


def _value(match: re.Match[str], today: date | None) -> str | None:
    if match["iso"]:
        return date.fromisoformat(match["iso"]).isoformat()
    for month, day, year in (("mon_a", "day_a", "year_a"), ("mon_b", "day_b", "year_b")):
        if match[month]:
            return _month_day(_month(match[month]), int(match[day]), match[year], today)
    if match["mon_c"]:
        return f"{match['year_c']}-{_month(match['mon_c']):02d}"
    if match["year_d"]:
        return str(match["year_d"])
    return _relative(match, today) if today else None


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _month_day(month: int, day: int, year: str | None, today: date | None) -> str | None:
    if year:
        return date(int(year), month, day).isoformat()
    if today is None:
        return None
    # A leap day may have to be looked for some years back.
    for back in range(5):
        try:
            found = date(today.year - back, month, day)
        except ValueError:
            continue
        if found <= today:
            return found.isoformat()
    return None


def _relative(match: re.Match[str], today: date) -> str | None:
    if match["mon_d"]:
        month = _month(match["mon_d"])
        if match["mon_d"][:1].islower() or match["before"].lower() in ("next", "by", "until", "the following"):
            return None
        if match["of"]:
            return f"{today.year - (match['of'].lower() == 'last')}-{month:02d}"
        return f"{today.year - (month > today.month)}-{month:02d}"
    if match["weekday"]:
        if (match["last"] or "").lower().endswith(("next", "coming")):
            return None
        back = (today.weekday() - tables.names().weekdays.index(match["weekday"].title())) % 7 or 7 * bool(match["last"])
        return (today - timedelta(days=back)).isoformat()
    if match["word"]:
        back = {"yesterday": 1, "last night": 1, "the day before yesterday": 2}.get(match["word"].lower(), 0)
        return (today - timedelta(days=back)).isoformat()
    if match["ago"]:
        return _ago(_count(match["count"]), match["ago"].lower().rstrip("s"), today)
    if match["over"]:
        return _span("last", "weekend", today)
    return _span(match["rel"].lower(), match["unit"].lower(), today)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBER[words.lower()]


def _ago(count: int, unit: str, today: date) -> str:
    if unit in ("day", "week"):
        then = today - timedelta(days=count * (1 if unit == "day" else 7))
        return then.isoformat() if unit == "day" else then.isoformat()[:7]
    return _months_back(today, count) if unit == "month" else str(today.year - count)


def _span(which: str, unit: str, today: date) -> str | None:
    is_last = which in ("last", "past", "the past", "previous")
    if unit in ("week", "weekend"):
        back = 7 if is_last and unit == "week" else (today.weekday() + 1) % 7 or 7 if is_last else 0
        return (today - timedelta(days=back)).isoformat()[:7]
    if unit == "month":
        return _months_back(today, int(is_last))
    if unit == "year":
        return str(today.year - is_last)
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[unit]
    return str(today.year - (is_last and today.month < first + 3))


def _months_back(today: date, count: int) -> str:
    months = today.year * 12 + today.month - 1 - count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
