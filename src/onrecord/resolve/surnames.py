"""Whose a short name is: `Mol` after `Jan Mol`, `Mrs. Amber` of two Ambers, `the Post` of the Washington Post.

In: a cast that knows the full names, and the mentions. Out: the short ones given to their members, or entered as new ones. An
unknown single word that stands where places stand is a place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.cast import Cast, Entity, are_one_person, fold, gender_of_title
from onrecord.resolve.kinds import Kind
from onrecord.resolve.mentions import Mention
from onrecord.resolve.registry import presidents
from onrecord.resolve.words import quoted_mask

_ADJECTIVE: Final = re.compile(r"(?:ian|ean|ese|ish)$")
_CAPITAL: Final = re.compile(
    r"(?P<city>[A-Z][\w-]+), (?:the )?capital of (?P<country>[A-Z][\w-]+)|(?P<country_b>[A-Z][\w-]+)['’]s capital,? (?P<city_b>[A-Z][\w-]+)"
)
_PLACE_BEFORE: Final = re.compile(r"\b(?:in|at|near|outside|across|throughout|around|(?:in|at|near|from|of) [A-Z][\w-]+,)\s$")
_OWNING: Final = ("’s", "'s")
_DOUBLED: Final = re.compile(r"(.)\1")
_LONG: Final = 8
_SHORTISH: Final = 5
_OFTEN: Final = 3
_LONGEST_NAME: Final = 3
_CLEARLY: Final = 0.5
_FIRST: Final = 0.4
_TWICE: Final = 2
_AGAIN: Final = 3
_SIDES: Final = frozenset("West East North South".split())
_WORD: Final = re.compile(r" (\w+)")
_DOING: Final = re.compile(r" (?:(?:also|then|first|later|soon|often|never|always|quickly) )?(\w+)(?: (?:also |once |later )?(\w+))?")
_SMALL: Final = re.compile(r"\b[a-z]\w+")
_NO_NAME: Final = ("s", "ing", "ion", "ity", "ment", "ness", "ly", "th")
_NO_PERSON: Final = ("ing", "ion", "ity", "ment", "ness", "ly")
_CONSORTS: Final = frozenset(["lady"])
_THING_BEFORE: Final = re.compile(r"\b(?:the|a|an|this|our|its|their)\s$", re.IGNORECASE)


def add_short_names(text: str, cast: Cast, mentions: Sequence[Mention], sources: Sequence[tuple[int, int]]) -> None:
    """Give each short name to the member whose full name it looks back, or else forward, to; enter those that have none."""
    strong = {m.tokens for m in mentions if not m.is_weak}
    often = Counter(m.tokens for m in mentions)
    acting = Counter(m.tokens for m in mentions if m.is_weak and _acts(text, m))
    small = set(_SMALL.findall(text)) if acting else set()
    quoted = quoted_mask(text)
    _take_from_bodies(cast)
    _take_from_places(text, cast)
    for mention in mentions:
        if mention.start in cast.of:
            continue
        if (
            (entity := _short_for(cast, mention, often[mention.tokens])) is not None
            and not _is_namesake(quoted, entity, mention)
            and not _is_relative(entity, mention, mentions)
        ):
            cast.add(mention, entity)
        elif (
            not mention.is_weak
            or mention.tokens in strong
            or (_is_source(mention, sources) and not is_common_noun(mention.name))
            or (mention.name.lower() not in small and (_may_act(mention, acting[mention.tokens]) or _does(text, mention)))
        ):
            cast.add(mention, cast.enter(name=mention.name, kind=mention.kind, tokens=mention.tokens))
    for entity in cast.entities:
        if entity.kind is Kind.SHORT and entity.name not in _SIDES:
            _weigh_place(text, entity, [m for m in entity.mentions if not _is_source(m, sources)])


def _take_from_bodies(cast: Cast) -> None:
    """Give `Nielsen` to Ada Nielsen, where the article names her in full and no body by more than that word."""
    for body in [e for e in cast.entities if e.kind is Kind.ORGANISATION and len(e.tokens) == 1 and e.name.istitle()]:
        namesakes = [e for e in cast.entities if e.kind is Kind.PERSON and len(e.tokens) > 1 and e.tokens[-1] == body.tokens[0]]
        longer = [e for e in cast.entities if e.kind is Kind.ORGANISATION and len(e.tokens) > 1 and e.tokens[0] == body.tokens[0]]
        if len(namesakes) == 1 and not longer:
            for mention in body.mentions:
                cast.add(mention, namesakes[0])
            body.mentions, body.tokens = [], ("",)


def _take_from_places(text: str, cast: Cast) -> None:
    """Give `Holland` to Ada Holland, named before, wherever it does not stand as a place does."""
    for place in [e for e in cast.entities if e.kind is Kind.PLACE and len(e.tokens) == 1]:
        if place.name in _SIDES and 2 * sum(text.endswith(("the ", "The "), 0, m.start) for m in place.mentions) < len(place.mentions):
            # `West said` is nobody’s `the West`.
            place.kind = Kind.SHORT
            continue
        namesakes = [e for e in cast.entities if e.kind is Kind.PERSON and len(e.tokens) > 1 and e.tokens[-1] == place.tokens[0]]
        if len(namesakes) != 1 or any(_PLACE_BEFORE.search(text, max(0, m.title_start - 40), m.title_start) for m in place.mentions):
            continue
        for mention in [m for m in place.mentions if m.start > namesakes[0].mentions[0].start]:
            place.mentions.remove(mention)
            cast.add(mention, namesakes[0])


def _acts(text: str, mention: Mention) -> bool:
    """Say whether a verb follows, or what is its own."""
    after = _WORD.match(text, mention.end)
    return mention.owns or (after is not None and after[1] in tables.particulars().finite)


def _may_act(mention: Mention, times: int) -> bool:
    """Say whether a word that only opens sentences, and acts in them so many times, is somebody: a given name, or one that does so twice."""
    if not times or is_common_noun(mention.name) or not mention.name[-1].islower():
        return False
    return mention.name in tables.names().given or (times >= _TWICE and not mention.name.endswith(_NO_NAME))


def _does(text: str, mention: Mention) -> bool:
    """Say whether a word that opens a sentence does there what only somebody does: `Hartwick studied`, `Penn was elected`."""
    after, table = _DOING.match(text, mention.end), tables.particulars()
    if after is None or is_common_noun(mention.name) or not mention.name[-1].islower() or mention.name.endswith(_NO_PERSON):
        return False
    return after[1] in table.doings or (after[1] in ("was", "is", "has", "had") and after[2] in table.done)


def _is_source(mention: Mention, sources: Sequence[tuple[int, int]]) -> bool:
    return any(s <= mention.start < e for s, e in sources)


def is_common_noun(name: str) -> bool:
    """Say whether a word at the head of a sentence is a common noun: `Officials`, `Police`.

    >>> is_common_noun("Prosecutors"), is_common_noun("Brell")
    (True, False)
    """
    lower, nouns = name.lower(), tables.nouns()
    forms = (lower, lower.removesuffix("s"), lower.removesuffix("es"), lower[:-3] + "y" if lower.endswith("ies") else lower)
    return any(f in nouns.persons or f in nouns.groups or f in nouns.organisations or f in nouns.documents for f in forms)


def _short_for(cast: Cast, mention: Mention, times: int) -> Entity | None:
    short = tuple(fold(t) for t in mention.tokens)
    people = [e for e in cast.entities if e.kind in (Kind.PERSON, Kind.SHORT) and not e.is_described]
    same = [e for e in people if tuple(fold(t) for t in e.tokens[-len(short) :]) == short]
    # `Sisi` after `Abdel Fattah al-Sisi`
    same = same or [e for e in people if len(short) == 1 and fold(e.tokens[-1]) in (f"al-{short[0]}", f"el-{short[0]}")]
    # `@AdaFinch`
    same = same or [e for e in people if len(short) == 1 and len(e.tokens) > 1 and "".join(map(fold, e.tokens)) == short[0]]
    same = same or [e for e in people if len(short) == 1 and len(e.tokens) > 1 and _is_misspelt(short[0], fold(e.tokens[-1]))]
    same = same or [e for e in people if len(short) == 1 and times == 1 and not mention.title and _has_a_letter_more(short[0], e)]
    if not same and len(short) == 1 and not mention.title:
        # A word used often and a longer one used once (`Trump`, `Trump Train`) are two things, unless the longer has an office (`Xi`).
        same = [
            e
            for e in people
            if len(e.tokens) > 1
            and fold(e.tokens[0]) == short[0]
            and not (e.tokens[-1].endswith("s") and e.tokens[-1].lower()[:-1] in tables.nouns().persons)
            and (times < 3 or e.roles or len(e.mentions) > 1 or mention.name in tables.names().given)
        ]
    if not same and len(short) == 1 and not mention.title:
        if mention.kind is Kind.ORGANISATION:
            return next((e for e in cast.entities if e.kind is Kind.ORGANISATION and len(e.tokens) > 1 and fold(e.tokens[-1]) == short[0]), None)
        bodies = [e for e in cast.entities if e.kind is Kind.ORGANISATION and len(e.tokens) > 1 and fold(e.tokens[0]) == short[0]]
        return bodies[0] if len(bodies) == 1 and times < 3 and bodies[0].tokens[0] not in tables.nouns().org_words else None
    return _choose(same, mention)


def _is_misspelt(short: str, surname: str) -> bool:
    """Say whether one long surname is the other with letters swapped, left out or not doubled: `Loyau-Kennet`, `Abedolajo`.

    >>> _is_misspelt("brekkelund", "brekelund"), _is_misspelt("petrov", "petrova")
    (True, False)
    """
    if min(len(short), len(surname)) < _LONG or short[0] != surname[0]:
        return False
    few, many = sorted((short, surname), key=len)
    is_left_out = len(many) - len(few) == 1 and few[-1] == many[-1] and any(many[:k] + many[k + 1 :] == few for k in range(1, len(few)))
    return is_left_out or sorted(short) == sorted(surname) or _DOUBLED.sub(r"\1", short) == _DOUBLED.sub(r"\1", surname)


def _has_a_letter_more(short: str, entity: Entity) -> bool:
    """Say whether a surname used once is that of one named often, with a letter too many or too few within: `Horlman` for `Holman`."""
    surname = fold(entity.tokens[-1])
    few, many = sorted((short, surname), key=len)
    if len(entity.tokens) < 2 or len(entity.mentions) < _OFTEN or len(few) < _SHORTISH or len(many) - len(few) != 1:
        return False
    return few[0] == many[0] and few[-2:] == many[-2:] and any(many[:k] + many[k + 1 :] == few for k in range(1, len(few)))


def _is_namesake(quoted: bytearray, entity: Entity, mention: Mention) -> bool:
    """Say whether a surname with an office means somebody else than the one of that name: `President Mol`, where only his wife is named in full."""
    offices = [w for w in mention.title.split() if w not in tables.names().courtesy]
    if not offices or len(mention.tokens) > 1 or len(entity.tokens) < 2 or any(len(m.tokens) == 1 for m in entity.mentions):
        return False
    if any(set(offices) & set(m.title.split()) for m in entity.mentions):
        return False
    if entity.suffix and not mention.suffix:
        return True
    known = presidents(mention.name) if offices[-1] == "President" else ()
    if known and not any(are_one_person(entity.tokens, tuple(name.split())) for name in known):
        return True
    is_kin = {w for role in entity.roles for w in role.lower().split()} & (tables.nouns().kin | _CONSORTS)
    return bool(is_kin) or (entity.mentions[0].start > mention.start and all(quoted[m.start] for m in entity.mentions))


def _is_relative(entity: Entity, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Say whether a bare surname, used again and again before, is that of a president, and the full name only once that of a relative."""
    full = [m for m in entity.mentions if len(m.tokens) > 1]
    if mention.title or len(mention.tokens) > 1 or len(full) != 1:
        return False
    if sum(m.tokens == mention.tokens for m in mentions if m.start < full[0].start) < _AGAIN:
        return False
    known = presidents(mention.name)
    return bool(known) and not any(are_one_person(entity.tokens, tuple(name.split())) for name in known)


def _choose(same: list[Entity], mention: Mention) -> Entity | None:
    """Choose among people of one surname: by courtesy title, by office, then by who was named last."""
    if len(same) <= 1:
        return same[0] if same else None
    gender = gender_of_title(mention.title)
    if gender:
        fitting = [e for e in same if e.fits(gender) >= 0]
        same = sorted(fitting or same, key=lambda e: -e.fits(gender))
        # How often the article has shown a gender says nothing: only whether it has.
        if len(same) == 1 or same[0].fits(gender) > same[1].fits(gender) + _CLEARLY:
            return same[0]
    offices = {w.casefold() for w in mention.title.split()} - {w.casefold() for w in tables.names().courtesy}
    if offices:
        holders = [e for e in same if any(offices & {w.casefold() for w in role.split()} for role in e.roles)]
        same = holders or same
    before = [e for e in same if e.mentions and e.mentions[0].start < mention.start]
    first = min(before or same, key=lambda e: e.mentions[0].start if e.mentions else mention.end)
    return max(before or same, key=lambda e: _standing(e, mention, is_first=e is first))


def _standing(entity: Entity, mention: Mention, *, is_first: bool) -> tuple[float, int]:
    """Return how likely a bare surname is this one's: newspapers keep it for whom they name first, not for the relative."""
    near = max((m.start for m in entity.mentions if m.start < mention.start), default=-1)
    full = sum(len(m.tokens) > 1 for m in entity.mentions)
    recent = mention.start - near < 400
    is_relative = any(set(role.lower().split()) & tables.nouns().kin for role in entity.roles)
    return (recent + _FIRST * is_first + 0.3 * min(full, 4) + 0.25 * len(entity.mentions) - 1.0 * is_relative - 1.0 * _is_headline(entity), near)


def _is_headline(entity: Entity) -> bool:
    """Say whether what looks like a name may be a headline that runs into one: `Combat Climate Change Ocher-Finch`."""
    names = tables.names()
    is_long = len(entity.tokens) > _LONGEST_NAME and not entity.roles
    return is_long and not any(t in names.particles or t in names.given or t.endswith(".") for t in entity.tokens[:-1])


def _weigh_place(text: str, entity: Entity, elsewhere: Sequence[Mention]) -> None:
    """Make a single unknown word a place if, where it is no source, it mostly stands where places stand: `in Halden`, `Brell, Halden`."""
    if _has_people(text, entity.name):
        entity.kind = Kind.PLACE
        return
    is_adjective = _ADJECTIVE.search(entity.name) is not None and entity.name not in tables.names().given
    if is_adjective and 2 * sum(text[m.end : m.end + 1] in " -" for m in entity.mentions) > len(entity.mentions):
        entity.kind = Kind.PEOPLE
        return
    if not elsewhere or any(m.title for m in entity.mentions):
        return
    where = [_stands_as_place(text, m) for m in elsewhere]
    things = [_THING_BEFORE.search(text, max(0, m.title_start - 8), m.title_start) for m in entity.mentions]
    if 2 * sum(where) >= len(where):
        entity.kind = Kind.PLACE
    elif len(elsewhere) == len(entity.mentions) and 2 * sum(t is not None for t in things) >= len(things):
        entity.kind = Kind.ORGANISATION


def _stands_as_place(text: str, mention: Mention) -> bool:
    """Say whether a name stands as in `in Halden` or `at Brell, Halden`, and neither owns nor does anything: `In Brell, Finch played`."""
    led = _PLACE_BEFORE.search(text, max(0, mention.title_start - 40), mention.title_start)
    if led is None or text.startswith(_OWNING, mention.end):
        return False
    return not led.group().endswith(", ") or not _does(text, mention)


def _has_people(text: str, name: str) -> bool:
    """Say whether the text has an adjective made from the name: `Tarsovian` tells that `Tarsovia` is a country."""
    return len(name) > 4 and re.search(rf"\b{re.escape(name.rstrip('ae'))}(?:n|an|ian|ean|ese)s?\b", text) is not None and not name.endswith("n")


def learn_capitals(text: str, cast: Cast) -> None:
    """Let a capital speak for the country that the article says it is the capital of."""
    for match in _CAPITAL.finditer(text):
        city, country = match["city"] or match["city_b"], match["country"] or match["country_b"]
        for entity in cast.entities:
            if entity.name == city and not entity.is_described:
                entity.kind, entity.stands_for = Kind.PLACE, country
