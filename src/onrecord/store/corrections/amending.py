"""What is on record, given what was read and what people said of it: a pure function of the two, whatever the order of reading.

Acts on statements are taken in the order in which they were done; that names are one speaker holds throughout, whenever it
was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.records import Reading, Speaker, SpeakerKind, Statement
from onrecord.store.corrections.acts import Act, Correction, Deed, Target
from onrecord.store.corrections.fitting import meant

UNMERGED = frozenset({SpeakerKind.UNNAMED, SpeakerKind.UNKNOWN})
"""A description belongs to its article: `a senior official` of two articles is not one person."""

Kept = Mapping[str, Speaker]
"""Each name that is merged, and whom it means; the kept name means itself."""


def amended(reading: Reading, corrections: Iterable[Correction], kept: Kept) -> Reading:
    """Return the reading as it is to stand on record."""
    now = {statement.id: statement for statement in reading.statements}
    for correction in sorted(corrections, key=lambda one: one.number):
        for target in correction.deed.targets:
            for number in meant(target, reading):
                if number in now:
                    _act(correction.deed, target, number, now, kept)
    left = tuple(_merged(now[s.id], kept) for s in reading.statements if s.id in now)
    if len(left) < len(reading.statements):
        left = tuple(_in_what_is_left(reading, left))
    return replace(reading, statements=left)


def one_speaker(speaker: Speaker, kept: Kept) -> Speaker:
    """Return the speaker under the name that is kept."""
    if speaker.name is None or speaker.kind in UNMERGED:
        return speaker
    whom = kept.get(speaker.name)
    return speaker if whom is None else replace(speaker, name=whom.name, kind=whom.kind)


def kept_names(merges: Sequence[Deed]) -> dict[str, Speaker]:
    """Return whom each merged name means, given the merges in the order in which they were done; the latest decides what is shown.

    >>> from onrecord.records import Speaker, SpeakerKind
    >>> ada, countess = (Speaker(name=name, kind=SpeakerKind.PERSON) for name in ("Ada", "Countess"))
    >>> merges = [Deed(act=Act.MERGE, speaker=ada, name="A. L."), Deed(act=Act.MERGE, speaker=countess, name="Ada")]
    >>> {name: whom.name for name, whom in kept_names(merges).items()}
    {'A. L.': 'Countess', 'Ada': 'Countess', 'Countess': 'Countess'}
    """
    kept: dict[str, Speaker] = {}
    for merge in merges:
        assert merge.speaker is not None
        assert merge.speaker.name is not None
        assert merge.name is not None
        heads = {kept[name].name if name in kept else name for name in (merge.name, merge.speaker.name)}
        names = [name for name, whom in kept.items() if whom.name in heads]
        kept |= dict.fromkeys((*names, merge.name, merge.speaker.name), merge.speaker)
    return kept


def _act(deed: Deed, target: Target, number: str, now: dict[str, Statement], kept: Kept) -> None:
    statement = now[number]
    if deed.act is Act.NOT_A_STATEMENT:
        del now[number]
    elif deed.act is Act.SPLIT:
        if target.read is not None or _is_named(statement.speaker, deed.name, kept):
            assert deed.speaker is not None
            said = _without_evidence(statement, deed)
            now[number] = replace(said, speaker=replace(statement.speaker, name=deed.speaker.name, kind=deed.speaker.kind, reason=None))
    elif deed.act is Act.CORRECT:
        said = _without_evidence(statement, deed)
        now[number] = replace(said, speaker=deed.speaker or statement.speaker, stance=deed.stance or statement.stance)


def _without_evidence(statement: Statement, deed: Deed) -> Statement:
    """Return the statement without the evidence for what the deed says otherwise: the words were read wrongly."""
    said = {"speaker", "role"} if deed.speaker else set[str]()
    said |= {"stance"} if deed.stance else set()
    left = tuple(entry for entry in statement.evidence if entry.field not in said)
    return statement if left == statement.evidence else replace(statement, evidence=left)


def _is_named(speaker: Speaker, name: str | None, kept: Kept) -> bool:
    """Say whether the speaker is the one of that name, under whichever of its names."""
    assert name is not None
    meant_name = kept[name].name if name in kept else name
    return speaker.name is not None and one_speaker(speaker, kept).name == meant_name


def _merged(statement: Statement, kept: Kept) -> Statement:
    speaker = one_speaker(statement.speaker, kept)
    return statement if speaker is statement.speaker else replace(statement, speaker=speaker)


def _in_what_is_left(reading: Reading, left: Sequence[Statement]) -> Iterable[Statement]:
    """Yield what is left, each in the nearest statement around it that is left too."""
    around = {statement.id: statement.parent for statement in reading.statements}
    there = {statement.id for statement in left}
    for statement in left:
        parent = statement.parent
        for _ in around:  # no longer way up than there are statements
            if parent is None or parent in there:
                break
            parent = around[parent]
        yield statement if parent == statement.parent else replace(statement, parent=parent)
