"""The stretches of a page that the linker reads, with plain surnames in the place of people's names.

In: a page and the pronouns asked about. Out: passages: a text, and where in it the pronouns and those whom they may mean stand. Every
person gets a surname from a table, so that the linker cannot guess a gender from a given name, and does not mind how a name is spelt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from onrecord.resolve import tables
from onrecord.resolve.page import Page

WORDS_BACK: Final = 110
"""How many words before a pronoun are read."""
WORDS_ON: Final = 90
"""How many words apart the pronouns of one passage may stand."""
_WORDS_AFTER: Final = 25
_OPENERS: Final = frozenset("the a an this that another one".split())
_BACK: Final = 3
SURNAMES: Final = (
    "smith jones davies evans wilson johnson roberts robinson thompson hughes edwards turner cooper harris clarke anderson watson campbell murphy "
    "sullivan collins stevens peterson richardson williamson parker bennett phillips morris rogers sanders powell jenkins hayes myers wallace owens "
    "gibson mcdonald gomez webb simpson hicks crawford dixon palmer wagner hansen schmidt cunningham andrews carroll armstrong payne"
).split()
"""Each is one word piece."""


class Candidate(NamedTuple):
    """Somebody whom a pronoun may mean. `key` is where the words start; a name has the number of its entity, a noun has -1."""

    key: int
    start: int
    end: int
    number: int


class Passage(NamedTuple):
    """A text to be read; `pronouns` and `candidates` go from the place in the article to the place in this text."""

    text: str
    pronouns: dict[int, int]
    candidates: dict[int, int]


class Stretch(NamedTuple):
    """Where a passage starts and ends in the article, and the pronouns asked about in it."""

    start: int
    end: int
    asked: tuple[int, ...]


def candidates_of(page: Page) -> list[Candidate]:
    """Return the people named on the page and the nouns that stand for one person, in order."""
    named = [
        Candidate(m.start, m.start, m.end, page.entity(m).number) for m in page.mentions if m.start in page.cast.of and page.entity(m).may_be_person
    ]
    inside = {at for c in named for at in range(c.start, c.end)}
    return sorted(named + [c for c in _nouns(page) if c.start not in inside])


def _nouns(page: Page) -> list[Candidate]:
    found = []
    for at, word in enumerate(page.words):
        if word.owns or word.text not in tables.nouns().persons:
            continue
        for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
            if page.text[page.words[back].end : page.words[back + 1].start] != " ":
                break
            if page.words[back].text.lower() in _OPENERS:
                found.append(Candidate(page.words[back].start, word.start, word.end, -1))
                break
    return found


def stretches(page: Page, asked: Sequence[int]) -> list[Stretch]:
    """Return stretches that hold the pronouns, each with what goes before it."""
    groups: list[list[int]] = []
    for offset in sorted(asked):
        if groups and page.word_at(offset) - page.word_at(groups[-1][0]) <= WORDS_ON:
            groups[-1].append(offset)
        else:
            groups.append([offset])
    return [_stretch(page, group) for group in groups]


def _stretch(page: Page, group: list[int]) -> Stretch:
    first = page.words[max(0, page.word_at(group[0]) - WORDS_BACK)].start
    end = min(page.sentence_bounds(group[-1])[1], page.words[min(len(page.words) - 1, page.word_at(group[-1]) + _WORDS_AFTER)].end)
    return Stretch(page.sentence_bounds(first)[0] if first else 0, end, tuple(group))


def passage(text: str, stretch: Stretch, candidates: Sequence[Candidate], names: Mapping[int, str] | None = None) -> Passage:
    """Return the passage of a stretch; `names` gives each entity its surname, else they are given in order of appearance."""
    inside = [c for c in candidates if stretch.start <= c.start and c.end <= stretch.end]
    if names is None:
        numbers = dict.fromkeys(c.number for c in inside if c.number >= 0)
        names = {number: SURNAMES[n % len(SURNAMES)] for n, number in enumerate(numbers)}
    parts: list[str] = []
    at, size = stretch.start, 0
    pronouns, places, asked = {}, {}, list(stretch.asked)

    def copy(to: int) -> None:
        nonlocal at, size
        while asked and asked[0] < to:
            offset = asked.pop(0)
            pronouns[offset] = size + offset - at
        parts.append(text[at:to])
        size, at = size + to - at, to

    for one in inside:
        copy(one.start)
        places[one.key] = size
        if one.number >= 0:
            parts.append(names[one.number])
            size, at = size + len(names[one.number]), one.end
    copy(stretch.end)
    return Passage("".join(parts), pronouns, places)
