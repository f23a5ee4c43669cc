"""What a cue commits its source to.

In: the words of a cue, of what follows and of its source. Out: a stance, and how sure that is; None where the table says nothing.
Knows nothing of who speaks.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from onrecord.records import Stance
from onrecord.resolve.cues import PHRASE_WIDTH, cue_stances, lemma_of, noun_stances, words_of_cue
from onrecord.resolve.negation import is_refusal, negation_at
from onrecord.resolve.own_words import stance_in_words

__all__ = ["Read", "cue_stances", "lemma_of", "read_stance", "stance_of"]

_WEAK: Final = frozenset(
    "make take give put lead have go come keep use do be speak offer present continue mean want plan aim know find show see view regard "
    "remember like stand issue release express voice raise hold share deliver repeat reiterate mention describe read seek call "
    # Adjectives: `was happy to confirm` confirms.
    "adamant unequivocal upbeat skeptical sceptical keen eager angry furious outraged upset frustrated disappointed dismayed appalled disgusted "
    "unhappy indignant incensed miffed glad pleased proud grateful thankful thrilled delighted happy honored honoured impressed unwilling "
    "reluctant willing committed determined".split()
)
_NOBODY: Final = re.compile(r"\s*(?:neither|nobody|no one|none)\b", re.IGNORECASE)
_QUESTION: Final = re.compile(
    r"^\W*(?:what|who|whom|whose|why|when|where|how|which|if|whether|is|are|was|were|do|does|did|can|could|will|would|should)\b|\?", re.IGNORECASE
)
_IS_QUESTION: Final = re.compile(r"^[\W_]*(?:but |and |so )*(?:what|who|whom|whose|why|when|where|how|which|if|whether)\b|^[^.!?]*\?", re.IGNORECASE)
_A_QUESTION: Final = re.compile(r"^\W*(?:(?:an?|the|that|this|one|several|some|many|more|two|three|\w+) )*questions?\b", re.IGNORECASE)
_TO_DO: Final = re.compile(r"^\W*(?:not )?(?:to|for|that)\b|^\W*(?:[\w'’]+\s+){1,5}?(?:not )?to\b", re.IGNORECASE)
_BARE_TO: Final = re.compile(r"\W*(?:not |never )?to\s", re.IGNORECASE)
_FOR: Final = re.compile(r"\W*for\s", re.IGNORECASE)
_NEGATED: Final = {
    Stance.DENIES: Stance.CONCEDES,
    Stance.BELIEVES: Stance.DENIES,
    Stance.FEARS: Stance.DENIES,
    Stance.HOPES: Stance.REJECTS,
    Stance.CONCEDES: Stance.REJECTS,
    Stance.PROMISES: Stance.REJECTS,
    Stance.CONFIRMS: Stance.REFUSES_COMMENT,
    Stance.PRAISES: Stance.REJECTS,
    Stance.REJECTS: Stance.CONCEDES,
}
_PLAIN: Final = frozenset("say tell add write reply answer respond insist repeat state explain continue post tweet recall".split())
_PREPOSITIONS: Final = {
    "in": Stance.ASSERTS,
    "per": Stance.ASSERTS,
    "by": Stance.ASSERTS,
    "from": Stance.ASSERTS,
    "to": Stance.BELIEVES,
    "for": Stance.BELIEVES,
}
_OF_ONESELF: Final = re.compile(
    r"\b(?:said|says|say|saying|told \w+|added)\s+(?:that\s+)?(?:he|she|they|it|I|we)(?:['’](?:s|re|m))?\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL
)
_BEFORE_VERB: Final = frozenset(["to", "will", "would", "could", "can", "may", "might", "must", "should", "not", "didn't", "don't", "doesn't"])
_GOING_ON: Final = ["go", "on", "to"]
_PARTICLE: Final = re.compile(r"^(?:out|off|down|up|back|away)\b")

# What the content makes of a cue: (lemmas, the stance that the cue alone has, what the content begins with, the stance together).
_BY_CONTENT: Final = (
    (frozenset(["ask"]), (Stance.ASKS, Stance.DEMANDS), _FOR, Stance.ASKS),
    (frozenset(["press"]), (Stance.DEMANDS,), _IS_QUESTION, Stance.ASKS),
    (frozenset(["challenge"]), (Stance.DENIES,), _TO_DO, Stance.DEMANDS),
    (frozenset(["tell", "advise", "remind", "signal", "write", "instruct"]), (Stance.ASSERTS,), _BARE_TO, Stance.DEMANDS),
    (frozenset(["offer", "swear"]), (Stance.ASSERTS,), _BARE_TO, Stance.PROMISES),
    (frozenset(["agree"]), (Stance.CONCEDES,), _BARE_TO, Stance.PROMISES),
    (frozenset(["want", "seek"]), (Stance.DEMANDS,), _BARE_TO, Stance.HOPES),
)


class Read(NamedTuple):
    """A stance, and the chance that it is right."""

    stance: Stance
    confidence: float


_STRONG, _NOUN, _WEAKLY, _BY_WORDS, _GUESSED = 0.95, 0.85, 0.85, 0.82, 0.6
"""As measured on news marked by reading: bench/particulars.md."""


def stance_of(cue: str, *, content: str = "", source: str = "", is_quoted: bool = False) -> Stance | None:
    """Return the stance of a cue, or None where the table says nothing.

    >>> [str(stance_of(c)) for c in ("said", "has repeatedly denied", "would not comment", "'s claims", "walked", "said he hoped")]
    ['asserts', 'denies', 'refuses-comment', 'asserts', 'None', 'hopes']
    """
    read = read_stance(cue, content=content, source=source, is_quoted=is_quoted)
    return read.stance if read else None


def read_stance(cue: str, *, content: str = "", source: str = "", is_quoted: bool = False) -> Read | None:
    """Return the stance of a cue with what it is read from in mind, or None."""
    words = words_of_cue(cue)
    if not words:
        return Read(Stance.ASSERTS, _STRONG)
    if is_refusal(cue, content=content, source=source):
        return Read(Stance.REFUSES_COMMENT, _STRONG)
    own = _OF_ONESELF.search(cue)
    if own and (inner := read_stance(own["rest"], content=content, source=source)):
        return inner
    read = _of_cue(words, content)
    if read is None:
        return Read(_PREPOSITIONS[words[0]], _GUESSED) if len(words) == 1 and words[0] in _PREPOSITIONS else None
    read = _with_content(read, [lemma_of(w) for w in words], content, (is_quoted, source))
    is_turned = negation_at(words) is not None or (_NOBODY.match(source) is not None)
    if "rule_out" in "_".join(lemma_of(w) for w in words) and {"refuse", "decline"} & {lemma_of(w) for w in words}:
        return Read(Stance.CONCEDES, _BY_WORDS)
    return Read(_NEGATED.get(read.stance, read.stance), read.confidence - 0.1) if is_turned else read


def _of_cue(words: list[str], content: str) -> Read | None:
    lemmas = [lemma_of(w) for w in words]
    going = next((at for at in range(len(lemmas) - 3) if lemmas[at : at + 3] == _GOING_ON), None)
    if going is not None:
        # What somebody goes on to do is what counts.
        return _of_cue(words[going + 3 :], content) or Read(Stance.ASSERTS, _WEAKLY)
    particle = _PARTICLE.match(content)
    phrase = _of_phrase([*lemmas, particle.group()] if particle else lemmas)
    if phrase:
        return Read(phrase, _STRONG)
    known = cue_stances()
    single = [lemma for at, lemma in enumerate(lemmas) if lemma in known and not _is_particle(words, at)]
    strong = [lemma for lemma in single if lemma not in _WEAK]
    if strong:
        return Read(known[strong[0]], _STRONG)
    if noun := _of_noun(words):
        return Read(noun, _NOUN)
    return Read(known[single[0]], _WEAKLY) if single else None


def _is_particle(words: list[str], at: int) -> bool:
    """Say whether `back` goes with the verb before it: `harks back to`, but `to back`."""
    return words[at] == "back" and at > 0 and (words[at - 1].endswith(("s", "ed", "ing")) or lemma_of(words[at - 1]) != words[at - 1])


def _of_phrase(lemmas: list[str]) -> Stance | None:
    known = cue_stances()
    for width in range(PHRASE_WIDTH, 1, -1):
        for at in range(len(lemmas) - width + 1):
            if (stance := known.get("_".join(lemmas[at : at + width]))) is not None:
                return stance
    return None


def _with_content(read: Read, lemmas: list[str], content: str, more: tuple[bool, str]) -> Read:
    """Tell `asked why` from `asked them to go`, and `said` from `said he would`."""
    for kinds, alone, begins, together in _BY_CONTENT:
        if kinds & set(lemmas) and read.stance in alone and begins.match(content):
            return Read(together, _BY_WORDS)
    if "ask" in lemmas and _A_QUESTION.match(content):
        return Read(Stance.ASKS, _BY_WORDS)
    if read.stance is Stance.ASKS and "ask" in lemmas and content and not _QUESTION.search(content) and _TO_DO.search(content):
        return Read(Stance.DEMANDS, _BY_WORDS)
    if read.stance is Stance.ASSERTS and _PLAIN & set(lemmas) and (found := stance_in_words(content, is_quoted=more[0], source=more[1])):
        return Read(found, _BY_WORDS)
    return read


def _of_noun(words: list[str]) -> Stance | None:
    nouns = noun_stances()
    for before, word in pairwise(("", *words)):
        if before in _BEFORE_VERB and lemma_of(word) in _WEAK:
            continue
        for form in (word, word.removesuffix("s"), word[:-3] + "y" if word.endswith("ies") else word):
            if form in nouns:
                return nouns[form]
    return None
