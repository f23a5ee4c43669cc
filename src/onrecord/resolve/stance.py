"""What a cue commits its source to.

In: the words of a cue. Out: a stance from the table of cues, after negation: `did not say` and `would not comment` are
refusals to comment. Knows nothing of who speaks.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import Distance, Stance

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z-]*(?:['’][a-z]+)?")
_NEGATIONS: Final = frozenset(["not", "never", "nor", "neither", "without", "hardly", "no"])
_CONTRACTED: Final = re.compile(r"n['’]t$")
_REFUSALS: Final = frozenset(
    "say comment discuss elaborate answer respond return specify confirm identify name provide reply speak disclose reveal address explain "
    "talk give speculate immediately".split()
)
_WEAK: Final = frozenset(
    "make take give put lead have go come keep use do be speak offer present continue mean want plan aim know find show see view regard "
    "remember like stand issue release".split()
)
_NOBODY: Final = re.compile(r"\s*(?:neither|nobody|no one|none)\b", re.IGNORECASE)
_QUESTION: Final = re.compile(
    r"^\W*(?:what|who|whom|whose|why|when|where|how|which|if|whether|is|are|was|were|do|does|did|can|could|will|would|should)\b|\?", re.IGNORECASE
)
_TO_DO: Final = re.compile(r"^\W*(?:not )?(?:to|for|that)\b|^\W*(?:\w+\s+){1,4}?(?:not )?to\b", re.IGNORECASE)
_BARE_TO: Final = re.compile(r"\W*(?:not )?to\s", re.IGNORECASE)
_TO_COMMENT: Final = re.compile(r"\W*to (?:comment|say|discuss|answer|elaborate|respond|reply|specify|speculate|be interviewed)\b", re.IGNORECASE)
_NEGATED: Final = {
    Stance.DENIES: Stance.CONCEDES,
    Stance.BELIEVES: Stance.DENIES,
    Stance.FEARS: Stance.DENIES,
    Stance.HOPES: Stance.REJECTS,
    Stance.CONCEDES: Stance.REJECTS,
    Stance.PROMISES: Stance.REJECTS,
    Stance.CONFIRMS: Stance.REFUSES_COMMENT,
    Stance.PRAISES: Stance.REJECTS,
}
_FOR: Final = re.compile(r"\W*for\s", re.IGNORECASE)
_PLAIN: Final = frozenset("say tell add write reply answer respond insist repeat state explain".split())
_SELF: Final = r"\W*(?:that\s+)?(?:he|she|they|it|i|we)\s+(?:also\s+|still\s+|only\s+)?"
_OF_ONESELF: Final = tuple(
    (re.compile(_SELF + form, re.IGNORECASE), stance)
    for form, stance in (
        (r"(?:do(?:es)?|did) not (?:think|believe|know)\b", Stance.BELIEVES),
        (r"(?:hopes?|hoped|(?:am|is|are|was|were) hopeful)\b", Stance.HOPES),
        (r"(?:fears?|feared|worr(?:y|ies|ied)|(?:am|is|are|was|were) (?:afraid|worried|concerned))\b", Stance.FEARS),
        (r"(?:regrets?|regretted|(?:am|is|are|was|were) sorry)\b", Stance.CONCEDES),
        (r"(?:(?:has|have|had|did|do|does) (?:not|never)|(?:has|have|had|did|do|does)n['’]t|never (?!again))\b", Stance.DENIES),
        (
            r"(?:will|would|intends?|intended|means? to|meant to|(?:am|is|are|was|were) (?:ready|going) to)\b(?! (?:not )?(?:be|have been) )",
            Stance.PROMISES,
        ),
    )
)
"""What `he said` commits to, where he speaks of himself: `he hoped …`, `he had never …`, `he would …`."""
_PHRASE_WIDTH: Final = 4


@cache
def cue_stances() -> dict[str, Stance]:
    """Return the stance of each cue lemma; the words of a phrase are joined by an underscore."""
    raw = _table()
    return {lemma: Stance(stance) for stance, lemmas in raw.items() if stance not in ("nouns", "irregular") for lemma in lemmas.split()}


@cache
def _table() -> dict[str, str]:
    return tomllib.loads((files("onrecord.resolve") / "tables" / "stances.toml").read_text(encoding="utf-8"))


@cache
def _pairs(name: str) -> dict[str, str]:
    return dict(p.split(":") for p in _table()[name].split())


@cache
def _single_words() -> frozenset[str]:
    return frozenset(part for lemma in cue_stances() for part in lemma.split("_"))


@cache
def lemma_of(word: str) -> str:
    """Return the verb that a word is a form of, as far as the table of cues knows it.

    >>> [lemma_of(w) for w in ("said", "denies", "arguing", "pledged", "admitted", "criticizing", "zebra")]
    ['say', 'deny', 'argue', 'pledge', 'admit', 'criticize', 'zebra']
    """
    known, word = _single_words(), word.lower()
    if word in _pairs("irregular"):
        return _pairs("irregular")[word]
    if word in known:
        return word
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            forms = (stem + "y",) if ending in ("ied", "ies") else (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
            for form in forms:
                if form in known:
                    return form
    return word


def stance_of(cue: str, *, content: str = "", source: str = "") -> Stance | None:
    """Return the stance of a cue, or None where the table says nothing.

    >>> [str(stance_of(c)) for c in ("said", "has repeatedly denied", "would not comment", "'s claims", "walked")]
    ['asserts', 'denies', 'refuses-comment', 'asserts', 'None']
    """
    if not re.search(r"\w", cue):
        return Stance.ASSERTS
    words = [w.lower() for w in _WORD.findall(cue.replace("’", "'"))]
    lemmas = [lemma_of(w) for w in words]
    negated = 0 if _NOBODY.match(source) else _negation(words)
    if negated is not None and any(lemma in _REFUSALS for lemma in lemmas[negated:]):
        return Stance.REFUSES_COMMENT
    stance = _with_content(_best(lemmas) or _of_noun(words), lemmas, content)
    return _NEGATED.get(stance, stance) if stance and negated is not None else stance


def is_negated(cue: str, source: str = "") -> bool:
    """Say whether the source is said not to have said it.

    >>> [is_negated(c) for c in ("did not say", "never claimed", "not only said", "denied")], is_negated("said", "Nobody")
    ([True, True, False, False], True)
    """
    words = [w.lower() for w in _WORD.findall(cue.replace("’", "'"))]
    return _NOBODY.match(source) is not None or _negation(words) is not None


def distance_of(cue: str) -> Distance:
    """Return where the article that uses the cue stands to the words.

    >>> [str(distance_of(c)) for c in ("said", "pointed out", "falsely claimed", "purportedly said")]
    ['neutral', 'shares', 'doubts', 'doubts']
    """
    words = [w.lower() for w in _WORD.findall(cue.replace("’", "'"))]
    lemmas, told = [lemma_of(w) for w in words], _distances()
    for width in range(_PHRASE_WIDTH, 0, -1):
        for part in (words, lemmas):
            for at in range(len(part) - width + 1):
                if (distance := told.get("_".join(part[at : at + width]))) is not None:
                    return distance
    return Distance.NEUTRAL


@cache
def _distances() -> dict[str, Distance]:
    raw = tomllib.loads((files("onrecord.resolve") / "tables" / "distances.toml").read_text(encoding="utf-8"))
    kinds = {"shares": Distance.SHARES, "vouching": Distance.SHARES, "doubts": Distance.DOUBTS, "scare": Distance.DOUBTS}
    return {lemma: distance for kind, distance in kinds.items() for lemma in raw[kind].split()}


def _with_content(stance: Stance | None, lemmas: list[str], content: str) -> Stance | None:
    """Tell `asked why` from `asked them to go`, and `declined to comment` from `declined to go`."""
    if stance in (Stance.ASKS, Stance.DEMANDS) and "ask" in lemmas and _FOR.match(content):
        return Stance.ASKS
    if stance is Stance.ASKS and "ask" in lemmas and content and not _QUESTION.search(content) and _TO_DO.search(content):
        return Stance.DEMANDS
    if stance is Stance.ASSERTS and "tell" in lemmas and _BARE_TO.match(content):
        return Stance.DEMANDS
    if stance is Stance.ASSERTS and _PLAIN & set(lemmas):
        return next((found for form, found in _OF_ONESELF if form.match(content)), stance)
    return Stance.REFUSES_COMMENT if stance is Stance.REJECTS and _TO_COMMENT.match(content) else stance


def _negation(words: list[str]) -> int | None:
    for at, word in enumerate(words):
        if word in _NEGATIONS or _CONTRACTED.search(word):
            return None if words[at + 1 : at + 2] == ["only"] else at
    return None


def _best(lemmas: list[str]) -> Stance | None:
    """Return the stance of the longest phrase, else of the first telling verb, else of the first weak one."""
    known = cue_stances()
    for width in range(_PHRASE_WIDTH, 1, -1):
        for at in range(len(lemmas) - width + 1):
            if (stance := known.get("_".join(lemmas[at : at + width]))) is not None:
                return stance
    single = [lemma for lemma in lemmas if lemma in known]
    strong = [lemma for lemma in single if lemma not in _WEAK]
    nouns = [lemma for lemma in lemmas if lemma in _pairs("nouns") and lemma not in known]
    if strong:
        return known[strong[0]]
    return None if nouns or not single else known[single[0]]


def _of_noun(words: list[str]) -> Stance | None:
    nouns = _pairs("nouns")
    for word in words:
        for form in (word, word.removesuffix("s"), word[:-3] + "y" if word.endswith("ies") else word):
            if form in nouns:
                return Stance(nouns[form])
    return None
