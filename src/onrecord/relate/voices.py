"""Whether two printings may be the words of one speaker, by the names that they give.

A name against a name is one person, or surely another; a description, an office, a body or nobody leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from onrecord.records import Speaker, SpeakerKind
from onrecord.relate import phrases
from onrecord.relate.words import words_of

_BODIES: Final = frozenset({SpeakerKind.ORGANISATION})


class Fit(IntEnum):
    """How two voices go together."""

    OTHER = 0
    OPEN = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is given as the speaker. `name` is folded, without titles; empty if nobody is named."""

    kind: SpeakerKind
    name: tuple[str, ...]

    @property
    def scope(self) -> str:
        """What all names of one person or body share; empty where any speaker may be meant."""
        if self.kind is SpeakerKind.PERSON and self.name:
            return self.name[-1]
        return "= " + " ".join(self.name) if self.kind in _BODIES and self.name else ""

    @property
    def is_named(self) -> bool:
        """Whether a person or a body is named."""
        return bool(self.scope)

    def __str__(self) -> str:
        return f"{self.kind.value} {' '.join(self.name)}"


def voice_of(speaker: Speaker) -> Voice:
    """Return the voice of a speaker.

    >>> str(voice_of(Speaker(name="Sen. Dagny Lorn Jr.", kind=SpeakerKind.PERSON)))
    'person dagny lorn'
    """
    kind = speaker.kind
    return Voice(kind, _plain(speaker.name or "", is_person=kind is SpeakerKind.PERSON))


def voice_from(text: str) -> Voice:
    """Return the voice that was written as text.

    >>> str(voice_from("person dagny lorn"))
    'person dagny lorn'
    """
    kind, _, name = text.partition(" ")
    return Voice(SpeakerKind(kind), tuple(name.split()))


@lru_cache(maxsize=100_000)
def _plain(name: str, *, is_person: bool) -> tuple[str, ...]:
    known = phrases.names()
    forms = [form.removesuffix("'s") for form in (word.form for word in words_of(name))]
    if not is_person:
        return tuple(form for form in forms if form != "the")
    while len(forms) > 1 and forms[0] in known.honorifics:
        forms = forms[1:]
    while len(forms) > 1 and forms[-1] in known.endings:
        forms = forms[:-1]
    return tuple(forms)


@lru_cache(maxsize=200_000)
def fit(one: Voice, other: Voice) -> Fit:
    """Say whether the two may be one speaker.

    >>> lorn, short, igor = (voice_from(f"person {name}") for name in ("dagny lorn", "lorn", "igor lorn"))
    >>> fit(lorn, short).name, fit(lorn, igor).name, fit(lorn, voice_from("unknown")).name
    ('SAME', 'OTHER', 'OPEN')
    """
    if not (one.is_named and other.is_named):
        return Fit.OPEN
    if one.kind is not other.kind:
        return Fit.OPEN
    if one.name == other.name:
        return Fit.SAME
    if one.kind is SpeakerKind.PERSON:
        return Fit.SAME if _is_one_person(one.name, other.name) else Fit.OTHER
    return Fit.OPEN if set(one.name) <= set(other.name) or set(other.name) <= set(one.name) else Fit.OTHER


def _is_one_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one[-1] != other[-1]:
        return (len(one) == 1 and one[0] == other[0]) or (len(other) == 1 and other[0] == one[0])
    return len(one) == 1 or len(other) == 1 or _is_one_first_name(one[0], other[0])


def _is_one_first_name(one: str, other: str) -> bool:
    families = phrases.names().families
    if one == other or ((len(one) == 1 or len(other) == 1) and one[0] == other[0]):
        return True
    return bool(families.get(one, frozenset()) & families.get(other, frozenset()))
