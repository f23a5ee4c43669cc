"""Where names stand in a text, and what each looks like.

In: the words of a text. Out: mentions in order: a name without its titles, the titles apart, and a first kind. A short
mention (`Mol`) is of kind SHORT until the cast of the article says whose it is. No lists of given names are used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.kinds import UNITED, Kind, is_head, kind_of, known_kind, name_offset
from onrecord.resolve.numbers import is_plural, singular
from onrecord.resolve.words import Word

_STARTING_PARTICLES: Final = frozenset("de van von der di da du bin al el la le ter della del dos".split())
_SPACES: Final = (" ", "\xa0", "\u2009", "\u202f")
_NICKNAME_GAPS: Final = (' "', " “", " (", " '", " ‘")
_NICKNAME_ENDS: Final = ('" ', "” ", ") ", "' ", "’ ")
_JOINERS: Final = frozenset(["of", "for", "and", "&", "on", "the", "in", "to"])
_PLURAL_OWNING: Final = ("’s ", "'s ", "’ ", "' ")
_BODIES_FOR: Final = frozenset(
    "Committee Center Centre Centers Centres Council Institute Coalition Alliance Foundation Fund Association Citizens Americans Endowment "
    "March Organization Organisation Society Employees Workers Students Parents Doctors Veterans Physicians Lawyers Women Mothers Moms Families "
    "Scientists Voters Artists Teachers Nurses Campaign Partnership Project Network Movement Party Group Forum Initiative Office League".split()
)
_OFFICE: Final = re.compile(
    r"(?:State|Attorney|General|Sheriff|Prosecutor|Defender|Governor|Mayor|Coroner|Examiner|Marshal|Clerk|Auditor|Treasurer|Comptroller)['’]s "
    r"(?:Attorney['’]s )?(?:Office|Department|Association)\b"
)
"""How the name of a holder's office ends: `Harbour County Sheriff’s Office`."""
_CALLED: Final = re.compile(
    r"\b(?:site|website|app|group|company|book|film|movie|show|song|game|platform|page|blog|newsletter|podcast|programme|program|project|campaign"
    r"|organization|organisation|nonprofit|firm|club|forum|magazine|paper),? (?:called|titled|dubbed|named|known as)(?: [Tt]he)? [“\"]?$"
)
_UNION_ENDS: Final = frozenset(["Workers", "Employees", "Teachers"])
_OPEN_TO_OF: Final = frozenset(["Secretary", "Minister", "Speaker", "Director", "Chief", "Leader"])
_CONTRACTIONS: Final = ("’ve", "’ll", "’m", "’re", "n’t", "'ve", "'ll", "'m", "'re", "n't")
_DATELINE: Final = re.compile(r"(?:, [A-Z][\w. ]{1,20})?\s*(?:\((?:AP|AFP|Reuters|[A-Z][\w ]{2,20})\)|—|–|--| - )")
_PARTY_MARK: Final = re.compile(r"[RDI][-–‑](?:[A-Z]\.){1,3}|[RDI][-–‑][A-Z][A-Za-z]+\.?")
_GENERATIONS: Final = {"Jr.": "Jr.", "Jr": "Jr.", "Sr.": "Sr.", "Sr": "Sr.", "II": "II", "III": "III"}
_HEADLINE: Final = 3
"""A run of more words than this in capitals is a headline within the text."""
_LONGEST_ACRONYM: Final = 4
_MOST_SMALL: Final = 3
_MONTHS_TOO: Final = frozenset(["May", "April", "June", "August", "March"])
"""Months that may be names, too."""
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_BEFORE_MONTHS: Final = frozenset("in last this next until till since of by early late mid on from through during before after every each".split())
_VERBS_AHEAD: Final = frozenset("Said Says Added Adds Asked Asks Wrote Writes Tweeted".split())
_OFFICE_FOR: Final = frozenset("for to in of and on".split())
_SHORTEST_GLUED: Final = 2
_OF_PERSONS: Final = frozenset("Mr. Mr Mrs. Mrs Ms. Ms Miss Mayor Senator Sen. Rep. Gov. Governor Dr. Dr".split())
_ADMINISTRATIVE: Final = frozenset("state city county town village house side team".split())
_RARE_SURNAMES: Final = frozenset("will may said many still even well page much long little best young more most both first last".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name in the text. `title` holds the words of office before it, from `title_start`."""

    start: int
    end: int
    tokens: tuple[str, ...]
    kind: Kind
    title: str
    title_start: int
    sentence: int
    owns: bool
    is_weak: bool
    """Alone and at the head of a sentence: a name only if something else says so."""
    suffix: str = ""
    """`Jr.` and its like: it tells father and son apart, and is no part of the tokens."""

    @property
    def name(self) -> str:
        """The name in its own letters."""
        return " ".join(self.tokens)


def find_mentions(text: str, words: Sequence[Word], *, keep: Sequence[tuple[int, int]] | None = None) -> list[Mention]:
    """Return the names in the text; with `keep`, only those that lie in one of these ranges (for texts in capitals)."""
    mentions: list[Mention] = []
    at = 0
    while at < len(words):
        if not _may_begin(words, at, text):
            at += 1
            continue
        stop = _chunk_end(text, words, at)
        if stop - at > _HEADLINE and keep is None and all(w.text.isupper() for w in words[at:stop]):
            at = stop
            continue
        for first, last in _split(words, at, stop):
            mention = _classify(text, words, (first, last))
            if mention and (keep is None or mention.title or any(s <= mention.start and mention.end <= e for s, e in keep)):
                mentions.append(mention)
        at = stop
    return mentions


def is_capitalised(word: str) -> bool:
    """Say whether the word is written as a name is.

    >>> [is_capitalised(w) for w in ("Mol", "al-Assad", "d’Estaing", "mol", "2016")]
    [True, True, True, False, False]
    """
    return word[:1].isupper() or (word[:1] in "ade" and word[1:2] in "l-'’" and any(c.isupper() for c in word[2:4]))


def _may_begin(words: Sequence[Word], at: int, text: str) -> bool:
    word = words[at]
    if _ORDINAL.fullmatch(word.text):
        # `the 2nd Circuit ruled`
        return at + 1 < len(words) and words[at + 1].text in ("Circuit", "District") and _joined(text, word, words[at + 1])
    if is_capitalised(word.text):
        return _PARTY_MARK.fullmatch(word.text) is None
    return word.text in _STARTING_PARTICLES and at + 1 < len(words) and is_capitalised(words[at + 1].text) and _joined(text, word, words[at + 1])


def _joined(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] in _SPACES and not right.opens


def _chunk_end(text: str, words: Sequence[Word], at: int) -> int:
    table = tables.names()
    stop = at + 1
    is_body = _leads_to_of(words[at].text)
    while stop < len(words):
        left, word = words[stop - 1], words[stop]
        if word.text in table.weekdays or (word.text in table.months and word.text not in _MONTHS_TOO):
            break
        gap = text[left.end : word.start]
        if gap in _SPACES and not word.opens:
            if is_capitalised(word.text):
                stop += 1
            elif _carries_on(text, words, stop, is_body) or (words[at].text in UNITED and _leads_to_union(text, words, stop)):
                stop = _next_capital(words, stop) + 1
            else:
                break
        elif (gap == ", " and word.text in table.suffixes) or (stop == at + 1 and _is_body_of_many(text, words, at)):
            stop += 1
        elif left.owns and (office := _OFFICE.match(text, left.start)):
            while stop < len(words) and words[stop].end <= office.end():
                stop += 1
            break
        elif gap in _NICKNAME_GAPS and is_capitalised(word.text) and stop + 1 < len(words) and _closes(text, words, stop):
            stop += 2
        else:
            break
        is_body = is_body or _leads_to_of(words[stop - 1].text)
    return stop


def _leads_to_union(text: str, words: Sequence[Word], at: int) -> bool:
    """Say whether an `and` leads on to the second trade of a union: `United Food and Commercial Workers`."""
    ends = [k for k in range(at + 2, min(at + 4, len(words))) if words[k].text in _UNION_ENDS]
    return words[at].text in ("and", "&") and bool(ends) and all(_joined(text, words[k], words[k + 1]) for k in range(at, ends[0]))


def _is_body_of_many(text: str, words: Sequence[Word], at: int) -> bool:
    """Say whether a plural and its possessive begin the name of a body: `Women’s March`, `Sailors’ Union`."""
    owner, after = words[at], words[at + 1 : at + 4]
    if not owner.owns or not is_plural(owner.text) or singular(owner.text.lower()) not in tables.nouns().persons or not after:
        return False
    if owner.text in tables.names().not_names or text[owner.end : after[0].start] not in _PLURAL_OWNING or not is_capitalised(after[0].text):
        return False
    joined = [w for k, w in enumerate(after) if all(_joined(text, after[n], after[n + 1]) and is_capitalised(after[n + 1].text) for n in range(k))]
    return any(_leads_to_of(w.text) for w in joined)


def _leads_to_of(word: str) -> bool:
    return word in tables.nouns().org_words or word in _OPEN_TO_OF or word in tables.particulars().bodies_of


def _carries_on(text: str, words: Sequence[Word], at: int, is_body: bool) -> bool:
    """Say whether the small words from `at` lead on to more of the same name."""
    to = _next_capital(words, at)
    if to < 0 or any(not _joined(text, words[k], words[k + 1]) for k in range(at, to)):
        return False
    small = [w.text for w in words[at:to]]
    if all(w in tables.names().particles for w in small):
        return True
    if small[0] == "of" and small in (["of"], ["of", "the"]):
        # `House Speaker Ed Mol of Halden` is no body: the word right before `of` must be one that a body's name goes on from.
        is_surname = at > 1 and words[at - 2].text in tables.names().given and words[at - 1].text in tables.names().surnames_too
        return _leads_to_of(words[at - 1].text) or (is_head(words[at - 1].text) and not is_surname)
    if words[at - 1].text in _BODIES_FOR and small[0] in ("for", "on") and all(w in _JOINERS or w == "a" for w in small):
        return True
    if small == ["and", "the"]:
        return False
    if words[to].text in ("Senate", "House", "Congress"):
        # `House Speaker Ada Finch and Senate Leader Jan Mol`
        return False
    return is_body and all(w in _JOINERS for w in small) and small[0] in ("for", "and", "&", "on") and words[to].text in tables.nouns().org_words


def _next_capital(words: Sequence[Word], at: int) -> int:
    return next((k for k in range(at, min(at + 4, len(words))) if is_capitalised(words[k].text)), -1)


def _closes(text: str, words: Sequence[Word], at: int) -> bool:
    return text[words[at].end : words[at + 1].start] in _NICKNAME_ENDS and is_capitalised(words[at + 1].text)


def _split(words: Sequence[Word], first: int, stop: int) -> list[tuple[int, int]]:
    """Part a run of capitals at small words (headlines) and drop the small words at its head."""
    small = tables.names().function_words
    table = tables.names()
    whole = " ".join(w.text for w in words[first:stop])
    if whole in tables.nouns().media or whole in tables.places().country_of:
        return [(first, stop)]
    if glued := _glued(words, first, stop):
        # `Sen. Ada Finch Ada Hanna FinchTen ferries sank`: a page’s own box about her runs on behind her name.
        named, box = glued
        return _split(words, first, named + 1) + (_split(words, box + 1, stop) if box + 1 < stop else [])
    runs: list[tuple[int, int]] = []
    begin = first
    for at in range(first, stop):
        if at > begin and words[at].text != "Act" and _is_headed(words, begin, at, stop):
            # `KEY POINTS Ada Finch has left`, `JUST WATCHED Finch`
            runs.append((begin, at))
            begin = at
        lower = words[at].text.lower()
        text = words[at].text
        if text == "Act" and at > begin and at + 1 < stop:
            # `the Clean Harbour Act Finch signed`
            runs.append((begin, at + 1))
            begin = at + 1
            continue
        is_day = text in table.weekdays or (text in table.months and stop - first == 1 and not _is_month_like_surname(words, at))
        may_be_name = lower in _RARE_SURNAMES and not words[at].opens
        is_small = (lower in small or lower.endswith(_CONTRACTIONS)) and words[at].text[:1].isupper() and not may_be_name
        is_small = is_small or _is_verb_ahead(words, at, stop)
        if is_day or (is_small and not (len(words[at].text) == 2 and words[at].text.isupper() and words[at].text != "IT")):
            if at > begin:
                runs.append((begin, at))
            begin = at + 1
    if stop > begin:
        runs.append((begin, stop))
    return runs


def _is_month_like_surname(words: Sequence[Word], at: int) -> bool:
    """Say whether `May` is whom the text also names with a given name, and stands as no date does."""
    name = words[at].text
    after = words[at + 1].text if at + 1 < len(words) else ""
    if name not in _MONTHS_TOO or after[:1].isdigit() or (at and words[at - 1].text.lower() in _BEFORE_MONTHS):
        return False
    before = (words[n - 1] for n, w in enumerate(words) if n and w.text == name and not w.opens)
    return any(is_capitalised(b.text) and not b.opens and len(b.text) > _SHORTEST_GLUED and b.text not in tables.names().weekdays for b in before)


def _is_verb_ahead(words: Sequence[Word], at: int, stop: int) -> bool:
    """Say whether the sentence opens with the verb of who speaks: `Said Ada Finch Brand`, `Added Senator Finch`."""
    if not words[at].opens or words[at].text not in _VERBS_AHEAD or stop - at < 2:
        return False
    verb, name = words[at].text, words[at + 1].text
    return stop - at >= _HEADLINE or is_head(name) or any(w.text == name and words[n - 1].text != verb for n, w in enumerate(words))


def _glued(words: Sequence[Word], first: int, stop: int) -> tuple[int, int] | None:
    """Return where a name ends, and where it stands again with the next word stuck to it: `Finch` and `FinchTen`."""
    for box in range(first + 2, stop):
        for named in range(first, box - 1):
            name, rest = words[named].text, words[box].text.removeprefix(words[named].text)
            if len(name) > _SHORTEST_GLUED and rest != words[box].text and (rest[:1].isupper() or rest[:1].isdigit()):
                return named, box
    return None


def _is_headed(words: Sequence[Word], begin: int, at: int, stop: int) -> bool:
    """Say whether all words so far are in capitals, and a name in small letters begins here: of two words, or after a word no body is called by."""
    shouted = all(w.text.isupper() and len(w.text) > 1 and w.text.isalpha() for w in words[begin:at])
    if not shouted or any(w.text.isupper() for w in words[at : at + 2]):
        return False
    return (at - begin > 1 and stop - at > 1) or (at - begin == 1 and _is_shout(words[begin].text))


def _is_shout(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) > _LONGEST_ACRONYM and not is_head(word) and word not in tables.places().offices


def _classify(text: str, words: Sequence[Word], bounds: tuple[int, int]) -> Mention | None:
    first, stop = bounds
    if _is_bare_office(words, first, stop):
        return None
    first += _is_epithet(text, words, first, stop) or _is_imperative(text, words, first, stop)
    tokens = [w.text for w in words[first:stop]]
    if any(w.owns for w in words[first : stop - 1]):
        return _mention(text, words, (first, first, stop), Kind.ORGANISATION)
    if country := _country_ahead(words, first, tokens):
        # `envoy for Ostra Ada Finch`
        first, tokens = first + country, tokens[country:]
    whole = " ".join(tokens)
    known = known_kind(whole)
    if known is not None:
        return _mention(text, words, (first, first, stop), known)
    if (
        len(tokens) > 1
        and tokens[0] in tables.names().months
        and is_capitalised(tokens[1])
        and kind_of(tokens[1:], has_title=False) is Kind.ORGANISATION
    ):
        # `the January Harbour Department report`
        return _mention(text, words, (first + 1, first + 1, stop), Kind.ORGANISATION)
    begin = first + max(name_offset(tokens), _small_offset(text, tokens))
    if begin >= stop:
        return None
    tokens = tokens[begin - first :]
    if len(tokens) == 1 and tokens[0].isupper() and len(tokens[0]) > 1 and begin - first == 1 and words[first].text in tables.places().people_of:
        # `Syrian TV`
        return _mention(text, words, (first, first, stop), Kind.ORGANISATION)
    kind = kind_of(tokens, has_title=begin > first and words[begin - 1].text not in tables.names().leading)
    if kind is Kind.ORGANISATION and len(tokens) == 1 and begin > first and words[begin - 1].text in _OF_PERSONS:
        # `Mr. Bloomberg`, `Mayor Guardian`: a paper has no such title.
        kind = Kind.PERSON
    if kind is Kind.ORGANISATION and begin > first:
        begin = first
    return _mention(text, words, (first, begin, stop), kind)


def _country_ahead(words: Sequence[Word], first: int, tokens: Sequence[str]) -> int:
    """Return of how many words the country or body is that an office before a full name is for: `ambassador to the United Nations Ada Finch`."""
    before = first - (first > 1 and words[first - 1].text == "the")
    if before == 0 or words[before - 1].text not in _OFFICE_FOR or len(tokens) < _HEADLINE or tokens[0] in tables.names().given:
        return 0
    office = words[before - 2].text if before > 1 else ""
    may_be_body = is_head(office) or office.lower() in tables.nouns().persons
    return next((n for n in (2, 1) if len(tokens) - n > 1 and _has_offices(tokens, n, may_be_body=may_be_body)), 0)


def _has_offices(tokens: Sequence[str], count: int, *, may_be_body: bool) -> bool:
    """Say whether the first words are a country, or a known body, and a name is behind them."""
    whose, rest = " ".join(tokens[:count]), list(tokens[count:])
    if rest[0] in tables.names().heads:
        return False
    return whose in tables.places().country_of or (
        may_be_body and known_kind(whose) is Kind.ORGANISATION and kind_of(rest, has_title=False) is Kind.PERSON
    )


def _is_bare_office(words: Sequence[Word], first: int, stop: int) -> bool:
    """Say whether the words are an office that somebody is named behind: `U.S. Ambassador` before `to the United Nations`."""
    *before, head = [w.text for w in words[first:stop]]
    countries, people, leading = tables.places().country_of, tables.places().people_of, tables.names().leading
    is_office = bool(before) and is_head(head) and all(t in countries or t in people or t in leading for t in before)
    return is_office and stop < len(words) and words[stop].text in _OFFICE_FOR


def _is_epithet(text: str, words: Sequence[Word], first: int, stop: int) -> bool:
    """Say whether the first word is none of a name that the text has without it: `Crooked Ada Finch`, `Little Otto`."""
    table = tables.names()
    word, rest = words[first].text, [w.text for w in words[first + 1 : stop]]
    if (
        not rest
        or word in table.given
        or word.lower() in table.openers
        or is_head(word)
        or not (word in table.epithets or (len(rest) > 1 and rest[0] in table.given))
    ):
        return False
    if word not in table.epithets and (not word.isalpha() or word.isupper() or kind_of(rest, has_title=False) is not Kind.PERSON):
        return False
    name = re.escape(text[words[first + 1].start : words[stop - 1].end])
    return re.search(rf"(?<!\b{re.escape(word)}\s)(?<!Mr\.\s)(?<!Ms\.\s)(?<!Mrs\.\s)\b{name}\b", text) is not None


def _is_imperative(text: str, words: Sequence[Word], first: int, stop: int) -> bool:
    """Say whether the first of two words is what the reader is told to do: `Contact Google`, `Take Finch seriously`."""
    if stop - first != 2 or words[first].text.lower() not in tables.names().openers:
        return False
    opener, name = re.escape(words[first].text), re.escape(words[first + 1].text)
    is_body = known_kind(words[first + 1].text) is Kind.ORGANISATION
    return is_body or (len(re.findall(rf"\b{name}\b", text)) > 2 and len(re.findall(rf"\b{opener}\s+{name}\b", text)) == 1)


def _small_offset(text: str, tokens: Sequence[str]) -> int:
    """Return how many words before a given name the text also has in small letters: `Staff Ada Finch`, `Counter Terrorism Ada Finch`."""
    given = tables.names().given
    if (
        len(tokens) > _HEADLINE
        and not any(t in given or is_head(t) for t in tokens[:-1])
        and _is_in_small(text, tokens[:-1])
        and not _is_in_small(text, tokens[-1:])
    ):
        # `Combat Coast Change Ocher-Finch`: a headline’s words run into a surname.
        return 0 if tokens[-1] in tables.nouns().org_words | tables.nouns().things else len(tokens) - 1
    at = next((n for n, t in enumerate(tokens[:-1]) if t in given), 0)
    if not at or at > _MOST_SMALL or tokens[0] in given or any(t in _JOINERS or t in tables.names().particles for t in tokens):
        return 0
    return at if _is_in_small(text, tokens[:at]) else 0


def _is_in_small(text: str, tokens: Sequence[str]) -> bool:
    return all(t.isalpha() and re.search(rf"\b{t.lower()}\b", text) for t in tokens)


def _mention(text: str, words: Sequence[Word], bounds: tuple[int, int, int], kind: Kind) -> Mention:
    first, begin, stop = bounds
    inside = words[begin:stop]
    before = words[first - 1] if first else None
    opens = inside[0].opens or (before is not None and text[before.end : inside[0].start] == " " and _is_shout(before.text))
    is_weak = kind is Kind.SHORT and len(inside) == 1 and opens and begin == first
    if inside[0].opens and inside[0].text.isupper() and len(inside[0].text) > 3 and _DATELINE.match(text, inside[-1].end):
        kind = Kind.PLACE
    if kind is Kind.SHORT and before and before.text.lower() == "the" and inside[-1].text in tables.nouns().org_words:
        kind = Kind.ORGANISATION
    if kind is Kind.PERSON and _CALLED.search(text, max(0, inside[0].start - 40), inside[0].start):
        # `on a site called Lost Harbour`
        kind = Kind.ORGANISATION
    if kind is Kind.PERSON and before and text[before.end : words[first].start] == " " and begin == first:
        kind = _seen_from_before(before.text, inside)
    # `Claudia Mo.` ends a sentence; `Mo.` is Missouri elsewhere.
    exact = [w.text.rstrip(".") if len(w.text) == 3 and w.text.istitle() and w is not inside[0] else w.text for w in inside]
    exact = [text[w.start : inside[k + 1].start].rstrip() if w.owns and k + 1 < len(inside) else exact[k] for k, w in enumerate(inside)]
    tokens = tuple(t for t in exact if t not in tables.names().suffixes and t + "." not in tables.names().suffixes) or tuple(exact)
    title = text[words[first].start : words[begin - 1].end] if begin > first else ""
    return Mention(
        start=inside[0].start,
        end=inside[-1].end,
        tokens=tokens,
        kind=kind,
        title=title,
        title_start=words[first].start,
        sentence=inside[0].sentence,
        owns=inside[-1].owns,
        is_weak=is_weak,
        suffix=next((_GENERATIONS[w.text] for w in reversed(inside) if w.text in _GENERATIONS), ""),
    )


def _seen_from_before(before: str, inside: Sequence[Word]) -> Kind:
    if before.lower() in ("the", "a", "an"):
        return Kind.ORGANISATION if len(inside) > 1 else Kind.PERSON
    if before in tables.nouns().organisations - _ADMINISTRATIVE and before not in tables.nouns().persons:
        return Kind.ORGANISATION
    return Kind.PLACE if before in ("in", "at", "near", "outside", "across") and len(inside) <= 2 else Kind.PERSON
