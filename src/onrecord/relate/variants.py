"""The wordings in which one quotation was printed, and what each of them left out or changed of the fullest.

In: the quoted parts of every printing. Out: variants, each with its words against those of the fullest, piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onrecord.relate.alignment import joined, pairs
from onrecord.relate.wording import CUT, Wording, parsed
from onrecord.relate.words import Word, words_of

GAP: Final = " … "
_MARKS: Final = "“”„‟«»‹›\"'`‘‚"


class PieceKind(StrEnum):
    """What a printing did with some words of the fullest one: left them, left them out, or put in its own."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words in a row: as this printing has them, or, where they are cut, as the fullest has them."""

    kind: PieceKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One wording: its words as first printed, which of the printings have it, and how it differs from the fullest."""

    words: str
    printings: tuple[int, ...]
    pieces: tuple[Piece, ...]


def variants(printed: Sequence[Sequence[str]]) -> tuple[Variant, ...]:
    """Return the wordings of the printings, given by their quoted parts in order of printing: the fullest first.

    >>> cut = variants([["“We will pay nobody,”", "“ever.”"], ["“pay nobody”"]])[1]
    >>> [(piece.kind.value, piece.words) for piece in cut.pieces]
    [('cut', 'We will'), ('same', 'pay nobody'), ('cut', 'ever')]
    """
    texts = [GAP.join(_bare(part) for part in parts) for parts in printed]
    places: dict[tuple[str, ...], list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(tuple(word.form for word in words_of(text)), []).append(place)
    if not places:
        return ()
    longest = max(places, key=len)
    order = [longest, *(forms for forms in places if forms != longest)]
    fullest = texts[places[longest][0]]
    return tuple(
        Variant(words=texts[places[forms][0]], printings=tuple(places[forms]), pieces=tuple(_pieces(texts[places[forms][0]], fullest)))
        for forms in order
    )


def compared(words: str, base: str) -> tuple[Piece, ...]:
    """Return the words piece by piece against others: what of those is the same or cut, and what was put in.

    >>> [(piece.kind.value, piece.words) for piece in compared("The quay is safe for now.", "The quay is safe.")]
    [('same', 'The quay is safe'), ('added', 'for now')]
    """
    return tuple(_pieces(_bare(words), _bare(base)))


def _bare(part: str) -> str:
    return " ".join(part.split()).strip(_MARKS + " ")


def _pieces(text: str, fullest: str) -> Iterator[Piece]:
    mine, theirs = words_of(text), words_of(fullest)
    matched = pairs(_plain(text, mine), _plain(fullest, theirs))
    gaps = [gap for gap in joined(matched, (len(mine), len(theirs))) if gap[0] or gap[1]]
    at = 0
    for own, other in gaps:
        yield from _piece(PieceKind.SAME, text, mine[at : own.start])
        yield from _piece(PieceKind.CUT, fullest, theirs[other.start : other.stop])
        yield from _piece(PieceKind.ADDED, text, mine[own.start : own.stop])
        at = own.stop
    yield from _piece(PieceKind.SAME, text, mine[at:])


def _piece(kind: PieceKind, text: str, words: Sequence[Word]) -> Iterator[Piece]:
    if words:
        yield Piece(kind=kind, words=text[words[0].start : words[-1].end])


def _plain(text: str, words: Sequence[Word]) -> Wording:
    """Return the words as they stand, none opened or left out, so that places are those of the words."""
    tokens, end = list[str](), 0
    for word in words:
        tokens += [CUT, word.form] if CUT in text[end : word.start] and end else [word.form]
        end = word.end
    return parsed(" ".join(tokens))
