"""A member of the cast as a speaker: its fullest name, its kind and its role."""

from __future__ import annotations

from onrecord.records import RoleHeld, Speaker, SpeakerKind
from onrecord.resolve import tables
from onrecord.resolve.cast import Entity
from onrecord.resolve.kinds import Kind
from onrecord.resolve.role_times import held_by


def speaker_from(entity: Entity, confidence: float, role: str | None = None) -> Speaker:
    """Return the speaker that a member of the cast is."""
    kind = _kind(entity)
    country = entity.stands_for or tables.places().country_of.get(entity.name, entity.name)
    name = country if kind is SpeakerKind.GOVERNMENT else _in_full(entity) if kind is SpeakerKind.PERSON else entity.name
    called = (role or _usual_role(entity)) if kind is SpeakerKind.PERSON else None
    return Speaker(name=name, kind=kind, role=called, confidence=confidence)


def _usual_role(entity: Entity) -> str | None:
    """Return what the person is called: `then-Senator`, which is of one saying alone, if there is nothing else."""
    return next((r for r in entity.roles if held_by(r) is not RoleHeld.THEN), entity.roles[0] if entity.roles else None)


def _in_full(entity: Entity) -> str:
    return " ".join(part for part in (calm(entity.name), entity.suffix) if part)


def calm(name: str) -> str:
    """Return a name that a transcript prints in capitals as print does elsewhere.

    >>> calm("MAREN O'DUYA"), calm("JFK"), calm("Ed Mol")
    ("Maren O'Duya", 'JFK', 'Ed Mol')
    """
    return name.title() if name.isupper() and " " in name else name


def _kind(entity: Entity) -> SpeakerKind:
    if entity.speaks_as is not None:
        return entity.speaks_as
    if entity.kind is Kind.PLACE:
        return SpeakerKind.GOVERNMENT
    if entity.kind is Kind.PEOPLE:
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION if entity.kind is Kind.ORGANISATION else SpeakerKind.PERSON
