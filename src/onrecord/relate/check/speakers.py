"""Whether the person whom the print names is the one whose turn it is.

In: a name and a role from the print, the label of a turn. Out: yes, no, or None where that cannot be known.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.records import Turn
from onrecord.relate.check.tables import words

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_NOBODY: Final = re.compile(r"(?:q|a|speaker|voice|unknown|unidentified.*|male|female|man|woman|participant|guest|host|system)\W*\d*", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"(?:q|question\w*|reporters?|the press|journalists?|moderators?|audience.*|.*member|caller|interviewer)\W*\d*", re.IGNORECASE
)
_ASKING_ROLES: Final = frozenset("reporter journalist moderator correspondent anchor editor voter student audience".split())
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def is_speaker(name: str, role: str | None, turn: Turn | None) -> bool | None:
    """Return whether a turn is of the person named.

    >>> from onrecord.records import Span
    >>> turn = Turn(span=Span(start=0, end=1), speaker="MR. BREKKE")
    >>> is_speaker("Tomas Brekke", None, turn), is_speaker("Ada Corwin", None, turn), is_speaker("Ada Corwin", None, None)
    (True, False, None)
    """
    if turn is None or not turn.speaker or not (label := turn.speaker.strip()):
        return None
    if name.strip().casefold() == label.casefold():
        return True
    if _ASKS.fullmatch(label):
        return None if role and _ASKING_ROLES & set(_plain(role)) else False
    theirs, ours = _names(label), _names(name)
    if not theirs or not ours:
        return _by_office(name, role, label, turn.role)
    if _NOBODY.fullmatch(label):
        return None
    if theirs[-1] == ours[-1] or ours[-1] in theirs or theirs[-1] in ours:
        return _first_names_agree(ours, theirs)
    return False


def _names(label: str) -> list[str]:
    """The words of a name without titles, in small letters."""
    plain = re.sub(r"\([^)]*\)|,.*", "", label)
    titles = words().kinds["titles"] | {"the"}
    return [word for word in _plain(plain) if word not in titles and word not in _SUFFIXES]


def _plain(words_in: str) -> list[str]:
    return [word.rstrip(".").casefold() for word in _WORD.findall(words_in)]


def _first_names_agree(one: list[str], other: list[str]) -> bool:
    """`Tomas Brekke` and `T. Brekke` may be one; `Tomas Brekke` and `Nora Brekke` are not."""
    if len(one) < 2 or len(other) < 2:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return long.startswith(short[: max(1, min(3, len(short)))]) or one[0] in other or other[0] in one


def _by_office(name: str, role: str | None, label: str, turn_role: str | None) -> bool | None:
    """`THE PRESIDENT` is President Vell; where the print gives no office, it may be anybody."""
    office = set(_plain(label)) | set(_plain(turn_role or ""))
    ours = set(_plain(f"{name} {role or ''}")) & words().kinds["titles"]
    theirs = office & words().kinds["titles"]
    if ours and theirs:
        return ours == theirs or None if ours & theirs else False
    return None
