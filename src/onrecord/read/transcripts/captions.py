"""Transcripts in captions: WebVTT and SRT, with the times at which the words were spoken.

In: a text. Out: speeches; None where the text is no captions. Speakers are told from voices (`<v Ada Corwin>`), from names
(`CORWIN:`), and a change of speaker without a name from `>>` or a dash. Captions that roll repeat the line before: it is
taken once. The format is ten lines of grammar, and captions found in the wild break it: this reads what can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import Final

from onrecord.read.clean import clean, without_unseen
from onrecord.read.transcripts.labels import TIME, Label, accepted, is_one_person, label_of, seconds
from onrecord.read.transcripts.speech import Speech

_CUE: Final = re.compile(rf"[ \t]*(?P<start>{TIME})[ \t]*-{{1,2}}>[ \t]*(?P<end>{TIME})")
_NOTES: Final = re.compile(r"^(?:NOTE|STYLE|REGION)\b[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.MULTILINE)
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG: Final = re.compile(r"</?[a-zA-Z\d:.][^<>]{0,100}>|\{\\[^{}]{0,60}\}")
_CHANGE: Final = re.compile(r"\s*(?:>>+|&gt;&gt;|[-–—](?=\s*[A-Z“\"]))\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One line of a cue: who speaks it if that is said, and whether somebody else begins."""

    words: str
    start_s: float
    end_s: float
    voice: str | None = None
    label: Label | None = None
    is_change: bool = False


def caption_speeches(text: str) -> list[Speech] | None:
    r"""Return the speeches of captions, or None.

    >>> text = "00:01.000 --> 00:02.500\nQ: Will\nyou go?\n\n00:03.000 --> 00:04.000\nTHULE: No."
    >>> [(speech.speaker, speech.paragraphs, speech.end_s) for speech in caption_speeches(text)]
    [('Q', ('Will you go?',), 2.5), ('THULE', ('No.',), 4.0)]
    """
    text = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
    pieces = list(_once(_pieces(_NOTES.sub("", text))))
    if not pieces:
        return None
    names = accepted(piece.label for piece in pieces if piece.label)
    return list(_speeches([_kept(piece, names) for piece in pieces]))


def _pieces(text: str) -> Iterator[_Piece]:
    cue: re.Match[str] | None = None
    for line, after in pairwise([*text.split("\n"), ""]):
        if found := _CUE.match(line):
            cue = found
        elif not line.strip():
            cue = None
        # Where the empty line between two cues is missing, the next one's number stands under the words.
        elif cue and not (line.strip().isdigit() and _CUE.match(after)):
            yield from _line(line, seconds(cue["start"]), seconds(cue["end"]))


def _line(line: str, start_s: float, end_s: float) -> Iterator[_Piece]:
    parts = _VOICE.split(line)
    for voice, words in zip([None, *parts[1::2]], parts[::2], strict=True):
        plain = clean(unescape(_TAG.sub("", words)))
        change = _CHANGE.match(plain)
        plain = plain[change.end() :] if change else plain
        if plain:
            yield _Piece(words=plain, start_s=start_s, end_s=end_s, voice=voice, label=label_of(plain), is_change=change is not None)


def _once(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Rolling captions show a line twice or three times, the last time with the next one under it."""
    recent: list[_Piece] = []
    for piece in pieces:
        is_shown = any(piece.words == other.words and other.start_s != piece.start_s and piece.start_s - other.end_s < 0.5 for other in recent)
        recent = [*recent[-2:], piece]
        if not (is_shown and len(piece.words.split()) >= 2):
            yield piece


def _kept(piece: _Piece, names: frozenset[tuple[str, bool]]) -> _Piece:
    # A full stop after a name is the end of a sentence here: captions break lines anywhere.
    is_name = piece.label is not None and not piece.label.is_stopped and (piece.label.key, False) in names
    return piece if is_name else replace(piece, label=None)


def _speeches(pieces: list[_Piece]) -> Iterator[Speech]:
    held: list[_Piece] = []
    for piece in pieces:
        if held and (_begins(piece, held[-1])):
            yield _speech(held)
            held = []
        held.append(piece)
    yield _speech(held)


def _begins(piece: _Piece, last: _Piece) -> bool:
    if piece.voice is not None:
        return piece.voice != last.voice or piece.is_change
    return piece.label is not None or piece.is_change or (last.voice is not None and piece.start_s > last.start_s)


def _speech(pieces: list[_Piece]) -> Speech:
    first = pieces[0]
    label = first.label
    words = [piece.words[piece.label.end :] if piece.label else piece.words for piece in pieces]
    name = first.voice.strip() if first.voice else label.name if label else None
    return Speech(
        speaker=name,
        role=label.role if label else None,
        paragraphs=(" ".join(words),),
        start_s=first.start_s,
        end_s=pieces[-1].end_s,
        is_one=name is not None and is_one_person(name),
    )
