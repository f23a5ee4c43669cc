"""Numbers as they are printed and as they are spoken are one number: `twenty-five`, `25`; `1.5 million`, `1,500,000`.

In: the words of a text. Out: for a run of words that is one number, its value in digits and where the run ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from onrecord.relate.check.tables import number_words
from onrecord.relate.words import Word

_HUNDRED: Final = 100
_DIGIT_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th)$")
_MOST_DIGITS: Final = 30
_MOST_WORDS: Final = 40
"""No number is spoken in more; what goes on and on is not one, and would have thousands of digits."""


def number_at(words: Sequence[Word], at: int, joined: Callable[[int], bool]) -> tuple[str, int] | None:
    """Return the number that begins with word `at`, in digits, and the place after it; None where none begins.

    `joined(i)` says whether nothing but a space or a hyphen stands between the words i - 1 and i.
    """
    if words[at].form[0].isdigit():
        return _from_digits(words, at, joined)
    return _from_words(words, at, joined)


def _from_digits(words: Sequence[Word], at: int, joined: Callable[[int], bool]) -> tuple[str, int] | None:
    form = words[at].form
    if len(form) > _MOST_DIGITS or not form.replace(".", "", 1).isdigit():
        return form, at + 1
    try:
        value = Decimal(form)
    except InvalidOperation:
        return form, at + 1
    end = at + 1
    if end < len(words) and words[end].start == words[at].end and _DIGIT_ORDINAL.fullmatch(words[end].form):
        return f"{_shown(value)}th", end + 1
    while end < min(len(words), at + _MOST_WORDS) and joined(end) and (scale := _scale(words, end)):
        value, end = value * scale, end + 1
    return _shown(value), end


def _scale(words: Sequence[Word], at: int) -> int | None:
    """One letter is a scale only where it stands against the number, as in `5m`."""
    form = words[at].form
    if form in ("m", "k", "mn", "bn", "tn") and words[at].start != words[at - 1].end:
        return None
    return number_words().scales.get(form)


def _from_words(words: Sequence[Word], at: int, joined: Callable[[int], bool]) -> tuple[str, int] | None:
    table = number_words()
    end, total, part = at, 0, 0
    last: str = ""  # the kind of the word before: unit, ten, hundred, scale
    if words[at].form == "a" and at + 1 < len(words) and _kind(words[at + 1].form) in ("hundred", "scale") and joined(at + 1):
        end, part, last = at + 1, 1, "unit"
    while end < min(len(words), at + _MOST_WORDS) and (end == at or joined(end)):
        form = words[end].form
        kind = _kind(form)
        if (
            kind == "and"
            and last in ("hundred", "scale")
            and end + 1 < len(words)
            and joined(end + 1)
            and _kind(words[end + 1].form) in ("unit", "ten")
        ):
            end += 1
            continue
        if kind == "ordinal" and (last == "" or last in ("ten", "hundred", "scale")):
            return f"{total + part + table.ordinals[form]}th", end + 1
        if not kind or not _follows(kind, last, form):
            break
        if kind in ("unit", "ten"):
            # `nineteen eighty-four` is a year: two numbers of two digits.
            part = part * _HUNDRED + table.small[form] if last in ("teen", "ten") and _is_year_half(part, form) else part + table.small[form]
        elif kind == "hundred":
            part = max(part, 1) * _HUNDRED
        elif kind == "scale":
            total, part = total + max(part, 1) * table.scales[form], 0
        last = "teen" if kind == "unit" and table.small[form] >= 10 else kind
        end += 1
    if end == at:
        return None
    return str(total + part), end


def _kind(form: str) -> str:
    table = number_words()
    if form in table.small:
        return "ten" if table.small[form] >= 20 else "unit"
    if form == "hundred" or form == "and":
        return form
    if form in table.ordinals:
        return "ordinal"
    return "scale" if form in ("thousand", "million", "billion", "trillion") else ""


def _follows(kind: str, last: str, form: str) -> bool:
    table = number_words()
    if kind == "unit":
        return (
            last in ("", "hundred", "scale")
            or (last == "ten" and 0 < table.small[form] < 10)
            or (last in ("teen", "ten") and table.small[form] >= 10)
        )
    if kind == "ten":
        return last in ("", "hundred", "scale", "teen", "ten")
    if kind == "hundred":
        return last in ("unit", "teen", "ten")
    return kind == "scale" and last in ("unit", "teen", "ten", "hundred")


def _is_year_half(part: int, form: str) -> bool:
    return 10 <= part <= 99 and number_words().small[form] >= 10


def _shown(value: Decimal) -> str:
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
