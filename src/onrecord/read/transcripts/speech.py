"""From speeches to a transcript: the last steps are the same for every format.

In: speeches, each with who spoke and the paragraphs of it. Out: the transcript. Its text holds the words spoken and nothing
else: names, times and marks such as `[applause]` are out of it, one turn's paragraphs are parted by a line's end, turns by
an empty line. A mark of a gap (`[inaudible]`) stays: words are missing there, and a `not` may be one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.clean import clean
from onrecord.read.transcripts.tables import names
from onrecord.records import Span, Transcript, Turn

_SEPARATOR: Final = "\n\n"
_TIMES: Final = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]")
_BEFORE_STOP: Final = re.compile(r"(?<=\w) (?=[.,;?!](?:\s|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one person said in one go, before it has its place in a text. `is_one` says that the name is one person's."""

    paragraphs: tuple[str, ...]
    speaker: str | None = None
    role: str | None = None
    addressee: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    is_one: bool = True


def transcript_from(speeches: Iterable[Speech], *, where: str, title: str | None = None, date: str | None = None) -> Transcript:
    """Return the transcript of the speeches. Raises ReadError where nobody says anything."""
    kept = list(_joined(_spoken(speeches)))
    if not kept:
        raise ReadError(where, "there are no spoken words in it; expected a transcript, such as lines of `NAME: words`. Check the file.")
    texts = ["\n".join(speech.paragraphs) for speech in kept]
    return Transcript(text=_SEPARATOR.join(texts), turns=tuple(_turns(kept, texts)), title=title, date=date, where=where)


def without_marks(text: str) -> str:
    """Return a paragraph without times and marks of what the room did.

    >>> without_marks("Thank you. (Applause.) We will [inaudible] stay [00:12] here .")
    'Thank you. We will [inaudible] stay here.'
    """
    if "[" in text or "(" in text or "♪" in text or "*" in text or "_" in text:
        text = _TIMES.sub(" ", names().stage.sub(lambda mark: mark[0] if names().gap.search(mark[0]) else " ", text))
    return _BEFORE_STOP.sub("", clean(text))


def _spoken(speeches: Iterable[Speech]) -> Iterator[Speech]:
    for speech in speeches:
        paragraphs = tuple(filter(_has_words, map(without_marks, speech.paragraphs)))
        if paragraphs:
            yield replace(speech, paragraphs=paragraphs)


def _has_words(paragraph: str) -> bool:
    return any(map(str.isalnum, paragraph))


def _joined(speeches: Iterator[Speech]) -> Iterator[Speech]:
    """Applause between two speeches of one person does not make them two turns."""
    last: Speech | None = None
    for speech in speeches:
        if last is not None and speech.is_one and last.speaker is not None and (speech.speaker, speech.addressee) == (last.speaker, last.addressee):
            last = replace(last, paragraphs=last.paragraphs + speech.paragraphs, role=last.role or speech.role, end_s=speech.end_s or last.end_s)
            continue
        if last is not None:
            yield last
        last = speech
    if last is not None:
        yield last


def _turns(speeches: list[Speech], texts: list[str]) -> Iterator[Turn]:
    start = 0
    for speech, text in zip(speeches, texts, strict=True):
        yield Turn(
            span=Span(start=start, end=start + len(text)),
            speaker=speech.speaker,
            role=speech.role,
            addressee=speech.addressee,
            start_s=speech.start_s,
            end_s=speech.end_s,
        )
        start += len(text) + len(_SEPARATOR)
