"""The words of a search, parsed by us: text in, a small tree out. It knows nothing of any store's own search syntax.

Plain words must all stand in the statement; "phrases", prefix*, NEAR(a b, 5), AND, OR, NOT and parentheses are understood
when they are well formed. Anything else is read as plain words: no input is an error but one without a word in it and one of
very many words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import QueryError

MOST_LEAVES = 64
MOST_NESTED = 32
MOST_APART = 1_000

_QUOTED = r"\"[^\"]*\"\*?|“[^”]*”\*?|„[^“”]*[“”]\*?|«[^»]*»\*?"
_TOKEN = re.compile(rf"NEAR\((?P<near>[^()]*)\)|{_QUOTED}|[()]|[^\s()\"“”„«»]+|\S")
_NEAR_PART = re.compile(rf"{_QUOTED}|[^\s\"“”„«»]+")
_APART = re.compile(r",\s*(\d{1,9})\s*$", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a row; the last one may be the beginning of a word."""

    words: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Phrases with at most so many words between the first and the last."""

    phrases: tuple[Phrase, ...]
    apart: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The one without the other."""

    keep: Node
    drop: Node


Leaf = Phrase | Near
Node = Phrase | Near | And | Or | Not


class _Malformed(Exception):
    """The operators do not fit together."""


def parse(words: str) -> Node | None:
    """Return the tree of the words; None if there are only spaces; QueryError if there is no word to search.

    >>> parse("don’t interf*")
    And(parts=(Phrase(words='don t', is_prefix=False), Phrase(words='interf', is_prefix=True)))
    """
    if not words.strip():
        return None
    try:
        node = _Parser(words).whole()
    except _Malformed:
        node = _all_of(phrase_of(token) for token in re.split(r"[\s()]+", words))
    if node is None:
        raise QueryError(f"words: {words!r} has no word in it; at least one was expected. Search for a word.")
    if sum(1 for _ in leaves(node, with_dropped=True)) > MOST_LEAVES:
        raise QueryError(f"words: more than {MOST_LEAVES} words and phrases; fewer were expected. Search for a phrase in quotation marks.")
    return node


def leaves(node: Node, *, with_dropped: bool = False) -> Iterator[Leaf]:
    """Yield the phrases that a hit may hold; those under NOT only if asked for."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from leaves(part, with_dropped=with_dropped)
        case Not(keep=keep, drop=drop):
            yield from leaves(keep, with_dropped=with_dropped)
            yield from leaves(drop, with_dropped=with_dropped) if with_dropped else ()
        case _:
            yield node


def is_phrase(node: Node | None) -> bool:
    """Say whether the tree is a phrase of several words, or words near one another, and nothing else."""
    return isinstance(node, Near) or (isinstance(node, Phrase) and " " in node.words)


class _Parser:
    """Recursive descent: OR binds loosest, then AND (and no operator), then NOT."""

    def __init__(self, words: str) -> None:
        self._tokens = [match.group() for match in _TOKEN.finditer(words)]
        self._place = 0
        self._nested = 0

    def whole(self) -> Node | None:
        node = self._either()
        if self._place < len(self._tokens):
            raise _Malformed
        return node

    def _either(self) -> Node | None:
        parts = [self._both()]
        while self._take("OR"):
            parts.append(self._both())
        return _any_of(parts)

    def _both(self) -> Node | None:
        parts = [self._without()]
        while self._take("AND") or self._peek() not in ("", "OR", ")", "NOT"):
            parts.append(self._without())
        return _all_of(parts)

    def _without(self) -> Node | None:
        keep = self._one()
        while self._take("NOT"):
            drop = self._one()
            if keep is None:
                raise _Malformed
            keep = Not(keep=keep, drop=drop) if drop is not None else keep
        return keep

    def _one(self) -> Node | None:
        if self._take("("):
            return self._in_parentheses()
        token = self._peek()
        if token in ("", ")", "AND", "OR", "NOT") or (len(token) == 1 and token in '"“”„«»'):
            raise _Malformed
        self._place += 1
        return _near(token[5:-1]) if token.startswith("NEAR(") else phrase_of(token)

    def _in_parentheses(self) -> Node | None:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise _Malformed
        node = self._either()
        self._nested -= 1
        if not self._take(")"):
            raise _Malformed
        return node

    def _peek(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, token: str) -> bool:
        taken = self._peek() == token
        self._place += taken
        return taken


def _near(inside: str) -> Node | None:
    apart = _APART.search(inside)
    phrases = tuple(phrase for token in _NEAR_PART.findall(inside[: apart.start()] if apart else inside) if (phrase := phrase_of(token)))
    if len(phrases) < 2:
        return phrases[0] if phrases else None
    return Near(phrases=phrases, apart=min(int(apart.group(1)), MOST_APART) if apart else 10)


def phrase_of(token: str) -> Phrase | None:
    """Return the words of the text as one phrase, whose last is a beginning if a star ends it; None if there are none."""
    words = " ".join("".join(c if is_of_word(c) else " " for c in token).split())
    if not any(c.isalnum() or unicodedata.category(c)[0] in "LN" for c in words):
        return None
    return Phrase(words=words, is_prefix=token.endswith("*"))


def is_of_word(character: str) -> bool:
    """Say whether the character is part of a word; all others only part words from one another."""
    return unicodedata.category(character)[0] in "LNM"


def _all_of(parts: Iterator[Phrase | None] | list[Node | None]) -> Node | None:
    kept = tuple(part for part in parts if part is not None)
    return And(parts=kept) if len(kept) > 1 else kept[0] if kept else None


def _any_of(parts: list[Node | None]) -> Node | None:
    kept = tuple(part for part in parts if part is not None)
    return Or(parts=kept) if len(kept) > 1 else kept[0] if kept else None
