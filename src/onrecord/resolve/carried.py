"""Whose words a quotation without source words is.

In: a finished walk, the speakers found so far. Out: who is named before its colon or in the line after it; else who goes on
speaking; else who answers, where two take turns; else whom its paragraph is about. The further the evidence, the less sure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from onrecord.records import Finding, Manner, Speaker, SpeakerKind, Unknown
from onrecord.resolve.kinds import Kind
from onrecord.resolve.named import speaker_from
from onrecord.resolve.numbers import is_plural
from onrecord.resolve.phrases import is_speaking, read_phrase
from onrecord.resolve.progress import Walk
from onrecord.resolve.scene import Sighting
from onrecord.resolve.stance import cue_stances, lemma_of, stance_of

_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?:\w+ed|told|said|thought|known|seen|heard|understood|held|found|given|shown|written)\b"
    r"|known (?:online )?as|^\W*(?:titled|called|named|dubbed|billed)\b|adage|reportedly|allegedly|^\W*(?:asked|told|accused|urged)\b",
    re.IGNORECASE,
)
_PARTICIPLE: Final = re.compile(r"^\W*(?:also |then |while |by |in |before |after )?\w+ing\b", re.IGNORECASE)
_MANY: Final = re.compile(r"(?P<who>(?:[A-Z][a-z]+ )?(?:[a-z]+ ){0,2}[A-Za-z][a-z]+s) (?=[a-z]+(?:ed|t) )")
_WITH_MANY: Final = re.compile(r"\bwith (?P<who>(?:[a-z-]+ ){0,2}[a-z]+s)(?= [a-z]+ing\b)")
_LINE_AFTER: Final = re.compile(r"[ \t]*\n*[ \t]*(?P<dash>[—–―~]|--|-)?[ \t]*(?P<who>[A-Z][^\n“”\"]{2,90})(?:\n|$)")
_QUOTED_PARAGRAPH: Final = re.compile(r"[ \t]*\n\s*[“\"][^\n]*[”\"…][ \t]*(?=\n)")
_PAPER: Final = re.compile(r",\s+(?:[Tt]he\s+)?[A-Z][\w’'.]*(?:\s[A-Z][\w’'.]*){0,3}")
_NAME_LINE: Final = 60
_CARRIED: Final = 0.75
_ANSWERS: Final = 0.6
_NEXT_TO: Final = 3
_HEAD: Final = 24
_FEWEST_LETTERS: Final = 24
_FARTHEST: Final = 3
_SUBJECT_BACK: Final = 2


def carried(walked: Walk, number: int, found: Mapping[int, Speaker], order: Sequence[int]) -> Speaker:
    """Return the speaker of a statement that has no source words."""
    finding, text = walked.findings[number], walked.page.text
    cue = finding.cue.of(text) if finding.cue else ""
    if finding.manner is Manner.INDIRECT or (cue and finding.manner is Manner.MIXED):
        is_saying = _PARTICIPLE.match(cue) and not is_passive(cue) and any(lemma_of(w) in cue_stances() for w in cue.split() if w.endswith("ing"))
        return _of_participle(walked, number) if is_saying else _nobody()
    if cue and (is_passive(cue) or stance_of(cue) is None):
        return _nobody()
    if _PARTICIPLE.match(cue) and (teller := _of_participle(walked, number)).name:
        # `The Ledger denied it, telling the port: “…”`
        return teller
    return introduced(walked, finding) or signed(walked, finding) or repeated(walked, number, found) or _going_on(walked, number, found, order)


def is_passive(cue: str) -> bool:
    """Say whether a cue tells that words were said, and not who said them.

    >>> is_passive("was described as"), is_passive("amounts to")
    (True, False)
    """
    return _PASSIVE.search(cue) is not None


def _nobody() -> Speaker:
    return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_SOURCE, confidence=0.0)


def _going_on(walked: Walk, number: int, found: Mapping[int, Speaker], order: Sequence[int]) -> Speaker:
    """Return who spoke last, unless somebody else has been the subject since."""
    finding = walked.findings[number]
    start = finding.content[0].start
    last = _last_before(walked, number, found, order)
    since = _end_of(walked.findings[last], start) if last is not None else 0
    subject = _subject_since(walked, since, start)
    if last is not None and (asked := walked.asked_in(last, within=_NEXT_TO)) and not _between(walked, since, start):
        return speaker_from(asked, _ANSWERS)
    if last is not None:
        gap = walked.paragraph_of(start) - walked.paragraph_of(since)
        is_same = subject is not None and speaker_from(subject.entity, 0.5).name == found[last].name
        if gap <= 1 or is_same or (subject is None and gap <= _FARTHEST):
            by_subject = subject is not None and not is_same and subject.is_subject and (gap or _acts_before(walked, subject, start))
            if not by_subject:
                return replace(found[last], confidence=round(found[last].confidence * _CARRIED / max(1, gap), 3))
    return speaker_from(subject.entity, 0.45) if subject else _nobody()


def _between(walked: Walk, start: int, end: int) -> str:
    """Return what stands between two offsets, marks aside."""
    return walked.page.text[start:end].strip(' .?!\n”"')


def _acts_before(walked: Walk, subject: Sighting, start: int) -> bool:
    """Say whether the sentence right before the quotation is of what somebody does, as who speaks is told: `Mol shook her head. “…”`."""
    page = walked.page
    first, end = page.sentence_bounds(subject.start)
    is_next = end <= start + 2 and page.text[end:start].strip() == ""
    return is_next and subject.start <= first + _HEAD and '"' not in page.text[first:end] and "“" not in page.text[first:end].rstrip(' “"')


def _last_before(walked: Walk, number: int, found: Mapping[int, Speaker], order: Sequence[int]) -> int | None:
    start = walked.findings[number].content[0].start
    before = [n for n in order if n != number and walked.findings[n].content[0].start < start and found[n].name is not None]
    before = [n for n in before if _may_go_on(walked.findings[n])]
    return max(before, key=lambda n: _end_of(walked.findings[n], start), default=None)


def _may_go_on(finding: Finding) -> bool:
    return (finding.parent is None and finding.source is not None) or finding.manner is Manner.DIRECT


def _subject_since(walked: Walk, since: int, start: int) -> Sighting | None:
    """Return the last person seen as a subject, outside quotations, in the paragraph or the ones right before."""
    paragraph = walked.paragraph_of(start)
    near = [
        s
        for s in walked.scene.sightings
        if since <= s.start < start
        and not s.is_quoted
        and not s.owns
        and paragraph - s.paragraph <= _SUBJECT_BACK
        and s.entity.may_be_person
        and not s.entity.is_described
    ]
    return max(near, key=lambda s: (s.is_subject or s.spoke, s.start), default=None)


def _end_of(finding: Finding, before: int) -> int:
    return max(s.end for s in (*finding.content, finding.source, finding.cue) if s is not None and s.start < before)


def _of_participle(walked: Walk, number: int) -> Speaker:
    """Return who does the saying in `Mol left the room, saying …`: the subject of the sentence."""
    finding = walked.findings[number]
    if finding.cue is None:
        return _nobody()
    first, _ = walked.page.sentence_bounds(finding.cue.start)
    same = [s for s in walked.scene.sightings if first <= s.start < finding.cue.start and not s.is_quoted and not s.is_object and not s.owns]
    same = [s for s in same if s.entity.kind is not Kind.PLACE] or same
    subject = next((s for s in same if s.is_subject), same[0] if same else None)
    many = _MANY.match(walked.page.text, first, finding.cue.start) if not same or subject is None or not subject.is_subject else None
    many = many or _WITH_MANY.search(walked.page.text, first, finding.cue.start)
    if many and is_plural(many["who"].split()[-1]) and is_speaking(many["who"].split()[-1]):
        return Speaker(name=many["who"], kind=SpeakerKind.GROUP, confidence=0.6)
    return speaker_from(subject.entity, 0.7) if subject else _nobody()


def introduced(walked: Walk, finding: Finding) -> Speaker | None:
    """Return who is named before a colon that leads on to the quotation."""
    text, start = walked.page.text, finding.content[0].start
    before = text[max(0, start - 300) : start].rstrip(' \n\t“"')
    if not before.endswith(":"):
        return None
    end = max(0, start - 300) + len(before) - 1
    line = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end)) + 1
    if end - line < _NAME_LINE and (phrase := read_phrase(walked.page, line, end)).names:
        return speaker_from(walked.page.entity(phrase.names[0]), 0.85)
    seen = [s for s in walked.scene.sightings if line <= s.start < end and not s.is_quoted and not s.owns]
    subject = next((s for s in seen if s.is_subject or s.spoke), seen[0] if seen else None)
    return speaker_from(subject.entity, 0.75) if subject else None


def repeated(walked: Walk, number: int, found: Mapping[int, Speaker]) -> Speaker | None:
    """Return who is elsewhere said to have said the same words, which stand here by themselves in large letters."""
    words = walked.letters_of(number)
    if len(words) < _FEWEST_LETTERS:
        return None
    same = [n for n, f in enumerate(walked.findings) if n != number and f.source and found[n].name and words in walked.letters_of(n)]
    nearest = min(same, key=lambda n: len(walked.letters_of(n)), default=None)
    return replace(found[nearest], confidence=round(found[nearest].confidence * _CARRIED, 3)) if nearest is not None else None


def signed(walked: Walk, finding: Finding) -> Speaker | None:
    """Return who is named in a line of its own after the quotation and its further paragraphs: `“….”` and then `Ada Finch, The Ledger`."""
    text, end = walked.page.text, finding.content[-1].end
    while more := _QUOTED_PARAGRAPH.match(text, end):
        end = more.end()
    match = _LINE_AFTER.match(text, end)
    if match is None or text[end - 1 : end] not in ("”", '"') or re.search(r"[a-z][.!?]$", match["who"].strip()):
        return None
    named = walked.page.mentions_in(*match.span("who"))
    if not named or named[0].title_start != match.start("who") or walked.page.entity(named[0]).kind is Kind.PLACE:
        return None
    rest = text[named[0].end : match.end("who")].strip()
    if "\n" in match.group() and walked.page.entity(named[0]).kind is not Kind.PERSON and not match["dash"] and not _PAPER.fullmatch(rest):
        # A line `YouTube` below a quotation signs nothing.
        return None
    if len(named) > 1 and text[named[0].end : named[1].start] == " and ":
        name = " and ".join(walked.page.entity(m).name for m in named[:2])
        return Speaker(name=name, kind=SpeakerKind.GROUP, confidence=0.8)
    is_last = not text[match.end() :].strip() and not match["dash"] and not _PAPER.fullmatch(rest)
    if is_last and not any(m.start < match.start() for m in walked.page.entity(named[0]).mentions):
        # Who is named in the last line alone has written the article.
        return None
    return speaker_from(walked.page.entity(named[0]), 0.8) if not rest or rest[0] in ",(" else None
