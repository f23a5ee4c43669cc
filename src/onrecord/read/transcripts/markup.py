"""Transcripts in XML: debates in Akoma Ntoso, speeches in TEI. Names of elements are compared without their namespaces.

In: a text. Out: speeches, with title and date; None where the text is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.clean import clean
from onrecord.read.dates import date_of
from onrecord.read.markup import Element, children, local, named, text_of, tree_of
from onrecord.read.transcripts.speech import Speech

_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?(?P<name>akomaNtoso|debate|TEI(?:\.2)?|teiCorpus)\b")
_AKN_TURNS: Final = frozenset(["speech", "question", "answer", "other"])
_AKN_NOISE: Final = frozenset(["from", "recordedtime", "scene", "narrative", "authorialnote", "noteref", "num", "heading", "eol"])
_TEI_NOISE: Final = frozenset(["note", "head", "speaker", "stage", "kinesic", "incident", "vocal", "fw", "pb", "lb", "bibl", "desc", "ref"])
_PARAGRAPHS: Final = frozenset(["p", "seg", "l", "lg", "ab", "quote", "q", "block", "list", "item", "tblock", "blocklist"])
_WITHIN_CHARS: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Debate:
    """The speeches of a document, with its title and date."""

    speeches: tuple[Speech, ...]
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    name: str
    role: str | None = None


def markup_speeches(text: str, where: str) -> Debate | None:
    """Return the speeches of a document, or None where it is none. Raises ReadError where its XML is broken."""
    root = _ROOT.search(text[:_WITHIN_CHARS])
    if root is None:
        return None
    tree = tree_of(text, where)
    debate = _tei(tree) if root["name"].startswith(("TEI", "tei")) else _akoma_ntoso(tree)
    if not debate.speeches:
        raise ReadError(where, f"the {root['name']} document holds no speech; expected <speech>, <sp> or <u> with paragraphs. Check the file.")
    return debate


def _akoma_ntoso(tree: Element) -> Debate:
    people = {
        identifier: _Person(name=shown)
        for kind in ("TLCPerson", "TLCRole", "TLCOrganization")
        for element in named(tree, kind)
        if (identifier := _id(element)) and (shown := element.get("showAs"))
    }
    date = next((day for element in named(tree, "FRBRdate") if (day := date_of((element.get("date") or "")[:10]))), None)
    title = next((clean(text_of(element)) for kind in ("docTitle", "docType") for element in named(tree, kind)), None)
    turns = [element for element in tree.iter() if named_as(element) in _AKN_TURNS and element.get("by")]
    return Debate(speeches=tuple(_akoma_speech(element, people) for element in turns), title=title or None, date=date)


def _akoma_speech(element: Element, people: dict[str, _Person]) -> Speech:
    shown = next((clean(text_of(child)).rstrip(":") for child in children(element) if named_as(child) == "from"), None)
    by = people.get(_pointer(element.get("by")))
    role = people.get(_pointer(element.get("as")))
    to = people.get(_pointer(element.get("to")))
    return Speech(
        speaker=by.name if by else shown or _pointer(element.get("by")) or None,
        role=role.name if role else None,
        addressee=to.name if to else None,
        paragraphs=tuple(_paragraphs(element, _AKN_NOISE)),
    )


def _tei(tree: Element) -> Debate:
    people = {identifier: _person(element) for element in named(tree, "person") if (identifier := _id(element))}
    header = next(iter(named(tree, "teiHeader")), None)
    title = next((clean(text_of(element)) for element in named(header, "title")), None) if header is not None else None
    dates = [element.get("when") or text_of(element) for element in named(header, "date")] if header is not None else []
    date = next((day for value in dates if (day := date_of(value))), None)
    times = {identifier: float(at) for when in named(tree, "when") if (identifier := _id(when)) and _is_number(at := when.get("interval") or "")}
    turns = [element for element in tree.iter() if named_as(element) in {"sp", "u"}]
    return Debate(speeches=tuple(_tei_speech(element, people, times) for element in turns), title=title or None, date=date)


def _person(element: Element) -> _Person:
    name = next((clean(text_of(child)) for child in named(element, "persName")), clean(text_of(element)))
    role = next((clean(text_of(child)) for kind in ("roleName", "occupation") for child in named(element, kind)), None)
    if role and name.startswith(role):
        name = name.removeprefix(role).strip()
    return _Person(name=name, role=element.get("role") or role)


def _tei_speech(element: Element, people: dict[str, _Person], times: dict[str, float]) -> Speech:
    shown = next((clean(text_of(child)).rstrip(":.") for child in children(element) if named_as(child) == "speaker"), None)
    who = _pointer(element.get("who"))
    person = people.get(who)
    to = people.get(_pointer(element.get("toWhom")))
    return Speech(
        speaker=person.name if person and person.name else shown or who or None,
        role=person.role if person else None,
        addressee=to.name if to else None,
        paragraphs=tuple(_paragraphs(element, _TEI_NOISE)),
        start_s=times.get(_pointer(element.get("start"))),
        end_s=times.get(_pointer(element.get("end"))),
    )


def _paragraphs(element: Element, noise: frozenset[str]) -> Iterator[str]:
    """Yield the paragraphs of a turn; what stands in it outside paragraphs is one too, and what the room did is none."""
    held: list[str] = []
    for words, begins in _walk(element, noise):
        if begins and "".join(held).strip():
            yield "".join(held)
            held = []
        held.append(words)
    if "".join(held).strip():
        yield "".join(held)


def _walk(element: Element, noise: frozenset[str]) -> Iterator[tuple[str, bool]]:
    yield element.text or "", False
    for child in children(element):
        name = named_as(child)
        is_paragraph = name in _PARAGRAPHS
        if name not in noise:
            yield " " if name in {"s", "seg"} else "", is_paragraph
            yield from _walk(child, noise)
        # `<gap/>` and `<unclear/>`: words are missing, and that must show.
        if name == "gap":
            yield " [inaudible] ", False
        yield (" " if name in noise else "") + (child.tail or ""), is_paragraph


def named_as(element: Element) -> str:
    """Return the name of an element without its namespace, in lower case."""
    return local(element).lower()


def _id(element: Element) -> str | None:
    return element.get("eId") or element.get("id") or element.get("{http://www.w3.org/XML/1998/namespace}id")


def _pointer(value: str | None) -> str:
    return (value or "").split(" ")[0].lstrip("#")


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
