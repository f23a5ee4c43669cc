"""Who each statement's speaker is.

In: a finished walk. Out: one speaker a finding, in order: that of its source words; else carried on from the quotation
before; else unknown, with the reason. `I` is the speaker of the words it stands in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from onrecord.records import Article, Finding, Manner, Speaker, SpeakerKind, Unknown
from onrecord.resolve.carried import carried, is_passive, signed
from onrecord.resolve.named import speaker_from
from onrecord.resolve.progress import Walk

_AROUND: Final = 0.75
_THIRD_PERSON: Final = frozenset(["he", "she", "they", "his", "her", "their", "him", "them"])
_FIRST_PERSON: Final = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])


def speakers_of(article: Article, walked: Walk) -> list[Speaker]:
    """Return one speaker a finding."""
    found: dict[int, Speaker] = {}
    order = sorted(range(len(walked.findings)), key=lambda n: (_place_of(walked.findings[n]), n))
    for number in order:
        found[number] = _own(walked, number)
    for _ in range(2):
        for number in order:
            if found[number].reason is Unknown.NO_NAME_BEFORE and _has_source_of(walked, number, _FIRST_PERSON):
                found[number] = _first_person(article, walked, number, found)
        for number in order:
            if walked.findings[number].source is None and found[number].name is None:
                found[number] = carried(walked, number, found, order)
    for number in order:
        if found[number].name is None and (holder := _speaker_around(walked, number, found)):
            found[number] = holder
    return [found[n] for n in range(len(walked.findings))]


def _speaker_around(walked: Walk, number: int, found: dict[int, Speaker]) -> Speaker | None:
    """Return who says the words in which a quotation stands that nobody else is said to have said."""
    finding = walked.findings[number]
    cue = finding.cue.of(walked.page.text) if finding.cue else ""
    holder = walked.holder_of(number)
    is_quoted = any(walked.page.quoted[span.end - 1] for span in finding.content)
    if (
        holder is None
        or _has_source_of(walked, number, _THIRD_PERSON)  # `“Now she says …,” Pell said`
        or not is_quoted
        or finding.manner is Manner.INDIRECT
        or found[holder].name is None
        or (finding.source is None and is_passive(cue))
    ):
        return None
    return replace(found[holder], confidence=round(found[holder].confidence * _AROUND, 3))


def _place_of(finding: Finding) -> int:
    return finding.source.start if finding.source else finding.content[0].start


def _unknown(reason: Unknown) -> Speaker:
    return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=reason, confidence=0.0)


def _own(walked: Walk, number: int) -> Speaker:
    link = walked.links.get(number)
    if link is None or link.entity is None:
        return _unknown(link.reason if link and link.reason else Unknown.NO_SOURCE)
    if link.entity.is_described and (named := signed(walked, walked.findings[number])):
        # `Some argue that “….”` and then `Ada Finch, The Ledger`
        return named
    return speaker_from(link.entity, link.confidence, walked.roles.get(number))


def _has_source_of(walked: Walk, number: int, pronouns: frozenset[str]) -> bool:
    source = walked.findings[number].source
    return source is not None and source.of(walked.page.text).strip().lower() in pronouns


def _first_person(article: Article, walked: Walk, number: int, found: dict[int, Speaker]) -> Speaker:
    holder = walked.holder_of(number)
    seen = {number}
    while holder is not None and holder not in seen:
        if found[holder].name is not None:
            return found[holder]
        seen.add(holder)
        holder = walked.holder_of(holder)
    source = walked.findings[number].source
    author = _author(article.byline)
    if source and author and not walked.page.quoted[source.start] and source.of(walked.page.text).strip().lower() in ("i", "me", "my"):
        return Speaker(name=author, kind=SpeakerKind.PERSON, role="author", confidence=0.6)
    return found[number]


def _author(byline: str | None) -> str | None:
    """Return the one person whom the byline names.

    >>> _author("By Ada Corwin"), _author("Ada Corwin and Jan Mol"), _author("Staff")
    ('Ada Corwin', None, None)
    """
    name = re.sub(r"^\s*by\s+", "", byline or "", flags=re.IGNORECASE).split(",")[0].strip()
    return name if 2 <= len(name.split()) <= 4 and " and " not in name else None
