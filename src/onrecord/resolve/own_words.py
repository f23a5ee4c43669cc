"""What the words themselves commit to, where the cue is as neutral as `said`: `he hoped …`, `“I will never …”`, `“Why me?”`.

In: the beginning of a content, how its words are given, and its source. Out: a stance, only where the words are plain.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.records import Stance

_ALSO: Final = r"\s+(?:(?:also|still|only|personally|truly|really|just|certainly|sincerely|deeply)\s+)?"
_FORMS: Final = (
    (r"(?:do|does|did)(?: not|n['’]t) (?:think|believe)\b", Stance.DENIES),
    (r"(?:thinks?|thought|believes?|believed|suspects?|suspected|(?:am|is|was|are|were) (?:confident|convinced|certain|sure))\b", Stance.BELIEVES),
    (r"(?:hopes?|hoped|wish(?:es|ed)?|(?:am|is|are|was|were) hopeful)\b", Stance.HOPES),
    (r"(?:fears?|feared|worr(?:y|ies|ied)|(?:am|is|are|was|were) (?:\w+ly |very |deeply )?(?:afraid|worried|concerned))\b", Stance.FEARS),
    (r"(?:regrets?|regretted|apologi[sz]ed?s?|(?:am|is|are|was|were) (?:\w+ly |very |so )?sorry)\b", Stance.CONCEDES),
    (
        r"(?:(?:has|have|had|did)(?: not|n['’]t)|(?:has|have|had) never|never (?!again)|(?:did|have done|had done|has done) nothing)\b",
        Stance.DENIES,
    ),
    (
        r"(?:will|would|intends?|intended|plans? to|planned to|means? to|meant to|(?:am|is|are|was|were) (?:ready|going) to)\b"
        r"(?! (?:not )?(?:be |have |see\b|have been |like |know|need|find|want"
        r"|say\b|suggest|argue|love|hope|think|prefer|rather|urge|advise|ask|encourage|imagine|guess|describe|call\b|expect|agree|add\b|like to))",
        Stance.PROMISES,
    ),
)
_OPENED: Final = r"\W*(?:that\s+)?"
_I: Final = tuple((re.compile(_OPENED + r"(?:I|[Ww]e)" + _ALSO + form), stance) for form, stance in _FORMS)
_SHORT: Final = (
    (re.compile(_OPENED + r"I['’]m (?:\w+ly |very |so )?sorry\b", re.IGNORECASE), Stance.CONCEDES),
    (re.compile(_OPENED + r"I['’]m (?:\w+ly |very )?(?:afraid|worried|concerned)\b", re.IGNORECASE), Stance.FEARS),
    (re.compile(_OPENED + r"(?:I|we)['’](?:ve|d) never\b", re.IGNORECASE), Stance.DENIES),
    (re.compile(_OPENED + r"(?:I|we)['’]ll (?!be |see |have )", re.IGNORECASE), Stance.PROMISES),
    (re.compile(_OPENED + r"(?:I|we) won['’]t (?!be |have )", re.IGNORECASE), Stance.PROMISES),
    (re.compile(_OPENED + r"thank(?:s| you)\b", re.IGNORECASE), Stance.PRAISES),
    (re.compile(r"\W*no[.,!]?[”\"]\W*$", re.IGNORECASE), Stance.DENIES),
    (re.compile(r"\W*(?:sorry|I apologi[sz]e)\b", re.IGNORECASE), Stance.CONCEDES),
)
_THEY: Final = tuple((re.compile(_OPENED + r"(?:he|she|they|it)" + _ALSO + form, re.IGNORECASE), stance) for form, stance in _FORMS)
_FOR_ANOTHER: Final = re.compile(
    r"\b(?:office|campaign|team|aides?|spokes\w+|lawyers?|attorneys?|officials?|doctors?|brother|sister|wife|husband|mother|father|son|daughter|friends?"
    r"|ministry|department|police|house|company|agency|analysts?|experts?|scientists?|critics?|reports?|study|data|poll)\b\W*$",
    re.IGNORECASE,
)
_HE: Final = re.compile(_OPENED + r"(?:he|she)\b", re.IGNORECASE)


def stance_in_words(content: str, *, is_quoted: bool, source: str) -> Stance | None:
    """Return what the words commit their speaker to, None where they do not say it plainly.

    >>> [str(stance_in_words(c, is_quoted=True, source="Mol")) for c in ("“I hope so,”", "“It will rain.”", "“Why me?”")]
    ['hopes', 'None', 'asks']
    >>> str(stance_in_words("he would pay", is_quoted=False, source="Mol")), stance_in_words("he would pay", is_quoted=False, source="his lawyer")
    ('promises', None)
    """
    if is_quoted:
        if re.search(r"\?[”\"']*\s*$", content) and not re.search(r"[.!] ", content):
            return Stance.ASKS
        return next((stance for form, stance in (*_SHORT, *_I) if form.match(content)), None)
    if (_HE.match(content) and _FOR_ANOTHER.search(source)) or (source.strip().lower() in ("he", "she", "i") and not _HE.match(content)):
        return None
    return next((stance for form, stance in _THEY if form.match(content)), None)
