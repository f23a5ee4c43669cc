"""What each wording keeps of the fullest, as a picture: pieces in, the stretches that are kept and the places of words put in out.

A place is a share of the fullest wording's words, in hundredths, so that a picture of any width has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.relate.variants import Piece, PieceKind
from onrecord.relate.words import words_of

FEWEST_WORDS: Final = 6
MOST_ROWS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row that a wording keeps: where they begin, and how far they reach."""

    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One wording: its number, who printed it, how many of the words it keeps, which, and where others were put in."""

    number: int
    name: str
    words: int
    kept: tuple[Stretch, ...]
    added: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The whole picture; `words` is how many the fullest wording has."""

    rows: tuple[KeptRow, ...]
    words: int


def kept_of(wordings: Sequence[Sequence[Piece]], names: Sequence[str]) -> Kept | None:
    """Return the picture of wordings in pieces, the fullest first, each with who printed it; None if there is nothing to compare.

    >>> whole, cut = Piece(kind=PieceKind.SAME, words="we will pay nobody a crown ever"), Piece(kind=PieceKind.CUT, words="we will pay nobody a")
    >>> end = Piece(kind=PieceKind.SAME, words="crown ever")
    >>> picture = kept_of([[whole], [cut, end]], ["The Post", "The Bell"])
    >>> [(row.words, row.kept) for row in picture.rows][1]
    (2, (Stretch(start=71.43, width=28.57),))
    """
    total = sum(len(words_of(piece.words)) for piece in wordings[0]) if wordings else 0
    if len(wordings) < 2 or total < FEWEST_WORDS:
        return None
    rows = (_row(number, name, pieces, total) for number, (name, pieces) in enumerate(zip(names, wordings, strict=True), 1))
    return Kept(rows=tuple(rows)[:MOST_ROWS], words=total)


def _row(number: int, name: str, pieces: Sequence[Piece], total: int) -> KeptRow:
    at, words, kept, added = 0, 0, list[Stretch](), list[float]()
    for piece in pieces:
        many = len(words_of(piece.words))
        if piece.kind is PieceKind.ADDED:
            added.append(round(100 * at / total, 2))
            continue
        if piece.kind is PieceKind.SAME:
            kept.append(Stretch(start=round(100 * at / total, 2), width=round(100 * many / total, 2)))
            words += many
        at += many
    return KeptRow(number=number, name=name, words=words, kept=tuple(kept), added=tuple(added))
