"""One quotation: every printing by date, and its wordings one under the other, so that what was cut or put in stands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.relate.variants import Piece, PieceKind, Variant
from onrecord.serve.pages.asking import filled, limited
from onrecord.serve.pages.kept import Kept, kept_of
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.pages.strip import Strip, strip_of
from onrecord.serve.quoted import speakers, wordings
from onrecord.serve.web.asking import Id, ask, look_up
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.query import Query
from onrecord.store.quotations import Printed, Quoted

_LONG_CUT: Final = 14
A_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording in pieces against the fullest, and how many printings have it."""

    number: int
    pieces: tuple[Piece, ...]
    printings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One printing: where, which wording, and whether it is a copy of a report that stands before it."""

    printed: Printed
    wording: int
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPage:
    """The page of one quotation."""

    quoted: Quoted
    fullest: str
    speakers: tuple[str, ...]
    wordings: tuple[Wording, ...]
    printings: tuple[Printing, ...]
    kept: Kept | None
    strip: Strip | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A quotation in a list."""

    quoted: Quoted
    fullest: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationsPage:
    """The quotations that most reports print; `next` is how many to pass over for the next page."""

    listed: tuple[Listed, ...]
    q: str
    offset: int
    next: int | None


async def quotation(request: Request, id: Id) -> Response:
    """Show one quotation, by the id of any statement that prints it."""
    return rendered(request, "quotation.html", await look_up(request, lambda record: page_of(record.quotations.of(id))))


async def quotations(request: Request) -> Response:
    """Show the quotations that most reports print, or those with the words."""
    asked = filled(request.query_params)
    words, offset = asked.get("q", ""), limited(asked.get("offset"))

    def most(record: AnyRecord) -> tuple[Listed, ...]:
        query = Query(words=words) if words else None
        return tuple(map(listed, record.quotations.most(query, limit=A_PAGE + 1, offset=offset)))

    found = await ask(request, most)
    following = offset + A_PAGE if len(found) > A_PAGE else None
    return rendered(request, "quotations.html", QuotationsPage(listed=found[:A_PAGE], q=words, offset=offset, next=following))


def page_of(quoted: Quoted) -> QuotationPage:
    """Return the page of a quotation."""
    found = wordings(quoted)
    return QuotationPage(
        quoted=quoted,
        fullest=found[0].words,
        speakers=tuple(speakers(quoted)),
        wordings=tuple(_wording(number, variant) for number, variant in enumerate(found, 1)),
        printings=tuple(_printings(quoted, found)),
        kept=kept_of([variant.pieces for variant in found], [_printed_by(quoted, variant) for variant in found]),
        strip=_strip(quoted, found),
    )


def listed(quoted: Quoted) -> Listed:
    """Return a quotation as a list shows it."""
    return Listed(quoted=quoted, fullest=wordings(quoted)[0].words, speakers=tuple(speakers(quoted)))


def _wording(number: int, variant: Variant) -> Wording:
    return Wording(number=number, pieces=tuple(map(_shortened, variant.pieces)), printings=len(variant.printings))


def _printed_by(quoted: Quoted, variant: Variant) -> str:
    """Return who printed a wording first, and how many besides."""
    articles = [quoted.printings[place].article for place in variant.printings]
    names = list(dict.fromkeys(article.outlet or article.title or "No outlet named" for article in articles))
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"


def _shortened(piece: Piece) -> Piece:
    """Return the piece; of a long cut only the ends, for what was cut stands in the fullest wording."""
    words = piece.words.split()
    if piece.kind is not PieceKind.CUT or len(words) <= _LONG_CUT:
        return piece
    return Piece(kind=piece.kind, words=f"{' '.join(words[:4])} … {len(words) - 8} words … {' '.join(words[-4:])}")


def _printings(quoted: Quoted, found: tuple[Variant, ...]) -> Iterator[Printing]:
    numbers, seen = _numbers(found), set[str]()
    for place, printed in enumerate(quoted.printings):
        yield Printing(printed=printed, wording=numbers[place], is_copy=printed.story in seen)
        seen.add(printed.story)


def _numbers(found: tuple[Variant, ...]) -> dict[int, int]:
    return {place: number for number, variant in enumerate(found, 1) for place in variant.printings}


def _strip(quoted: Quoted, found: tuple[Variant, ...]) -> Strip | None:
    numbers = _numbers(found)
    dots = [
        (printed.article.outlet or "No outlet named", printed.article.published, numbers[place] == 1, f"wording {numbers[place]}")
        for place, printed in enumerate(quoted.printings)
    ]
    return strip_of(dots, "Printings by outlet and day; filled: the fullest wording, ringed: another")
