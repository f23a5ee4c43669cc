"""A checked quotation with its differences in it, as pieces, or as a line: `We will [-not-] pay [-five-]{+ten+} crowns`.

In: a check and the transcript's text. Out: the printed words in pieces; those cut were said and not printed, those added printed
and not said. Nothing is made of case, punctuation and spelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.records import Span
from onrecord.relate.check.grades import Check, Difference, Reason
from onrecord.relate.variants import Piece, PieceKind

_UNMARKED: Final = frozenset({Reason.PRINT, Reason.SPELLING})


def diff(checked: Check, transcript: str) -> str:
    """Return the words of a quotation with every difference marked; a stroke stands where `he said` stood."""
    return " / ".join(_line(part) for part in pieces(checked, transcript))


def pieces(checked: Check, transcript: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of each part of a quotation; the words that are the same keep the blanks around them."""
    shown = sorted((d for d in checked.differences if d.reason not in _UNMARKED), key=lambda d: d.at)
    return tuple(tuple(_pieces(checked.quoted.text, span, shown, transcript)) for span in checked.quoted.spans)


def _pieces(text: str, span: Span, differences: Sequence[Difference], transcript: str) -> Iterator[Piece]:
    at = span.start
    for difference in differences:
        if not span.start <= difference.at <= span.end:
            continue
        place = max(difference.at, at)
        if at < place:
            yield Piece(kind=PieceKind.SAME, words=text[at:place])
        at = place
        if difference.said:
            yield Piece(kind=PieceKind.CUT, words=" ".join(difference.said.of(transcript).split()))
        if difference.printed and difference.printed.end > at:
            yield Piece(kind=PieceKind.ADDED, words=text[at : difference.printed.end])
            at = difference.printed.end
    if at < span.end:
        yield Piece(kind=PieceKind.SAME, words=text[at : span.end])


def _line(found: Sequence[Piece]) -> str:
    out = ""
    for place, piece in enumerate(found):
        is_swapped = place + 1 < len(found) and found[place + 1].kind is PieceKind.ADDED
        match piece.kind:
            case PieceKind.CUT:
                out += f"[-{piece.words}-]" + ("" if is_swapped else " ")
            case PieceKind.ADDED:
                out += f"{{+{piece.words}+}}"
            case PieceKind.SAME:
                out += piece.words
    return " ".join(out.split())
