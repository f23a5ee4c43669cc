"""What kind of words a source is, and which word in it is the head.

In: the source span on a page. Out: a phrase: a pronoun, a name, several, or a noun with its owner. Appositions, relative
clauses and asides are cut off before the head is looked for, so that they never take its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.kinds import Kind, is_head
from onrecord.resolve.mentions import Mention
from onrecord.resolve.numbers import singular
from onrecord.resolve.page import Page
from onrecord.resolve.words import Word

PRONOUNS: Final = frozenset(
    "he she him her his hers himself herself they them their theirs themselves it its itself "
    "i me my mine myself we us our ours ourselves you your one this these those".split()
)
RELATIVES: Final = frozenset(["who", "which", "that", "whom", "whose"])
_CUT: Final = re.compile(r",(?!\s+(?:Jr|Sr|II|III)\b)|\s[—–-]{1,2}\s|[—(;\[]|\s(?:who|which|whose|whom)\b|\sthat\s|\s(?:I|we)\s", re.IGNORECASE)
_OFFICE_OF: Final = re.compile(r"of (?!the |an? |its |his |her |their )[a-z]+ ")
_ASIDE: Final = re.compile(r",(?!\s+(?:Jr|Sr|II|III)\b)|\s[—–-]{1,2}\s|[—(;\[]|\s(?:I|we)\s")
_DASHED: Final = re.compile(r"\s[—–]")
_DETERMINERS: Final = frozenset("the a an this that these those my your his her its our their some any one another each every no other".split())
_OF_PEOPLE: Final = ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "ee", "ive", "ic", "ess", "ar", "ard", "ot", "al")
_HIMSELF: Final = re.compile(r"(?<=\w) (?:himself|herself|itself|themselves)\W*$")
_CLAUSE_AFTER: Final = re.compile(r"[^,]*,\s+(?:who|whom|which|whose)\b")
_ONE_OF: Final = "one of "
_KIN: Final = re.compile(r" and (?:his|her|their) (?:wife|husband|son|daughter|brother|sister|mother|father|partner), ")
_MARKS: Final = re.compile(r"\s\([A-Z][\w.]{0,6}(?:[-–—‑][A-Z][\w.]*)?(?:\)|$)|,\s[RDI][-–—‑][A-Z][\w.]*(?=,|\s|$)|,\sboth\s[^,]*$")
_COMMITTEE: Final = re.compile(r"(?:the )?(?:House|Senate)(?:,? (?:[A-Z]\w+|and|&)){2,10} (?:Chair(?:man|woman)?|Ranking Member)\s")
_SUCH_AS: Final = re.compile(r"(?:some|many|others|most|few),? (?:like|such as|including) (?=(?:\w+ ){0,3}[A-Z])", re.IGNORECASE)
_OFFICE_FOR: Final = re.compile(
    r"(?:(?:the|an?|former|acting|deputy|special|then|U\.S\.|[A-Z]\w+) )*(?P<head>[A-Za-z]+) (?:for|to|on) (?:(?:the|and|[A-Z][\w.]+) )*[A-Z][\w.]+ "
)
_CHAMBERS: Final = frozenset(["House", "Senate"])
_RANKS: Final = frozenset("Majority Minority Vice Prime First Former Attorney Deputy Press White".split())
_DEPARTMENTS: Final = frozenset("Health Housing Education Labor Homeland Business".split())
_ADJECTIVES: Final = 4
_IN_A_NAME: Final = 30
_EDGE: Final = " \t\n,;:.—–-\"“”‘'()[]"


class Form(Enum):
    """The form of a source."""

    EMPTY = auto()
    PRONOUN = auto()
    RELATIVE = auto()
    NAME = auto()
    LIST = auto()
    NOUN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source read: its form, its cut core, its head in small letters, its names and the owner of its head."""

    form: Form
    start: int
    end: int
    core: str
    head: str = ""
    names: tuple[Mention, ...] = ()
    owner: Mention | None = None
    role: str | None = None
    is_definite: bool = False


def read_phrase(page: Page, start: int, end: int) -> Phrase:
    """Return what the source words are."""
    start, end = _trim(page.text, start, end)
    start = next((m.start for m in page.mentions_in(max(0, start - _IN_A_NAME), end) if m.start < start < m.end), start)
    whole = page.text[start:end]
    lower = re.sub(r"['’]s$", "", whole.lower())
    if not whole:
        return Phrase(form=Form.EMPTY, start=start, end=end, core="")
    if lower in PRONOUNS:
        return Phrase(form=Form.PRONOUN, start=start, end=end, core=whole, head=lower)
    if lower in RELATIVES:
        return Phrase(form=Form.RELATIVE, start=start, end=end, core=whole, head=lower)
    if len(listed := _listed(page, start, end)) > 1:
        return Phrase(form=Form.LIST, start=start, end=end, core=whole, names=tuple(listed))
    return _read_head(page, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    if himself := _HIMSELF.search(text, start, end):
        end = himself.start()
    while end > start and text[end - 1] in _EDGE and not (text[end - 1] == "." and text[end - 3 : end - 2] in (".", " ")):
        end -= 1
    return start, end


def _read_head(page: Page, start: int, end: int) -> Phrase:
    if like := _SUCH_AS.match(page.text, start, end):
        # `Some, like the rower Ada Finch, are angry`
        start = like.end()
    core_end = _core_end(page, start, end)
    if envoy := _of_an_office(page, start, core_end):
        return _named_behind(page, (start, core_end, end), envoy)
    if office := _COMMITTEE.match(page.text, start, end):
        # `Senate Docks, Piers, Boats and Ferries Committee Chairman Ada Finch`
        core_end = _core_end(page, office.end(), end)
    if shown := _of_a_show(page, start, core_end):
        return _named_behind(page, (start, core_end, end), shown)
    first = start + len(_ONE_OF) if page.text[start:end].lower().startswith(_ONE_OF) else start
    cut_end = _before_preposition(page, first, core_end)
    core = page.text[start : _description_end(page, start, end)].strip()
    mentions = page.mentions_in(first, cut_end)
    words = page.words_in(first, cut_end)
    if not words:
        return Phrase(form=Form.EMPTY, start=start, end=end, core=core)
    definite = words[0].text.lower() in _DETERMINERS - {"a", "an", "another", "some", "any", "no", "one"}
    last = mentions[-1] if mentions else None
    if first == start and last and last.end >= words[-1].end and not (last.owns and last.end < core_end - 2) and not _is_adjective(page, last, words):
        role = _ahead(page.text[start : last.start])
        return Phrase(form=Form.NAME, start=start, end=end, core=core, head=words[-1].text, names=(last,), role=role, is_definite=definite)
    head = next((w.text.lower() for w in reversed(words) if is_speaking(w.text)), words[-1].text.lower())
    head = singular(head) if first > start else head
    inner = _name_in_apposition(page, core_end, end, head)
    if inner:
        return Phrase(form=Form.NAME, start=start, end=end, core=core, head=head, names=(inner,), role=_ahead(page.text[first:core_end]))
    owner = next((m for m in mentions if m.owns), None)
    if owner is None:
        owner = _owner_after(page, cut_end, core_end)
    is_owned = any(w.owns for w in words[:-1])
    return Phrase(form=Form.NOUN, start=start, end=end, core=core, head=head, owner=owner, is_definite=definite or is_owned)


def _of_a_show(page: Page, start: int, end: int) -> Mention | None:
    """Return who is named right after a role that begins with a title of small words too: `Walk on the Pier co-host Simon Orr`."""
    words, named = page.words_in(start, end), page.mentions_in(start, end)
    if len(named) < 2 or named[-1].end < words[-1].end or named[-1].kind is not Kind.PERSON or named[0].start != start:
        return None
    inner = [w.text for w in words if w.end <= named[-1].title_start]
    is_title = words[0].text[:1].isupper() and named[0].kind is not Kind.PERSON and not named[0].title and not is_speaking(words[0].text)
    small = [w for w in inner[:-1] if w[:1].islower()]
    is_role = inner[-1][:1].islower() and inner[-1].rpartition("-")[2] in tables.nouns().persons
    return named[-1] if is_title and is_role and small in (["on", "the"], ["in", "the"], ["with"], ["of", "the"], ["of"]) else None


def _named_behind(page: Page, edges: tuple[int, int, int], named: Mention) -> Phrase:
    """Return the phrase from start over the end of its core to its end, that names somebody behind his or her role."""
    start, core_end, end = edges
    role = _ahead(page.text[start : named.title_start])
    return Phrase(form=Form.NAME, start=start, end=end, core=page.text[start:core_end], head=named.tokens[-1], names=(named,), role=role)


def _of_an_office(page: Page, start: int, end: int) -> Mention | None:
    """Return who is named in full right behind an office for a country or a matter: `envoy for Ostra Ada Finch`."""
    named = page.mentions_in(start, end)
    last = named[-1] if named else None
    if last is None or last.end < len(page.text[:end].rstrip(_EDGE)) or last.kind is not Kind.PERSON or len(last.tokens) < 2:
        return None
    office = _OFFICE_FOR.fullmatch(page.text, start, last.title_start)
    return last if office and is_speaking(office["head"]) and singular(office["head"].lower()) == office["head"].lower() else None


def is_speaking(noun: str) -> bool:
    """Say whether a noun is one of those that speak: people, groups, bodies, documents.

    >>> is_speaking("ministries"), is_speaking("weather")
    (True, False)
    """
    lower, nouns = noun.lower(), tables.nouns()
    forms = (lower, lower.removesuffix("s"), lower[:-3] + "y" if lower.endswith("ies") else lower)
    return any(f in nouns.persons or f in nouns.groups or f in nouns.organisations or f in nouns.documents for f in forms)


def _is_adjective(page: Page, last: Mention, words: list[Word]) -> bool:
    # `Republicans` or `the Russian` are nouns in themselves.
    return last.kind is Kind.PEOPLE


def _core_end(page: Page, start: int, end: int) -> int:
    return _cut_at(page, _CUT, start, end)


def _description_end(page: Page, start: int, end: int) -> int:
    """Return where the first comma, dash or bracket cuts the words off; a clause without a comma stays."""
    return _cut_at(page, _ASIDE, start, end)


def _cut_at(page: Page, cut: re.Pattern[str], start: int, end: int) -> int:
    """Return where the first match cuts the phrase off; a comma between adjectives does not: `the prominent, well-placed official`."""
    match = cut.search(page.text, start, end)
    if match and match.group() == "," and _is_among_adjectives(page, start, match.start(), end):
        match = cut.search(page.text, match.end(), end)
    return match.start() if match and match.start() > start else end


def _is_among_adjectives(page: Page, start: int, comma: int, end: int) -> bool:
    before, after = page.words_in(start, comma), page.words_in(comma, end)[:_ADJECTIVES]
    if len(before) < 2 or before[0].text.lower() not in _DETERMINERS or any(is_speaking(w.text) or w.text[:1].isupper() for w in before[1:]):
        return False
    return bool(after) and after[0].text[:1].islower() and after[0].text not in _DETERMINERS and any(is_speaking(w.text) for w in after)


def _before_preposition(page: Page, start: int, end: int) -> int:
    """Return where the first preposition stands that is in no name."""
    within = page.words_in(start, end)
    for before, word in pairwise(within):
        named = page.mentions_in(start, end)
        is_office = word.text == "of" and any(_OFFICE_OF.fullmatch(page.text, word.start, m.start) for m in named if m.kind is not Kind.ORGANISATION)
        if (
            word.text in tables.names().cuts
            and not is_office
            and not (word.text.endswith("ed") and (before.owns or before.text.lower() in _DETERMINERS))
            and page.quoted[word.start] <= page.quoted[start]
            and not any(m.title_start <= word.start < m.end for m in named)
        ):
            return word.start
    return end


def _ahead(text: str) -> str | None:
    """Return the role that stands before a name in a source, without courtesy titles and articles.

    >>> _ahead("the conservative commentator "), _ahead("Mr. "), _ahead("NBC’s ")
    ('conservative commentator', None, None)
    """
    words = text.strip(_EDGE.replace(".", "")).split()
    while words and (words[0].lower() in _DETERMINERS or words[0] in tables.names().courtesy | tables.names().epithets):
        words = words[1:]
    while words and words[-1] in tables.names().courtesy:
        words = words[:-1]
    if not words or re.search(r"['’]s?$", words[-1]) or words[-1] in tables.names().cuts | tables.names().function_words:
        # `News of Mr. Finch’s remarks` gives him no role.
        return None
    return " ".join(words) if _may_be_role(words) else None


def _may_be_role(words: list[str]) -> bool:
    word = words[-1]
    return any(is_speaking(w) for w in words) or word[:1].isupper() or word.endswith(_OF_PEOPLE) or "-" in word


def _name_in_apposition(page: Page, core_end: int, end: int, head: str) -> Mention | None:
    """Return the person named right after a description: `the ministry's spokesman, Jan Mol`."""
    is_many = head == "people" or (head.endswith("s") and head.removesuffix("s") in tables.nouns().persons)
    is_person = head in tables.nouns().persons or head.title() in tables.names().parties
    if core_end < end and page.text[core_end] == " ":
        # `one expert I spoke to — a harbour engineer named Ada Finch — said`
        aside = _DASHED.search(page.text, core_end, end)
        core_end = aside.start() + 1 if aside else core_end
    if core_end >= end or page.text[core_end] not in ",(—–" or is_many or not is_person:
        return None
    stop = _CUT.search(page.text, core_end + 2, end)
    stop_at = stop.start() if stop else end
    named = [m for m in page.mentions_in(core_end, stop_at) if m.kind in (Kind.PERSON, Kind.SHORT)]
    before = page.text[core_end : named[0].title_start].strip(_EDGE).lower().split() if named else []
    before = before[:-1] if before[-1:] == ["named"] else before
    is_role = not before or (before[-1] in tables.nouns().persons and not set(before) & tables.names().cuts)
    after = page.text[named[0].end : stop_at].strip(_EDGE).split() if named else []
    if named and is_role and (not after or after[0] in ("of", "from")):
        return named[0]
    return None


def _owner_after(page: Page, start: int, end: int) -> Mention | None:
    """Return the first name after the head: `a spokesman for the Harbour Board`."""
    return next(iter(page.mentions_in(start, end)), None)


def _listed(page: Page, start: int, end: int) -> list[Mention]:
    """Return the people and bodies of `A, B and C`, or nothing if the words are no such list."""
    text = _KIN.sub(lambda m: " and ".ljust(len(m.group())), page.text[start:end])
    text = _MARKS.sub(lambda m: " " * len(m.group()), text)
    if not re.search(r"\s(?:and|or|&)\s", text) or _CLAUSE_AFTER.match(text):
        return []
    named: list[Mention] = []
    is_apposed, at = False, start
    for part in re.split(r"(,\s+(?:and\s+)?|\s+and\s+|\s+or\s+|\s+&\s+)", text):
        joined = re.match(r"(,\s+(?:and\s+)?|\s+and\s+|\s+or\s+|\s+&\s+)$", part)
        mentions = [] if joined else _not_of_a_place(page, [m for m in page.mentions_in(at, at + len(part)) if text[m.start - start] != " "])
        stop = at + len(part)
        if mentions and mentions[0].start < stop and _heads_part(page, at, stop, mentions):
            named.append(mentions[-1] if mentions[-1].end >= len(page.text[:stop].rstrip(_EDGE)) else mentions[0])
        elif not joined and named and "and" in text[max(0, at - start - 5) : at - start]:
            return []
        elif not joined and named and part.strip() and re.match(r"\s+(?:and|or|&)\s", page.text[stop : stop + 6]):
            # `Mol, head of the Harbour and Coast Board`: an apposition, whose own `and` lists nobody.
            return []
        is_apposed = is_apposed or (bool(mentions) and bool(named) and mentions[-1] is not named[-1])
        at = stop
    if is_apposed and named[-1].kind not in (Kind.PERSON, Kind.SHORT):
        # `Mol, head of the Docks, Piers and Boats Board`
        return []
    if (
        len(named) > 1
        and named[0].kind is not Kind.PERSON
        and named[-1].kind is Kind.PERSON
        and len(named[0].tokens) == 1
        and page.entity(named[0]).kind is not Kind.PERSON
        and _has_role(page, named[-1])
    ):
        # `Health and Human Services spokeswoman Ada Finch`
        return []
    if len(named) > 1 and _is_one_office(named[0], named[-1]):
        # `Office of Docks and Harbour Director Ada Finch`, `House Docks and Piers Chairman Ada Finch`
        return []
    first = page.text[start : named[0].title_start] if named else ""
    inside = any(m.start < start + (text.find(" and ") if " and " in text else 0) < m.end for m in named)
    return named if len(named) > 1 and not re.search(r"\b(?:of|for|from|with|by|in|at)\b", first) and not inside else []


def _not_of_a_place(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Return the names without the place that the first is of: `Ada Finch of Halden`."""
    is_of = len(mentions) > 1 and page.text[mentions[-2].end : mentions[-1].start] == " of "
    return mentions[:-1] if is_of else mentions


def _is_one_office(body: Mention, person: Mention) -> bool:
    title, names = person.title.split(), tables.names()
    if body.kind is Kind.PEOPLE or len(title) < 2 or is_head(title[0]):
        return False
    if title[0] in names.leading | tables.places().people_of.keys() | _CHAMBERS | _RANKS:
        return False
    return (body.kind is Kind.ORGANISATION and "of" in body.tokens) or body.tokens[0] in _CHAMBERS | _DEPARTMENTS


def _has_role(page: Page, mention: Mention) -> bool:
    at = page.word_at(mention.title_start) - 1
    return at >= 0 and page.words[at].text.lower() in tables.nouns().persons


def _heads_part(page: Page, start: int, stop: int, mentions: list[Mention]) -> bool:
    whole = next((m for m in mentions if m.kind is not Kind.PEOPLE), mentions[0])
    before = page.text[start : whole.title_start].lower().split()
    if set(page.text[start : mentions[-1].title_start].lower().split()) & RELATIVES:
        # `Ada Finch, a professor who leads the Coast Centre and …`
        return False
    after = _MARKS.sub("", page.text[mentions[-1].end : stop]).strip(_EDGE)
    if mentions[-1].kind is Kind.PEOPLE or mentions[-1].owns or is_head(mentions[-1].tokens[-1]):
        return False
    return not (set(before) & tables.names().cuts) and (not after.split() or after.split()[0] in ("of", "from", "R", "D"))
