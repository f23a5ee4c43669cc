"""The words of a text, with what stands around them.

In: a text. Out: its words in order, each with its sentence and whether it opens one, and which characters are quoted.
Offsets count characters of the text. Punctuation is no word: look at the gap between two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.resolve import tables

_ABBREVIATION: Final = (
    "Mr|Mrs|Ms|Mx|Dr|Gen|Sen|Sens|Rep|Reps|Gov|Govs|Lt|Col|Capt|Sgt|Cpl|Pvt|Adm|Maj|Cmdr|Brig|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Ltd|Co|Esq|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|"
    "Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Then-Sen|Then-Gov|Then-Rep"
)
_WORD: Final = re.compile(
    rf"[RDI][-–‑](?:[A-Z]\.){{2,}}|(?:[A-Z]\.){{2,}}|(?:{_ABBREVIATION})\.|[A-Z]\.(?=\s+[\w“\"‘'])|Ph\.D\.|W\.Va\."
    r"|\w+(?:(?:[-‐‑&'’]|(?<=\d)[.,:](?=\d))\w+)*(?:\.(?:com|org|net|gov|edu)\b)?"
)
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
_QUOTED: Final = re.compile(
    r"“[^”\"\n]*[”\"\n]?|\"(?:[^\"“”\n]|“[^”\"\n]*”)*[\"”]?|«[^»\n]*»?|„[^“”\n]*[“”]?|``(?:[^'\n]|'(?!'))*(?:'')?|(?<![\w'])''(?=[\w$\[.…])(?:[^'\n]|'(?!'))*(?:'')?"
)
_STUCK: Final = re.compile(r"(?P<left>[a-z]{2,}|[A-Z][a-z]{3,})(?P<name>[A-Z][a-z]+)")
_SURNAME: Final = re.compile(r" ([A-Z][\w-]+)")
_SAYING: Final = frozenset("said says told asked added wrote claimed denied warned reported announced confirmed insisted".split())
_ENDS: Final = re.compile(r"[.!?…]|\n")
_OPENS: Final = re.compile(r"[.!?…:\n•*#>]|[“\"‘«„(\[—–]\s*$|``$")


class Word(NamedTuple):
    """One word: where it stands (an ending `'s` left out), and what it opens."""

    start: int
    end: int
    text: str
    sentence: int
    opens: bool
    owns: bool
    """A possessive ending follows."""


def words_of(text: str) -> list[Word]:
    """Return the words of the text in order.

    >>> [(w.text, w.opens, w.owns) for w in words_of("Mr. Mol's dog ran.")]
    [('Mr.', True, False), ('Mol', False, True), ('dog', False, False), ('ran', False, False)]
    """
    words: list[Word] = []
    sentence, last = 0, 0
    for start, end in _bounds(text):
        exact = text[start:end]
        owned = _POSSESSIVE.search(exact)
        if owned:
            exact = exact[: owned.start()]
        gap = text[last:start]
        opens = not words or (gap != " " and _OPENS.search(gap) is not None)
        if words and gap != " " and _is_break(gap, exact):
            sentence += 1
        owns = bool(owned) or (exact[-1:] in "sSzx" and text[end : end + 1] in ("'", "’") and text[end + 1 : end + 2] == " ")
        words.append(Word(start, start + len(exact), exact, sentence, opens, owns))
        last = end
    return words


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand; two that a lost blank has stuck together are two: `saidAda Finch`, `in HaldenAda Finch`."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        stuck = None if match.group()[1:].islower() else _STUCK.fullmatch(match.group())
        if stuck and _are_two(text, stuck, end):
            yield start, start + len(stuck["left"])
            start += len(stuck["left"])
        yield start, end


def _are_two(text: str, stuck: re.Match[str], end: int) -> bool:
    """Say whether the second half is a name: after a verb of saying, or before a surname that the text has elsewhere, too."""
    names, left = tables.names(), stuck["left"]
    if left in _SAYING:
        return True
    after = _SURNAME.match(text, end)
    if left in names.particles | names.given or after is None:
        return False
    if left in names.function_words or stuck["name"] in names.given:
        return True
    is_name_elsewhere = re.search(rf"\b{after[1]} [a-z]", text[: end - len(stuck.group())] + text[after.end() :]) is not None
    return is_name_elsewhere and after[1] not in tables.nouns().org_words and text.count(left + stuck["name"]) == 1


def quoted_mask(text: str) -> bytearray:
    """Return one byte a character: 1 where it stands in quotation marks.

    >>> bytes(quoted_mask('a "b" c'))
    b'\\x00\\x00\\x01\\x01\\x01\\x00\\x00'
    """
    mask = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        mask[start:end] = b"\x01" * (end - start)
    return mask


def is_shouted(text: str) -> bool:
    """Say whether the text is written in capitals.

    >>> is_shouted("THE MAYOR SAID NO"), is_shouted("The mayor said NO")
    (True, False)
    """
    letters = [c for c in text[:4000] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def lowered(text: str) -> str:
    """Return a text in capitals as if it had been written with capitals at names alone, as far as small words go; equally long.

    >>> lowered("THE MAYOR OF HALDEN SAID NO")
    'The Mayor of Halden said no'
    """
    small = tables.names().function_words

    def write(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if len(lower) != len(word):
            return word
        return lower if match.start() and (lower in small or lower in _SAYING) else word[0] + lower[1:]

    return re.sub(r"\w+", write, text)


def _is_break(gap: str, following: str) -> bool:
    return "\n" in gap or (_ENDS.search(gap) is not None and not following[:1].islower())
