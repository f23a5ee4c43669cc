"""To whom, on what occasion, when and by whose account a statement was made.

In: a page and one finding. Out: spans of the addressee and of the occasion, a date and the via. Looks only at the clause
of the cue, never inside the content: what people talk about is not where they talk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.records import Article, Finding, Span
from onrecord.resolve import tables
from onrecord.resolve.dates import dates_in
from onrecord.resolve.page import Page
from onrecord.resolve.stance import lemma_of

_TELLING: Final = frozenset(
    "tell ask assure inform remind warn urge advise notify reassure promise order instruct brief persuade convince beg implore invite encourage caution show write email thank accuse".split()
)
_ADDRESSEE_ONLY: Final = frozenset("tell ask assure inform remind warn urge advise notify reassure brief".split())
_STOP: Final = re.compile(
    r"[,;:.!?()“”\"—–\n]|\s(?:that|to|in|on|at|during|after|before|when|while|as|by|if|whether|how|why|what|where|about|not|who|last|this|earlier|yesterday|today|for|from|with|and then|is|was|were|has|had|he|she|they|it|via|through|outside|inside|following|late|early|recently|using|but|because|against|over|into)\b"
    r"|\s(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_PRONOUNS: Final = frozenset("me him her us them you it everyone everybody people one".split())
_TO: Final = re.compile(
    r"\s*(?:in (?:a|an|the|his|her|its|their) (?:letter|memo|email|e-mail|message|note|speech|remarks|statement|briefing|address|report) |in (?:remarks|comments|testimony|emails) )?to\s+(?=[A-Z]|the\b|a\b|an\b|his\b|her\b|their\b|its\b|reporters|journalists|me\b|us\b|him\b|them\b|supporters|lawmakers|\w+s\b)",
    re.IGNORECASE,
)
_EVENT: Final = re.compile(
    r"(?<![\w-])(?:at|during|in|on|before|after|from|following|through|via|by|outside|as part of)\s+"
    r"(?:(?:a|an|the|his|her|its|their|this|that|one|another|last|several|two|three|what was|\w+['’]s?)\s+)?(?P<mod>(?:[\w'’&.-]+\s+){0,5}?)(?P<head>{0})\b".replace(
        "{0}", "|".join(sorted((re.escape(e) for e in tables.nouns().events), key=len, reverse=True))
    )
)
_MEDIUM: Final = re.compile(
    r"(?<![\w-])(?:(?:on|via|over|through|by|in)\s+(?:Twitter|Facebook|Instagram|X|Telegram|YouTube|Snapchat|Reddit|Fox News|Fox|CNN|MSNBC|NBC|ABC|CBS|BBC|NPR|television|TV|radio|the radio|state television|state TV|social media|Truth Social|telephone|phone|email|e-mail|the phone|the telephone|the floor|the Senate floor|the House floor|the stump|the campaign trail|stage|air|camera|background|court|text message|video link|letter)"
    r"|under oath|in (?:open )?court|in writing|in private|in public|on condition of anonymity|on the condition of anonymity)\b(?:\s+from\s+[\w ]{3,30})?"
)
_TAIL: Final = re.compile(
    r"(?:\s+(?:in|at|with|on|to|of|from|outside|near|for|before|by)\s+(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|that|which|he|she|they|it)\b)"
    r"(?:(?:the|a|an|his|her|its|their)\s+)?(?:[A-Z][\w.'’&-]*|reporters|journalists|lawmakers|supporters|staff|parliament|congress|employees|members|voters|colleagues|investors|donors|shareholders|students)"
    r"(?:\s+(?:of|and|&|the|de|la)?\s*[A-Z][\w.'’&-]*)*)+"
)
_IN_PLACE: Final = re.compile(r"(?<![\w-])(?:in|at|outside|near|from)\s+(?:the\s+)?[A-Z][\w.'’-]*(?:\s+(?:of\s+)?[A-Z][\w.'’-]*)*")
_VIA: Final = re.compile(
    r"\b(?:according to|as reported by|reported by|quoted by|cited by|told|first reported by|in an interview with|in interviews with|speaking to|spoke to|interview on|appearance on)\s+",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(
    r"[,;]\s+((?:the\s+)?[A-Z][^,;.“”\"]{1,60}?)\s+(?:reported|reports|has reported|first reported|said|quoted him as saying|quoted her as saying)\b|(?:as|the)\s+([A-Z][^,;.“”\"]{1,50}?)\s+(?:first\s+)?reported\b"
)
_PERSON_VIA: Final = re.compile(r"\baccording to\s+((?:a|an|two|three|several|one|people|officials|sources)\b[^,;.“”\"\n]{0,110})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is known of one saying besides its speaker."""

    addressee: Span | None
    occasion: Span | None
    said_on: str | None
    via: str | None


def particulars_of(page: Page, finding: Finding, article: Article, today: date | None) -> Particulars:
    """Return the particulars of one finding."""
    free = _clause(page, finding)
    addressee = _addressee(page, finding, free)
    occasion = _occasion(page, finding, free, addressee)
    return Particulars(
        addressee=addressee,
        occasion=occasion,
        said_on=_said_on(page.text, finding, free, today) if finding.cue else None,
        via=_via(page, finding, free, addressee) or article.agency,
    )


def _clause(page: Page, finding: Finding) -> list[tuple[int, int]]:
    """Return the stretches of the cue's sentence that are not content."""
    anchor = finding.cue or finding.source
    if anchor is None or anchor.start >= len(page.text):
        return []
    start, end = page.sentence_bounds(anchor.start)
    end = max(end, anchor.end)
    free: list[tuple[int, int]] = []
    for span in sorted(finding.content, key=lambda s: s.start):
        if span.end > start and span.start < end:
            if span.start > start:
                free.append((start, span.start))
            start = max(start, span.end)
    if start < end:
        free.append((start, end))
    near = [f for f in free if f[0] <= anchor.start < f[1]]
    return near + [f for f in free if f not in near]


def _addressee(page: Page, finding: Finding, free: list[tuple[int, int]]) -> Span | None:
    if finding.cue is None or not free:
        return None
    cue, text = finding.cue, page.text
    words = [w for w in page.words_in(cue.start, cue.end)]
    lemmas = [lemma_of(w.text) for w in words]
    told = next((k for k, lemma in enumerate(lemmas) if lemma in _TELLING), None)
    limit = _limit(finding, cue.end, free)
    if told is None:
        return _said_to(text, cue, limit)
    if told + 1 < len(words) and (inside := _noun_from(page, words[told].end, max(cue.end, min(limit, cue.end)), finding)):
        return inside
    if re.search(r"\b(?:is|was|were|are|been|being)\s*$", text[max(0, cue.start - 8) : words[told].start]) or any(
        lemma == "be" for lemma in lemmas[:told]
    ):
        return None
    return _noun_from(page, words[told].end, limit, finding)


def _limit(finding: Finding, after: int, free: list[tuple[int, int]]) -> int:
    ends = [e for s, e in free if s <= after <= e]
    if finding.source and finding.source.start >= after:
        ends.append(finding.source.start)
    return min(ends, default=after)


def _noun_from(page: Page, start: int, limit: int, finding: Finding) -> Span | None:
    """Return the noun phrase right after a verb of telling."""
    text = page.text
    match = re.compile(r"\s+").match(text, start)
    if not match or match.end() >= limit:
        return None
    begin = match.end()
    stop = _STOP.search(text, begin, limit)
    end = _past_names(page, begin, stop.start() if stop else limit)
    words = text[begin:end].strip()
    if (
        not words
        or len(words) > 90
        or words.split()[0].lower() in ("that", "to", "if", "whether", "in", "on", "about", "for", "a", "of", "not", "his", "how")
        and not _is_audience(words)
    ):
        return None
    if not (
        _is_audience(words)
        or words[:1].isupper()
        or words.lower() in _PRONOUNS
        or words.split()[0].lower() in ("the", "a", "an", "his", "her", "its", "their", "our", "my", "some", "many", "all", "other")
    ):
        return None
    return Span(start=begin, end=begin + len(words))


def _past_names(page: Page, begin: int, end: int) -> int:
    """Keep a name whole that the stop words would cut: `the Bank of X in Y` stays a name only if it is one."""
    return next((m.end for m in page.mentions_in(begin, end + 60) if m.start < end < m.end), end)


def _is_audience(words: str) -> bool:
    last = words.split()[-1].lower()
    return last in tables.nouns().audiences or last in tables.nouns().persons or last.removesuffix("s") in tables.nouns().persons


def _said_to(text: str, cue: Span, limit: int) -> Span | None:
    for begin_at in (cue.end, *(m.start() for m in re.finditer(r"\s+to\s", text[cue.start : cue.end]) for m in [m])):
        start = begin_at if begin_at == cue.end else cue.start + begin_at
        match = _TO.match(text, start, limit)
        if match:
            stop = _STOP.search(text, match.end(), limit)
            words = text[match.end() : stop.start() if stop else limit].strip()
            if words and len(words) < 80 and (_is_audience(words) or words[:1].isupper() or words.lower() in _PRONOUNS):
                return Span(start=match.end(), end=match.end() + len(words))
    return None


def _occasion(page: Page, finding: Finding, free: list[tuple[int, int]], addressee: Span | None) -> Span | None:
    text = page.text
    for start, end in free:
        for match in _EVENT.finditer(text, start, end):
            if _is_blocked(match, finding) or re.search(r"\b(?:that|who|which|said|says|told)\b", match["mod"]):
                continue
            tail = _TAIL.match(text, match.end(), end)
            return Span(start=match.start(), end=tail.end() if tail else match.end())
        medium = _MEDIUM.search(text, start, end)
        if medium and not _is_blocked(medium, finding):
            return Span(start=medium.start(), end=medium.end())
    return None


def _is_blocked(match: re.Match[str], finding: Finding) -> bool:
    source = finding.source
    return source is not None and source.start < match.end() and match.start() < source.end


def _said_on(text: str, finding: Finding, free: list[tuple[int, int]], today: date | None) -> str | None:
    assert finding.cue is not None
    for bounds in free[:2]:
        found = [d for d in dates_in(text, bounds, today) if not (finding.source and finding.source.start <= d.start < finding.source.end)]
        if found:
            anchor = finding.cue
            return min(found, key=lambda d: min(abs(d.start - anchor.end), abs(anchor.start - d.end))).value
    return None


def _via(page: Page, finding: Finding, free: list[tuple[int, int]], addressee: Span | None) -> str | None:
    text = page.text
    if addressee is not None and (outlet := _outlet_at(page, addressee.start)):
        return outlet
    for start, end in free:
        for match in _VIA.finditer(text, start, end):
            if not (finding.source and finding.source.start <= match.end() < finding.source.end) and (outlet := _outlet_at(page, match.end())):
                return outlet
        for match in _REPORTED.finditer(text, start, end):
            at = match.start(1) if match[1] else match.start(2)
            if not (finding.source and finding.source.start <= at < finding.source.end) and (outlet := _outlet_at(page, at)):
                return outlet
        match_via = _PERSON_VIA.search(text, start, end)
        if match_via and not (finding.source and finding.source.start < match_via.end() and match_via.start(1) < finding.source.end):
            return match_via.group(1).strip()
    return None


def _outlet_at(page: Page, start: int) -> str | None:
    """Return the outlet or agency named at the offset, an article before it left out."""
    match = re.compile(r"(?:the\s+|The\s+)?").match(page.text, start)
    begin = match.end() if match else start
    for mention in page.mentions_in(begin, begin + 60):
        if mention.start in (begin, start) or mention.title_start in (begin, start):
            return mention.name if is_outlet(mention.name) else None
    return None


def is_outlet(name: str) -> bool:
    """Say whether the name is one of a newspaper, a broadcaster or an agency.

    >>> is_outlet("The Harbour Ledger"), is_outlet("Reuters"), is_outlet("Harbour Board")
    (True, True, False)
    """
    last = name.split()[-1]
    endings = "Times Post Journal Tribune Herald Gazette Chronicle Guardian Telegraph Ledger Courier Examiner Sentinel Inquirer Bulletin Weekly Daily News Newswire Wire Television TV Radio Broadcasting Star Standard Observer Mail Mirror Register Dispatch Review Press Today Tonight Magazine"
    return name in tables.nouns().media or name.removeprefix("The ") in tables.nouns().media or (len(name.split()) > 1 and last in endings.split())
