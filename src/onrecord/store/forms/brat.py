"""brat standoff: for each article a text and its annotations, for the annotation tool of that name and what reads its files.

An article `ID` is ID.txt, unchanged, and ID.ann: a text-bound annotation for each content, cue, source, addressee and occasion,
relations from the content to the others, manner and stance as attributes, the speaker and the id as notes. Interrupted
contents, and those that go over a line's end (which brat cannot hold in one), are discontinuous: `T1 Content 5 9;20 31`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, groupby
from pathlib import Path
from typing import Final

from onrecord.records import Article, Span, Statement
from onrecord.store.answers import Hit

CONFIGURATION: Final = """\
[entities]
Content
Cue
Source
Addressee
Occasion

[relations]
SaidBy\tArg1:Content, Arg2:Source
CuedBy\tArg1:Content, Arg2:Cue
SaidTo\tArg1:Content, Arg2:Addressee
SaidAt\tArg1:Content, Arg2:Occasion
PartOf\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Manner\tArg:Content, Value:direct|mixed|indirect
Stance\tArg:Content, Value:{stances}
Distance\tArg:Content, Value:shares|neutral|doubts
Negated\tArg:Content
"""


def write_brat(hits: Iterable[Hit], folder: Path, stances: Iterable[str]) -> int:
    """Write the articles into the folder, each with the statements of it that come, which stand together; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(CONFIGURATION.format(stances="|".join(stances)), encoding="utf-8")
    many = 0
    for _, some in groupby(hits, key=lambda hit: hit.article.id):
        of_one = list(some)
        article = of_one[0].article
        (folder / f"{article.id}.txt").write_bytes(article.text.encode())
        lines = standoff(article, [hit.statement for hit in of_one])
        (folder / f"{article.id}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
        many += len(of_one)
    return many


def standoff(article: Article, statements: Iterable[Statement]) -> list[str]:
    """Return the lines of the annotation file."""
    return list(_Standoff(article.text).lines(statements))


def fragments(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans cut at every line's end, without blanks at the cuts.

    >>> fragments("one\\n\\ntwo three", [Span(start=0, end=8)])
    [Span(start=0, end=3), Span(start=5, end=8)]
    """
    found = []
    for span in spans:
        start = span.start
        for line in span.of(text).splitlines(keepends=True):
            words = line.strip()
            if words:
                begin = start + line.index(words)
                found.append(Span(start=begin, end=begin + len(words)))
            start += len(line)
    return found


class _Standoff:
    """The annotations of one text, numbered as they come; the same part of two statements is one annotation of each kind."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bound: dict[tuple[str, tuple[Span, ...]], str] = {}
        self._contents: dict[str, str] = {}
        self._next = {letter: count(1) for letter in "TRA#"}

    def lines(self, statements: Iterable[Statement]) -> Iterator[str]:
        several = list(statements)
        for statement in several:
            yield from self._statement(statement)
        for statement in several:
            inner, outer = self._contents.get(statement.id), self._contents.get(statement.parent or "")
            if inner and outer:
                yield self._relation("PartOf", inner, outer)

    def _statement(self, s: Statement) -> Iterator[str]:
        content, line = self._entity("Content", s.content, is_new=True)
        if content is None:
            return
        self._contents[s.id] = content
        yield from line
        for relation, kind, span in (
            ("SaidBy", "Source", s.source),
            ("CuedBy", "Cue", s.cue),
            ("SaidTo", "Addressee", s.addressee),
            ("SaidAt", "Occasion", s.occasion),
        ):
            part, line = self._entity(kind, [] if span is None else [span])
            yield from line
            if part is not None:
                yield self._relation(relation, content, part)
        yield f"{self._id('A')}\tManner {content} {s.manner.value}"
        if s.stance is not None:
            yield f"{self._id('A')}\tStance {content} {s.stance.value}"
        if s.distance is not None:
            yield f"{self._id('A')}\tDistance {content} {s.distance.value}"
        if s.negated:
            yield f"{self._id('A')}\tNegated {content}"
        speaker = f"{s.speaker.name} ({s.speaker.kind.value})" if s.speaker.name is not None else f"unknown: {s.speaker.reason}"
        yield f"{self._id('#')}\tSpeaker {content}\t{_one_line(speaker)}"
        yield f"{self._id('#')}\tStatement {content}\t{s.id}"

    def _entity(self, kind: str, spans: Iterable[Span], *, is_new: bool = False) -> tuple[str | None, list[str]]:
        """Return the id of the annotation and its line, if it is new; no id if there is nothing but blanks to annotate."""
        parts = tuple(fragments(self._text, spans))
        if not parts:
            return None, []
        if not is_new and (kind, parts) in self._bound:
            return self._bound[kind, parts], []
        name = self._bound[kind, parts] = self._id("T")
        places = ";".join(f"{part.start} {part.end}" for part in parts)
        return name, [f"{name}\t{kind} {places}\t{' '.join(part.of(self._text) for part in parts)}"]

    def _relation(self, kind: str, one: str, other: str) -> str:
        return f"{self._id('R')}\t{kind} Arg1:{one} Arg2:{other}"

    def _id(self, letter: str) -> str:
        return f"{letter}{next(self._next[letter])}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
