"""Transcripts as speech recognition writes them: JSON with segments, each with its words, times, and perhaps who spoke.

In: a text. Out: speeches; None where the text is no such JSON. A speaker's segments that follow each other are one speech.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from onrecord.read.transcripts.labels import is_one_person
from onrecord.read.transcripts.speech import Speech

_LISTS: Final = ("segments", "turns", "utterances", "results", "monologues", "transcript")
_WORDS: Final = ("text", "words", "transcript", "content", "utterance")
_NAMES: Final = ("speaker", "speaker_name", "speaker_label", "name")
_STARTS: Final = ("start", "start_s", "start_time", "begin")
_ENDS: Final = ("end", "end_s", "end_time")


def segment_speeches(text: str) -> list[Speech] | None:
    """Return the speeches of segments in a JSON object, a list, or JSON Lines, or None.

    >>> segment_speeches('[{"speaker": "LORN", "text": "Is it", "start": 1}, {"speaker": "LORN", "text": "sold?", "end": 3}]')[0].paragraphs
    ('Is it sold?',)
    """
    found = [segment for segment in _segments(text) if isinstance(segment, dict) and _string(segment, _WORDS)]
    if not found:
        return None
    return [_speech(list(group)) for _, group in groupby(found, key=lambda segment: _string(segment, _NAMES))]


def _segments(text: str) -> Iterator[Any]:
    try:
        value = json.loads(text, strict=False)
    except RecursionError:
        return
    except ValueError:
        value = list(_lines(text))
    if isinstance(value, dict):
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), [])
    yield from value if isinstance(value, list) else []


def _lines(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            continue


def _speech(segments: list[dict[str, Any]]) -> Speech:
    name = _string(segments[0], _NAMES)
    words = " ".join(_string(segment, _WORDS) or "" for segment in segments)
    return Speech(
        speaker=name,
        paragraphs=(words,),
        start_s=_number(segments[0], _STARTS),
        end_s=_number(segments[-1], _ENDS),
        is_one=name is not None and is_one_person(name),
    )


def _string(segment: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((str(value).strip() for name in names if isinstance(value := segment.get(name), str | int) and str(value).strip()), None)


def _number(segment: dict[str, Any], names: tuple[str, ...]) -> float | None:
    return next((float(value) for name in names if isinstance(value := segment.get(name), int | float)), None)
