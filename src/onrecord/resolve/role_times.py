"""When a role was held: `then-Senator`, `a former judge`, `secretary of state from 2009 to 2013`, `mayor since 2011`, `President-elect`.

In: where the words of a role stand in a text, and the day of writing. Out: how it was held when the article was written, the dates that
are told, and the span of the words that say all that. Of a role that is held still, or of which nothing is told, that is its own span.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.records import RoleHeld, Span
from onrecord.resolve.dates import dates_in

_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.)"
_YEAR: Final = r"(?:1[89]|20|21)\d\d(?!\d|s\b)"
_NUMBERS: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER: Final = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS[2:])})"
_DAY: Final = (
    r"(?:(?:early|late|mid-?|the (?:beginning|end|start) of)\s?)?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}})?,?(?:\s+of)?\s+{_YEAR}|{_YEAR}|{_MONTH}(?:\s+\d{{1,2}}\b)?"
    rf"|(?:last|this|earlier this)\s+(?:week|month|year|spring|summer|autumn|fall|winter|{_MONTH})"
    rf"|(?:an?|a few|{_NUMBER})\s+(?:year|month|week)s?\s+ago)"
)
_OF_THE_ROLE: Final = r"(?<![a-z]ed\s)(?<!\bheld\s)(?<!\bmade\s)(?<!\bborn\s)(?<!\bwritten\s)"
"""`a method used since 2009`: the year is not that of a role."""
_LEFT: Final = (
    r"(?:stepped down|resigned|retired|departed|died|left (?:office|in|the (?:job|post|role|agency|company|government|administration|bank))"
    r"|left (?:his|her|their) (?:job|post|role|office)|was (?:ousted|fired|dismissed|removed|voted out))"
)
_CAME: Final = r"(?:took (?:office|over|up|the job|the post)|was (?:appointed|installed|sworn in|hired))"
_STEPS: Final = (
    ("both", re.compile(rf"\b(?:from|between)\s+(?P<start>{_DAY})\s+(?:to|until|till|through|and|[-–—])\s*(?P<end>{_DAY}|\d\d(?!\d))")),
    ("both", re.compile(rf"(?<![\d-])(?P<start>{_YEAR})\s?[-–—]\s?(?P<end>{_YEAR}|\d\d)(?![\d-])")),
    ("end", re.compile(rf"{_OF_THE_ROLE}\b(?:until|till|through|up to)\s+(?P<end>{_DAY})")),
    ("end", re.compile(rf"\b{_LEFT}\b[^,;.\d]{{0,50}}?\b(?P<end>{_DAY})")),
    ("start", re.compile(rf"{_OF_THE_ROLE}\b(?:since|starting in|beginning in)\s+(?P<start>{_DAY})")),
    ("start", re.compile(rf"\b(?:became|{_CAME}|appointed|sworn in|hired)\b[^,;.\d]{{0,50}}?\b(?P<start>{_DAY})")),
    ("years", re.compile(rf"\bfor (?:the )?(?:past|last)\s+(?P<years>{_NUMBER})\s+years\b")),
    ("start", re.compile(rf"{_OF_THE_ROLE}\bfrom\s+(?P<start>{_DAY})")),
    ("within", re.compile(rf"^(?!.*\b(?:and|\w+ed|chosen|won|held|made|born|written)\b).*\bin\s+(?P<start>{_DAY})$")),
)
_FORMER: Final = re.compile(
    r"(?:^|\s)(?:former(?:ly)?|ex|one-?time|erstwhile|retired|ousted|deposed|fired|dismissed|previous(?:ly)?)(?=[\s-])|^(?:late|past|once)\s",
    re.IGNORECASE,
)
_THEN: Final = re.compile(r"(?:^|\s)then(?:[-\s]|$)", re.IGNORECASE)
_AT_THE_TIME: Final = re.compile(r"\b(?:at (?:the|that) time|back then)\b", re.IGNORECASE)
_COMING: Final = re.compile(r"[- ](?:elect|designate)\b|-in-waiting\b|(?:^|\s)(?:incoming|future|soon-to-be)\s|^next\s", re.IGNORECASE)
_UNDER_FORMER: Final = re.compile(r"\bunder (?:the )?(?:former|then|late|ex)\b", re.IGNORECASE)
_HEAD_ENDS: Final = re.compile(r"\s(?:of|for|at|in|with|from|on|to|who|and|by|under|since|until|near|based|working|turned)\s|,")
_OTHER_ROLE: Final = re.compile(r"\s(?:and|but)\s+(?:is\s+)?(?:now|currently|an?|the|former|current|serves)\s|\snow\s")
_BEFORE: Final = re.compile(
    r"\bwho\s+(?P<how>(?:has|had)\s+been|was(?:\s+then|\s+once)?|then\s+was|(?:has\s+|had\s+|once\s+)?served\s+as|used\s+to\s+be|became"
    r"|will\s+(?:be|become)|(?:retired|resigned|stepped\s+down)\s+as)\s+(?:(?:the|an?|its|his|her|their|one\s+of\s+the)\s+)?$"
)
_AFTER: Final = re.compile(
    r"(?:\s[A-Z][\w’'-]+\.?){0,4}"
    rf"(?P<told>,?\s+(?P<then>at (?:the|that) time|back then)\b|,?\s+(?:who\s+)?(?:{_LEFT}|{_CAME})\b[^,;.\d]{{0,50}}?\b{_DAY}"
    r"|,?\s+(?:who\s+(?:has\s+)?(?:served|held (?:the|that) (?:office|post|job|position|role)|led [\w ]{2,30}?)\s+)?"
    rf"(?:from|until|since|between)\s+{_DAY}(?:\s+(?:to|until|through|and)\s+{_DAY})?)"
)
_WHEN: Final = re.compile(r"\s+(?:when|while)\b")
_STILL: Final = ("has", "became")
_REACH: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTime:
    """How a role was held, its dates as in `Speaker.role_dates`, and the words that say so."""

    held: RoleHeld | None
    dates: str | None
    span: Span


def role_time(text: str, role: Span, today: date | None) -> RoleTime:
    """Return when the role whose words stand there was held.

    >>> words = "Ada Finch, who was mayor of Halden until last year, said"
    >>> told = role_time(words, Span(start=19, end=50), date(2031, 3, 14))
    >>> told.held.value, told.dates, told.span.of(words)
    ('former', '../2030', 'who was mayor of Halden until last year')
    """
    before = _BEFORE.search(text, max(0, role.start - _REACH), role.start)
    start = before.start() if before else role.start
    after, end = _AFTER.match(text, role.end, role.end + 2 * _REACH), role.end
    dates = dates_of(text[start:end], today)
    if after and (after["then"] or (dates is None and (dates := dates_of(after["told"], today)))):
        end = after.end("told")
    held = held_by(role.of(text)) or _held_around(text, role, before, after) or _held_by_dates(dates, today)
    if held is RoleHeld.FORMER and dates is not None and dates.endswith("/.."):
        dates = None  # a former judge since 2011: what began then is not what is over
    return RoleTime(held=held, dates=dates, span=Span(start=start, end=end) if held or dates else role)


def held_by(words: str) -> RoleHeld | None:
    """Return how a role is held by its own words.

    >>> held_by("then-Senator"), held_by("aide to former President Vole"), held_by("President-elect")
    (<RoleHeld.THEN: 'then'>, None, <RoleHeld.COMING: 'coming'>)
    """
    head = _HEAD_ENDS.split(words, maxsplit=1)[0]
    if _THEN.search(head) or _AT_THE_TIME.search(_OTHER_ROLE.split(words, maxsplit=1)[0]):
        return RoleHeld.THEN
    if _COMING.search(head):
        return RoleHeld.COMING
    return RoleHeld.FORMER if _FORMER.search(head) or _UNDER_FORMER.search(words) else None


def dates_of(words: str, today: date | None) -> str | None:
    """Return the dates that words about a role tell, as `Speaker.role_dates` has them.

    >>> day = date(2031, 3, 14)
    >>> [dates_of(words, day) for words in ("mayor from 2009-13", "director until January", "judge since last year", "the 2016 winner")]
    ['2009/2013', '../2031-01', '2030/..', None]
    """
    words = _OTHER_ROLE.split(words, maxsplit=1)[0]
    found = ((kind, match) for kind, step in _STEPS if (match := step.search(words)))
    return next((told for kind, match in found if (told := _told(kind, match.groupdict(), today))), None)


def _told(kind: str, parts: Mapping[str, str | None], today: date | None) -> str | None:
    if kind == "years":
        return _years_back(parts["years"] or "", today)
    start = _date(parts.get("start"), today)
    end = _date(_whole_year(parts.get("end"), start), today)
    if kind == "both":
        return f"{start}/{end}" if start and end and start[:4] <= end[:4] else None
    if kind == "within":
        return start
    return f"../{end}" if end else f"{start}/.." if start else None


def _years_back(years: str, today: date | None) -> str | None:
    return f"{today.year - (int(years) if years.isdigit() else _NUMBERS.index(years))}/.." if today else None


def _whole_year(words: str | None, start: str | None) -> str | None:
    """Return `2013` for the `13` of `2009-13`."""
    return f"{(start or '')[:2]}{words}" if words and words.isdigit() and len(words) == 2 else words


def _date(words: str | None, today: date | None) -> str | None:
    asked = f"in {re.sub(r'^(?:early|late|mid-?|the .* of) ?', '', words or '')}"
    found = dates_in(asked, (0, len(asked)), today)
    return found[0].value if found else None


def _held_around(text: str, role: Span, before: re.Match[str] | None, after: re.Match[str] | None) -> RoleHeld | None:
    """Return how a role is held by the words around it: `who was …`, `… at the time`."""
    how = before["how"].split() if before else []
    if (after and after["then"]) or "then" in how or ("was" in how and _WHEN.match(text, role.end)):
        return RoleHeld.THEN
    if "will" in how:
        return RoleHeld.COMING
    return RoleHeld.FORMER if how and how[0] not in _STILL else None


def _held_by_dates(dates: str | None, today: date | None) -> RoleHeld | None:
    """Return how a role is held whose dates lie wholly before or after the day of writing."""
    if dates is None or today is None:
        return None
    start, _, end = dates.partition("/")
    end, now = end or start, today.isoformat()
    # From one year to this one is over; until this year may still last.
    if end != ".." and (end < now[: len(end)] or (start not in ("..", end) and end == now[: len(end)])):
        return RoleHeld.FORMER
    return RoleHeld.COMING if start != ".." and start > now[: len(start)] else None
