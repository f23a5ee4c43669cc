"""The annotated articles as the model's targets: for each statement an anchor piece, and the pieces of content, source and cue."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.find.decode import CONTENT, CUE, SOURCE, word_numbers
from onrecord.find.pieces import Pieces, pieces_of
from onrecord.find.quotes import quoted_spans

# Words that open a cue without being its saying: the anchor is the first word that is none of these.
AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "having",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "also",
        "to",
        "would",
        "will",
        "could",
        "can",
        "may",
        "might",
        "must",
        "should",
        "did",
        "does",
        "do",
        "not",
        "n",
        "t",
        "s",
        "ve",
        "d",
        "ll",
        "re",
        "later",
        "then",
        "just",
        "still",
        "never",
        "ever",
        "now",
        "already",
        "recently",
        "repeatedly",
        "publicly",
        "privately",
        "once",
        "again",
        "even",
        "so",
        "further",
        "again",
        "the",
        "a",
        "an",
        "in",
        "on",
        "of",
        "it",
        "he",
        "she",
        "they",
        "has've",
        "hasn",
        "haven",
        "didn",
        "doesn",
        "don",
        "wasn",
        "weren",
        "isn",
        "aren",
        "wouldn",
        "couldn",
    ]
)
STRAIGHTEN = str.maketrans("“”‘’", "\"\"''")


@dataclass
class Targets:
    """Targets of one text. `roles` holds one dict a statement: label -> piece numbers. `counted` marks the pieces that count."""

    pieces: Pieces
    anchors: list[int]
    roles: list[dict[int, list[int]]]
    counted: np.ndarray


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def targets(text: str, annotation: dict[str, Any], tokenizer: Tokenizer) -> Targets:
    pieces = pieces_of(text, tokenizer)
    words = word_numbers(text, pieces)
    counted = np.ones(len(pieces), dtype=bool)
    for start, end in annotation.get("discard") or []:
        counted[_covered(pieces, start, end)] = False
    anchors, roles = [], []
    for a in annotation["attributions"]:
        role = {label: _worded(pieces, words, a[key]) for label, key in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue"))}
        if not role[CONTENT] or not (role[CUE] or a["cue"]):
            continue
        cue = role[CUE] or list(_covered(pieces, *a["cue"][0]))
        if not cue:
            continue
        role[CUE] = cue
        anchors.append(_anchor(text, pieces, words, cue))
        roles.append(role)
    return Targets(pieces=pieces, anchors=anchors, roles=roles, counted=counted)


def _covered(pieces: Pieces, start: int, end: int) -> np.ndarray:
    return np.flatnonzero((pieces.starts < end) & (pieces.ends > start))


def _worded(pieces: Pieces, words: np.ndarray, spans: list[list[int]]) -> list[int]:
    """The pieces of some spans, each span trimmed to its first and last word."""
    found: list[int] = []
    for start, end in spans:
        inside = _covered(pieces, start, end)
        worded = inside[words[inside] >= 0]
        if len(worded):
            found.extend(range(worded[0], worded[-1] + 1))
    return found


def _anchor(text: str, pieces: Pieces, words: np.ndarray, cue: list[int]) -> int:
    firsts = [p for p in cue if words[p] >= 0 and (p == 0 or words[p - 1] != words[p])]
    for p in firsts:
        last = p
        while last + 1 < len(pieces) and words[last + 1] == words[p]:
            last += 1
        if text[pieces.starts[p] : pieces.ends[last]].lower() not in AUXILIARIES:
            return p
    return firsts[0] if firsts else cue[0]


def vary(text: str, rng: random.Random) -> str:
    """The same text, letter for letter in its place, in another house's typography."""
    dice = rng.random()
    if dice < 0.25:
        return text.translate(STRAIGHTEN)
    if dice < 0.55:
        opening, closing = ("“", "”") if dice < 0.5 else ("«", "»")
        chars = list(text)
        for q in quoted_spans(text):
            if q.depth == 0 and text[q.start] in '"“':
                chars[q.start] = opening
                if q.is_closed and q.end - q.start > 1:
                    chars[q.end - 1] = closing
        return "".join(chars)
    return text
