"""One quotation against transcripts: the grade.

In: `Quoted` and prepared transcripts. Out: a `Check`. The contract of each grade stands in docs/checking.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.relate.check.grades import Check, Grade, Quoted
from onrecord.relate.check.heard import Heard
from onrecord.relate.check.language import out_of_reach, said_to_be_translated
from onrecord.relate.check.locate import Mask
from onrecord.relate.check.places import Place, places
from onrecord.relate.check.printed import Printed, printed
from onrecord.relate.check.speakers import is_speaker


def check(quoted: Quoted, transcripts: Sequence[Heard]) -> Check:
    """Check one quotation against transcripts, and give it its grade."""
    words = printed(quoted)
    if not words.tokens:
        return Check(quoted=quoted, grade=Grade.NOT_FOUND, wording=Grade.NOT_FOUND, note="the quotation holds no word")
    reasons = [out_of_reach(words, heard) for heard in transcripts]
    reachable = [heard for heard, reason in zip(transcripts, reasons, strict=True) if reason is None]
    if not reachable and reasons:
        return Check(quoted=quoted, grade=Grade.OUT_OF_REACH, wording=Grade.OUT_OF_REACH, note=reasons[0])
    checked = _graded(words, reachable)
    if said_to_be_translated(quoted) and not checked.wording.holds:
        note = "the article says that the words were translated; translated words cannot be compared"
        return Check(quoted=quoted, grade=Grade.OUT_OF_REACH, wording=Grade.OUT_OF_REACH, note=note)
    return checked


def _graded(words: Printed, transcripts: Sequence[Heard]) -> Check:
    name, role = words.quoted.speaker, words.quoted.role
    if name is None:
        return _unnamed(words, _best(places(words, heard, None) for heard in transcripts))
    own = next(iter(_best(places(words, heard, _turns_of(heard, name, role)) for heard in transcripts)), None)
    if own and own.grade.holds:
        return _check(words, own, own.grade)
    everywhere = _best(places(words, heard, None) for heard in transcripts)
    others = next((place for place in everywhere if _is_anothers(place, name, role)), None)
    if others and _is_rather_theirs(others, own):
        return _check(words, others, Grade.ANOTHER_SPEAKER, note=f"said by {others.speaker}, not by {name}")
    return _check(words, own, own.grade) if own else _nowhere(words)


def _is_rather_theirs(others: Place, own: Place | None) -> bool:
    """Whether words are another's: words that were changed on the way only where the speaker named said nothing like them."""
    if others.grade is Grade.NOT_FOUND:
        return False
    return own is None or own.grade is Grade.NOT_FOUND or (others.grade.holds and others.rank < own.rank)


def _unnamed(words: Printed, found: list[Place]) -> Check:
    if not found:
        return _nowhere(words)
    best = found[0]
    same = {place.speaker: place for place in reversed(found) if place.rank == best.rank and place.grade is not Grade.NOT_FOUND}
    if len(same) > 1 and best.grade is not Grade.SPLICED:
        said_by = ", ".join(sorted(str(speaker) for speaker in same))
        return _check(words, best, Grade.AMBIGUOUS, note=f"said by more than one: {said_by}. Name the speaker")
    return _check(words, best, best.grade)


def _best(found: Iterable[list[Place]]) -> list[Place]:
    return sorted((place for some in found for place in some), key=lambda p: p.rank)


def _turns_of(heard: Heard, name: str, role: str | None) -> Mask | None:
    """The tokens of turns that may be of the person named; None where all may be."""
    labels, label_of = heard.labels
    fits = np.array([is_speaker(name, role, turn) is not False for turn in labels] or [True])
    return None if fits.all() else np.asarray(fits[label_of], dtype=np.bool_)


def _is_anothers(place: Place, name: str, role: str | None) -> bool:
    return bool(place.found) and all(is_speaker(name, role, place.heard.turn_at(start)) is False for start, _ in place.found)


def _check(words: Printed, place: Place | None, grade: Grade, note: str | None = None) -> Check:
    if place is None or place.grade is Grade.NOT_FOUND:
        return _nowhere(words)
    spans = tuple(place.heard.span(a, b) for a, b in place.found)
    return Check(
        quoted=words.quoted,
        grade=grade,
        wording=place.grade,
        where=place.heard.transcript.where,
        found=spans,
        speaker=place.speaker,
        differences=place.differences,
        note=note,
    )


def _nowhere(words: Printed) -> Check:
    return Check(quoted=words.quoted, grade=Grade.NOT_FOUND, wording=Grade.NOT_FOUND)
