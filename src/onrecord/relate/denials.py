"""What one statement denies, by its own words alone: by its cue (`denied`, `dismissed … as baseless`) or in its content.

In: a statement. Out: its denials, none for most. Which statement is meant is for disputes.py to say. No denial of words:
`denied bail`, `did not deny`, `declined to comment`, `refused to go`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from onrecord.records import DisputeKind, Span, Stance
from onrecord.relate.said import Passage, Said
from onrecord.relate.subjects import Term, is_negation, stem, table, terms, words_in
from onrecord.relate.tone import is_unsure
from onrecord.relate.words import words_of

_REMEMBERED: Final = 4_096
"""Texts whose answer is kept: each statement is compared with every denial of its article."""


class Way(StrEnum):
    """How a denial names what it denies."""

    MATTER = "matter"  # in words of its own: `that it had dumped dye`
    POINTER = "pointer"  # by a word that points back: `the allegations`, `it`
    ACT = "act"  # by an act that somebody is accused of: `any wrongdoing`
    OPPOSITE = "opposite"  # by saying the opposite, with no word of denial


class Noun(StrEnum):
    """The class of the noun that names what another said."""

    CLAIM = "claims"
    ACCUSATION = "accusations"
    DEMAND = "demands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What is denied. `whose` are words of the one whose words they are said to be; `span` is the evidence.

    `is_own`: what another says that the speaker has said (`that is not what I said`). `noun` begins the noun; `is_this`:
    `that claim`, `those`, and no mere `the claim` or `it`. `is_any`: `any tampering`. `is_vague`: `the comments`. `is_such`: `no such offer`.
    `is_ones`: `his idea`, `her account`, which is a person's.
    `is_in_content`: what is said denies it, not the cue.
    `is_of_same_house`: the source is `his office`, `the ministry’s spokesman`, who puts right what came from the same house.
    """

    kind: DisputeKind
    way: Way
    matter: tuple[Term, ...]
    span: Span
    nouns: frozenset[Noun] = frozenset()
    whose: str = ""
    is_own: bool = False
    noun: str = ""
    is_this: bool = False
    is_any: bool = False
    is_vague: bool = False
    is_such: bool = False
    is_ones: bool = False
    is_in_content: bool = False
    is_of_same_house: bool = False


_BLOCKED: Final = frozenset("to would will could should might may cannot refuse refused declined unable neither been be".split())
_PASSIVE: Final = frozenset("was were been being is are be".split())
_NOBODY: Final = re.compile(r"\s*(?:neither|nobody|no one|none)\b", re.IGNORECASE)
_POINTER: Final = re.compile(
    r"^\W*(?:all of )?(?:it|that|this|them|those|these)\b\W*(?:(?:all|outright|flatly|strongly|entirely)\W*)?(?:as\b.*)?$", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"^\W*(?:that|having|ever|being|any|all|there|it|he|she|they|(?!noth|someth|anyth|everyth|dur|king|k?ing\b|morn|even|build)\w{2,}ing)\b",
    re.IGNORECASE,
)
_OF_ACT: Final = re.compile(r"^\W*(?:any|all|his|her|its|their|the|such)?\s*\w*?(?:ment|ence|ance|usion|ation|edge|acy|ings?)\b", re.IGNORECASE)
_ANY_ACT: Final = re.compile(r"^\W*any\s+(?:\w+\s+)?\w+\W*$", re.IGNORECASE)
_OWN_HOUSE: Final = re.compile(
    r"^\W*(?:his|her|their|its|a|the)\s+(?:\w+\s+)?(?:office|ministry|department|campaign|spokesman|spokeswoman|spokesperson|aides?)\b", re.IGNORECASE
)
_OWNER: Final = re.compile(r"([\w’'. -]+?)(?:['’]s|s['’])\s+(?:\w+\s+){0,2}$")
_MOST_BEFORE_NOUN: Final = 6
_NOUN_BEGIN: Final = 5
_GAP: Final = 60
_NEUTRAL: Final = frozenset(
    {None, Stance.ASSERTS, Stance.DENIES, Stance.REJECTS, Stance.CRITICISES, Stance.JOKES, Stance.ACCUSES, Stance.CONFIRMS, Stance.PROMISES}
)
_SHORT: Final = 11


@lru_cache(_REMEMBERED)
def denials_of(said: Said) -> tuple[Denial, ...]:
    """Return what the statement denies: what its cue does, else what its content does."""
    by_cue = _by_cue(said)
    if by_cue is not None:
        return (by_cue,)
    if said.stance not in _NEUTRAL or _is_blocked(said):
        return ()
    return tuple(_in_content(said))


# By its cue


def _by_cue(said: Said) -> Denial | None:
    kind = _kind_of_cue(said)
    if kind is None:
        return None
    told = _told(said)
    if kind == "calls" or (kind == "rejects" and re.search(r"\bas\b", told.text)):
        return _called(said, told)
    if kind in ("corrects", "confirms", "concedes"):
        return _of_same(said, told, kind)
    return _denied(said, told, DisputeKind(kind))


def _kind_of_cue(said: Said) -> str | None:
    """Return the entry of the table of cues that holds the cue, unless it is negated, passive or only wished."""
    if said.cue is None or _NOBODY.match(said.source):
        return None
    forms = [w.form for w in words_of(said.cue.text)]
    for place, form in enumerate(forms):
        kind = _kind_at(tuple(stem(f) for f in forms[place : place + 3]))
        if kind is None:
            continue
        before = forms[:place]
        is_blocked = any(is_negation(f) or f in _BLOCKED for f in before) or (any(f in _PASSIVE for f in before) and not form.endswith("ing"))
        return None if is_blocked else kind
    return None


@cache
def _kind_at(stems: tuple[str, ...]) -> str | None:
    for kind, phrases in table("cues").items():
        for phrase in phrases:
            parts = tuple(phrase.split("_"))
            if stems[: len(parts)] == parts or (len(parts) == 2 and stems[0] == parts[0] and parts[1] in stems[1:]):
                return kind
    return None


def _is_blocked(said: Said) -> bool:
    return said.cue is not None and any(is_negation(w.form) or w.form in _BLOCKED for w in words_of(said.cue.text))


def _told(said: Said) -> Passage:
    """Return the words from behind the cue to the end of the content, or the content alone if it does not follow soon."""
    first, last = said.content[0], said.content[-1]
    if said.cue is not None and 0 <= first.start - said.cue.end <= _GAP:
        begin = said.cue.end - said.frame.start
        between = said.frame.text[begin : first.start - said.frame.start] if begin >= 0 else ""
        if len(said.content) == 1 and first.start - said.cue.end == len(between):
            return Passage(said.cue.end, between + last.text)
    return first if len(said.content) == 1 else Passage(first.start, " ".join(p.text for p in said.content))


def _denied(said: Said, told: Passage, kind: DisputeKind) -> Denial | None:
    text = told.text
    if _POINTER.match(text):
        return _denial(said, kind, Way.POINTER)  # of `denied it` and `denied that` only the next sentence shows which is meant
    if (named := _named(said, told, kind)) is not None:
        return named
    if not re.match(r"\W*that\b", text) and _names_goods(text):
        return None
    if kind is DisputeKind.DENIES and _is_act(text):
        return _denial(said, kind, Way.ACT)
    is_clause = _CLAUSE.match(text) is not None
    if is_clause or (_is_plain_denial(said) and _OF_ACT.match(text)):
        return replace(_denial(said, kind, Way.MATTER, terms(text)), is_any=kind is DisputeKind.DENIES and _ANY_ACT.match(text) is not None)
    return None


def _is_plain_denial(said: Said) -> bool:
    return said.cue is not None and any(stem(w.form) in ("deni", "denial") for w in words_of(said.cue.text))


def _named(said: Said, told: Passage, kind: DisputeKind) -> Denial | None:
    """Return the denial of what a noun names: `the claim that …`, `the mayor’s figures`, `calls to resign`."""
    found = noun_in(told.text)
    if found is None:
        return None
    start, end, nouns = found
    if kind is DisputeKind.DENIES and nouns == {Noun.DEMAND}:
        return None  # a request denied is no word denied
    before, after = told.text[:start], told.text[end:]
    matter = _matter_behind(after)
    owner = _OWNER.search(before)
    modifiers = () if owner else tuple(t for t in terms(before))
    whose = owner[1] if owner else (m[1] if (m := re.match(r"\s*(?:by|from)\s+((?:\w+\s?){1,4})", after)) else "")
    if matter or modifiers:
        return _denial(said, kind, Way.MATTER, (*modifiers, *matter), nouns=nouns, whose=whose)
    is_definite = re.match(r"^\W*(?:the|that|this|those|these|such|his|her|its|their|any)\b", told.text, re.IGNORECASE) or whose
    is_vague = told.text[start:end].lower() in words_in("vague") and not _is_this(before)
    made = _denial(said, kind, Way.POINTER, nouns=nouns, whose=whose)
    return (
        replace(made, is_vague=is_vague, noun=_begin(told.text[start:end]), is_this=_is_this(before), is_ones=_is_ones(before))
        if is_definite
        else None
    )


def _begin(noun: str) -> str:
    return stem(noun.lower())[:_NOUN_BEGIN]


def _is_ones(before: str) -> bool:
    return re.match(r"\W*(?:his|her)\b", before, re.IGNORECASE) is not None


def _is_this(before: str) -> bool:
    return re.search(r"\b(?:that|this|those|these|such)\s*$", before, re.IGNORECASE) is not None


def _matter_behind(after: str) -> tuple[Term, ...]:
    """Return what stands behind the noun: `claims that …`, `calls to …`, `a report suggesting …`."""
    rest = re.match(
        r"\s*(?:\w+\s+){0,3}?\b(?:that|of|to|about|for|(?:suggest|alleg|claim|say|stat|accus|\w{3,})ing|by [^,]{3,40}? that)\b(.*)", after, re.DOTALL
    )
    return terms(rest[1]) if rest else ()


def noun_in(text: str) -> tuple[int, int, frozenset[Noun]] | None:
    """Return where the first noun stands that names what another said, if it leads the text, and its classes.

    >>> noun_in("the mayor’s claim that crime had doubled")[:2], noun_in("that he had heard the claim")
    ((12, 17), None)
    """
    for word in words_of(text)[:_MOST_BEFORE_NOUN]:
        if word.form in ("that", "which") and re.match(r"\W*that\s+(?:he|she|it|they|the|a|an|any|his|her|its|their)\b", text):
            return None
        nouns = frozenset(noun for noun in Noun if word.form in _nouns(noun))
        if nouns:
            return word.start, word.end, nouns
        if word.form == "of" and re.match(r"\W*(?:all|any|each|some|most|both) of\b", text):
            continue
        if word.form.endswith("ing") or word.form in ("to", "of", "as", "was", "were", "had", "has", "is", "are"):
            return None
    return None


@cache
def _nouns(noun: Noun) -> frozenset[str]:
    known = words_in(noun.value)
    return known | {word + "s" for word in known if noun is not Noun.DEMAND}


def _called(said: Said, told: Passage) -> Denial | None:
    """Return the denial in `called the report false`, `dismissed that as nonsense`; None for what is said of a person or thing."""
    forms = [w.form for w in words_of(told.text)]
    is_rejected = _kind_of_cue(said) == "rejects"
    if not is_rejected and not any(form in words_in("falsehoods") for form in forms[1:]):
        return None
    if found := noun_in(told.text):
        before, behind = told.text[: found[0]], re.split(r"\bas\b|[“\"]|''", told.text[found[1] :])[0]
        owner = _OWNER.search(before)
        matter = (*(() if owner else terms(before)), *_matter_behind(behind))
        if not matter and re.match(r"\W*an?\b", before):
            return None
        is_vague = told.text[found[0] : found[1]].lower() in words_in("vague") and not _is_this(before)
        made = _denial(said, DisputeKind.REJECTS, Way.MATTER if matter else Way.POINTER, matter, nouns=found[2], whose=owner[1] if owner else "")
        return replace(made, is_vague=is_vague, noun=_begin(told.text[found[0] : found[1]]), is_this=_is_this(before), is_ones=_is_ones(before))
    is_pointer = re.match(r"\W*(?:it|that|this|those|these)\s+(?:as\b|[“\"]|all\b)", told.text, re.IGNORECASE)
    if not is_pointer or not any(form in words_in("falsehoods") for form in forms):
        return None
    return replace(_denial(said, DisputeKind.REJECTS, Way.POINTER), is_this=not told.text.strip().lower().startswith("it"))


def _of_same(said: Said, told: Passage, kind: str) -> Denial | None:
    """Return what a cue of confirming or correcting is about."""
    name = DisputeKind.CORRECTS if kind == "corrects" else DisputeKind.CONFIRMS
    found = noun_in(told.text)
    if found is not None and kind == "confirms":
        owner = re.match(r"\W*(?:the|that|this|his|her|their|both)\b", told.text, re.IGNORECASE)
        rest = terms(told.text[found[1] :])
        return _denial(said, name, Way.MATTER, rest) if rest else _denial(said, name, Way.POINTER, nouns=found[2]) if owner else None
    is_clause = re.match(r"\W*(?:that|it|he|she|they|there|having|\w+ing)\b", told.text, re.IGNORECASE)
    whom = "" if is_clause else told.text.split(",")[0]
    if not is_clause and (kind != "corrects" or not re.search(r"\bcorrect(?:s|ed|ing)?\b", said.cue.text if said.cue else "")):
        return None
    made = _denial(said, name, Way.MATTER, terms(told.text), whose=whom if kind == "corrects" else "")
    return replace(made, is_of_same_house=_OWN_HOUSE.match(said.source) is not None)


def _names_goods(text: str) -> bool:
    forms = [w.form for w in words_of(text)]
    return not _CLAUSE.match(text) and any(form in words_in("goods") for form in forms)


def _is_act(text: str) -> bool:
    forms = [w.form for w in words_of(text) if w.form not in ("any", "all", "the", "criminal", "such", "or", "and", "personal", "direct")]
    return bool(forms) and all(form in words_in("acts") for form in forms[:2])


def _denial(
    said: Said, kind: DisputeKind, way: Way, matter: tuple[Term, ...] = (), *, nouns: frozenset[Noun] = frozenset(), whose: str = ""
) -> Denial:
    return Denial(kind=kind, way=way, matter=matter, span=_evidence(said), nouns=nouns, whose=whose)


def _evidence(said: Said) -> Span:
    """Return from the cue to the end of the nearest part of the content."""
    edges = [(p.start, p.end) for p in said.content]
    if said.cue is None:
        return Span(start=edges[0][0], end=edges[0][1])
    at = said.cue.start
    near = min(edges, key=lambda e: min(abs(e[0] - at), abs(e[1] - at)))
    return Span(start=min(said.cue.start, near[0]), end=max(said.cue.end, near[1]))


# In its content

_FALSE = "|".join(sorted(words_in("falsehoods"), key=len, reverse=True))
_UNTRUE: Final = rf"(?:not|n['’]t|never)\s+(?:\w+\s+)?(?:true|so|correct|accurate|the case|right|what happened)|(?:{_FALSE})"
_THAT_IS_FALSE: Final = re.compile(
    rf"^\W*(?:no, |well, )?(?:that|this|it|those|these|they)(?:['’]s|['’]re|\s+(?:is|was|are|were))\s*(?:\w+\s+){{0,3}}?(?:{_UNTRUE})\b(?!\s+\w)|"
    rf"^\W*(?:that|it|this)\s+(?:never|did\s+not|didn['’]t)\s+happen",
    re.IGNORECASE,
)
_NOUN_IS_FALSE: Final = re.compile(
    rf"^\W*(?:the|this|that|these|those|his|her|their|such)\s[^.,]*?\b(?:is|are|was|were)\s+(?:\w+\s+){{0,2}}?(?:{_UNTRUE})\b", re.IGNORECASE
)
_NOT_SAID: Final = re.compile(
    r"\bnot what (?:i|we|he|she|they) (?:had |have )?(?:said|meant|told)\b|\b(?:i|we) never said (?:that|this|it|so|any such)\b|"
    r"\b(?:i|we) (?:did not|didn['’]t) say (?:that|this|it|so|any such)\b|\bwords (?:were|have been) (?:twisted|taken out of context)\b",
    re.IGNORECASE,
)
_NO_EVIDENCE: Final = re.compile(
    r"\b(?:no (?:evidence|proof|truth|basis|plans?|intention|sign|indication)\s+(?:whatsoever\s+)?(?:that|of|to|for|in)|"
    r"(?:untrue|false|not true|not the case|incorrect|wrong)\s+(?:that|to say(?: that)?|to suggest(?: that)?|to claim(?: that)?))\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_SUCH: Final = re.compile(r"\bno such (?!thing|luck)(\w+)\b", re.IGNORECASE)


def _in_content(said: Said) -> Iterator[Denial]:
    for place, (sentence, found) in enumerate(said.sentences):
        span = Span(start=sentence.start, end=sentence.end)
        count = len(words_of(sentence.text))
        if _NOT_SAID.search(sentence.text):
            yield Denial(kind=DisputeKind.CORRECTS, way=Way.POINTER, matter=(), span=span, is_own=True)
        elif evidence := _NO_EVIDENCE.search(sentence.text):
            yield Denial(kind=DisputeKind.DENIES, way=Way.MATTER, matter=terms(evidence[1]), span=span, is_in_content=True)
        elif such := _NO_SUCH.search(sentence.text):
            yield Denial(kind=DisputeKind.DENIES, way=Way.MATTER, matter=terms(such[1]), span=span, is_such=True)
        elif is_unsure(sentence.text):
            continue
        elif place == 0 and count <= _SHORT and _THAT_IS_FALSE.match(sentence.text):
            is_this = re.match(r"\W*(?:no, |well, )?(?:that|this|those|these)", sentence.text, re.IGNORECASE) is not None
            yield Denial(kind=DisputeKind.DENIES, way=Way.POINTER, matter=(), span=span, is_this=is_this)
        elif count <= _SHORT and _NOUN_IS_FALSE.match(sentence.text) and (noun := noun_in(sentence.text)):
            yield Denial(kind=DisputeKind.DENIES, way=Way.POINTER, matter=(), span=span, nouns=noun[2], is_this=True)
        elif any(term.is_negated for term in found):
            yield Denial(kind=DisputeKind.CONTRADICTS, way=Way.OPPOSITE, matter=found, span=span)
