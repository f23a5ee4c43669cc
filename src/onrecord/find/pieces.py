"""A text as the model sees it: word pieces with their places, shapes and quotation state, cut into windows.

In: a text. Out: `Pieces` (parallel arrays, one entry a piece) and the windows over them. Training and reading both
come through here, so that the model never meets features made in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.find.quotes import Quoted, char_states, quoted_spans
from onrecord.inference import Tokenizer

Ints = npt.NDArray[np.int64]

SHAPES: Final = 7
QUOTE_STATES: Final = 4
PLACES: Final = 3
_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ENDERS: Final = frozenset(".!?…”\"’')]")
_SENTENCE_END: Final = re.compile(r"[.!?…][”\"’')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Word pieces of one text; every array has one entry a piece."""

    ids: Ints
    starts: Ints
    ends: Ints
    shapes: Ints
    quotes: Ints
    places: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces start..end are read together; the statements anchored in own_start..own_end are taken from here."""

    start: int
    end: int
    own_start: int
    own_end: int


def pieces_of(text: str, tokenizer: Tokenizer, quotes: Sequence[Quoted] | None = None) -> Pieces:
    """Cut a text into pieces with the features that the model reads; `quotes` are its quotations, where they are known already."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    states = np.frombuffer(bytes(char_states(text, quoted_spans(text) if quotes is None else quotes)) or b"\0", dtype=np.uint8)
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        shapes=_shapes(text, starts),
        quotes=states[starts].astype(np.int64) if len(starts) else starts,
        places=_places(text, starts, ends),
    )


def windows(pieces: Pieces, size: int, margin: int) -> list[Window]:
    """Cover the pieces with windows of at most `size`, each sharing about `margin` pieces with its neighbours.

    Cuts fall on starts of paragraphs or sentences where one is near.
    """
    total = len(pieces)
    if total <= size:
        return [Window(0, total, 0, total)] if total else []
    found: list[Window] = []
    start = own_start = 0
    while True:
        end = min(start + size, total)
        if end == total:
            found.append(Window(start, end, own_start, total))
            return found
        end = _cut(pieces, end, size // 4)
        own_end = _cut(pieces, end - margin // 2, margin // 2)
        found.append(Window(start, end, own_start, own_end))
        start, own_start = _cut(pieces, max(own_end - margin // 2, start + 1), margin // 2, lowest=start + 1), own_end


def _cut(pieces: Pieces, at: int, slack: int, lowest: int = 0) -> int:
    """Return the best place to cut in (at - slack, at]: a paragraph start, else a sentence start, else `at`."""
    low = max(at - slack + 1, lowest)
    places = pieces.places[low : at + 1]
    for wanted in (1, 2):
        hits = np.flatnonzero(places == wanted)
        if len(hits):
            return low + int(hits[-1])
    return at


def _shapes(text: str, starts: Ints) -> Ints:
    """Shape of the word that each piece stands in: 1 lower, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 no word; 0 is kept for unknown."""
    by_char = np.full(len(text) + 1, 6, dtype=np.int64)
    for word in _WORD.finditer(text):
        by_char[word.start() : word.end()] = _shape(word.group())
    return by_char[starts]


def _shape(word: str) -> int:
    if word.islower():
        return 1
    if word[0].isdigit():
        return 5
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:].islower() else 4


def _places(text: str, starts: Ints, ends: Ints) -> Ints:
    """1 at the first piece of a paragraph, 2 at the first piece of a sentence, else 0."""
    places = np.zeros(len(starts), dtype=np.int64)
    places[:1] = 1
    for i in np.flatnonzero(starts[1:] > ends[:-1]) + 1:
        before, after = int(ends[i - 1]), int(starts[i])
        if "\n" in text[before:after]:
            places[i] = 1
        elif text[before - 1] in _ENDERS and _SENTENCE_END.search(text[max(0, before - 3) : before]) and not text[after].islower():
            places[i] = 2
    return places
