"""Findings whose source words are those of the one who speaks, not of the paper or paper trail that passed the words on.

In: a page and its findings. Out: the same findings, in order. `“…,” Mol said, according to the Ledger` has `Mol` as its source and
`said` as its cue (the Ledger becomes its via); a quotation without source words has those of its own sentence, where there are some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from onrecord.records import Finding, Manner, Span
from onrecord.resolve import tables
from onrecord.resolve.kinds import Kind
from onrecord.resolve.numbers import is_plural
from onrecord.resolve.page import Page
from onrecord.resolve.phrases import PRONOUNS, RELATIVES, Form, is_speaking, read_phrase
from onrecord.resolve.relayed import nearer_subject, quoted_one, recorded_one, shown, with_article, words_of
from onrecord.resolve.sayings import asked_by, is_saying, passive_by, sayer_beside, sayer_near, subject_before
from onrecord.resolve.stance import stance_of

_PASSED_ON: Final = re.compile(
    r"(?:\baccording to|\bas|\bin|\bper)\s+(?:[Tt]he\s+|an?\s+)?$|\bas (?:first )?(?:reported|quoted|cited) (?:by|in) (?:the )?$"
    r"|\b[Aa]ccording to (?:[A-Z][\w.]*['’]s? )?(?:[a-z-]+ ){0,2}$"
)
_ASIDE: Final = re.compile(r"[\w.*],[”\"]?\s+(?:[Tt]he\s+)?$")
_OWNED: Final = re.compile(r"(?:(?:[A-Z][\w.]+ ){0,3}[A-Z]\w+['’]s (?:[a-z-]+ ){0,3})?")
_LEFT_OPEN: Final = re.compile(r"(?<=\w) (?:of|on|in|for|to|from|by|at|with)(?: (?:the|an?))?$")
_IN_PAPER: Final = re.compile(r"\bin (?:an? |his |her )?$")
_SAID_THAT: Final = re.compile(r".*\b(?P<verb>[a-z]+) that [^“”\"]{1,60}$", re.DOTALL)
_REPORTS: Final = re.compile(r"\breport(?:s|ed)\b")
_QUOTED: Final = re.compile(r"[“\"].+?(?:[”\"]|$)", re.DOTALL)
_SECOND_VERB: Final = re.compile(r"\band (?=\w+ed\b|(?:said|says|told|tells|wrote|writes)\b)|\bto (?=\w)")
_FRONTED: Final = frozenset("to at in from with on during after before".split())
_PREPOSITIONS: Final = frozenset("of in to by for at on with from about against over than like".split())
_PUT_IT: Final = re.compile(r"\bas (?P<who>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})(?: \w+)? put it\b[, ]*(?:to )?$")
_AT: Final = re.compile(r"(?: \w+)? (?:at|to|against|with|on|upon) ")
_QUOTE_NEXT: Final = re.compile(r":|, [“\"]")
_TOLD_OF: Final = re.compile(r"\b(?P<verb>[a-z]+) (?:of|about) $")
_AS_SAID: Final = re.compile(r"[,”\"]{0,3} as (?P<who>(?:Mrs?\.|Ms\.|Dr\.|[A-Z][\w’'-]+)(?: [A-Z][\w.’'-]+){0,3}) (?P<verb>[a-z]+)\b")
_IN_POSTS: Final = re.compile(r",? (?:in|on|via) (?:a|an|his|her|their|two|three|several|another)(?: [a-z-]+){1,3} $")
_IN_A_CLAUSE: Final = re.compile(r"\bwho (?:(?:is|was|are|were|has|had|have|been|also|later|lives|lived|works|worked|runs|leads|owns) ){0,3}$")
_PARTICIPLES: Final = frozenset("submitted released issued published written posted signed filed prepared obtained sent".split())
_OPENERS: Final = frozenset("the a an his her their its another one".split())
_ARTICLES: Final = frozenset(["the", "a", "an"])
_IS_TOLD: Final = re.compile(
    r"(?: [a-z-]+)?,?(?: (?:has|had|have|also|was|is|were|are|been|being|already|recently|later|often|widely|never|not|twice|once|now|then)){0,4}"
    r"(?: (?:was|is|were|are|been|being))(?: \w+ly)?"
    r" (?:told|asked|informed|advised|warned|assured|notified|promised|urged|instructed|reminded|ordered"
    r"|thought|believed|understood|said|reported|rumou?red|alleged|known|expected|feared|supposed)(?: (?:to|that|if|whether))?\s*"
)
_TOLD_FIRST: Final = frozenset(["Asked", "Told", "Pressed", "Questioned", "Warned", "Urged"])
_TOLD_BY: Final = re.compile(
    r"\s*by (?P<who>(?:(?:the|a|an|one|his|her|their|its) )?[\w.’'-]+(?: [\w.’'-]+){0,4}?)"
    r"(?= (?:that|to|if|whether|about|of|on|how|what|why|in|at)\b|[,:“\"]|\.\s)"
)
_LEAST_WORDS: Final = 3
_NAME_BACK: Final = 60
_LONGEST_TAIL: Final = 160


def sourced(page: Page, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with their sources mended."""
    return tuple(_going_on(page.text, _mended(page, finding, findings), findings) for finding in findings)


def _mended(page: Page, finding: Finding, findings: Sequence[Finding]) -> Finding:
    finding = _of_the_outer(page, finding, findings)
    finding = _of_the_teller(page.text, finding)
    if finding.source is not None:
        finding = replace(finding, source=with_article(page, _after_preposition(page, _whole(page, finding.source), finding.cue)))
    if finding.source is not None and (poster := _poster(page, finding.source)):
        finding = replace(finding, source=poster)
    finding = _turned(page, finding)
    if finding.manner is Manner.INDIRECT or sum(len(s.of(page.text).split()) for s in finding.content) < _LEAST_WORDS:
        return finding
    if seen := shown(page, finding) or recorded_one(page, finding):
        return seen
    if subject := quoted_one(page, finding) or words_of(page, finding) or nearer_subject(page, finding, findings):
        return replace(finding, source=subject)
    source = finding.source
    if source is not None and _cannot_speak(page, source, finding.cue):
        source = None
    if put := _PUT_IT.search(page.text, max(0, finding.content[-1].start - 90), finding.content[-1].start):
        return replace(finding, source=Span(start=put.start("who"), end=put.end("who")))
    if said := _reminded(page, finding):
        return replace(finding, source=said)
    if source is not None and finding.cue and (other := _who_rails(page, source, finding.cue)):
        return replace(finding, source=other)
    if (
        source is not None
        and (_is_told_of(page.text, source) or _is_in_a_clause(page, source) or _is_a_thing(page, source))
        and (teller := sayer_near(page, finding.content))
    ):
        return replace(finding, source=teller)
    if source is None:
        is_quoted = page.quoted[finding.content[0].start]
        near = _without_source(page, finding) if is_quoted or finding.cue else None
        return replace(finding, source=near, cue=None if near is None and finding.source else finding.cue) if near or finding.source else finding
    if not _is_passed_on(page.text, finding):
        return finding
    return _of_who_spoke(page, finding, source, findings)


def _of_the_teller(text: str, finding: Finding) -> Finding:
    """Return a finding whose source is who tells or asks, not who is told or asked: `She was told by Mol …`, `Asked by Mol whether …`."""
    is_told = _is_told(text, finding)
    if finding.cue is None or not (is_told or finding.cue.of(text) in _TOLD_FIRST):
        return finding
    if by := _TOLD_BY.match(text, finding.cue.end):
        return replace(finding, source=Span(start=by.start("who"), end=by.end("who")))
    return replace(finding, source=None) if is_told else finding


def _is_told(text: str, finding: Finding) -> bool:
    """Say whether the source is the subject of a passive, and so is told, asked or spoken of: `She was told that …`."""
    source, cue = finding.source, finding.cue
    return source is not None and cue is not None and cue.start >= source.end and _is_passive(text, source.end, cue)


def _is_passive(text: str, end: int, cue: Span) -> bool:
    return _IS_TOLD.fullmatch(text, end, cue.end) is not None


def _of_the_outer(page: Page, finding: Finding, findings: Sequence[Finding]) -> Finding:
    """Return a finding whose cue says nothing with source and cue of the one it stands in: `as “…”` within `Mol criticised Brand as “…”`."""
    if finding.parent is None or not 0 <= finding.parent < len(findings) or finding.cue is None:
        return finding
    text, outer, cue = page.text, findings[finding.parent], finding.cue.of(page.text).strip()
    if page.quoted[finding.cue.start] or not any(page.quoted[s.start : s.end].count(1) for s in finding.content):
        return finding
    is_empty = not any(c.isalpha() for c in cue) or (stance_of(cue) is None and cue.split()[-1:] != ["’s"])
    source = finding.source.of(text) if finding.source else ""
    is_within = (
        cue.split()[0].lower() in _PREPOSITIONS
        or _owns_a_thing(finding, source)
        or (finding.source is not None and _holds_quotation(page, finding.source))
    )
    if outer is finding or outer.source is None or outer.cue is None or not (is_within or (is_empty and stance_of(outer.cue.of(text)))):
        return finding
    return replace(finding, source=outer.source, cue=outer.cue)


def _owns_a_thing(finding: Finding, source: str) -> bool:
    """Say whether what the source owns is said to speak, some words on: `the owner’s plan to leave says “…”`."""
    is_far = finding.source is not None and finding.cue is not None and finding.cue.start - finding.source.end > 1
    return is_far and source.endswith(("’s", "'s"))


def _holds_quotation(page: Page, source: Span) -> bool:
    """Say whether words of the source are quoted, outside names: who speaks around it quotes on: `Mol said the “great” plan shows “…”`."""
    inside = [at for at in range(source.start, source.end) if page.quoted[at]]
    return bool(inside) and not any(m.title_start <= inside[0] < m.end for m in page.mentions_in(source.start, source.end))


def _is_told_of(text: str, source: Span) -> bool:
    """Say whether the source is whom another tells of: `Mol tweeted of Brand: “…”`."""
    before = _TOLD_OF.search(text, max(0, source.start - 24), source.start)
    return before is not None and is_saying(before["verb"]) and text.startswith(":", source.end)


def _who_rails(page: Page, source: Span, cue: Span) -> Span | None:
    """Return the subject of a cue whose object the finder took for the source: `Mol later railed at Brand: “…”`."""
    text = page.text
    if cue.end >= source.start or not _AT.fullmatch(text, cue.end, source.start) or not _QUOTE_NEXT.match(text, source.end):
        return None
    return subject_before(page, cue.start)


def _poster(page: Page, source: Span) -> Span | None:
    """Return who is named before the posts in which the finder saw the source: `Mol in a series of tweets accused Brand`."""
    if not (source.of(page.text).islower() and source.of(page.text).isalpha()):
        return None
    before = _IN_POSTS.search(page.text, max(0, source.start - 40), source.start)
    if before is None:
        return None
    named = page.mentions_in(max(0, before.start() - _NAME_BACK), before.start())
    return Span(start=named[-1].title_start, end=named[-1].end) if named and named[-1].end == before.start() else None


def _turned(page: Page, finding: Finding) -> Finding:
    """Return a finding without source whose content begins with a name right before its verb with that name as its source."""
    first, *rest = finding.content
    if finding.source is not None or finding.cue is None or not rest or not 0 < finding.cue.start - first.end <= 1:
        return finding
    if _is_passive(page.text, first.end, finding.cue):
        return finding
    named = page.mentions_in(first.start, first.end)
    is_name = len(named) == 1 and named[0].end == first.end and named[0].title_start == first.start
    return replace(finding, source=first, content=tuple(rest)) if is_name else finding


def _is_a_thing(page: Page, source: Span) -> bool:
    """Say whether no word of the source can speak: `bid for the nomination`."""
    phrase = read_phrase(page, source.start, source.end)
    return phrase.form is Form.NOUN and len(phrase.core.split()) > 1 and not any(is_speaking(w) or w[:1].isupper() for w in phrase.core.split()[1:])


def _is_in_a_clause(page: Page, source: Span) -> bool:
    """Say whether the source stands in what is told of who speaks: `said one senator, who was granted anonymity`."""
    return (
        _IN_A_CLAUSE.search(page.text, max(0, source.start - 30), source.start) is not None
        and read_phrase(page, source.start, source.end).form is Form.NOUN
    )


def _whole(page: Page, source: Span) -> Span:
    """Return the source from where its first word begins; of one that runs over the end of a paragraph the last line."""
    words = _LEFT_OPEN.sub("", source.of(page.text).rstrip())
    if not words:
        return source
    start = source.start + words.rfind("\n") + 1
    at = page.word_at(start)
    if at and page.words[at - 1].end > start:
        # `law` of `her daughter-in-law`
        at -= 2 if at > 1 and page.words[at - 2].text.lower() in _OPENERS else 1
        start = page.words[at].start
    elif (
        at > 1
        and words.split()[0] in _PARTICIPLES
        and page.text[page.words[at - 1].end : start] == " "
        and page.words[at - 2].text.lower() in _OPENERS
    ):
        # `submitted by …` of `a brief submitted by …`
        start = page.words[at - 2].start
    return Span(start=start, end=source.start + len(words))


def _after_preposition(page: Page, source: Span, cue: Span | None) -> Span:
    """Return the source without what only stands before its verb: `In a letter to Brand, Mol said` has `Brand, Mol` found as its source."""
    first = page.mentions_in(source.start, source.end)[:1]
    at = page.word_at(min(source.start, first[0].title_start) if first else source.start)
    if cue is None or cue.start < source.end or at == 0 or page.words[at - 1].text.lower() not in _FRONTED:
        return source
    if at > 1 and page.words[at - 2].text.lower() in ("according", "due", "thanks", "one", "head", "chief"):
        return source
    comma = page.text.find(", ", first[0].end if first else source.start, source.end)
    later = page.mentions_in(comma, source.end) if comma > 0 else []
    is_other = any(page.entity(m) is not page.entity(first[0]) and page.entity(m).may_be_person and not m.owns for m in later) if first else False
    return Span(start=comma + 2, end=source.end) if is_other else source


def _reminded(page: Page, finding: Finding) -> Span | None:
    """Return who is said, right behind a quotation, to have said it so: `“…,” as Mol reminded the crew`."""
    said = _AS_SAID.match(page.text, finding.content[-1].end)
    if said is None or not is_saying(said["verb"]) or not page.quoted[finding.content[-1].start]:
        return None
    return Span(start=said.start("who"), end=said.end("who"))


def _without_source(page: Page, finding: Finding) -> Span | None:
    """Return who says a quotation, by the verb that is its cue, else by its own sentence."""
    if finding.cue is None or finding.source is not None:
        return sayer_near(page, finding.content) if page.quoted[finding.content[0].start] else None
    quoted = next((m for s in finding.content if (m := _first_quoted(page.text, s))), finding.content[0])
    return asked_by(page, quoted.start) or passive_by(page, quoted) or sayer_beside(page, finding.cue) or _shared_subject(page, finding)


def _first_quoted(text: str, span: Span) -> Span | None:
    match = _QUOTED.search(text, span.start, span.end)
    return Span(start=match.start(), end=match.end()) if match else None


def _shared_subject(page: Page, finding: Finding) -> Span | None:
    """Return the subject of a sentence whose second verb is the cue: `May praised the police, and thanked them “…”`."""
    cue = finding.cue
    if cue is None or not page.quoted[finding.content[0].start] or not _SECOND_VERB.search(page.text, max(0, cue.start - 5), cue.end):
        return None
    first, _ = page.sentence_bounds(cue.start)
    named = [m for m in page.mentions_in(first, cue.start) if not page.quoted[m.start] and not m.owns and page.entity(m).kind is not Kind.PLACE]
    named = [m for m in named if page.text[max(0, m.title_start - 4) : m.title_start].strip().lower() not in _PREPOSITIONS]
    return Span(start=named[0].start, end=named[0].end) if named else None


def _cannot_speak(page: Page, source: Span, cue: Span | None) -> bool:
    """Say whether the source is one bare noun in small letters of a thing, as in `its attitude toward business: “…”`."""
    words = source.of(page.text)
    if words.strip().lower() in _ARTICLES:
        return True
    if not (words.isalpha() and words.islower()) or words in PRONOUNS | RELATIVES or is_plural(words):
        return False
    return not is_speaking(words) or (cue is not None and cue.of(page.text) == ":")


def _is_passed_on(text: str, finding: Finding) -> bool:
    """Say whether the source is named as one that passed the words on: `according to …`, `…, the Ledger reported`."""
    source, cue = finding.source, finding.cue
    if source is None:
        return False
    reports = cue is not None and cue.start >= source.end and _REPORTS.search(cue.of(text)) is not None
    is_aside = reports and _ASIDE.search(text, max(0, source.start - 8), source.start) is not None
    return is_aside or _PASSED_ON.search(text, max(0, source.start - 60), source.start) is not None


def _of_who_spoke(page: Page, finding: Finding, source: Span, findings: Sequence[Finding]) -> Finding:
    """Return the finding of the saying that its source only reports, where that saying is no finding of its own."""
    quoted = _quoted_parts(page.text, finding.content)
    near = sayer_near(page, quoted) if quoted else None
    near = None if near and near.start < source.end and source.start < near.end else near
    first = next((q for s in finding.content if (q := _first_quoted(page.text, s))), None)
    if near is None and first and (writer := _who_writes(page, source, first.start)):
        return replace(finding, source=writer)
    if near is None:
        return finding
    if any(f is not finding and f.source is not None and f.source.start < near.end and near.start < f.source.end for f in findings):
        return finding
    inside = any(s.start <= near.start and near.end <= s.end for s in finding.content)
    if not inside:
        return replace(finding, source=near) if near.end <= quoted[0].start or near.end <= source.start else finding
    verb = _verb_beside(page, near)
    return replace(finding, content=quoted, source=near, cue=verb or finding.cue, manner=Manner.DIRECT)


def _who_writes(page: Page, source: Span, start: int) -> Span | None:
    """Return who puts it in a paper, by the subject: `Mol was brief in a post: “…”`, `Mol wrote that he “…”, the Ledger reports`."""
    first, _ = page.sentence_bounds(source.start)
    said = _SAID_THAT.match(page.text, first, start)
    if said is not None and is_saying(said["verb"]):
        return subject_before(page, said.start("verb")) or _last_sayer(page, first, said.start("verb"))
    is_paper = read_phrase(page, source.start, source.end).head in tables.nouns().documents
    if not is_paper or not _IN_PAPER.search(page.text, max(0, source.start - 8), source.start):
        return None
    whole = [m for m in page.mentions_in(first, source.start) if not m.owns and page.entity(m).may_be_person and not page.quoted[m.start]]
    is_subject = bool(whole) and _OWNED.fullmatch(page.text, first, whole[0].title_start) is not None
    return Span(start=whole[0].title_start, end=whole[0].end) if is_subject else None


def _last_sayer(page: Page, start: int, end: int) -> Span | None:
    return next((Span(start=w.start, end=w.end) for w in reversed(page.words_in(start, end)) if w.text in ("he", "she")), None)


def _going_on(text: str, finding: Finding, findings: Sequence[Finding]) -> Finding:
    """Add to the saying that a paper reports the quotation that goes on after it: `“…,” Mol said, according to the Ledger. “…”`."""
    if finding.parent is None or finding.manner is Manner.INDIRECT or not 0 <= finding.parent < len(findings):
        return finding
    outer = findings[finding.parent]
    if not _is_passed_on(text, outer):
        return finding
    end = max(s.end for s in finding.content)
    held = [f.content for f in findings if f is not outer]
    more = [
        s
        for s in outer.content
        if s.start > end and _QUOTED.fullmatch(s.of(text)) and not any(c.start < s.end and s.start < c.end for h in held for c in h)
    ]
    return replace(finding, content=(*finding.content, *more)) if more else finding


def _quoted_parts(text: str, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the quotations in a content of which little is not quoted, else nothing."""
    parts = [Span(start=s.start + m.start(), end=s.start + m.end()) for s in content for m in _QUOTED.finditer(s.of(text))]
    rest = sum(s.end - s.start for s in content) - sum(p.end - p.start for p in parts)
    return tuple(parts) if parts and rest <= _LONGEST_TAIL else ()


def _verb_beside(page: Page, near: Span) -> Span | None:
    at = page.word_at(near.start)
    after = page.word_at(near.end)
    beside = [*page.words[after : after + 4], *reversed(page.words[max(0, at - 2) : at])]
    return next((Span(start=w.start, end=w.end) for w in beside if is_saying(w.text)), None)
