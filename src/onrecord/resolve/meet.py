"""The whole cast of a text: full names, what the text says of them, then the short names that are theirs.

In: a text, where its sources stand, and the outlets it comes from. Out: a page whose cast is complete.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from onrecord.resolve.cast import Entity
from onrecord.resolve.kinds import Kind
from onrecord.resolve.page import Page, open_page
from onrecord.resolve.roles import learn_lead_office, learn_roles
from onrecord.resolve.scene import gender_of
from onrecord.resolve.surnames import add_short_names, learn_capitals

PRONOUN: Final = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)


def meet_cast(text: str, sources: Sequence[tuple[int, int]], outlets: Sequence[str] = ()) -> Page:
    """Return the page of a text with its whole cast: what is known of the full names helps to tell whose the short ones are."""
    page = open_page(text, sources)
    for outlet in outlets:
        page.cast.enter(name=outlet, kind=Kind.ORGANISATION, tokens=tuple(outlet.removeprefix("The ").split()))
    full = {m.start: m for m in page.mentions if m.start in page.cast.of}
    learn_roles(page, full.values())
    first = learn_plain_cases(page)
    add_short_names(page.text, page.cast, page.mentions, sources)
    # With the short names in the cast, fewer pronouns can mean only one person: unlearn, and learn again.
    for entity, gender in first:
        entity.male -= gender == "m"
        entity.female -= gender == "f"
    learn_plain_cases(page)
    learn_capitals(page.text, page.cast)
    learn_roles(page, (m for m in page.mentions if m.start not in full))
    learn_lead_office(page, sources)
    return page


def learn_plain_cases(page: Page) -> list[tuple[Entity, str]]:
    """Learn from pronouns that can mean only one person: no other is named in their sentence so far or the one before."""
    learned: list[tuple[Entity, str]] = []
    for match in PRONOUN.finditer(page.text):
        start = match.start()
        if page.quoted[start]:
            continue
        sentence = page.sentence_of(start)
        at = bisect_left(page.mention_starts, start)
        near: set[int] = set()
        for mention in reversed(page.mentions[max(0, at - 12) : at]):
            if mention.sentence < sentence - 1:
                break
            if mention.start in page.cast.of and page.entity(mention).may_be_person and not page.quoted[mention.start]:
                near.add(page.entity(mention).number)
        if len(near) == 1:
            entity, gender = page.cast.entities[near.pop()], gender_of(match.group().lower())
            entity.male += gender == "m"
            entity.female += gender == "f"
            learned.append((entity, gender))
    return learned
