"""What a source is said not to have said: `did not say`, `denied saying`, `stopped short of saying`, `would not comment`.

In: the words of a cue and what stands around it. Out: whether it is negated, and whether it is a refusal to comment.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.resolve.cues import lemma_of, words_of_cue

_NEGATIONS: Final = frozenset(["not", "never", "nor", "neither", "without", "hardly", "no", "nothing", "unable", "cannot"])
_CONTRACTED: Final = re.compile(r"n['’]t$")
_NOBODY: Final = re.compile(r"\s*(?:neither|nobody|no one|none)\b", re.IGNORECASE)
_UNSAID: Final = re.compile(
    r"\b(?:stop(?:s|ped|ping)? short of|steer(?:s|ed|ing)? clear of"
    r"|avoid(?:s|ed|ing)? (?:say|mention|tell|answer|claim|discuss|address|critici[sz]|blam|attack|comment)\w*"
    r"|fail(?:s|ed|ing)? to (?:say|mention|tell|explain|disclose|address)|den(?:ies|ied|y|ying) (?:ever )?(?:having )?"
    r"(?:said|saying|claim\w+|told|telling|mak\w+ (?:the|any) (?:claim|comment|remark)\w*))\b",
    re.IGNORECASE,
)
_SAYING: Final = re.compile(r"\W*(?:ever )?(?:having (?:said|told|claimed)|saying|telling|claiming|suggesting)\b", re.IGNORECASE)
_NOT_SO: Final = re.compile(
    r"\b(?:no secret|no doubts?|no longer|not only|not just|not alone|no less|not guilty|(?:prefer|prefers|preferred|rather) not)\b", re.IGNORECASE
)
_COMMENT: Final = frozenset(
    "comment elaborate answer respond return reply speculate discuss confirm provide speak reveal disclose address identify name specify "
    "immediately available reached reachable".split()
)
_TELLING: Final = frozenset("indicate say tell explain specify mention reveal disclose give talk know".split())
_OPEN: Final = re.compile(r"^\W*(?:who|whom|whose|what|when|where|why|how|which|whether|if|anything|more|much)\b", re.IGNORECASE)
_REFUSING: Final = re.compile(r"\b(?:would|will|wo|could|can|cannot|unable)\b", re.IGNORECASE)
_DECLINING: Final = frozenset(["decline", "refuse"])
_TO_COMMENT: Final = re.compile(
    r"\W*to (?:publicly )?(?:comment|say|discuss|answer|elaborate|respond|reply|specify|speculate|be interviewed|confirm|disclose|identify|name"
    r"|address|explain)\b",
    re.IGNORECASE,
)


def negation_at(words: list[str]) -> int | None:
    """Return the place of the word that negates, None if there is none; `not only` negates nothing."""
    text = " ".join(words)
    if _NOT_SO.search(text):
        return None
    if "yet to" in text:
        return words.index("yet")
    return next((at for at, word in enumerate(words) if (word in _NEGATIONS and not _is_said(words, at)) or _CONTRACTED.search(word)), None)


def _is_said(words: list[str], at: int) -> bool:
    """Say whether `no` is what was said: `said no`."""
    return words[at] == "no" and at > 0 and lemma_of(words[at - 1]) == "say"


def is_negated(cue: str, *, content: str = "", source: str = "") -> bool:
    """Say whether the source is said not to have said it.

    >>> [is_negated(c) for c in ("did not say", "never claimed", "not only said", "denied", "stopped short of saying")]
    [True, True, False, False, True]
    >>> is_negated("said", source="Nobody"), is_negated("denied", content="saying so"), is_negated("refused", content="to pay")
    (True, True, False)
    """
    if _NOBODY.match(source) or negation_at(words_of_cue(cue)) is not None:
        return True
    if is_refusal(cue, content=content, source=source):
        return True
    lemmas = [lemma_of(w) for w in words_of_cue(cue)]
    if _DECLINING & set(lemmas):
        return "rule out" in cue
    return _UNSAID.search(cue) is not None or ("deny" in lemmas and _SAYING.match(content) is not None)


def is_refusal(cue: str, *, content: str = "", source: str = "") -> bool:
    """Say whether the source would not comment.

    >>> [is_refusal(c) for c in ("would not comment", "did not respond to", "declined to say", "had no comment")]
    [True, True, True, True]
    >>> is_refusal("did not say", content="who paid"), is_refusal("never said", content="that he paid")
    (True, False)
    """
    words = words_of_cue(cue)
    lemmas = [lemma_of(w) for w in words]
    if _DECLINING & set(lemmas):
        said = [lemma for lemma in lemmas if lemma in _COMMENT | _TELLING]
        return bool(said) or _TO_COMMENT.match(content) is not None or "interview" in words
    at = 0 if _NOBODY.match(source) else negation_at(words)
    if at is None:
        return False
    said = lemmas[at:]
    if any(lemma in _COMMENT for lemma in said):
        return True
    if not any(lemma in _TELLING for lemma in said):
        return False
    return not content or _OPEN.match(content) is not None or _REFUSING.search(cue) is not None
