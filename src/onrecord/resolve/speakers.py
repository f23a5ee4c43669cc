"""Who each statement's speaker is.

In: a finished walk. Out: one speaker a finding, in order: that of its source words; else carried on from the quotation
before; else unknown, with the reason. `I` is the speaker of the words it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from onrecord.records import Article, Finding, Manner, Speaker, SpeakerKind, Unknown
from onrecord.resolve import tables
from onrecord.resolve.cast import Entity
from onrecord.resolve.mentions import Kind
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.stance import cue_stances, lemma_of, stance_of
from onrecord.resolve.walk import Walk

_FIRST_PERSON: Final = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?:\w+ed|told|said|thought|known|seen|heard|understood|held|found|given|shown|written)\b"
    r"|known (?:online )?as|^\W*(?:titled|called|named|dubbed|billed)\b|adage|reportedly|allegedly|^\W*(?:asked|told|accused|urged)\b",
    re.IGNORECASE,
)
_PARTICIPLE: Final = re.compile(r"^\W*(?:also |then |while |by |in |before |after )?\w+ing\b", re.IGNORECASE)
_CARRIED: Final = 0.75


def speakers_of(article: Article, walked: Walk) -> list[Speaker]:
    """Return one speaker a finding."""
    found: dict[int, Speaker] = {}
    order = sorted(range(len(walked.findings)), key=lambda n: (_place_of(walked.findings[n]), n))
    for number in order:
        found[number] = _own(walked, number)
    for _ in range(2):
        for number in order:
            if found[number].reason is Unknown.NO_NAME_BEFORE and _is_first_person(walked, number):
                found[number] = _first_person(article, walked, number, found)
        for number in order:
            if walked.findings[number].source is None and found[number].name is None:
                found[number] = _carried(walked, number, found, order)
    return [found[n] for n in range(len(walked.findings))]


def speaker_from(entity: Entity, confidence: float, role: str | None = None) -> Speaker:
    """Return the speaker that a member of the cast is."""
    kind = _kind(entity)
    country = entity.stands_for or tables.places().country_of.get(entity.name, entity.name)
    name = country if kind is SpeakerKind.GOVERNMENT else calm(entity.name) if kind is SpeakerKind.PERSON else entity.name
    roles = [r for r in ([role] if role else []) + entity.roles if r]
    return Speaker(name=name, kind=kind, role=roles[0] if roles and kind is SpeakerKind.PERSON else None, confidence=confidence)


def calm(name: str) -> str:
    """Return a name that a transcript prints in capitals as print does elsewhere.

    >>> calm("MAREN O'DUYA"), calm("JFK"), calm("Ed Mol")
    ("Maren O'Duya", 'JFK', 'Ed Mol')
    """
    return name.title() if name.isupper() and " " in name else name


def _place_of(finding: Finding) -> int:
    return finding.source.start if finding.source else finding.content[0].start


def _kind(entity: Entity) -> SpeakerKind:
    if entity.speaks_as is not None:
        return entity.speaks_as
    if entity.kind is Kind.PLACE:
        return SpeakerKind.GOVERNMENT
    if entity.kind is Kind.PEOPLE:
        return SpeakerKind.GROUP
    return SpeakerKind.ORGANISATION if entity.kind is Kind.ORGANISATION else SpeakerKind.PERSON


def _unknown(reason: Unknown) -> Speaker:
    return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=reason, confidence=0.0)


def _own(walked: Walk, number: int) -> Speaker:
    link = walked.links.get(number)
    if link is None or link.entity is None:
        return _unknown(link.reason if link and link.reason else Unknown.NO_SOURCE)
    return speaker_from(link.entity, link.confidence, walked.roles.get(number))


def _is_first_person(walked: Walk, number: int) -> bool:
    source = walked.findings[number].source
    return source is not None and source.of(walked.page.text).strip().lower() in _FIRST_PERSON


def _first_person(article: Article, walked: Walk, number: int, found: dict[int, Speaker]) -> Speaker:
    holder = _holder(walked.findings, number)
    seen = {number}
    while holder is not None and holder not in seen:
        if found[holder].name is not None:
            return found[holder]
        seen.add(holder)
        holder = _holder(walked.findings, holder)
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


def _holder(findings: Sequence[Finding], number: int) -> int | None:
    """Return the finding in whose content this one stands."""
    finding = findings[number]
    if finding.parent is not None and 0 <= finding.parent < len(findings) and finding.parent != number:
        return finding.parent
    at = finding.source or finding.content[0]
    holding = [n for n, f in enumerate(findings) if n != number and any(c.start <= at.start and at.end <= c.end for c in f.content)]
    return min(holding, key=lambda n: sum(c.end - c.start for c in findings[n].content), default=None)


def _carried(walked: Walk, number: int, found: dict[int, Speaker], order: list[int]) -> Speaker:
    """Return the speaker of a statement that has no source words."""
    finding, text = walked.findings[number], walked.page.text
    cue = finding.cue.of(text) if finding.cue else ""
    if finding.manner is Manner.INDIRECT or (cue and finding.manner is Manner.MIXED):
        is_saying = (
            _PARTICIPLE.match(cue) and not _PASSIVE.search(cue) and any(lemma_of(w) in cue_stances() for w in cue.split() if w.endswith("ing"))
        )
        return _of_participle(walked, number) if is_saying else _unknown(Unknown.NO_SOURCE)
    if cue and (_PASSIVE.search(cue) or stance_of(cue) is None):
        return _unknown(Unknown.NO_SOURCE)
    if introduced := _introduced(walked, finding):
        return introduced
    before = [n for n in order if n != number and walked.findings[n].content[0].start < finding.content[0].start and found[n].name is not None]
    before = [
        n
        for n in before
        if (walked.findings[n].parent is None and walked.findings[n].source is not None) or walked.findings[n].manner is Manner.DIRECT
    ]
    if not before:
        return _unknown(Unknown.NO_SOURCE)
    last = max(before, key=lambda n: _end_of(walked.findings[n], finding.content[0].start))
    gap = walked.paragraph_of(finding.content[0].start) - walked.paragraph_of(_end_of(walked.findings[last], finding.content[0].start))
    if gap > 3:
        return _unknown(Unknown.NO_SOURCE)
    speaker = found[last]
    return Speaker(name=speaker.name, kind=speaker.kind, role=speaker.role, confidence=round(speaker.confidence * _CARRIED, 3))


def _end_of(finding: Finding, before: int) -> int:
    ends = [s.end for s in (*finding.content, finding.source, finding.cue) if s is not None and s.start < before]
    return max(ends)


def _of_participle(walked: Walk, number: int) -> Speaker:
    """Return who does the saying in `Mol left the room, saying …`: the subject of the sentence."""
    finding = walked.findings[number]
    if finding.cue is None:
        return _unknown(Unknown.NO_SOURCE)
    first, _ = walked.page.sentence_bounds(finding.cue.start)
    same = [s for s in walked.scene.sightings if first <= s.start < finding.cue.start and not s.is_quoted and not s.is_object and not s.owns]
    same = [s for s in same if s.entity.kind is not Kind.PLACE] or same
    subject = next((s for s in same if s.is_subject), same[0] if same else None)
    return speaker_from(subject.entity, 0.7) if subject else _unknown(Unknown.NO_SOURCE)


def _introduced(walked: Walk, finding: Finding) -> Speaker | None:
    """Return who is named before a colon that leads on to the quotation."""
    text, start = walked.page.text, finding.content[0].start
    before = text[max(0, start - 300) : start].rstrip(' \n\t“"')
    if not before.endswith(":"):
        return None
    end = max(0, start - 300) + len(before) - 1
    line = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end)) + 1
    phrase = read_phrase(walked.page, line, end)
    if phrase.names:
        return speaker_from(walked.page.entity(phrase.names[0]), 0.85)
    seen = [s for s in walked.scene.sightings if line <= s.start < end and s.is_subject]
    return speaker_from(seen[0].entity, 0.75) if seen else None
