"""Common nouns that a later pronoun may mean: `a resident`, `the workers`, `the committee`, `the report`.

In: a page. Out: the noun phrases with such a head that stand outside names, in order.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from onrecord.resolve import tables
from onrecord.resolve.page import Page

_OPENERS: Final = frozenset(
    "the a an this that these those his her its their another one two three four five six several many some both other".split()
)
_INDEFINITE: Final = frozenset("a an another one two three four five six several many some other".split())
_BACK: Final = 4


class NounSeen(NamedTuple):
    """One noun phrase, from its determiner to its head."""

    start: int
    end: int
    head: str
    is_definite: bool


@cache
def _people() -> frozenset[str]:
    persons = tables.nouns().persons
    many = {p + "s" for p in persons} | {p[:-3] + "men" for p in persons if p.endswith("man")} | {p[:-1] + "ies" for p in persons if p.endswith("y")}
    return frozenset(many | {"people", "women", "men", "children", "families"} | persons)


@cache
def speaking_nouns() -> frozenset[str]:
    """Return the nouns, singular and plural, that stand for people and bodies."""
    return _people() | tables.nouns().organisations


def nouns_seen(page: Page) -> list[NounSeen]:
    """Return the noun phrases that speak, act or are described."""
    found: list[NounSeen] = []
    people, nouns = _people(), tables.nouns()
    for at, word in enumerate(page.words):
        text = word.text
        if not text[:1].islower() or word.owns or not (text in people or text in nouns.organisations or text in nouns.documents):
            continue
        if _goes_on(page, at):
            continue
        first = _first(page, at)
        opener = page.words[first].text.lower()
        if opener not in _OPENERS or (opener not in _INDEFINITE and text in people and not text.endswith("s")):
            continue
        found.append(NounSeen(page.words[first].start, _end(page, at), text, opener not in _INDEFINITE))
    return found


def _end(page: Page, at: int) -> int:
    """Return where the noun ends, with what follows `of`: `the ministry of culture`."""
    following = page.words[at + 1 : at + 4]
    if page.words[at].text in tables.nouns().organisations and len(following) > 1 and following[0].text == "of":
        if following[1].text in ("the", "public") and len(following) > 2:
            return following[2].end
        return following[1].end
    return page.words[at].end


def _goes_on(page: Page, at: int) -> bool:
    """Say whether the noun is only the first half of another, or stands before a name."""
    if at + 1 >= len(page.words) or page.text[page.words[at].end : page.words[at + 1].start] != " ":
        return False
    after = page.words[at + 1].text
    return after[:1].isupper() or after in _people() or after in tables.nouns().organisations


def _first(page: Page, at: int) -> int:
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        if page.text[page.words[back].end : page.words[back + 1].start] != " " or page.words[back + 1].opens:
            return back + 1
        if page.words[back].text.lower() in _OPENERS:
            return back
        if page.words[back].text.lower() in tables.names().function_words:
            return back + 1
    return at
