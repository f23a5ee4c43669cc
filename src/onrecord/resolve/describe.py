"""Whom a noun means: `the chairman`, `the ministry`, `officials`, `the report`, `a senior official`.

In: a phrase whose head is a common noun. Out: the named member of the cast that it stands for, or a member of the cast
that has only this description. Never guesses a person from a noun that says no more than `man` or `official`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from onrecord.records import SpeakerKind
from onrecord.resolve import tables
from onrecord.resolve.cast import Cast, Entity
from onrecord.resolve.holders import most_recent, named_by
from onrecord.resolve.kinds import Kind
from onrecord.resolve.numbers import is_plural, singular
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Phrase
from onrecord.resolve.roles import is_person_noun
from onrecord.resolve.scene import Scene

_ANONYMOUS: Final = re.compile(
    r"anonym|not (?:to be|be|want to be|wish to be|authori[sz]ed)|familiar with|briefed on|knowledge of|close to|declined to be named|unnamed",
    re.IGNORECASE,
)
_PLAIN_NOUNS: Final = frozenset("official aide source adviser diplomat strategist lawyer person man woman".split())
"""Nouns of which many are quoted without a name: `the official` is whom the article has called one, before any named one."""
_BARELY: Final = re.compile(r"(?: of [A-Z]\w+| \([^)]{1,20}\)|, [RDI]-[\w.]+)?,? ?")
_PAIRS: Final = frozenset("duo pair two trio couple".split())
_POSSESSIVES: Final = frozenset(["his", "her", "its"])
_OWN_STAFF: Final = frozenset("office campaign team staff family".split())
_OWNING: Final = re.compile(r"(?<=\w)(?:['’]s|['’](?=\s))\s+")
_OF: Final = re.compile(r" (?:of|for) ")
_NUMBERS: Final = frozenset("two three four five six seven eight nine ten several few some couple half many dozens".split())
_STORIES: Final = frozenset("story article column post op-ed editorial blog essay website site".split())
"""A story is none of the treaties and letters that it tells of."""
_SPECIFIC: Final = frozenset("several two three four five six seven eight nine ten".split())
_INDEFINITE: Final = frozenset(["a", "an", "another", "one", "some", "second", "third", "any"])
_DETERMINERS: Final = frozenset("the a an this that these those his her its their our my one another".split())


@dataclass(slots=True, kw_only=True)
class Descriptions:
    """The members of one article's cast that have a description and no name, by their words."""

    cast: Cast
    known: dict[str, Entity] = field(default_factory=dict)
    by_head: dict[str, list[tuple[int, Entity]]] = field(default_factory=dict)
    scene: Scene | None = None
    """What the walk has seen so far."""
    whose: Callable[[int, str], Entity | None] | None = None
    """Whom `his`, `her` or `its` at an offset means, where that is plain."""

    def get(self, words: str, start: int, head: str, make: Callable[[Entity], None]) -> Entity:
        """Return the member with these words, new if there is none."""
        key = words.casefold()
        if key not in self.known:
            entity = self.cast.enter(name=words, kind=Kind.PERSON, tokens=("",))
            entity.is_described = True
            make(entity)
            self.known[key] = entity
        entity = self.known[key]
        self.by_head.setdefault(head, []).append((start, entity))
        return entity

    def last_document(self, before: int, *, of_any_kind: bool = False) -> tuple[int, Entity] | None:
        """Return where the last document before an offset is described: `the report` may be `an internal assessment`, but no film and no placard."""
        seen = self._documents(before)
        return max(((at, e) for at, e in seen if of_any_kind or _is_paper(e)), key=lambda s: s[0], default=None)

    def document_like(self, head: str, before: int, *, plural: bool) -> Entity | None:
        """Return the last document before an offset that a noun may stand for: one of as many, and a story only for a story."""
        seen = [(at, e) for at, e in self._documents(before) if _is_paper(e) and is_plural(_noun_of(e)) == plural]
        seen = [(at, e) for at, e in seen if head not in _STORIES or singular(_noun_of(e).lower()) in _STORIES | {"report"}]
        return max(seen, key=lambda s: s[0])[1] if seen else None

    def _documents(self, before: int) -> list[tuple[int, Entity]]:
        return [(at, e) for found in self.by_head.values() for at, e in found if at < before and e.speaks_as is SpeakerKind.DOCUMENT]

    def last(self, head: str, before: int, words: str) -> Entity | None:
        """Return the last member described before an offset with this head and all of these words."""
        asked = _bare(words) - {head}
        return next((e for at, e in reversed(self.by_head.get(head, ())) if at < before and asked <= _bare(e.name)), None)


def _noun_of(entity: Entity) -> str:
    return _OF.split(entity.name)[0].split()[-1]


def _is_paper(entity: Entity) -> bool:
    return singular(entity.name.split()[-1].lower()) not in tables.nouns().shows


def _bare(words: str) -> set[str]:
    return {singular(w.strip("’',.").removesuffix("’s").removesuffix("'s")) for w in words.lower().split()} - _DETERMINERS


def meant_by(page: Page, phrase: Phrase, described: Descriptions) -> tuple[Entity, float]:
    """Return whom the noun means, and how sure that is."""
    head = singular(phrase.head)
    if head in ("republican", "democrat") and described.scene and (recent := most_recent(page, phrase, head, described.scene)):
        return recent
    if head in _PLAIN_NOUNS and len(phrase.core.split()) == 2 and phrase.is_definite and not is_plural(phrase.head):
        said = described.last(head, phrase.start, phrase.core)
        if said is not None and not said.is_plural:
            return said, 0.8
    if pair := _pair(phrase, head, described):
        return pair, 0.8
    if named := named_by(page, phrase, head):
        return named
    owner = _owner(page, phrase, described)
    words = _description(page, phrase, owner)
    is_new = phrase.core.split()[0].lower() in _INDEFINITE
    plural = is_plural(phrase.head)
    if phrase.is_definite and not is_new and not phrase.owner:
        earlier = described.last(head, phrase.start, f"{owner.tokens[-1]} {phrase.core}" if owner else words)
        earlier = earlier or _paper_before(phrase, head, words, described)
        if earlier is None and head == "panel" and len(words.split()) == 2:
            # Judges sit as one.
            earlier = described.last("court", phrase.start, "")
        if earlier is not None and is_plural(_noun_of(earlier)) != plural and earlier.speaks_as is SpeakerKind.ORGANISATION:
            earlier = None
        if earlier is not None and (earlier.is_plural == plural or earlier.speaks_as is not SpeakerKind.GROUP):
            return earlier, 0.8
        if not plural and described.scene and (recent := most_recent(page, phrase, head, described.scene)):
            return recent
    kind = _kind_of(page, phrase, head, plural=plural)
    entity = described.get(words, phrase.start, head, lambda e: _describe(e, kind, phrase.head, plural=plural))
    return entity, 0.8 if kind is not SpeakerKind.UNNAMED or is_new else 0.6


def _pair(phrase: Phrase, head: str, described: Descriptions) -> Entity | None:
    """Return those whom `the pair` or `the duo` stands for: the last who were named together."""
    is_pair = head in _PAIRS and phrase.core.lower() == f"the {phrase.head.lower()}"
    return described.scene.last_list(phrase.start) if is_pair and described.scene else None


def _paper_before(phrase: Phrase, head: str, words: str, described: Descriptions) -> Entity | None:
    """Return the last document described, for `the report` without more words."""
    if head not in tables.nouns().documents - tables.nouns().utterances or len(words.split()) != 2 or words[:1] not in "tT":
        return None
    last = described.document_like(head, phrase.start, plural=is_plural(phrase.head))
    if last is not None:
        described.by_head.setdefault(head, []).append((phrase.start, last))
    return last


def _owner(page: Page, phrase: Phrase, described: Descriptions) -> Entity | None:
    """Return the person or body that the description belongs to: `his spokesman`, `Mol’s spokesman`."""
    first, head = phrase.core.split()[0].lower(), singular(phrase.head)
    is_own_paper = first in ("his", "her") and head in tables.nouns().documents
    if not (is_person_noun(head) or head in _OWN_STAFF or is_own_paper):
        return None
    if first == "whose":
        owner = _before_whose(page, phrase.start)
    elif first in _POSSESSIVES:
        owner = described.whose(phrase.start, first) if described.whose else None
    else:
        named = phrase.owner if phrase.owner and phrase.owner.owns and phrase.owner.title_start == phrase.start else None
        owner = page.entity(named) if named and page.entity(named).kind is Kind.PERSON else None
    return owner if owner and not owner.is_described else None


def _before_whose(page: Page, start: int) -> Entity | None:
    """Return the person right before `whose`, a place and a comma apart: `Jan Mol of Halden, whose spokesman`."""
    named = [m for m in page.mentions_in(page.sentence_bounds(start)[0], start) if page.entity(m).kind is Kind.PERSON]
    return page.entity(named[-1]) if named and _BARELY.fullmatch(page.text, named[-1].end, start) else None


def _description(page: Page, phrase: Phrase, owner: Entity | None) -> str:
    """Return the words of a description, its owner by full name."""
    words = re.sub(r"\s+", " ", phrase.core).strip(" ,;:") or page.text[phrase.start : phrase.end]
    while len(words.split()) > 2 and words.split()[-1] in tables.names().cuts:
        # `a campaign ad released` of `a campaign ad released Thursday`
        words = words.rsplit(" ", 1)[0]
    if len(words.split()) > 2 and words.split()[-1] in tables.names().weekdays:
        words = words.rsplit(" ", 1)[0]
    if owner is None:
        return words
    rest = words.split(" ", 1)[1] if phrase.core.split()[0].lower() in {*_POSSESSIVES, "whose"} else _OWNING.split(words, maxsplit=1)[-1]
    return f"{owner.name}’s {rest}"


def _kind_of(page: Page, phrase: Phrase, head: str, *, plural: bool) -> SpeakerKind:
    nouns = tables.nouns()
    whole = page.text[phrase.start : phrase.end]
    first = phrase.core.split()[0].lower()
    if phrase.head in nouns.documents or head in nouns.documents:
        return SpeakerKind.DOCUMENT
    if phrase.head in ("police", "authorities") or (head in nouns.organisations and not is_person_noun(head)):
        return SpeakerKind.GOVERNMENT if head in ("government", "regime") else SpeakerKind.ORGANISATION
    if first == "one" or first in _SPECIFIC or _ANONYMOUS.search(whole):
        return SpeakerKind.UNNAMED
    plural = plural or " and " in phrase.core
    is_share = first[:1].isdigit() or phrase.head in ("percent", "rest", "majority", "number", "half", "third", "quarter")
    return SpeakerKind.GROUP if plural or first in _NUMBERS or is_share else SpeakerKind.UNNAMED


def _describe(entity: Entity, kind: SpeakerKind, head: str, *, plural: bool) -> None:
    nouns = tables.nouns()
    entity.speaks_as = kind
    entity.is_plural = plural and kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED)
    if kind in (SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT):
        entity.kind = Kind.ORGANISATION
    entity.male += 3.0 * (head in nouns.male)
    entity.female += 3.0 * (head in nouns.female)
