"""What the article says people are: `committee chairman Ed Mol`, `Ed Mol, the committee's chairman, …`.

In: a page. Out: roles added to the cast, as the article gives them, without an article at their head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.cast import Entity, title_role
from onrecord.resolve.kinds import Kind
from onrecord.resolve.mentions import Mention
from onrecord.resolve.page import Page
from onrecord.resolve.role_times import held_by

_APPOSITION: Final = re.compile(
    r",\s+(?:\d{1,3},\s+|[^\d\W]\.?,\s+)?(?:who (?:is|was|has been|had been|was then|then was|was once|is now"
    r"|serves as|(?:has |had |once )?served as|used to be|became|will be|will become|(?:retired|resigned|stepped down) as|heads|leads)\s+)?"
    r"((?!(?:who|whom|whose|which|where|when|as|and|but|was|were|is|are|has|had|also|said|says|who’s)\b)"
    r"(?:(?:a|an|the|one of the|its|his|her|their|then|now)\s+)?"
    r"(?:[^,;:.()\n“”\"—–]|(?<=\b[A-Z])\.|(?<=\b(?:St|Mt|Ft|Dr|Lt|Mr|Ms))\.){3,110}?)"
    r"(?=,|;|\s\(|\s(?:has|had|is|was|will|would|could)\s|(?<!\b[A-Z])(?<!\b(?:St|Mt|Ft|Dr|Lt|Mr|Ms))\.\s|\.$|\)|\n|\s[—–-]\s"
    r"|\swho\s|\swhich\s|\swhose\s|\swhen\s|\sand one of\s"
    r"|\sand\s(?:said|told|says)|\s(?:said|says|told|tells|wrote|writes|tweeted|added|saying|telling|writing|tweeting|adding)\b|:|$|\.[”\"])"
)
_MARKS: Final = re.compile(r"\s?(?:,\s|\()([RDI])(?:[-–—]|\.,\s)([A-Z][\w.]*(?:\s[A-Z][\w.]+)?)")
_PARTY: Final = {"R": "republican", "D": "democrat", "I": "independent"}
_ARTICLE: Final = re.compile(r"^(?:a|an|the|one of the|its|his|her|their)\s+", re.IGNORECASE)
_PREPOSITION: Final = re.compile(
    r"\s(?:of|for|at|in|with|from|on|to|who|and|based|by|under|turned|beginning|starting"
    r"|since|until|till|between|during|last|behind|near|known|that|whose|working)\s"
)
_TIMES: Final = frozenset("former retired incoming ousted onetime one-time".split())
_KIN_BEFORE: Final = re.compile(r"\b(?:his|her|their) ([a-z]+), (?:[a-z-]+ ){1,4}$")
_KIN_BACK: Final = 60
_WORDS_BACK: Final = 6
_LEAD: Final = re.compile(
    r"\s*The (?P<role>(?:[\w’'-]+ ){0,3}?(?P<head>[A-Za-z]+)) (?:has|have|had|is|was|will|would|yesterday|today|on|[a-z]+ed|said|says|told)\b"
)
_LEAD_SENTENCES: Final = 4


def learn_roles(page: Page, mentions: Iterable[Mention]) -> None:
    """Add to each person of the cast the roles that stand around these names."""
    for mention in mentions:
        entity = page.cast.of.get(mention.start)
        if entity is None or entity.kind not in (Kind.PERSON, Kind.SHORT):
            continue
        entity.marks |= marks_after(page.text, mention.end) | _marks_of_title(mention.title)
        if timed := _timed_title(page, mention):
            _retitle(page, entity, mention, timed)
        if before := role_before(page, mention):
            _add(entity, before)
        kin = _KIN_BEFORE.search(page.text, max(0, mention.title_start - _KIN_BACK), mention.title_start)
        if kin and kin[1] in tables.nouns().kin:
            # `her husband, conservative lawyer Otto Brand`
            _add(entity, kin[1])
        if page.text[mention.end : mention.end + 1] == "," and (after := role_after(page.text, mention.end)):
            _add(entity, after)


def learn_lead_office(page: Page, sources: Sequence[tuple[int, int]]) -> None:
    """Give the office that the lead begins with to the first person named as speaking, if the article gives that one no role.

    `The transport minister has refused to resign. “Not today,” Ada Finch told reporters.`
    """
    lead = _LEAD.match(page.text)
    head = lead["head"].lower() if lead else ""
    if lead is None or head not in tables.nouns().offices or any(head in r.lower().split() for e in page.cast.entities for r in e.roles):
        return
    spoken = (m for m in page.mentions if not m.owns and any(s <= m.start and m.end <= e for s, e in sources))
    first = next((m for m in spoken if m.start in page.cast.of and page.entity(m).may_be_person), None)
    if first is None or first.sentence > _LEAD_SENTENCES or first.title or page.quoted[first.start]:
        return
    entity = page.entity(first)
    if entity.kind is Kind.PERSON and not entity.roles and not entity.is_described and entity.mentions[0].start == first.start:
        entity.roles.append(lead["role"])


def marks_after(text: str, end: int) -> set[str]:
    """Return the party and the state that stand right after a name, in small letters.

    >>> sorted(marks_after("Rubio (R-Fla.) said", 5)), marks_after("Rubio said", 5)
    (['florida', 'republican'], set())
    """
    match = _MARKS.match(text, end)
    if match is None:
        return set()
    state = tables.places().states_short.get(match[2].replace(".", "").strip(), match[2])
    return {_PARTY[match[1]], *state.lower().split()}


def _timed_title(page: Page, mention: Mention) -> str | None:
    """Return the title of a name with the small word of time before it: `former FBI Director James Mol`."""
    title = title_role(mention.title)
    at = page.word_at(mention.title_start) - 1
    if not title or at < 0 or page.text[page.words[at].end : mention.title_start] != " ":
        return None
    word, before = page.words[at].text, page.words[at - 1].text.lower() if at else ""
    # `and then President Mol spoke` is of what came next, `late Senator Mol` may be of a Monday.
    is_of_time = (
        word in _TIMES
        or word.startswith(("then-", "ex-"))
        or (word == "late" and before == "the")
        or (word == "then" and before not in ("and", "but", "or"))
    )
    return f"{word} {title}" if is_of_time else None


def _retitle(page: Page, entity: Entity, mention: Mention, timed: str) -> None:
    """Let the timed title stand for the title, unless another mention has that alone."""
    title = title_role(mention.title)
    is_alone_too = any(title_role(m.title) == title and not _timed_title(page, m) for m in entity.mentions)
    if title in entity.roles and timed not in entity.roles and not is_alone_too:
        entity.roles[entity.roles.index(title)] = timed
    elif timed not in entity.roles:
        entity.roles.append(timed)


def _marks_of_title(title: str) -> set[str]:
    return {w.lower().replace("democratic", "democrat") for w in title.split() if w in tables.names().parties}


def role_after(text: str, end: int) -> str | None:
    """Return the role in the apposition that follows a name, or None.

    >>> role_after("Ed Mol, 52, the committee's chairman, said", 6), role_after("Mol, who once sang, said", 3)
    ("committee's chairman", None)
    """
    match = _APPOSITION.match(text, end, end + 160)
    if not match or not (words := _PREPOSITION.split(match.group(1), maxsplit=1)[0].split()):
        return None
    # `a former senior F.B.I. and counterterrorism official`
    whole = _PREPOSITION.split(match.group(1).replace(" and ", " "), maxsplit=1)[0].split()
    is_title = len(words) > 1 and words[-1][:1].isupper() and is_person_noun(words[0])
    if not is_person_noun(words[-1]) and not is_title and not is_person_noun(whole[-1]):
        return None
    return _ARTICLE.sub("", match.group(1)).strip()


def role_before(page: Page, mention: Mention) -> str | None:
    """Return the words of office in small letters before a name: `former campaign manager`."""
    at = page.word_at(mention.title_start) - 1
    last = at
    if at > 0 and page.text[page.words[at].end : mention.title_start] == ", " and page.words[at].text in tables.nouns().kin:
        # `his wife, Ada Finch`
        return page.words[at].text
    if at > 1 and page.words[at - 1].text == "of" and page.words[at].text[:1].islower():
        # `secretary of state Miriam Holt`
        at -= 2
    if at > 0 and (apposed := _owned_role(page, mention, at)):
        return apposed
    if at < 0 or not is_person_noun(page.words[at].text) or not page.words[at].text[:1].islower() or page.words[at].text == "people":
        return None
    if last == at and page.text[page.words[at].end : mention.title_start] not in (" ", "\xa0"):
        return None
    first, small = at, tables.names().function_words
    while first > 0 and at - first < _WORDS_BACK:
        before = page.words[first - 1]
        if before.text.lower() in small or page.words[first].opens or page.text[before.end : page.words[first].start] != " " or _is_verb(before.text):
            break
        first -= 1
    return page.text[page.words[first].start : page.words[last].end]


def _owned_role(page: Page, mention: Mention, at: int) -> str | None:
    """Return `Ostra's former president` before `, Ada Finch, …`; of `his former aide` and `a former aide` the first word is left out."""
    word = page.words[at]
    is_apposed = page.text[word.end : mention.title_start] == ", " and page.text[mention.end : mention.end + 1] in (",", ".")
    if not is_apposed or not is_person_noun(word.text) or not word.text[:1].islower():
        return None
    for first in range(at - 1, max(-1, at - _WORDS_BACK), -1):
        owner, following = page.words[first], page.words[first + 1]
        if following.opens or page.text[owner.end : following.start] not in (" ", "’s ", "'s "):
            return None
        if owner.owns:
            return page.text[owner.start : word.end]
        role = page.text[following.start : word.end]
        if owner.text in ("his", "her", "their") or (owner.text.lower() in ("a", "an", "the") and held_by(role)):
            return role
    return None


def is_person_noun(word: str) -> bool:
    """Say whether the noun names one person.

    >>> is_person_noun("co-chairman"), is_person_noun("bridge"), is_person_noun("Senator")
    (True, False, True)
    """
    lower = word.lower()
    persons = tables.nouns().persons
    return lower in persons or lower.rpartition("-")[2] in persons or word in tables.names().heads


def _is_verb(word: str) -> bool:
    return word in ("said", "told", "says", "called", "named", "including", "added") or (
        word.endswith("ed") and word not in ("retired", "elected", "appointed", "ousted", "disgraced")
    )


def _add(entity: Entity, role: str) -> None:
    if role in entity.roles or role in tables.names().leading:
        return
    entity.roles.append(role)
    head = _PREPOSITION.split(role, maxsplit=1)[0].split()[-1].lower()
    entity.male += 2.0 * (head in tables.nouns().male)
    entity.female += 2.0 * (head in tables.nouns().female)
