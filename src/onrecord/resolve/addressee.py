"""To whom something was said: `told reporters`, `said to his wife`, `asked by a judge`, `speaking to farmers`, `was told by`.

In: a page and one clause. Out: the span of the addressee, or None.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from onrecord.records import Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Clause
from onrecord.resolve.cues import cue_stances, lemma_of
from onrecord.resolve.page import Page
from onrecord.resolve.words import Word

_SPACE: Final = re.compile(r"\s+")
_PASSIVE: Final = re.compile(r"\b(?:is|was|were|are|been|being)\s*$")
_IS_COUNT: Final = re.compile(
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|hundreds of|thousands of|dozens of|several) [a-z-]*[a-z]{2}s?\b(?<!s ago)"
)
_READ: Final = frozenset(["paper", "magazine", "website", "site", "blog"])
_TORN: Final = re.compile(r"^(?:his|its|their|my|our|your)$|(?:^|\s+)(?:the|an?)$")
"""An article whose noun belongs to what is said."""
_PAIR: Final = re.compile(r"[a-z]+s,? and [a-z]{4,}|[a-z]{4,} and [a-z]+s")
_WITH_JOB: Final = re.compile(
    r"(?:host|anchor|moderator|interviewer|reporter|correspondent|columnist|journalist|presenter|newspaper|magazine|broadcaster|network)s? (?=[A-Z])"
)
_MAX_CHARACTERS: Final = 90
_MAX_SUBJECT: Final = 40
_WORD_BACK: Final = 20
_TO: Final = re.compile(
    r"\s*(?:(?:afterwards?|later|aloud|softly|quietly|privately|publicly|again) )?"
    r"(?:in (?:a |an |the |his |her |its |their )?(?:letter|memo|email|e-mail|message|note|speech|remarks|statement|briefing|address|comments) )?"
    r"(?:to|at|with)\s+(?=[A-Z]|the\b|a\b|an\b|his\b|her\b|their\b|its\b|me\b|us\b|him\b|them\b|nobody\b|\w+s\b)",
    re.IGNORECASE,
)
_NEVER: Final = frozenset(["with", "at", "against"])
_ABOUT: Final = re.compile(
    r"\b(?:took|tak\w+|turn\w*|sign\w* on|according|refer\w*|respon\w+|point\w*|allud\w+|object\w*|react\w*|due|hark\w*(?: back)?) to$", re.IGNORECASE
)
_CALLING: Final = frozenset("tweet shout yell scream bark snap plead shriek".split())
_ASKED: Final = re.compile(
    r"\b(?:(?:asked|pressed|questioned|challenged|quizzed|prompted|grilled|interrupted) by"
    r"|in (?:response|reply|answer) to (?:a |an )?questions? (?:from|by)"
    r"|(?:speaking|talking|testifying|writing) (?:to|before|with))\s+",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"(?:\bwhen|\bafter being|\bwas|\bin|[,”\"])\s*$", re.IGNORECASE)
_LETTER_TO: Final = re.compile(r"\bin an? (?:open |joint |\w+ )?(?:letter|memo|email|e-mail|note|message) to\s+", re.IGNORECASE)
_PROGRAMME: Final = re.compile(
    r"\s*([“\"](?:[A-Z][\w’'&-]*|the|of|and|to|with|in)(?:\s+(?:[A-Z\d][\w’'&-]*|the|of|and|to|with|in)){1,6}(?=[.,]?[”\"])[.,]?[”\"])"
)
_PRONOUN_BEFORE: Final = re.compile(r"\b(?P<who>[Ii]|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Yy]ou) (?:was |were |had been |have been |has been )?$")
_APPOSED: Final = re.compile(r",\s+(?:the|a|an|his|her|its|their)\s+[^,;.“”\n]{3,50}(?=,)")


@cache
def _stop() -> re.Pattern[str]:
    words = "|".join(tables.particulars().addressee_stops)
    return re.compile(rf",(?!\d)|[;:!?()“”\"—–\n]|(?<!\b[A-Z])\.(?!\w)|\s(?:{words})\b")


def addressee_of(page: Page, clause: Clause | None) -> Span | None:
    """Return who is spoken to."""
    if clause is None or clause.finding.cue is None:
        return None
    cue = clause.finding.cue
    words = page.words_in(cue.start, cue.end)
    lemmas = [lemma_of(w.text) for w in words]
    limit = _limit(clause, cue.end)
    told = next((k for k, lemma in enumerate(lemmas) if lemma in tables.particulars().telling), None)
    if told is None:
        return _said_to(page.text, clause, limit, lemmas) or _before(page, clause)
    # `was told`, but `is ready to tell`.
    is_past = words[told].text.lower() != lemmas[told] and not words[told].text.endswith("ing")
    if is_past and ("be" in lemmas[:told] or _PASSIVE.search(page.text[max(0, cue.start - 8) : words[told].start])):
        return _told_by(clause) if lemmas[told] in ("tell", "inform", "assure", "warn") else None
    if told + 1 < len(words) and (inside := _noun_from(page, words[told].end, _end_within(words, clause))):
        return inside
    return _noun_from(page, words[told].end, limit) or _said_to(page.text, clause, limit, lemmas) or _before(page, clause)


def _end_within(words: list[Word], clause: Clause) -> int:
    """Let a cue that ends in an owner or an article (`told the BBC’s`) run on to its noun."""
    cue = clause.finding.cue
    assert cue is not None
    return _limit(clause, cue.end) if words[-1].owns or words[-1].text.lower() in tables.particulars().addressee_openers else cue.end


def _told_by(clause: Clause) -> Span | None:
    """Return the subject of a passive: `The family was told by the airline …`, whichever of the two is taken for the source."""
    source, cue = clause.finding.source, clause.finding.cue
    assert cue is not None
    if source is not None and source.end <= cue.start:
        return source
    if pronoun := _PRONOUN_BEFORE.search(clause.text, max(0, cue.start - _WORD_BACK), cue.start):
        return Span(start=pronoun.start("who"), end=pronoun.end("who"))
    # `We’ve been told by a pilot …`: the apostrophe is the verb's.
    words = clause.text[clause.head[0] : cue.start].strip(" \n’'.,").removeprefix("and ")
    start = clause.text.find(words, clause.head[0])
    return Span(start=start, end=start + len(words)) if 0 < len(words) < 40 and "," not in words else None


def _before(page: Page, clause: Clause) -> Span | None:
    """Return who asked, or was spoken to, in the words before the source: `Asked by a judge whether …, he said`."""
    for pattern in (_ASKED, _LETTER_TO):
        for piece in clause.pieces:
            for match in pattern.finditer(page.text, *piece):
                if clause.finding.cue is not None and match.start() == clause.finding.cue.start:
                    # `Asked by a judge`: the judge asks.
                    continue
                if match.start() > clause.anchor.start and not _WHEN.search(page.text, max(0, match.start() - _WORD_BACK), match.start()):
                    continue
                if (found := _noun_from(page, match.end() - 1, piece[1])) is not None:
                    return found
    return None


def _limit(clause: Clause, after: int) -> int:
    source = clause.finding.source
    ends = [e for s, e in clause.pieces if s <= after <= e]
    if source and source.start >= after:
        ends.append(source.start)
    return min(ends, default=after)


def _noun_from(page: Page, start: int, limit: int) -> Span | None:
    """Return the noun phrase right after a verb of telling."""
    match = _SPACE.match(page.text, start)
    if not match or match.end() >= limit:
        return None
    begin = match.end()
    stop = _stop().search(page.text, begin, limit)
    end = _past_name(page, begin, stop.start() if stop else limit)
    words = _TORN.sub("", page.text[begin:end].strip())
    if not words or not _may_listen(words):
        return _programme_at(page.text, begin, limit)
    if (programme := _programme_at(page.text, begin + len(words), limit)) and words.endswith(("'s", "’s")):
        return Span(start=begin, end=programme.end)
    apposed = _APPOSED.match(page.text, begin + len(words), limit) if words[:1].isupper() else None
    return Span(start=begin, end=apposed.end() if apposed else begin + len(words))


def _programme_at(text: str, begin: int, limit: int) -> Span | None:
    """Return the programme named in quotation marks: `told “Harbour Hour.”`, `told CNN’s “Harbour Hour”`."""
    match = _PROGRAMME.match(text, begin, limit)
    return Span(start=match.start(1), end=match.end(1)) if match else None


def _past_name(page: Page, begin: int, end: int) -> int:
    """Keep a name whole that a stop would cut: `Mrs. Montclair`."""
    return next((m.end for m in page.mentions_in(begin, end + 60) if m.title_start < end < m.end), end)


def _may_listen(words: str) -> bool:
    """Say whether the words can be those of a listener.

    >>> [_may_listen(w) for w in ("reporters", "Ada Finch", "mourners", "so", "the crowd")]
    [True, True, True, False, True]
    """
    table, first = tables.particulars(), words.split()[0].lower()
    if first in _NEVER or len(words) > _MAX_CHARACTERS or (first in table.not_addressees and not _is_audience(words)):
        return False
    if _is_document(words):
        return False
    if first.title() in tables.names().weekdays or first.title() in tables.names().months:
        return False
    if " " not in words and words not in table.pronouns and lemma_of(words) in cue_stances():
        return False
    if _PAIR.fullmatch(words) or _WITH_JOB.match(words):
        return True
    is_many = " " not in words and words.endswith("s") and not words.endswith("ss") and words.islower() and len(words) > 3
    return (
        is_many
        or words[:1].isupper()
        or _IS_COUNT.match(words) is not None
        or first in table.addressee_openers
        or words.lower() in table.pronouns
        or _is_audience(words)
    )


def _is_document(words: str) -> bool:
    """Say whether the words are for something written: `signed on to a letter`; a programme listens: `told a morning show`."""
    nouns = tables.nouns()
    head = re.sub(r"\s+[a-z]+ing\b.*$", "", words).split()[-1]
    if head in _READ:
        return False
    return head in nouns.documents - nouns.shows


def _is_audience(words: str) -> bool:
    last = words.split()[-1].lower()
    nouns = tables.nouns()
    return last in nouns.audiences or last in nouns.persons or last.removesuffix("s") in nouns.persons


def _said_to(text: str, clause: Clause, limit: int, lemmas: list[str]) -> Span | None:
    """Return who follows `to`: after the cue, within it, or after a source that follows it."""
    cue, source = clause.anchor, clause.finding.source
    starts = [cue.end, *(cue.start + m.start() for m in re.finditer(r"\s+(?:to|at|with)\b", cue.of(text)))]
    for start in starts:
        if found := _listener(text, start, limit, lemmas):
            return found
    if source is not None and source.start >= cue.end:
        end = max((e for s, e in clause.pieces if s <= source.end <= e), default=source.end)
        return _listener(text, source.end, end, lemmas)
    return None


def _listener(text: str, start: int, limit: int, lemmas: list[str]) -> Span | None:
    match = _TO.match(text, start, limit)
    if match is None or (" to " not in f" {match.group().strip()} " and not _CALLING & set(lemmas)):
        return None
    if _ABOUT.search(text, max(0, start - _WORD_BACK), start + 3):
        return None
    stop = _stop().search(text, match.end(), limit)
    words = text[match.end() : stop.start() if stop else limit].strip()
    if words and len(words) < _MAX_CHARACTERS and (_may_listen(words) or words.startswith("nobody")):
        return Span(start=match.end(), end=match.end() + len(words))
    return None
