"""The same words, wherever they were printed: printings in, clusters out, a few printings at a time.

A new printing is compared with those that share a key, and only the clusters it touches are made anew; the outcome is that
of making all of them anew, in any order. Where printings are kept is not known here: a `Shelf` keeps them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from onrecord.records import Speaker, digest
from onrecord.relate.clusters import Link, cores, fullest
from onrecord.relate.likeness import Kind, Printing, likeness, rank
from onrecord.relate.signatures import signature
from onrecord.relate.voices import voice_from, voice_of
from onrecord.relate.wording import parsed, wording_of

RULES: Final = "same-words-1"
"""The version of all that decides what is one quotation; a change of outcome is a new name."""
REACH_DAYS: Final = 30
_MOST_WORDS: Final = 600

Row = tuple[str, str, str, int | None]
"""A printing as it is kept: key, canonical words, voice, day."""


class Shelf(Protocol):
    """What is needed of the place where printings are kept; it gives each a number."""

    def numbers(self, keys: Collection[str]) -> dict[str, int]:
        """Return the numbers of those of the keys that are kept."""

    def put(self, rows: Sequence[tuple[Row, str, bool, Collection[int]]]) -> dict[str, int]:
        """Keep new printings (row, scope of the voice, whether slight, keys) and return their numbers by their own keys."""

    def rows(self, numbers: Collection[int]) -> dict[int, Row]:
        """Return printings by number."""

    def sharing(self, keys: Collection[int]) -> Iterable[tuple[int, int]]:
        """Yield each key with the number of each printing kept under it."""

    def near(self, scope: str, first: int, last: int, *, slight_only: bool) -> Iterable[int]:
        """Yield the printings of that scope from the first to the last day."""

    def link(self, links: Iterable[tuple[int, int, int, float]]) -> None:
        """Keep what printings are to one another."""

    def links(self, numbers: Collection[int]) -> Iterable[tuple[int, int, int, float]]:
        """Yield all links of these printings."""

    def parts(self, numbers: Collection[int]) -> Iterable[tuple[int, int]]:
        """Yield the slight printings that were given to these: part, whole."""

    def wholes(self, numbers: Collection[int]) -> dict[int, int]:
        """Return for those of the slight printings that were given to another, to which."""

    def give(self, wholes: Iterable[tuple[int, int | None]]) -> None:
        """Note to which fuller printing each slight one is given, if any."""

    def remove(self, keys: dict[int, Collection[int]]) -> None:
        """Take away printings with their links, given with the keys that they are kept under."""

    def label(self, labels: Iterable[tuple[int, int]]) -> None:
        """Note the quotation of each printing."""

    def labels(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the quotation of each printing."""


def printing_of(parts: Sequence[str], speaker: Speaker, day: int | None) -> Printing | None:
    """Return the printing of the quoted parts of one content; None if it says too little to be found again."""
    wording, voice = wording_of(parts), voice_of(speaker)
    if not wording.forms or len(wording.forms) > _MOST_WORDS:
        return None
    printing = Printing(key=digest(wording.text, str(voice), str(day)), wording=wording, voice=voice, day=day)
    if printing.is_slight and (not voice.is_named or day is None):
        return None
    return printing


def join(shelf: Shelf, printings: Iterable[Printing]) -> dict[str, int]:
    """Add printings to the shelf, with all that follows, and return their numbers by key."""
    wanted = {printing.key: printing for printing in printings}
    numbers = shelf.numbers(wanted.keys())
    fresh = {key: printing for key, printing in wanted.items() if key not in numbers}
    signed = {key: signature(p.wording, p.voice) for key, p in fresh.items() if not p.is_slight}
    added = shelf.put([(row_of(p), p.voice.scope, p.is_slight, signed[key].kept if key in signed else ()) for key, p in sorted(fresh.items())])
    mine = {added[key]: printing for key, printing in fresh.items()}
    asked = {added[key]: sign.asked for key, sign in signed.items()}
    links = list(_compared(shelf, mine, _partners(shelf, mine, asked)))
    shelf.link(links)
    relabel(shelf, {*mine, *(number for link in links for number in link[:2])})
    return numbers | added


def drop(shelf: Shelf, gone: Mapping[int, Row]) -> None:
    """Take printings off the shelf, and make anew the clusters that they stood in."""
    if not gone:
        return
    near = {number for link in shelf.links(gone.keys()) for number in link[:2]} - gone.keys()
    printings = {number: printing_from(row) for number, row in gone.items()}
    shelf.remove({number: () if p.is_slight else signature(p.wording, p.voice).kept for number, p in printings.items()})
    relabel(shelf, near)


def relabel(shelf: Shelf, numbers: Collection[int]) -> None:
    """Make anew the clusters that these printings stand in, and give slight printings to their fullest."""
    links = _component(shelf, numbers)
    met = {number for link in links for number in link[:2]} | set(numbers)
    known = _printings(shelf, met)
    labels = cores({n: p for n, p in known.items() if not p.is_slight}, links)
    parts: dict[int, list[Link]] = {number: [] for number in met if known[number].is_slight}
    _add_parts(shelf, parts, known)
    given = {slight: fullest(slight, known, of_it) for slight, of_it in parts.items()}
    shelf.give(sorted(given.items()))
    shelf.label(sorted(labels.items()))
    _label_parts(shelf, labels.keys() | given.keys(), set(given))


def row_of(printing: Printing) -> Row:
    """Return the row that a printing is kept as."""
    return printing.key, printing.wording.text, str(printing.voice), printing.day


def printing_from(row: Row) -> Printing:
    """Return the printing that was kept as this row."""
    key, words, voice, day = row
    return Printing(key=key, wording=parsed(words), voice=voice_from(voice), day=day)


def _printings(shelf: Shelf, numbers: Collection[int]) -> dict[int, Printing]:
    return {number: printing_from(row) for number, row in shelf.rows(numbers).items()}


def _partners(shelf: Shelf, mine: dict[int, Printing], asked: dict[int, frozenset[int]]) -> set[tuple[int, int]]:
    """Return the pairs of numbers, the lesser first, that are worth comparing."""
    askers: dict[int, list[int]] = {}
    for number, keys in asked.items():
        for key in keys:
            askers.setdefault(key, []).append(number)
    found = {_ordered(asker, number) for key, number in shelf.sharing(askers.keys()) for asker in askers[key] if asker != number}
    for number, printing in mine.items():
        if printing.voice.is_named and printing.day is not None:
            days = (printing.day - REACH_DAYS, printing.day + REACH_DAYS)
            near = shelf.near(printing.voice.scope, *days, slight_only=not printing.is_slight)
            found.update(_ordered(number, other) for other in near if other != number)
    return found


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _compared(shelf: Shelf, mine: dict[int, Printing], partners: set[tuple[int, int]]) -> Iterator[tuple[int, int, int, float]]:
    known = mine | _printings(shelf, {number for pair in partners for number in pair} - mine.keys())
    yield from (link for one, other in sorted(partners) if (link := link_of(one, other, known)) is not None)


def link_of(one: int, other: int, known: Mapping[int, Printing]) -> Link | None:
    """Return what two printings are to one another, a part before its whole; None if they are strangers."""
    found = likeness(known[one], known[other])
    if found is None:
        return None
    if found.kind is Kind.PART and rank(known[one]) > rank(known[other]):
        one, other = other, one
    return one, other, found.kind, found.score


def _component(shelf: Shelf, numbers: Collection[int]) -> list[Link]:
    """Return all SAME and UNLIKE links of the printings that SAME links connect with these."""
    links: dict[tuple[int, int], Link] = {}
    seen, edge = set(numbers), set(numbers)
    while edge:
        found = [(one, other, Kind(kind), score) for one, other, kind, score in shelf.links(edge) if kind != Kind.PART]
        links |= {(link[0], link[1]): link for link in found}
        edge = {number for link in found if link[2] is Kind.SAME for number in link[:2]} - seen
        seen |= edge
    return [link for link in links.values() if link[0] in seen and link[1] in seen]


def _add_parts(shelf: Shelf, parts: dict[int, list[Link]], known: dict[int, Printing]) -> None:
    """Fill in the PART links of the slight printings, and the printings at their other end."""
    for one, other, kind, score in shelf.links(parts.keys()):
        if kind == Kind.PART and one in parts:
            parts[one].append((one, other, Kind.PART, score))
    known |= _printings(shelf, {link[1] for links in parts.values() for link in links} - known.keys())


def _label_parts(shelf: Shelf, roots: Collection[int], slights: set[int]) -> None:
    """Give every slight printing that hangs on one of the roots, through others perhaps, the quotation of its fullest."""
    edge: Collection[int] = roots
    while edge:
        edge = {part for part, _ in shelf.parts(edge)} - slights
        slights |= edge
    wholes: dict[int, int] = {}
    edge = slights
    while edge:
        found = shelf.wholes(edge)
        wholes |= found
        edge = set(found.values()) - wholes.keys()
    tops = {slight: _top(slight, wholes) for slight in slights}
    labels = shelf.labels({top for slight, top in tops.items() if top != slight} - slights)
    shelf.label(sorted((slight, labels.get(top, top)) for slight, top in tops.items()))


def _top(slight: int, wholes: dict[int, int]) -> int:
    while slight in wholes:
        slight = wholes[slight]
    return slight
