"""From the model's numbers to spans: which pieces belong to which statement.

In: for each anchor its probability and, for every piece of its window, a distribution over nothing, content, source, cue.
Out: `Draft` statements as runs of pieces, none claiming a word that a surer one holds as content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.find.pieces import Ints, Pieces

Floats = npt.NDArray[np.float32]
Run = tuple[int, int]

NOTHING, CONTENT, SOURCE, CUE = range(4)
_SAME: Final = 0.7
"""A draft that has lost more than this share of its content to surer ones is none."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """One anchor: its piece, its probability, and the label distribution (pieces, 4) of the window from `first` on."""

    piece: int
    probability: float
    first: int
    labels: Floats


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement as runs [start, end) of pieces, with the probabilities they came with."""

    anchor: int
    content: tuple[Run, ...]
    source: tuple[Run, ...]
    cue: tuple[Run, ...]
    anchor_probability: float
    content_probability: float
    source_probability: float


def decode(anchors: Sequence[Anchored], words: Ints, least: float) -> list[Draft]:
    """Turn anchors into drafts, the surest first to take its words; a draft below `least` is none and takes nothing.

    `words` numbers each piece's word, -1 for punctuation. A draft's worth is its anchor's probability times its content's.
    """
    ranked = sorted(anchors, key=lambda a: (-_score(a), a.piece))
    taken = np.zeros(len(words), dtype=bool)
    cues = np.zeros(len(words), dtype=bool)
    drafts: list[Draft] = []
    for anchor in ranked:
        draft = _draft(anchor, taken, cues, words)
        if draft is None or draft.anchor_probability * draft.content_probability < least:
            continue
        drafts.append(draft)
        for claimed, runs in ((taken, draft.content), (cues, draft.cue)):
            for start, end in runs:
                claimed[start:end] = True
    return sorted(drafts, key=lambda d: (d.content[0], d.anchor))


def _score(anchor: Anchored) -> float:
    content = anchor.labels[:, CONTENT]
    held = content[content > 0.5]
    return anchor.probability * (float(held.mean()) if len(held) else 0.1)


def _draft(anchor: Anchored, taken: npt.NDArray[np.bool_], cues: npt.NDArray[np.bool_], words: Ints) -> Draft | None:
    first, last = anchor.first, anchor.first + len(anchor.labels)
    here = words[first:last]
    labels = _by_word(anchor.labels, here)
    content = labels == CONTENT
    wanted = int((content & (here >= 0)).sum())
    lost = content & taken[first:last]
    if not wanted or int((lost & (here >= 0)).sum()) > _SAME * wanted or cues[anchor.piece]:
        return None
    labels[lost] = NOTHING
    runs = {label: _runs(labels, label, here, first) for label in (CONTENT, SOURCE, CUE)}
    if not runs[CONTENT]:
        return None
    return Draft(
        anchor=anchor.piece,
        content=runs[CONTENT],
        source=runs[SOURCE],
        cue=runs[CUE] or ((anchor.piece, anchor.piece + 1),),
        anchor_probability=anchor.probability,
        content_probability=_mean(anchor.labels[:, CONTENT], runs[CONTENT], first),
        source_probability=_mean(anchor.labels[:, SOURCE], runs[SOURCE], first) if runs[SOURCE] else 1.0 - float(anchor.labels[:, SOURCE].max()),
    )


def _by_word(labels: Floats, words: Ints) -> Ints:
    """Label whole words: every piece of a word takes the label that its pieces sum highest for."""
    starts = np.flatnonzero(np.concatenate([[True], (words[1:] != words[:-1]) | (words[1:] < 0)]))
    best = np.add.reduceat(labels, starts, axis=0).argmax(axis=1)
    return np.repeat(best, np.diff(np.append(starts, len(words)))).astype(np.int64)


def _runs(labels: Ints, label: int, words: Ints, first: int) -> tuple[Run, ...]:
    """Runs of one label, bridged over punctuation that has no label of its own and trimmed to words."""
    hits = np.flatnonzero((labels == label) & (words >= 0))
    if not len(hits):
        return ()
    breaks = np.cumsum((labels != label) & ((labels != NOTHING) | (words >= 0)))[hits]
    edges = np.flatnonzero(np.diff(breaks)) + 1
    firsts, lasts = hits[np.append(0, edges)], hits[np.append(edges - 1, len(hits) - 1)]
    return tuple((first + int(a), first + int(b) + 1) for a, b in zip(firsts, lasts, strict=True))


def _mean(probabilities: Floats, runs: Sequence[Run], first: int) -> float:
    return float(np.concatenate([probabilities[start - first : end - first] for start, end in runs]).mean())


def word_numbers(text: str, pieces: Pieces) -> Ints:
    """Number each piece's word; a piece with no letter or digit is -1, and pieces that touch share a word.

    The hyphen and the apostrophe part words, as in the usual word count.
    """
    numbers = np.full(len(pieces), -1, dtype=np.int64)
    word = -1
    for i in range(len(pieces)):
        piece = text[pieces.starts[i] : pieces.ends[i]]
        if not any(c.isalnum() for c in piece):
            continue
        if i == 0 or numbers[i - 1] < 0 or pieces.ends[i - 1] != pieces.starts[i]:
            word += 1
        numbers[i] = word
    return numbers
