"""The stretches around a cue in which the particulars of a saying may stand, and whether something there belongs to the saying.

In: a page, one finding and the others. Out: the parts of the cue's sentence that are not content, the one with the cue first.
What people talk about is not where, when or to whom they talk, nor is what another clause of the sentence tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.records import Finding, Span
from onrecord.resolve import tables
from onrecord.resolve.page import Page

Bounds = tuple[int, int]

_REACH: Final = 1500
_FRONT: Final = 1000
"""What stands at the head of the sentence comes after all that stands by the cue."""
_ASIDE: Final = re.compile(r",\s+(?:who|whom|whose|which|where)\b[^,;.“”\n]*(?:,|(?=\.)|$)|\([^()\n]*\)")
_LINK: Final = re.compile(
    r"(?:^|[\s,;(“—–])(?:that|which|who|whether|because|how|why|though|although|but|and|while|whereas|than|what|if|with|since"
    r"|(?<!hours )(?<!minutes )(?<!moments )(?:after|before))\s*$",
    re.IGNORECASE,
)
_JUST_BEFORE: Final = re.compile(r"(?:\s+(?:late|early))?,?\s+(?:when|where|as|in which|at which|during which)\s*$", re.IGNORECASE)
"""What joins a time or an occasion to the clause that goes on with it: `on Sunday, when she said`."""
_BUT: Final = re.compile(
    r"^\s*(?:[—–―]|--)\s+|^\W*[A-Z]{2}[^\n]{0,60}?(?:[—–―]|--|\s-)\s+|^\W*(?:But|And|Yet|So|Then|Still|Although|Though|that)\b,?\s*"
)
_IN_WHICH: Final = re.compile(r"\b(?:in|at|during) which\s*$")
_DASHED: Final = re.compile(r"\s[—–]\s[^—–]{1,40}\s[—–]\s|\b(?:while|when)\s(?=[a-z]+ing\b)|\bwhen (?:asked|pressed|questioned|challenged)\b")
_HE: Final = re.compile(r"\b(?:he|she|they|we|I)\b|\b(?:there|it|that|what)['’](?:s|re|ve|d|ll)\b", re.IGNORECASE)
_RELATIVE: Final = frozenset(["who", "which", "that", "whom"])
_NO_PAST: Final = re.compile(r"\b(?:an?|the|his|her|its|their|of|in|with|by|to|from|for)\s$", re.IGNORECASE)
"""Before a participle that stands by a noun: `told a packed hall`."""
_TOLD: Final = re.compile(r"\b(?:told|tells)\s+(?:the\s+)?$")
_THE_DAY: Final = re.compile(
    r",\s+(?:just |only |about |nearly |almost )?(?:the|an?|one|two|three|four|six|several|some|\d+)\s+"
    r"(?:\w+ )?(?:day|night|week|month|year|hour|minute)s?\b[^,;]*,\s*"
    r"|,\s+(?:as|when|while) (?:he|she|they|it)\b[^,;]*,\s*"
    r"|(?:\s+(?:last|earlier this|this)\s+\w+)?,?\s+(?:(?:shortly|soon|just|right|immediately|moments|minutes|hours|days)\s+)?"
    r"(?:after|before|as|while|when)\b[^,;]*,\s*"
)
"""What tells more of a date: `in March, the month after he left, …`."""
_HOURS: Final = re.compile(r"^\s+(?:morning|afternoon|evening|night)\b")
_AS: Final = re.compile(r"\bas\s*$", re.IGNORECASE)
_WHEN: Final = re.compile(r"\W*(?:When|While)\b[^,;:]*$")
_NOW: Final = re.compile(r"^(?:is|are|has|have|says?|calls?|\w+s)\b")
_WHILE: Final = re.compile(r"\s*(?:as|when|while|before|after) (?:he|she|they|it)\s+(?=\w)", re.IGNORECASE)
_OTHER_CLAUSE: Final = re.compile(
    r"\b(?:that|who|whom|which|whose|whose|when|because|since|if|while|though|although|but|and|as|where|until|unless|whether|what|how|why|than|including)\b"
    r"|[;:―]|\s[—–-]\s|,\s+to\s+[a-z]",
    re.IGNORECASE,
)
_OWN_CLAUSE: Final = re.compile(
    r"\b(?:that|who|whom|which|whose|when|because|if|where|until|unless|whether|what|how|why|than)\b|[;:―]", re.IGNORECASE
)
_PARTICIPLE: Final = re.compile(r"(?:and |then |also |while |by |in |after |before |even |instead |further |again |once |[a-z]+ly )*[a-z]{2,}ing\b")
_ASKED: Final = re.compile(
    r"^\W*(?:when |while |also )?(?:asked|pressed|questioned|challenged|quizzed|confronted|speaking|talking|testifying|writing|appearing)\b",
    re.IGNORECASE,
)
_GIVEN: Final = frozenset(
    "posted published released filed dated sent issued delivered given aired broadcast written televised prepared signed scheduled "
    "obtained carried recorded taped crowded packed streamed livestreamed uploaded shared hosted sponsored organized organised attended "
    "titled entitled headlined unsealed submitted lodged emailed e-mailed mailed circulated distributed moderated".split()
)
_VERBS: Final = frozenset("is are was were has had have will would could may might must did does do said says told".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Where the particulars of one finding are looked for. `pieces` are free of content; that of the cue stands first."""

    text: str
    finding: Finding
    pieces: tuple[Bounds, ...]
    anchor: Span

    @property
    def head(self) -> Bounds:
        """The piece that the cue stands in."""
        return self.pieces[0]


def clause_of(page: Page, finding: Finding, others: Sequence[Finding]) -> Clause | None:
    """Return where the sentence of the cue, or else of the source, is free of what is said in it."""
    anchor = finding.cue or finding.source
    if anchor is None or anchor.start >= len(page.text):
        return None
    start, end = page.sentence_bounds(anchor.start)
    # A text without full stops is one sentence: what stands far off belongs to something else.
    near = (max(start, anchor.start - _REACH), min(max(end, anchor.end), anchor.end + _REACH))
    bounds = _within(others, anchor, near)
    gaps = [(s.start, s.end) for s in finding.content]
    gaps += [(s.start, s.end) for other in others for s in other.content if not _touches(s, anchor) and not _is_around(s, finding)]
    gaps += [m.span() for m in _ASIDE.finditer(page.text, *bounds) if not m.start() <= anchor.start < m.end()]
    pieces = [_from_link(page.text, finding, piece) for piece in _free(bounds, sorted(gaps))]
    pieces = sorted((p for p in pieces if p[0] < p[1]), key=lambda p: not p[0] <= anchor.start < p[1])
    return Clause(text=page.text, finding=finding, pieces=tuple(pieces), anchor=anchor) if pieces else None


def _within(others: Sequence[Finding], anchor: Span, bounds: Bounds) -> Bounds:
    """Keep to the words that the cue itself is quoted in."""
    for other in others:
        for span in other.content:
            if span.start <= anchor.start and anchor.end <= span.end:
                bounds = (max(bounds[0], span.start), min(bounds[1], span.end))
    return bounds


def _touches(span: Span, anchor: Span) -> bool:
    return span.start < anchor.end and anchor.start < span.end


def _is_around(span: Span, finding: Finding) -> bool:
    return finding.source is not None and span.start < finding.source.end and finding.source.start < span.end


def _free(bounds: Bounds, gaps: list[Bounds]) -> Iterator[Bounds]:
    start, end = bounds
    for gap_start, gap_end in gaps:
        if gap_end > start and gap_start < end:
            if gap_start > start:
                yield start, gap_start
            start = max(start, gap_end)
    if start < end:
        yield start, end


def _from_link(text: str, finding: Finding, piece: Bounds) -> Bounds:
    """Begin the piece at the source, or the cue, where the word before it opens a clause: `…, and she said`."""
    first = min(s.start for s in (finding.cue, finding.source) if s is not None)
    source = finding.source
    if source is not None and source.of(text).lower() in _RELATIVE and piece[0] < source.start < piece[1]:
        return (source.start, piece[1])
    is_linked = piece[0] < first < piece[1] and _LINK.search(text, piece[0], first) and not _IN_WHICH.search(text, piece[0], first)
    return (first, piece[1]) if is_linked else piece


def place_of(clause: Clause, start: int, end: int, *, shares_verbs: bool = False) -> int | None:
    """Return how far from the cue something that belongs to the saying stands, None where it belongs to something else.

    It may stand in the cue, between source and cue, after the cue, at the head of the sentence, or after the content. What goes
    with the verb before a participle (`went on air on Monday, saying`) goes with the saying too; with `shares_verbs`, what
    goes with any verb that has the same subject (`spoke on Monday and said`).
    """
    finding, cue = clause.finding, clause.anchor
    if is_in_source(finding, start, end):
        return None
    if cue.start <= start < cue.end:
        return 0
    piece = next((p for p in clause.pieces if p[0] <= start < p[1]), None)
    if piece is None:
        return None
    if start >= cue.end:
        words = _since_cue(clause, start)
        during = _WHILE.match(words) if shares_verbs else None
        belongs = is_adverbial(words) or (during is not None and _OTHER_CLAUSE.search(words, during.end()) is None)
        return start - cue.end if belongs else None
    return _place_before(clause, piece, (start, end), shares_verbs=shares_verbs or _is_participle(clause))


def _is_participle(clause: Clause) -> bool:
    return _PARTICIPLE.match(clause.anchor.of(clause.text)) is not None


def _place_before(clause: Clause, piece: Bounds, found: Bounds, *, shares_verbs: bool) -> int | None:
    source, cue = clause.finding.source, clause.anchor
    far = found[0] - piece[0] + _FRONT
    if source is not None and source.end <= found[0]:
        between = clause.text[source.end : found[0]]
        belongs = _OWN_CLAUSE.search(between) is None if shares_verbs else is_adverbial(between)
        return cue.start - found[0] if belongs else None
    first = min(source.start, cue.start) if source is not None else cue.start
    lead, rest = _BUT.sub("", clause.text[piece[0] : found[0]]), clause.text[found[1] : min(first, piece[1])]
    rest = _HOURS.sub("", rest)
    if _ASKED.match(lead):
        return far
    if _JUST_BEFORE.fullmatch(rest) or (rest.strip() == "," and _WHEN.match(lead) and not _NOW.match(cue.of(clause.text))):
        return far
    after = rest if piece[1] >= first else rest + clause.text[piece[1] : first]
    if _THE_DAY.fullmatch(after) and is_adverbial(lead):
        return far
    if _AS.search(rest):
        return None
    # What is said within the words at the head may end them: `In an interview for “Fair Winds,” she said`.
    is_fronted = "," in after or not rest.strip() or clause.text[found[1] - 2] == ","
    return far if is_adverbial(lead) and is_fronted and not _has_verb(rest) else None


def _since_cue(clause: Clause, start: int) -> str:
    """Return the words from the cue to an offset, without content and source."""
    parts = [(max(s, clause.anchor.end), min(e, start)) for s, e in sorted(clause.pieces)]
    return "".join(_without_source(clause, s, e) for s, e in parts if s < e)


def _without_source(clause: Clause, start: int, end: int) -> str:
    source = clause.finding.source
    if source is None or not start <= source.start < end:
        return clause.text[start:end]
    return clause.text[start : source.start] + clause.text[min(source.end, end) : end]


def is_adverbial(words: str) -> bool:
    """Say whether words can stand between a cue and one of its particulars.

    >>> is_adverbial(" reporters at a rally"), is_adverbial(" the man who died"), is_adverbial(" in a note posted")
    (True, False, True)
    """
    words = _DASHED.sub(" ", words)
    return _OTHER_CLAUSE.search(words) is None and _HE.search(words) is None and not _has_verb(words)


def _has_verb(words: str) -> bool:
    finite = tables.particulars().finite
    for match in re.finditer(r"[A-Za-z’']+(?:-[A-Za-z]+)*", words):
        word = match.group()
        is_past = (
            word.endswith("ed")
            and len(word) > 4
            and word.islower()
            and word not in _GIVEN | _ALSO_NO_VERBS
            and not _NO_PAST.search(words, 0, match.start())
        )
        if word in _VERBS or is_past or (word in finite and word not in _ALSO_NO_VERBS and word not in _GIVEN):
            return True
    return False


_ALSO_NO_VERBS: Final = frozenset(
    "who then also never always later once soon still now eventually finally quickly immediately reportedly previously recently first set cut "
    "lives left saw felt ground shot hit read kept can may should led found hundred indeed".split()
)


def is_account(clause: Clause, start: int) -> bool:
    """Say whether what stands before the offset is that somebody told it: `…, his lawyer told`."""
    told = _TOLD.search(_since_cue(clause, start)) if start >= clause.anchor.end else None
    return told is not None and is_adverbial(told.string[: told.start()])


def is_in_source(finding: Finding, start: int, end: int) -> bool:
    """Say whether the range touches the source words."""
    return finding.source is not None and finding.source.start < end and start < finding.source.end
