"""A reader of brat's standoff, written from its description and not from our writer: the texts must be those of the offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A text-bound annotation: its type and its fragments."""

    kind: str
    fragments: tuple[tuple[int, int], ...]


@dataclass(kw_only=True)
class Standoff:
    """One text with all that is annotated in it."""

    text: str
    bound: dict[str, Bound] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)

    def words(self, name: str) -> str:
        return " ".join(self.text[start:end] for start, end in self.bound[name].fragments)


def read_brat(folder: Path, name: str) -> Standoff:
    found = Standoff(text=(folder / f"{name}.txt").read_bytes().decode())
    seen: set[str] = set()
    for line in (folder / f"{name}.ann").read_bytes().decode().splitlines():
        ident, rest = line.split("\t", 1)
        assert ident not in seen, f"{ident} twice"
        seen.add(ident)
        if ident[0] == "T":
            head, words = rest.split("\t", 1)
            kind, places = head.split(" ", 1)
            fragments = tuple((int(a), int(b)) for a, b in (place.split(" ") for place in places.split(";")))
            found.bound[ident] = Bound(kind=kind, fragments=fragments)
            assert found.words(ident) == words
            assert all(a < b for a, b in fragments)
            assert not any(found.text[a:b].splitlines() != [found.text[a:b]] for a, b in fragments)
        elif ident[0] == "R":
            kind, one, other = rest.split(" ")
            found.relations.append((kind, one.removeprefix("Arg1:"), other.removeprefix("Arg2:")))
        elif ident[0] == "A":
            kind, target, *value = rest.split(" ")
            found.attributes.append((kind, target, " ".join(value)))
        else:
            assert ident[0] == "#"
            head, words = rest.split("\t", 1)
            kind, target = head.split(" ")
            found.notes.append((kind, target, words))
    assert all(one in found.bound and other in found.bound for _, one, other in found.relations)
    return found
