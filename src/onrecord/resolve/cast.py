"""The cast of an article: who and what its names stand for.

In: the mentions of one article. Out: one entity for each person, body or place, with every mention of it, its roles and
what the article itself says about its gender. A given name never tells a gender.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.resolve import tables
from onrecord.resolve.kinds import Kind
from onrecord.resolve.mentions import Mention

_OF_A_PARENT: Final = re.compile(r"\b(?:son|daughter|child|namesake) of|\b(?:father|dad|mother),?\s", re.IGNORECASE)
_PAPERS: Final = frozenset("Post Times Journal Tribune Herald Ledger Courier Standard Star Globe Mail Telegraph Chronicle Gazette Board".split())
_HANDLE: Final = " (@"


@dataclass(slots=True, kw_only=True)
class Entity:
    """One member of the cast."""

    name: str
    kind: Kind
    tokens: tuple[str, ...]
    number: int
    roles: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    """Party and state that the article sets beside the name: `(R-Fla.)`."""
    mentions: list[Mention] = field(default_factory=list)
    male: float = 0.0
    female: float = 0.0
    is_described: bool = False
    """It has no name in the article: `name` is its description."""
    is_plural: bool = False
    suffix: str = ""
    """`Jr.` or its like: with it two people of one name are two."""
    stands_for: str | None = None
    """The country for whose government a capital speaks, where the article says so."""
    speaks_as: SpeakerKind | None = None
    """Set when the kind of its name does not tell what kind of speaker it is."""

    @property
    def may_be_person(self) -> bool:
        """A pronoun for one person may mean it."""
        return self.kind in (Kind.PERSON, Kind.SHORT) and not self.is_plural

    def fits(self, gender: str) -> float:
        """Return from -1 to 1 how well a gender, `m` or `f`, agrees with what the article has said."""
        total = self.male + self.female
        if total == 0:
            return 0.0
        lean = (self.male - self.female) / (total + 0.5)
        return lean if gender == "m" else -lean


@dataclass(slots=True, kw_only=True)
class Cast:
    """All entities, and whose each mention is: `of` goes from the start of a mention to its entity."""

    entities: list[Entity] = field(default_factory=list)
    of: dict[int, Entity] = field(default_factory=dict)

    def add(self, mention: Mention, entity: Entity) -> None:
        """Note that the mention names the entity."""
        entity.mentions.append(mention)
        self.of[mention.start] = entity
        _learn_from_title(entity, mention.title)

    def enter(self, *, name: str, kind: Kind, tokens: tuple[str, ...]) -> Entity:
        """Return a new member of the cast."""
        entity = Entity(name=name, kind=kind, tokens=tokens, number=len(self.entities))
        self.entities.append(entity)
        return entity


def full_cast(text: str, mentions: Sequence[Mention], quoted: bytearray) -> Cast:
    """Return the cast of the names given in full; `quoted` has a byte for each character that is quoted."""
    cast = Cast()
    for mention in mentions:
        if not is_short(mention):
            entity = _same(text, cast, mention) or cast.enter(name=mention.name, kind=mention.kind, tokens=mention.tokens)
            entity.suffix = entity.suffix or mention.suffix
            cast.add(mention, entity)
            _name_in_full(text, entity, quoted)
    _read_acronyms(text, cast)
    _join_initials(cast)
    return cast


def is_short(mention: Mention) -> bool:
    """Say whether the mention may be part of a name that stands in full elsewhere; `the Post` is one too."""
    is_paper = mention.kind is Kind.ORGANISATION and len(mention.tokens) == 1 and mention.tokens[0] in _PAPERS
    # `FALLIN:` in a transcript is a surname in capitals.
    is_shouted = (
        mention.kind is Kind.ORGANISATION and len(mention.tokens) == 1 and mention.name.isalpha() and mention.name.isupper() and len(mention.name) > 4
    )
    return mention.kind is Kind.SHORT or is_paper or is_shouted or (mention.kind is Kind.PERSON and len(mention.tokens) == 1)


def are_one_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Say whether two full names can be of one person.

    >>> are_one_person(("Bob", "Mol"), ("Robert", "J.", "Mol")), are_one_person(("Ann", "Mol"), ("Jan", "Mol"))
    (True, False)
    """
    if left == right:
        return True
    if fold(left[-1]) != fold(right[-1]):
        return False
    a, b = fold(left[0]), fold(right[0])
    if a == b or (a[:1] == b[:1] and (left[0].endswith(".") or right[0].endswith("."))):
        return True
    short_of = tables.names().short_of
    return (
        left[0] in short_of.get(right[0], ())
        or right[0] in short_of.get(left[0], ())
        or bool(short_of.get(left[0], frozenset()) & short_of.get(right[0], frozenset()))
    )


def _is_short_for(nickname: str, given: str) -> bool:
    return given in tables.names().short_of.get(nickname, ())


def _is_courtesy(title: str) -> bool:
    return title in tables.names().courtesy


def _ends_alike(left: tuple[str, ...], right: tuple[str, ...], *, is_surname: bool = False) -> bool:
    """Say whether one name of two words or more is the end of the other: `Okafor Lund` of `Ada Okafor Lund`.

    A name after `Mr.` is a surname, even where its first word may be a given name: `Mr. Abdul Lund`.
    """
    few, many = sorted((left, right), key=len)
    return len(few) > 1 and len(many) > len(few) and many[-len(few) :] == few and (is_surname or few[0] not in tables.names().given)


def fold(token: str) -> str:
    """Return a word of a name as names are compared.

    >>> fold("O’Dell"), fold("Rácz")
    ("o'dell", 'racz')
    """
    plain = token.casefold().replace("’", "'")
    return plain if plain.isascii() else "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def _name_in_full(text: str, entity: Entity, quoted: bytearray) -> None:
    """Let a person bear the formal name, if the text has it, in the form used most, then the fullest; the mere end of another form is none."""
    full = [m for m in entity.mentions if m.kind is Kind.PERSON and len(m.tokens) > 1]
    full = [m for m in full if not quoted[m.start]] or full
    # How a post is signed is no form that the article uses, where it has another.
    forms = Counter(m.tokens for m in full if not text.startswith(_HANDLE, m.end)) or Counter(m.tokens for m in full)
    if entity.kind is not Kind.PERSON or not forms:
        return
    whole = [f for f in forms if not any(len(g) > len(f) and g[-len(f) :] == f for g in forms)]
    entity.tokens = max(whole, key=lambda f: (any(_is_short_for(g[0], f[0]) for g in whole), forms[f], len(f)))
    entity.name = " ".join(entity.tokens)


def _is_other_generation(text: str, entity: Entity, mention: Mention) -> bool:
    """Say whether one of two like names has a `Jr.` that the other, told of as his father or in full before him, has not."""
    if entity.suffix == mention.suffix:
        return False
    return bool(mention.suffix) or _OF_A_PARENT.search(text, max(0, mention.title_start - 60), mention.title_start) is not None


def _same(text: str, cast: Cast, mention: Mention) -> Entity | None:
    for entity in cast.entities:
        if entity.tokens[-1:] == mention.tokens[-1:] and _is_other_generation(text, entity, mention):
            continue
        if entity.tokens == mention.tokens and (entity.kind is mention.kind or Kind.PERSON in (entity.kind, mention.kind)):
            return _settle(entity, mention)
        if entity.kind is mention.kind is Kind.PERSON and len(entity.tokens) > 1 and are_one_person(entity.tokens, mention.tokens):
            return entity
        if entity.kind is mention.kind is Kind.PERSON and _ends_alike(entity.tokens, mention.tokens, is_surname=_is_courtesy(mention.title)):
            return entity
        if mention.kind is Kind.PLACE and entity.kind is Kind.PLACE and _country(entity.name) == _country(mention.name) is not None:
            return entity if entity.name == mention.name else None
    return None


def _settle(entity: Entity, mention: Mention) -> Entity:
    # `in Port Halden` and `Anna Halden` look alike: a title, or most mentions, decide.
    if entity.kind is not mention.kind and mention.title:
        entity.kind = mention.kind
    return entity


def _country(name: str) -> str | None:
    return tables.places().country_of.get(name)


def _read_acronyms(text: str, cast: Cast) -> None:
    """Join `Harbour Safety Board (HSB)` and `HSB`."""
    for entity in list(cast.entities):
        for mention in entity.mentions:
            after = text[mention.end : mention.end + 14]
            if entity.kind in (Kind.ORGANISATION, Kind.PERSON) and len(entity.tokens) > 1 and after.startswith(" (") and ")" in after:
                acronym = after[2 : after.index(")")].strip("“”\"'‘’.")
                if len(acronym) > 1 and acronym.isupper() and acronym.isalpha() and acronym[0] == entity.tokens[0][0]:
                    entity.kind = Kind.ORGANISATION
                    _merge(cast, (acronym,), entity)
                    break


def _join_initials(cast: Cast) -> None:
    """Join `HSB` and the one body of the article whose initials these are: `Harbour Safety Board`."""
    bodies = [e for e in cast.entities if e.kind is Kind.ORGANISATION and len(e.tokens) > 2]
    for short in [e for e in cast.entities if len(e.tokens) == 1 and len(e.name) > 2 and e.name.isalpha() and e.name.isupper()]:
        named = [e for e in bodies if "".join(t[0] for t in e.tokens if t[:1].isupper()) == short.name]
        if len(named) == 1:
            _merge(cast, short.tokens, named[0])


def _merge(cast: Cast, tokens: tuple[str, ...], into: Entity) -> None:
    for other in cast.entities:
        if other is not into and other.tokens == tokens:
            for mention in other.mentions:
                cast.of[mention.start] = into
                into.mentions.append(mention)
            other.mentions = []
            other.tokens = ("",)


def gender_of_title(title: str) -> str:
    """Return `m`, `f` or nothing for what stands before a name.

    >>> gender_of_title("Mrs."), gender_of_title("Senator")
    ('f', '')
    """
    words = title.split()
    if any(w in tables.names().female or w.casefold() in tables.nouns().female for w in words):
        return "f"
    return "m" if any(w in tables.names().male or w.casefold() in tables.nouns().male for w in words) else ""


def _learn_from_title(entity: Entity, title: str) -> None:
    if not title:
        return
    gender = gender_of_title(title)
    # `Chairman Anna Mol`: an office in -man is a weaker witness than Mr. or Mrs.
    weight = 5.0 if any(w in tables.names().courtesy for w in title.split()) else 1.5
    entity.male += weight * (gender == "m")
    entity.female += weight * (gender == "f")
    role = title_role(title)
    if role and role not in entity.roles and role not in tables.names().leading:
        entity.roles.append(role)


def title_role(title: str) -> str:
    """Return the words of office in what stands before a name.

    >>> title_role("Mr. Justice"), title_role("Mrs.")
    ('Justice', '')
    """
    return " ".join(w for w in title.split() if w not in tables.names().courtesy)
