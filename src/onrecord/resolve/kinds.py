"""What a run of capitalised words looks like by itself: a person, a body, a place, a people, or too short to tell.

In: the words of a name, its titles still before it. Out: where the titles end, and a kind. Knows nothing of the text around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from onrecord.resolve import tables

_ADJECTIVE: Final = re.compile(
    r"[A-Z][\w.]*-(?:rich|based|born|led|backed|trained|educated|owned|run|dominated|controlled|funded|friendly|area|era|style)"
)
UNITED: Final = frozenset("United Amalgamated International National".split())
"""Open the name of a union: `United Auto Workers`."""
_PARTS: Final = frozenset("Central Eastern Western Northern Southern North South East West Latin".split())
_SITE: Final = re.compile(r"\.(?:com|org|net|gov|edu)$")


class Kind(Enum):
    """What a mention looks like by itself."""

    PERSON = auto()
    ORGANISATION = auto()
    PLACE = auto()
    PEOPLE = auto()
    SHORT = auto()


def known_kind(whole: str) -> Kind | None:
    """Return the kind of a name that stands in a table."""
    nouns, places = tables.nouns(), tables.places()
    if whole in nouns.media or whole in nouns.companies or whole in places.offices:
        return Kind.ORGANISATION
    if whole in places.country_of or whole in places.others:
        return Kind.PLACE
    if whole in places.people_of or whole in tables.names().not_names:
        return Kind.PEOPLE
    return None


def name_offset(tokens: list[str]) -> int:
    """Return how many tokens of office stand before the name.

    >>> name_offset("Russian President Vladimir Putin".split()), name_offset("Secretary of State John Kerry".split())
    (2, 3)
    """
    table = tables.names()
    offset = 0
    if len(tokens) == 2 and is_head(tokens[0]) and tokens[0] in table.given:
        # `Dean Garfield` is rather a name than an office.
        return 0
    for at, token in enumerate(tokens[:-1]):
        if at == len(tokens) - 2 and at == offset > 0 and token in table.given:
            # `Senator Dean Mol`
            break
        if is_head(token) and tokens[at + 1] not in ("&", "and") and tokens[at + 1] not in table.suffixes:
            offset = max(offset, _past_office(tokens, at + 1) if tokens[at + 1] == "of" else at + 1)
    if not offset and len(tokens) > 2 and tokens[0].lower() in tables.nouns().persons and tokens[1].lower() not in tables.nouns().persons:
        # `Designer Ada Finch` at the head of a sentence
        offset = 1
    if (len(tokens) > 2 or (len(tokens) > 1 and tokens[0].endswith("ing"))) and tokens[0].lower() in tables.names().openers:
        offset = max(offset, 1)
    if len(tokens) == 1 and is_head(tokens[0]):
        return 0 if tokens[0] in ("King", "Price", "Prince", "Count", "Dean", "Pope", "Bishop", "Judge", "Chase", "Marshal", "Major") else 1
    if 0 < offset == len(tokens) - 2 and tokens[offset] in tables.places().people_of and is_head(tokens[offset - 1]):
        # `Rep. Dutch Mol`
        return offset
    while offset < len(tokens) - 1 and (
        tokens[offset] in table.leading or tokens[offset] in tables.places().people_of or _ADJECTIVE.fullmatch(tokens[offset])
    ):
        offset += 1
    while offset and offset < len(tokens) - 1 and tokens[offset] in ("on", "of", "for", "and", "the", "in", "to"):
        # `Halden Americans on Finch`
        offset += 1
    return offset


def is_head(token: str) -> bool:
    """Say whether a name may follow the word as that of its holder, in a transcript's capitals too.

    >>> is_head("Senator"), is_head("SENATOR"), is_head("Bridge")
    (True, True, False)
    """
    heads = tables.names().heads
    return token in heads or (len(token) > 3 and token.isupper() and token.title() in heads)


def _past_office(tokens: list[str], of: int) -> int:
    """Return where the name begins after `Secretary of …`: past the longest office or country that follows."""
    body = next(
        (at for at in range(of + 2, len(tokens) - 2) if tokens[at] in tables.nouns().org_words and tokens[at + 1] in tables.names().given), None
    )
    if body:
        # `Member of the House Docks Committee Simon Orr`
        return body + 1
    for stop in range(min(len(tokens), of + 7), of + 1, -1):
        office = " ".join(tokens[of + 1 : stop])
        if office in tables.names().offices_of or office in tables.places().country_of or office in tables.places().others:
            return stop
    given = next((at for at in range(of + 2, len(tokens) - 1) if tokens[at] in tables.names().given), None)
    if given:
        # `Professor of Coast Policy Simon Orr`
        return given
    return of + 2 if len(tokens) > of + 3 else len(tokens)


def kind_of(tokens: list[str], *, has_title: bool) -> Kind:
    """Return what the words of a name look like; a title before them makes them a person's."""
    whole = " ".join(tokens)
    known = known_kind(whole)
    if has_title and (known is not Kind.ORGANISATION or len(tokens) > 1) and tokens[-1] not in tables.nouns().org_words:
        return Kind.PERSON
    if known is not None:
        return known
    if _SITE.search(tokens[-1]):
        return Kind.ORGANISATION
    last = tokens[-1] if tokens[-1] not in tables.names().suffixes else tokens[-2] if len(tokens) > 1 else tokens[-1]
    org = tables.nouns().org_words
    if 1 < len(tokens) <= 3 and last in tables.names().surnames_too and tokens[0] in tables.names().given:
        return Kind.PERSON
    if len(tokens) > 1 and last in tables.names().parties:
        # `the South Halden Republican`
        return Kind.PEOPLE
    holds_body = any(t in org or t in tables.particulars().bodies_of for t in tokens[:-1])
    if len(tokens) > 1 and (last in org or (holds_body and _is_body(tokens))):
        return Kind.ORGANISATION
    if last.endswith("s") and (last in tables.names().not_names or last in tables.places().people_of):
        return Kind.PEOPLE
    if len(tokens) > 1 and (last in tables.places().people_of or last in tables.names().not_names) and set(tokens[:-1]) <= _PARTS:
        # `Central European reluctance`
        return Kind.PEOPLE
    if len(tokens) > 2 and tokens[0] in UNITED and last in ("Workers", "Employees", "Teachers"):
        return Kind.ORGANISATION
    if len(tokens) > 1 and last in tables.nouns().sites:
        return Kind.PLACE
    if len(tokens) > 1 and last in tables.nouns().things:
        return Kind.ORGANISATION
    if len(tokens) == 1:
        is_acronym = len(whole) > 1 and whole.isupper() and whole.replace("&", "").isalnum()
        return Kind.ORGANISATION if is_acronym or last in org - {"Mail", "Post", "Mission", "Front", "Bank", "Club"} else Kind.SHORT
    if tokens[0].lower() in tables.names().particles and tokens[0][:1].isupper() and not has_title:
        return Kind.SHORT
    return Kind.PERSON if len(tokens) <= 5 or any(t in tables.names().particles for t in tokens) else Kind.ORGANISATION


def kind_of_name(tokens: Sequence[str]) -> Kind:
    """Return what a name by itself looks like.

    >>> kind_of_name(["Harbour", "Board"]), kind_of_name(["Norway"])
    (<Kind.ORGANISATION: 2>, <Kind.PLACE: 3>)
    """
    return kind_of(list(tokens), has_title=False)


def _is_body(tokens: list[str]) -> bool:
    return any(t in ("of", "for", "and", "&", "on", "the") for t in tokens) or tokens[0] in tables.nouns().org_words
