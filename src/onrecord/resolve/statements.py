"""From findings to statements: the one public step of this room.

In: the findings of one article. Out: a reading: the article with its statements, each with a speaker or an honest reason
why none, its stance, addressee, occasion, date and via. The same findings always give the same reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from onrecord.records import Evidence, Finding, Findings, Reading, RoleHeld, Span, Speaker, Statement, statement_id
from onrecord.resolve.dates import day_of
from onrecord.resolve.likely import Likely, ReadsPassages
from onrecord.resolve.meet import PRONOUN, meet_cast
from onrecord.resolve.page import Page
from onrecord.resolve.particulars import Particulars, particulars_of
from onrecord.resolve.registry import Registry, named_in, shipped
from onrecord.resolve.role_times import dates_of, held_by, role_time
from onrecord.resolve.said_on import day_of_writing
from onrecord.resolve.sourced import sourced
from onrecord.resolve.speakers import speakers_of
from onrecord.resolve.titled import in_full
from onrecord.resolve.via import is_outlet
from onrecord.resolve.walk import walk

VERSION: Final = "resolver-5"
_REACH: Final = 600
_NEWLINES: Final = re.compile(r"\n+")


def resolve(findings: Findings, *, registry: Registry | None = None, linker: ReadsPassages | None = None) -> Reading:
    """Return the article's statements, in the order of its findings.

    Without a registry the shipped one names offices; without a linker pronouns are linked by rules alone.
    """
    article, found = findings.article, findings.findings
    page = meet_cast(article.text, [(f.source.start, f.source.end) for f in found if f.source], [n for n in (article.outlet, article.agency) if n])
    found = sourced(page, found)
    maker = "+".join([findings.made_by, VERSION, *([linker.name] if linker else [])])
    findings = replace(findings, findings=found, made_by=maker)
    likely = Likely(page, linker, _pronouns(page, found)) if linker else None
    today = day_of_writing(article.text, day_of(article.published))
    spoken = [in_full(s, article.title) for s in speakers_of(article, walk(page, found, likely=likely))]
    particulars = [particulars_of(page, f, _near(found, n), article, today) for n, f in enumerate(found)]
    named = [named_in(registry or shipped(), s, today, said_on=p.said_on) for s, p in zip(spoken, particulars, strict=True)]
    speakers = [_at_its_time(page.text, f, s, today) for f, s in zip(found, named, strict=True)]
    statements = [_statement(findings, n, (*speakers[n], particulars[n])) for n in range(len(found))]
    return Reading(article=article, statements=tuple(_with_outlets(found, statements, article.agency)))


def _pronouns(page: Page, found: tuple[Finding, ...]) -> list[int]:
    """Return where a pronoun for one person is the source."""
    return [f.source.start for f in found if f.source and PRONOUN.fullmatch(page.text, f.source.start, f.source.end)]


def _at_its_time(text: str, finding: Finding, speaker: Speaker, today: date | None) -> tuple[Speaker, Span | None]:
    """Return the speaker with the time at which the role was held, and the words of both: those nearest to the source.

    What somebody was `then` is the role of a saying that is told there, and of none further off.
    """
    if speaker.role is None:
        return speaker, None
    source = finding.source or finding.content[0]
    places = [m.start() for m in re.finditer(re.escape(speaker.role), text)]
    start = min(places, key=lambda p: abs(p - source.start), default=None)
    if start is None:
        return replace(speaker, role_held=held_by(speaker.role), role_dates=dates_of(speaker.role, today)), None
    time = role_time(text, Span(start=start, end=start + len(speaker.role)), today)
    if time.held is RoleHeld.THEN and len(_NEWLINES.findall(text, *sorted((start, source.start)))) > 1:
        return replace(speaker, role=None), None
    return replace(speaker, role_held=time.held, role_dates=time.dates), time.span


def _statement(findings: Findings, number: int, resolved: tuple[Speaker, Span | None, Particulars]) -> Statement:
    finding, article_id = findings.findings[number], findings.article.id
    speaker, role, more = resolved
    return Statement(
        id=statement_id(article_id, finding.content, finding.cue),
        article_id=article_id,
        content=finding.content,
        cue=finding.cue,
        source=finding.source,
        speaker=speaker,
        manner=finding.manner,
        stance=more.stance,
        addressee=more.addressee,
        occasion=more.occasion,
        said_on=more.said_on,
        via=more.via,
        confidence=finding.confidence,
        parent=_parent_id(findings, number),
        made_by=findings.made_by,
        negated=more.negated,
        distance=more.distance,
        evidence=(*_of_speaker(finding, speaker, role), *more.evidence),
    )


def _of_speaker(finding: Finding, speaker: Speaker, role: Span | None) -> Iterator[Evidence]:
    sure = round(speaker.confidence, 2)
    if speaker.name is not None:
        yield Evidence(field="speaker", span=finding.source, confidence=sure)
    if speaker.role is not None:
        yield Evidence(field="role", span=role, confidence=sure)


def _near(found: tuple[Finding, ...], number: int) -> list[Finding]:
    """Return the other findings that may stand in the same sentence."""
    anchor = found[number].cue or found[number].source or found[number].content[0]
    around = (f for n, f in enumerate(found) if n != number)
    return [f for f in around if any(s.start < anchor.end + _REACH and anchor.start - _REACH < s.end for s in f.content)]


def _parent_id(findings: Findings, number: int) -> str | None:
    parent = findings.findings[number].parent
    if parent is None or parent == number or not 0 <= parent < len(findings.findings):
        return None
    held = findings.findings[parent]
    return statement_id(findings.article.id, held.content, held.cue)


def _with_outlets(found: tuple[Finding, ...], statements: list[Statement], agency: str | None) -> list[Statement]:
    """Give a statement that an outlet reports in the article that outlet as its via."""
    return [_through(found[n], s, statements, agency) for n, s in enumerate(statements)]


def _through(finding: Finding, statement: Statement, statements: list[Statement], agency: str | None) -> Statement:
    parent = finding.parent
    if parent is None or not 0 <= parent < len(statements) or statement.via != agency:
        return statement
    name = statements[parent].speaker.name
    return replace(statement, via=name) if name and is_outlet(name) else statement
