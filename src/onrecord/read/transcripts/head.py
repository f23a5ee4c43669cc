"""The head of a transcript: its title, its date, and who speaks where the whole of it is one person's.

In: the lines of a text. Out: what the head says, and the lines that are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.read.clean import clean
from onrecord.read.dates import date_line

_FIELD: Final = re.compile(r"\s*#*\s*(?P<name>[A-Za-z][A-Za-z ]{1,30}?)\s*:\s*(?P<value>\S.*?)?\s*$")
_TITLES: Final = frozenset(["title", "event", "subject", "headline", "topic"])
_DATES: Final = frozenset(["date", "delivered", "recorded", "published", "recorded on", "delivered on", "aired"])
_SPEAKERS: Final = frozenset(["speaker", "speech by", "remarks by", "author", "delivered by", "by"])
_OTHERS: Final = frozenset(
    "place location venue time source url link participants moderators moderator panelists speakers guests guest duration length language"
    " transcript format topic file copyright attendees present".split()
)
_OFFICES: Final = re.compile(
    r"(?:(?:Vice |Deputy |Former )?President|(?:Deputy )?Prime Minister|Chancellor|Premier|Governor|Mayor|Minister|Secretary|King|Queen"
    r"|Chair(?:man|woman)?|Secretary[- ]General|Ambassador|Senator)"
)
_NAME: Final = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*|of|the|de|la|van|von|der|del|bin|al)(?: (?:[^\W\d_a-z][\w.’'-]*|of|the|de|la|van|von|der|del|bin|al)){0,6}"
)
_DEEP: Final = 12
_LONGEST_TITLE: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head says; `role` is the office under which it names the speaker, as in `President: Ada Corwin`."""

    title: str | None = None
    date: str | None = None
    speaker: str | None = None
    role: str | None = None


def head_of(lines: list[str]) -> tuple[Head, list[str]]:
    """Return what the head says, and the lines after it.

    >>> head_of(["President: Ada Corwin", "", "Good evening, all of you."])
    (Head(title=None, date=None, speaker='Ada Corwin', role='President'), ['', 'Good evening, all of you.'])
    """
    found: dict[str, str] = {}
    at, taken = 0, 0
    while at < min(len(lines), _DEEP):
        if lines[at].strip():
            if not _take(found, lines[at], lines[at + 1 : at + 3]):
                break
            taken = at + 1
        at += 1
    return Head(**found), lines[taken:]


def _take(found: dict[str, str], line: str, after: list[str]) -> bool:
    plain = clean(line.strip().strip("#=*_-"))
    if not plain:
        return True
    if (field := _FIELD.match(line.strip("*_ "))) and _take_field(found, field["name"].strip(), field["value"]):
        return True
    if "date" not in found and (date := date_line(plain.strip("[]()"))):
        found["date"] = date
        return True
    is_alone = not after or not after[0].strip() or bool(date_line(clean(after[0])))
    if not found.get("title") and is_alone and _is_title(plain):
        found["title"] = plain
        return True
    return False


def _take_field(found: dict[str, str], name: str, value: str | None) -> bool:
    key, value = name.casefold(), clean(value or "").strip("*_ ")
    if key in _TITLES:
        found.setdefault("title", value)
    elif key in _DATES:
        if date := date_line(value):
            found.setdefault("date", date)
    elif (key in _SPEAKERS or _OFFICES.fullmatch(name)) and _is_person(value):
        found.setdefault("speaker", value)
        if _OFFICES.fullmatch(name):
            found.setdefault("role", name)
    else:
        return key in _OTHERS and not re.search(r"[a-z]{2}[.!?]['\"”’]?$", value) and not (key == "moderator" and len(value.split()) > 8)
    return True


def _is_person(value: str) -> bool:
    return 2 <= len(value.split()) <= 7 and bool(_NAME.fullmatch(value))


def _is_title(line: str) -> bool:
    is_sentence = line.rstrip("”\"’'").endswith((".", "?", "!", ":", ";", ","))
    return len(line.split()) >= 2 and len(line) <= _LONGEST_TITLE and not is_sentence and ":" not in line[:25]
