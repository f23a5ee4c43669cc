"""What `who` stands for, and whom a name means that is only part of a longer run of capitals.

In: a phrase on a page. Out: a member of the cast. Pronouns for one person are the scene's business.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.records import Unknown
from onrecord.resolve.cast import Entity
from onrecord.resolve.describe import Descriptions, meant_by
from onrecord.resolve.kinds import Kind, kind_of_name, name_offset
from onrecord.resolve.mentions import is_capitalised
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import Form, Phrase, read_phrase
from onrecord.resolve.scene import Link
from onrecord.resolve.surnames import is_common_noun

_NOUN_OPENERS: Final = frozenset(
    "the a an this that these those my your his her its our their some any one another each every no two three many several".split()
)
_NOUN_STOPS: Final = frozenset(
    "said is was are were be been has had have and but or that by with to from among told as than when while if whether because like "
    "including received made".split()
)


def before_relative(page: Page, phrase: Phrase, described: Descriptions) -> Link:
    """Return whom `who` stands for: the name or the noun right before it."""
    first = page.sentence_bounds(phrase.start)[0]
    near = [m for m in page.mentions_in(max(first, phrase.start - 160), phrase.start) if page.entity(m).kind is not Kind.PLACE]
    is_next = bool(near) and re.fullmatch(r"[\s,—–)]*(?:\([^)]*\))?[\s,—–]*", page.text[near[-1].end : phrase.start]) is not None
    if is_next and (page.entity(near[-1]).may_be_person or phrase.head not in ("who", "whom") or page.entity(near[-1]).is_plural):
        return Link(page.entity(near[-1]), 0.85, None)
    start = _noun_start(page, page.word_at(phrase.start) - 1, first)
    if start is None:
        return Link(page.entity(near[-1]), 0.5, None) if near else Link(None, 0.0, Unknown.NO_NAME_BEFORE)
    apposed = [m for m in near if page.text[m.end : start].strip() in (",", "—", "–") and page.entity(m).may_be_person]
    if apposed:
        return Link(page.entity(apposed[-1]), 0.8, None)
    inner = read_phrase(page, start, phrase.start)
    if inner.form is Form.NAME:
        return Link(page.entity(inner.names[0]), 0.8, None)
    entity, confidence = meant_by(page, inner, described)
    return Link(entity, confidence, None)


def _noun_start(page: Page, at: int, first: int) -> int | None:
    """Return where the noun phrase that ends with this word begins: at a determiner, or at a bare plural's first adjective."""
    start: int | None = None
    for back in range(at, max(-1, at - 12), -1):
        word = page.words[back]
        is_apart = back < at and page.text[word.end : page.words[back + 1].start] not in (" ", "’s ", "'s ", "’ ", "' ")
        if word.start < first or is_apart:
            break
        lower = word.text.lower()
        before = page.words[back - 1].text.lower() if back else ""
        if lower in _NOUN_OPENERS and before not in ("of", "for", "in", "at", "from"):
            return word.start
        if lower in _NOUN_STOPS or (start is not None and word.text[:1].islower() and word.text.endswith("ing")):
            return start
        start = word.start
    return start


def proper_name(page: Page, phrase: Phrase) -> Entity | None:
    """Return whom a source names that is only part of a longer run of capitals, as in a headline."""
    tokens = tuple(t.strip(",;:") for t in phrase.core.split())
    tokens = tokens[1:] if tokens and tokens[0].lower() == "the" else tokens
    offset = name_offset(list(tokens)) if all(map(is_capitalised, tokens)) else 0
    tokens = tokens[offset:] or tokens
    namesakes = [e for e in page.cast.entities if len(tokens) == 1 and e.kind is Kind.PERSON and len(e.tokens) > 1 and e.tokens[-1] == tokens[0]]
    if len(namesakes) == 1:
        # `Read` after `Ian Read`
        return namesakes[0]
    kind = kind_of_name(tokens) if tokens and all(is_capitalised(t) for t in tokens) else None
    if kind is None or kind is Kind.PEOPLE or tokens[0].lower() in _NOUN_OPENERS or (len(tokens) == 1 and is_common_noun(tokens[0])):
        return None
    same = [e for e in page.cast.entities if e.tokens == tokens or (len(tokens) == 1 and e.may_be_person and e.tokens[-1] == tokens[0])]
    return same[0] if same else page.cast.enter(name=" ".join(tokens), kind=kind, tokens=tokens)
