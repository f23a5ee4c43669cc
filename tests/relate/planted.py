"""Planted quotations: what printers do to words, done by a seeded script to transcripts of our own, with the grade that each deserves.

Every maker takes the sentences of a transcript and yields (quotation, speaker named, grade, what was done). The makers have word
lists of their own, apart from the tables that the checker reads.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Span, Transcript, Turn

SENTENCE = re.compile(
    r"[^.?!]+(?:(?<=Mr)\.|(?<=Ms)\.|(?<=Dr)\.|(?<=Mrs)\.|(?<=\d)\.(?=\d))?[^.?!]*(?:(?<=Mr)\.[^.?!]*|(?<=Ms)\.[^.?!]*|(?<=Dr)\.[^.?!]*)*[.?!]+”?"
)
DELICATE = set(
    """not no never none nobody nothing neither nor without hardly if unless whether only until till provided will would can could may might must
    should shall perhaps maybe probably possibly likely think believe guess hope almost nearly all every everyone everybody everything some
    somebody most many much few both any half three-quarters more less least fewer before after refuse denied deny doubt fail failed wrong
    cannot have has had to ought need needs going same say says said tell tells than three quarters enough always sometimes often any
    anyone anybody anything one five seven eight ten hundred hundreds thousand billion""".split()
)
MODALS = {"will": "might", "would": "must", "might": "will", "may": "will", "must": "could", "can": "should", "could": "will", "should": "may"}
QUANTIFIERS = {
    "all": "some",
    "every": "some",
    "most": "few",
    "some": "all",
    "many": "few",
    "everyone": "nobody",
    "everything": "nothing",
    "both": "neither",
}
OPPOSITES = {
    "before": "after", "after": "before", "more": "less", "higher": "lower", "open": "close", "close": "open", "lost": "won", "older": "newer",
    "right": "wrong", "wrong": "right", "safe": "unsafe", "unsafe": "safe", "likely": "unlikely", "better": "worse", "stay": "leave",
    "last": "first", "always": "never", "never": "always", "accept": "reject", "deny": "admit", "sell": "buy", "poor": "rich", "back": "forward",
}  # fmt: skip
STRANGERS = ["Halvorsen", "Wexcombe", "Tamsin Royle", "Pembury", "Quillon"]
NOUNS = ["kettle", "orchestra", "umbrella", "carpet", "lantern", "trumpet", "marble", "saddle", "pepper", "curtain"]
ADJECTIVES = ["curious", "wooden", "yellow", "gentle", "distant", "velvet"]
FILLERS = ["uh,", "um,", "you know,", "I mean,", "er,"]
NUMBERS = {
    "two": "six", "three": "seven", "four": "nine", "nine": "four", "six": "two", "eleven": "seventeen", "twelve": "twenty", "thirty": "ninety",
    "fourteen": "forty", "fifty": "thirty", "nineteen": "sixteen", "twenty": "fifty", "forty": "eighty", "third": "fifth", "million": "billion",
}  # fmt: skip
NEVER_SAID = [
    "The museum will charge admission from the spring onwards",
    "Our athletes trained in secret through the whole winter",
    "A parliament of owls could have drafted this treaty",
    "Vaccines reached the archipelago eleven weeks late",
    "This orchestra deserves a roof and a proper piano",
    "Half of the satellites were blind by midnight",
    "Cheese exports kept the monastery alive",
    "The jury never heard from the second gardener",
    "Teachers were promised chalk and given slogans",
    "Every violin in the academy was rented",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence of one turn."""

    words: str
    speaker: str | None
    turn: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A quotation, whom it names, the transcript it goes with, and the grade it deserves."""

    quotation: str
    speaker: str | None
    transcript: Transcript
    grade: str
    made_by: str


Maker = Callable[[list[Said], random.Random], Iterator[tuple[str, str | None, str]]]


def sentences(transcript: Transcript) -> list[Said]:
    found: list[Said] = []
    for number, turn in enumerate(transcript.turns):
        for match in SENTENCE.finditer(turn.span.of(transcript.text)):
            words = " ".join(match[0].split())
            if re.search(r"\w", words):
                found.append(Said(words=words, speaker=turn.speaker, turn=number, place=len(found)))
    return found


def plain(word: str) -> str:
    return re.sub(r"[^\w’'-]", "", word).lower()


def swapped(said: Said, table: dict[str, str]) -> Iterator[str]:
    for match in re.finditer(r"[A-Za-z]+", said.words):
        if (other := table.get(match[0].lower())) is not None:
            other = other.capitalize() if match[0][0].isupper() else other
            yield said.words[: match.start()] + other + said.words[match.end() :]


def verbatim(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    for one in said:
        words = one.words.split()
        if len(words) >= 5:
            yield one.words, one.speaker if chance.random() < 0.5 else None, "whole sentence"
        if len(words) >= 9:
            start = chance.randrange(1, len(words) - 6)
            part = words[start : start + chance.randrange(5, 8)]
            # Half a number is another number.
            if not {plain(w) for w in (*words[start - 1 : start], *part[-1:])} & ({"hundred", "and"} | NUMBERS.keys()):
                yield " ".join(part).strip(".,;:"), one.speaker, "part of a sentence"
    for a, b in pairwise(said):
        if a.turn == b.turn and len(a.words.split()) > 3 and len(b.words.split()) > 3 and chance.random() < 0.3:
            yield f"{a.words} {b.words}".rstrip(".") + ",", a.speaker, "two sentences, a comma at the end"


def tidied(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    contractions = [
        ("’", "'"),
        ("will not", "won’t"),
        ("won’t", "will not"),
        ("can’t", "cannot"),
        ("do not", "don’t"),
        ("don’t", "do not"),
        ("It is", "It’s"),
    ]
    contractions += [
        ("I’ve", "I have"),
        ("I have", "I’ve"),
        ("did not", "didn’t"),
        ("was not", "wasn’t"),
        ("We have", "We’ve"),
        ("There’s", "There is"),
    ]
    figures = [
        ("nine", "9"),
        ("eleven", "11"),
        ("fourteen", "14"),
        ("forty", "40"),
        ("thirty", "30"),
        ("nineteen", "19"),
        ("two hundred million", "200 million"),
    ]
    for one in said:
        if len(one.words.split()) < 5:
            continue
        for old, new in [*contractions, *figures]:
            if re.search(rf"\b{old}\b(?!-)" if old != "’" else old, one.words) and chance.random() < 0.5:
                yield re.sub(rf"\b{old}\b(?!-)" if old != "’" else old, new, one.words), one.speaker, f"{old} as {new}"
        if "," in one.words:
            yield one.words.replace(",", ""), one.speaker, "no commas"
        yield one.words.upper() if chance.random() < 0.15 else one.words.lower(), one.speaker, "case"


def elided(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    for a, b, c in zip(said, said[1:], said[2:], strict=False):
        if a.turn == c.turn and min(len(s.words.split()) for s in (a, b, c)) >= 4:
            yield f"{a.words} {chance.choice(['…', '...', '[…]', '. . .'])} {c.words}", a.speaker, "a sentence cut, marked"
            if chance.random() < 0.4:
                yield f"{a.words} {c.words}", a.speaker, "a sentence cut, not marked"
    for one in said:
        words = one.words.split()
        safe = [i for i in range(3, len(words) - 3) if harmless(words[i - 1 : i + 2])]
        if len(words) >= 9 and safe:
            at = chance.choice(safe)
            mark = [chance.choice(["…", "..."])] if chance.random() < 0.6 else []
            yield " ".join([*words[:at], *mark, *words[at + 1 :]]), one.speaker, "a word cut" + (", marked" if mark else "")


def harmless(words: list[str]) -> bool:
    forms = [plain(word) for word in words]
    return not any(
        set(form.split("-")) & (DELICATE | NUMBERS.keys()) or "’" in form or form[:1].isdigit() or word[:1].isupper()
        for form, word in zip(forms, words, strict=True)
    ) and not re.search(r"[—,;:.]", "".join(words))


def altered(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    for one in said:
        words = one.words.split()
        long = [i for i, w in enumerate(words) if len(plain(w)) > 5 and harmless([w]) and plain(w) not in OPPOSITES and plain(w) not in MODALS]
        if len(words) >= 7 and long:
            at = chance.choice(long)
            yield " ".join([*words[:at], words[at].replace(plain(words[at]), chance.choice(NOUNS)), *words[at + 1 :]]), one.speaker, "a word swapped"
            yield " ".join([*words[:at], chance.choice(ADJECTIVES), *words[at:]]), one.speaker, "a word added"


def changed(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    for one in said:
        if len(one.words.split()) < 5:
            continue
        for pattern, new in (
            (r" not\b", ""),
            (r" never\b", ""),
            (r"n’t\b", ""),
            (r"\bwon’t\b", "will"),
            (r"\bcan’t\b", "can"),
            (r"\b[Nn]obody\b", "somebody"),
        ):
            if re.search(pattern, one.words) and not (pattern == r"n’t\b" and re.search(r"\b(?:won|can)’t", one.words)):
                yield re.sub(pattern, new, one.words, count=1), one.speaker, "a negation lost"
        if match := re.search(r"\b(?:will|was|is|were|would|have|are|can|must|did) (?!not|never)", one.words):
            yield one.words[: match.end()] + "not " + one.words[match.end() :], one.speaker, "a negation gained"
        if match := re.search(r"\b(?:not|never) \w+", one.words):
            yield one.words[: match.start()] + "… " + one.words[match.start() :].split(" ", 1)[1], one.speaker, "a cut swallows a negation"
        for name, table in (("modal", MODALS), ("quantifier", QUANTIFIERS), ("opposite", OPPOSITES), ("number", NUMBERS)):
            options = list(swapped(one, table))
            if options:
                yield chance.choice(options), one.speaker, f"{name} swapped"
        if match := re.search(r"\d[\d,]*", one.words):
            number = int(match[0].replace(",", "")) + chance.choice([1, 10, 100])
            yield one.words[: match.start()] + str(number) + one.words[match.end() :], one.speaker, "figure swapped"
        if match := re.search(r"(?<=[a-z] )[A-Z][a-z]{3,}", one.words):
            yield one.words[: match.start()] + chance.choice(STRANGERS) + one.words[match.end() :], one.speaker, "name swapped"
        if match := re.search(r" (?:probably|almost|maybe)\b", one.words):
            yield one.words[: match.start()] + one.words[match.end() :], one.speaker, "hedge lost"
        if match := re.search(r"\b(?:not|never)\b", one.words):
            yield one.words[: match.start()] + "[indeed]" + one.words[match.end() :], one.speaker, "a bracket hides a negation"
        if match := re.search(r",? (?:if|unless|until) [^.,]+(?=[.,])", one.words):
            yield one.words[: match.start()] + " …" + one.words[match.end() :].rstrip(".") + ".", one.speaker, "a condition cut off"


def spliced(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    long = [one for one in said if len(one.words.split()) >= 6]
    for one in long:
        other = chance.choice(long)
        mark = chance.choice([" … ", " ", " ... "])
        if other.turn == one.turn and other.place < one.place:
            yield f"{one.words}{mark}{other.words}", one.speaker, "out of order"
        elif abs(other.turn - one.turn) > 2 and other.speaker == one.speaker and one.speaker:
            yield f"{one.words}{mark}{other.words}", one.speaker, "of two answers"


def of_another(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    speakers = sorted({one.speaker for one in said if one.speaker and one.speaker not in ("QUESTION", "MODERATOR", "OPERATOR", "THE CHAIR")})
    for one in said:
        others = [name for name in speakers if name != one.speaker]
        if len(one.words.split()) >= 6 and one.speaker and others:
            yield one.words, chance.choice(others).title(), "another named"


def not_found(said: list[Said], chance: random.Random) -> Iterator[tuple[str, str | None, str]]:
    for words in NEVER_SAID if said else ():
        yield words, chance.choice(said).speaker, "never said"


MAKERS: dict[str, Maker] = {
    "verbatim": verbatim,
    "tidied": tidied,
    "elided": elided,
    "altered": altered,
    "changed-in-meaning": changed,
    "spliced": spliced,
    "another-speaker": of_another,
    "not-found": not_found,
}


def noisy(transcript: Transcript, chance: random.Random) -> Transcript:
    """The transcript as it might have been taken down: with fillers, stuttered words and letters swapped."""
    text, turns = "", []
    for turn in transcript.turns:
        words = [noise(word, chance) for word in turn.span.of(transcript.text).split()]
        start, text = len(text), text + " ".join(words) + "\n"
        turns.append(Turn(span=Span(start=start, end=len(text) - 1), speaker=turn.speaker))
    return Transcript(text=text, turns=tuple(turns), where=f"{transcript.where}, noisy")


def noise(word: str, chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.04 and word.isalpha():
        return f"{chance.choice(FILLERS)} {word}"
    if draw < 0.06 and word.isalpha() and word.islower():
        return f"{word}, {word}"
    if draw < 0.09 and len(word) > 7 and word.isalpha() and word.islower() and word not in NUMBERS:
        at = chance.randrange(2, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if word[at] != word[at + 1] else word[:at] + word[at + 1 :]
    return word


def bare(transcript: Transcript) -> Transcript:
    """The transcript as a machine might have taken it down: small letters, no punctuation."""
    text, turns = "", []
    for turn in transcript.turns:
        words = re.sub(r"[^\w\s’'%$]|(?<=\d),(?=\d)", " ", turn.span.of(transcript.text)).lower().split()
        if words:
            start, text = len(text), text + " ".join(words) + "\n"
            turns.append(Turn(span=Span(start=start, end=len(text) - 1), speaker=turn.speaker))
    return Transcript(text=text, turns=tuple(turns), where=f"{transcript.where}, bare")


def planted(transcript: Transcript, seed: int) -> list[Planted]:
    """Return the planted quotations of one transcript: of its own words, of a noisy and of a bare taking-down of them."""
    chance = random.Random(f"{seed} {transcript.title}")
    said = sentences(transcript)
    found = [
        Planted(quotation=words, speaker=speaker, transcript=transcript, grade=grade, made_by=what)
        for grade, maker in MAKERS.items()
        for words, speaker, what in maker(said, chance)
    ]
    long = [one for one in said if len(one.words.split()) >= 7]
    for other in (noisy(transcript, chance), bare(transcript)):
        for one in long:
            if one.words not in other.text:
                found.append(
                    Planted(quotation=one.words, speaker=one.speaker, transcript=other, grade="tidied", made_by=other.where.rsplit(", ")[-1])
                )
        found += [
            Planted(quotation=words, speaker=speaker, transcript=other, grade="changed-in-meaning", made_by=f"{what}, {other.where.rsplit(', ')[-1]}")
            for words, speaker, what in changed(said, chance)
            if "condition" not in what
        ]
    return found
