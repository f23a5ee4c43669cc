"""On what occasion something was said: `at a news conference in Velmora`, `in a statement`, `on Twitter`, `from the Senate floor`.

In: a clause. Out: the span of the occasion, its preposition included, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Final

from onrecord.records import Span
from onrecord.resolve import tables
from onrecord.resolve.clause import Bounds, Clause, place_of

_Found = Iterator[Bounds]

_VERB: Final = re.compile(
    r"\b(?:that|who|which|said|says|told|for|to|with|by|but|never|not|then|when|he|she|they|it|(?:center|centre|heart|midst|wake) of)\b"
)
_NO_TALK: Final = frozenset("debate debates campaign conversation protest protests case".split())
"""What is mostly talked of when it stands after `in`: `in the immigration debate`, but `in Tuesday’s debate`."""
_HELD: Final = re.compile(
    r"['’]s?\s|\b(?:presidential|vice|televised|first|second|third|final|last|opening|primary|party|leaders|mayoral|gubernatorial|head-to-head)\b",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = (
    "(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November"
    r"|December|May(?=\s+\d)|that|which|he|she|they|it)\b)"
)
_LISTENERS: Final = (
    "reporters|journalists|lawmakers|supporters|staff|parliament|congress|employees|members|voters|colleagues|investors|donors|students"
)
_NAME: Final = (
    r"(?:[A-Z][\w.’'&-]*)(?:,?\s+(?:of\s+(?:the\s+)?|and\s+|&\s+|the\s+|de\s+|la\s+)?"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w.’'&-]*)*"
)
_OF_NAMES: Final = "home|office|headquarters|studio|caucus|delegation|committee|team|campaign|board|leaders|members|family|affiliate|station|show"
_DAY: Final = r"(?:(?:on|late|early)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?"
_TAIL: Final = re.compile(
    rf"(?:\s+(?:in|at|with|on|to)\s+(?:(?:the\s+)?{_NAME}\s+)?[“\"][A-Z][\w’'&-]*(?:\s+[\w’'&-]+){{0,6}}[.,]?[”\"]"
    rf"|\s+(?:in|at|with|on|to|of|from|outside|near|for|before|by|sponsored by|hosted by"
    rf"|(?:published|carried|broadcast|aired|reported) (?:by|in|on))"
    rf"\s+{_NOT_A_NAME}(?:(?:the|a|an|his|her|its|their)\s+)?(?:(?:\d{{4}}|\d+(?:st|nd|rd|th)|annual)\s+)*"
    rf"(?:{_NAME}(?:\s+(?:{_OF_NAMES})\b)?|{_LISTENERS}|state (?:television|TV|radio|media))"
    rf"|(?:\s+{_DAY})?\s+with\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,3}}?{_NOT_A_NAME}{_NAME}(?:\s+[a-z]+s\b)?"
    r"|\s+of\s+(?:the|an?|that|his|her|its|their)\s+[a-z][\w’-]+(?:\s+[a-z][\w’-]+)??(?=[.,]|\s+(?:on|in|at|that|last|earlier|this|late|early)\b|\s+[A-Z]|$)"
    r"|\s+(?:to|with)\s+(?:(?:the|an?|his|her|its|their)\s+[\w’-]+|(?:[a-z][\w-]*\s+)?[a-z]+s\b))+"
)
_GOES_ON: Final = (
    "interviews?|calls?|conferences?|shows?|hearings?|speech|address|meetings?|debates?|briefings?|appearance|messages?|program"
    "|posts?|events?|tours?|stops?|sessions?|gatherings?|rally|rallies"
)
_BY_WAY_OF: Final = frozenset(["telephone", "phone", "email", "e-mail", "text message", "letter", "video", "message", "note"])
_NOT_A_DAY: Final = (
    r"(?!(?:the\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*(?:\d|,|$|that\b))"
)
_NO_PREPOSITION: Final = r"(?!(?:in|at|on|during|with|to|for|by|after|before|from)(?![\w-]))"
_DETERMINER: Final = r"(?:(?:a|an|the|his|her|its|their|this|that|one|another|last|several|two|three|what was|(?-i:[A-Z])[\w.]*['’]s?|\w+['’]s?)\s+)?"


@cache
def _event() -> re.Pattern[str]:
    ends = tables.particulars().named_occasions
    named = ends | {head.capitalize() for head in ends}
    heads = _either(tables.nouns().events | tables.particulars().occasions | named)
    return re.compile(
        r"(?<![\w-])(?:(?i:at|during|in|before|after|following|ahead\s+of|prior\s+to|via|over|throughout)|(?P<on>(?i:on)))\s+(?!least\b)"
        rf"{_DETERMINER}(?P<mod>(?:{_NO_PREPOSITION}[\w'’&.-]+,?\s+){{0,6}}?)(?P<head>{heads})\b(?!['’-]\w|\s+(?:{_GOES_ON})\b)"
    )


@cache
def _fixed() -> re.Pattern[str]:
    """Media, houses and floors, and what else is an occasion in these words alone."""
    table = tables.particulars()
    on, other = _either(table.media_after_on), _either(table.other_media)
    outlet = _either(tables.nouns().media)
    return re.compile(
        rf"(?<![\w-])(?i:on|in)\s+(?:(?:the|her|his|a)\s+)?(?:(?:{outlet})['’]s?\s+)?(?:[\w-]+\s+){{0,2}}?(?:[“\"]|'')(?=[A-Z\d])(?:[^”\"\n]{{2,50}}?)(?:[”\"]|''|$)"
        rf"|(?<![\w-])(?i:on)\s+(?:the\s+)?(?:{outlet})(?:['’]s?)?\s+{_NOT_A_NAME}{_NAME}(?![\w’'-])"
        rf"|(?<![\w-])(?:{other}|(?i:on|via|over|through|in)\s+(?:{on})|(?i:by)\s+(?:{_either(_BY_WAY_OF)}))(?![\w’'-])(?:\s+from\s+[\w ]{{3,30}})?"
        rf"|(?i:(?:took|takes?|taking|turn(?:s|ed|ing)?)\s+)(?:to\s+(?:{on}))(?![\w’'-])"
        rf"|(?i:on)\s+(?:the\s+)?(?:{_NAME})\s+(?:Show|Hour|Report|Factor|Sunday|Tonight|Today|Live|Podcast|Morning|Newsroom|Nightly\s+News|Situation\s+Room|NewsHour)\b"
        r"|(?i:from|on)\s+(?i:the\s+floor\s+of\s+the\s+[A-Z]\w+|the\s+(?:Senate|House)\s+floor)"
        r"|(?i:on\s+the\s+sidelines\s+of)\s+(?:an?|the|this)?\s*(?:[\w’-]+\s+){0,4}?(?:summit|meeting|conference|forum|assembly|talks)"
        r"|(?i:at\s+the\s+(?:opening|close|start|end|launch|unveiling|signing))\s+of\s+(?:an?|the|his|her)\s+[\w’-]+"
        r"|(?i:before|after)\s+(?:signing|meeting|visiting|touring|addressing|casting|boarding|voting)\s+(?:(?:an?|the|his|her|with)\s+)?"
        r"[\w’-]+(?:\s+(?!on\b|that\b|and\b|in\b|last\b)[\w’-]+){0,2}?(?=\s+on\b|,|\s+that\b|\s+in\b|\.)"
    )


_SPEAKING: Final = re.compile(
    r"\b(?i:speaking|talking|testifying|appearing)\b[^,;“”]*?\b((?:at|from|outside|before|in(?=\s+(?:the|an?)\b))\s+(?:the|an?|his|her)\s+[\w’-]+(?:\s+[\w’-]+){0,3}?)(?=,|\.|\s+on\b)"
)
_DOING: Final = re.compile(r"(?:after|before|following)\s+[a-z]+ing\s+", re.IGNORECASE)
_AFTER_WORDS: Final = frozenset(
    "report essay book article editorial memo filing complaint lawsuit statement letter tweet post video release email interview remarks "
    "announcement".split()
)
_PROGRAMME: Final = re.compile(r"(?:show|program|programme|podcast|series|site|website|network)$")
_SITES: Final = frozenset("website page feed account site".split())
_HEAD_WORDS: Final = 6
_PROGRAMME_LETTERS: Final = 10
_WORD: Final = 20
_TITLE: Final = re.compile(rf"\s+{_NAME}")
_GROUNDS: Final = "(?:headquarters|airport|university|stadium|arena|hall|church|square|school|hotel|office|offices|courthouse)"
_PLACE: Final = re.compile(
    rf"(?<![\w-])(?:[Ii]n|[Aa]t|[Oo]utside|inside|aboard)\s+{_NOT_A_DAY}(?:the\s+)?{_NAME}(?:\s+{_GROUNDS}\b)?(?![\w’'-]|(?<=['’]s)\s|\s+of\b)"
    rf"|(?<![\w-])(?:[Oo]utside|inside)\s+(?:the|a|his|her)\s+(?:[\w’-]+\s+){{0,2}}?[\w’-]+(?=,|\.|\s+(?:on|in|that|as|after|where|before)\b|\s*$)"
)


def _either(names: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(n) for n in names), key=lambda n: (-len(n), n)))


def occasion_of(clause: Clause | None) -> Span | None:
    """Return the occasion that belongs to the saying: the nearest to the cue, and a place alone only where nothing tells more."""
    if clause is None:
        return None
    told = [*_each(clause, _gatherings), *_each(clause, _fixed_ones), *_each(clause, _speaking)]
    if told:
        return min(told, key=lambda found: (found[0], found[1].start, -found[1].end))[1]
    return None if _is_written(clause) else min(_each(clause, _places), default=(0, None))[1]


def _is_written(clause: Clause) -> bool:
    """Say whether the source is a poll, a report or the like: it speaks nowhere."""
    source, nouns = clause.finding.source, tables.nouns()
    words = source.of(clause.text).split()[:_HEAD_WORDS] if source is not None else []
    return any(word.strip(",") in nouns.documents - nouns.shows for word in words)


def _each(clause: Clause, finder: Callable[[Clause, Bounds], _Found]) -> list[tuple[int, Span]]:
    found: list[tuple[int, Span]] = []
    for piece in clause.pieces:
        for start, end in finder(clause, piece):
            if not _runs_over(clause.anchor, start, end) and (place := place_of(clause, start, end)) is not None:
                found.append((place, Span(start=start, end=start + len(clause.text[start:end].rstrip(" .,")))))
    return found


def _runs_over(cue: Span, start: int, end: int) -> bool:
    """Say whether the words end in the cue, and so are none of an occasion: `before questioning him`."""
    return start < cue.start < end


def _gatherings(clause: Clause, bounds: Bounds) -> _Found:
    text = clause.text
    for match in _event().finditer(text, *bounds):
        head = match["head"].split()[-1].lower()
        is_wrong_on = match["on"] and head not in tables.particulars().on_occasions
        is_wrong_on = is_wrong_on or (match["on"] and _is_topic(text, match.start()))
        is_no_occasion = _is_no_occasion(match.group(), head)
        if is_wrong_on or is_no_occasion or _VERB.search(match["mod"]):
            continue
        yield match.start(), _past_tail(clause, match.end(), bounds)


def _is_topic(text: str, start: int) -> bool:
    """Say whether the words before `on` are for talk that has a topic: `a hearing on the health website`."""
    before = text[max(0, start - _WORD) : start].split()
    return bool(before) and before[-1] in tables.nouns().events


def _is_no_occasion(words: str, head: str) -> bool:
    """Say whether words that look like an occasion are none: `after the report`, `in the event`."""
    first = words.split()[0].lower()
    if head in _SITES and first != "on":
        return True
    if _DOING.match(words) and words.split()[1] != head:
        return True
    if first in ("after", "before", "following", "ahead", "prior"):
        return head in _AFTER_WORDS
    if first == "in" and head in _NO_TALK:
        return _HELD.search(words) is None
    return first == "in" and head == "event"


def _past_tail(clause: Clause, end: int, bounds: Bounds) -> int:
    """Return where the occasion ends with what says where, with whom or before whom it was; it does not reach into source or cue."""
    starts = [span.start for span in (clause.finding.source, clause.finding.cue) if span is not None and span.start >= end]
    end = _past_title(clause.text, end, min([bounds[1], *starts]))
    tail = _TAIL.match(clause.text, end, min([bounds[1], *starts]))
    return tail.end() if tail else end


def _past_title(text: str, end: int, limit: int) -> int:
    """Return where a programme ends whose name follows it: `on the radio show Harbour Hour`."""
    match = _TITLE.match(text, end, limit) if _PROGRAMME.search(text, max(0, end - _PROGRAMME_LETTERS), end) else None
    return match.end() if match else end


def _fixed_ones(clause: Clause, bounds: Bounds) -> _Found:
    for match in chain.from_iterable(_fixed().finditer(clause.text, *part) for part in _beside_source(clause, bounds)):
        yield match.start(), _past_tail(clause, match.end(), bounds)


def _speaking(clause: Clause, bounds: Bounds) -> _Found:
    for match in _SPEAKING.finditer(clause.text, *bounds):
        yield match.span(1)


def _beside_source(clause: Clause, bounds: Bounds) -> _Found:
    """Yield what is before the source and what is after it, so that no place runs on into a name: `In Osk, Brekke said`."""
    source = clause.finding.source
    if source is None or not bounds[0] <= source.start < bounds[1]:
        yield bounds
        return
    yield bounds[0], source.start
    yield min(source.end, bounds[1]), bounds[1]


def _places(clause: Clause, bounds: Bounds) -> _Found:
    places = tables.places()
    if bounds != clause.head and bounds[0] > clause.anchor.end:
        return
    for match in chain.from_iterable(_PLACE.finditer(clause.text, *part) for part in _beside_source(clause, bounds)):
        name = match.group().split(maxsplit=1)[1].removeprefix("the ")
        # What a cue ends with is whom or what it is about: `took a swipe at Brekke`.
        is_of_cue = clause.anchor.start <= match.start() < clause.anchor.end < match.end()
        if not is_of_cue and name not in places.people_of and name not in tables.names().months:
            yield match.start(), match.end()
