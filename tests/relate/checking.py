"""What the tests of checking share: transcripts by name, and a check of words that stand by themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from onrecord.read.transcripts import read_transcript
from onrecord.records import Span, Transcript, Turn
from onrecord.relate.check import Check, Heard, Quoted, check, hear

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "cases" / "check" / "transcripts"
FERRY = ROOT / "examples" / "transcript-ferry-committee-2031-03-13.txt"


@cache
def heard(name: str) -> Heard:
    return hear(read_transcript(FERRY if name == "ferry" else FOLDER / f"{name}.txt"))


def transcript(*turns: tuple[str | None, str]) -> Heard:
    """A transcript of (speaker, words)."""
    text, found = "", []
    for speaker, words in turns:
        start, text = len(text), text + words + "\n\n"
        found.append(Turn(span=Span(start=start, end=start + len(words)), speaker=speaker))
    return hear(Transcript(text=text, turns=tuple(found)))


def of_words(words: str, *transcripts: Heard, speaker: str | None = None, role: str | None = None) -> Check:
    return check(Quoted(text=words, spans=(Span(start=0, end=len(words)),) if words else (), speaker=speaker, role=role), transcripts)
