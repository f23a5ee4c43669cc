"""A transcript prepared for checking: its tokens, where each form stands, and which turn, answer and sentence each is in.

In: a transcript. Out: a `Heard`, which is made once and asked many times. Words outside the turns (a heading, stage
directions such as `[applause]`) are not heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Span, Transcript, Turn
from onrecord.relate.check.tables import words
from onrecord.relate.check.tokens import Token, tokens_of

Ints = NDArray[np.int32]

NO_STOP: Final = 0
COMMA: Final = 1
COLON: Final = 2
DASH: Final = 3
END: Final = 4
"""How strongly a token is parted from the one before it."""

_STAGE: Final = re.compile(
    r"[\[(<*](?=[^\])>*\n]{0,60}(?:applau|laugh|inaudib|crosstalk|cross[- ]talk|cheer|boo[si]|booing|music|pause|chant|unintelligible|indiscernible"
    r"|off[- ]mic|commercial|break|audience|interrupt|ph\b|phonetic|sic\b|gavel|standing ovation|silence|overlapping|through (?:an )?interpreter"
    r"|speaks? (?:in )?\w+))[^\])>*\n]{1,60}[\])>*]",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[.!?…](?=[\s\"'”’)\]]|$)|\n\s*\n|\.{3}")
_DASHES: Final = re.compile(r"[—–]|--|\s-\s|-$|^-\s")
_ABBREVIATIONS: Final = frozenset("mr mrs ms dr st sen gov rep gen prof jr sr lt col capt sgt vs mt no hon rev".split())
_SAMPLE: Final = 2000
_INTERJECTION: Final = 6
_SPARSE: Final = 60
"""A transcript with fewer sentence ends than one in so many tokens is taken as one without punctuation."""


@dataclass(frozen=True)
class Heard:
    """A prepared transcript. All arrays have one entry a token; `stops` says how it is parted from the token before."""

    transcript: Transcript
    tokens: tuple[Token, ...]
    ids: Ints
    vocabulary: dict[str, int]
    stops: Ints
    turns: Ints
    answers: Ints

    @cached_property
    def forms(self) -> list[str]:
        """The forms of the vocabulary, by id."""
        return list(self.vocabulary)

    @cached_property
    def beginning_with(self) -> dict[str, list[str]]:
        """The forms of the vocabulary by their first letter."""
        found: dict[str, list[str]] = {}
        for form in self.vocabulary:
            found.setdefault(form[0], []).append(form)
        return found

    @cached_property
    def english_share(self) -> float:
        """How many of the first tokens are among the commonest English words."""
        sample = self.tokens[:_SAMPLE]
        return sum(t.form in words().english for t in sample) / max(1, len(sample))

    @cached_property
    def counts(self) -> Ints:
        """How often each form stands in the transcript, by id."""
        return np.bincount(self.ids, minlength=len(self.vocabulary)).astype(np.int32)

    @cached_property
    def is_punctuated(self) -> bool:
        """Whether the sentences of the transcript can be told apart."""
        is_inside = np.concatenate([[False], self.turns[1:] == self.turns[:-1]]) if len(self.turns) else np.empty(0, dtype=np.bool_)
        return int(((self.stops == END) & is_inside).sum()) * _SPARSE > len(self.tokens)

    @cached_property
    def names(self) -> frozenset[str]:
        """Forms that are printed with a capital inside a sentence, and never without one."""
        inside = {t.form for t, stop in zip(self.tokens, self.stops, strict=True) if t.is_capital and stop < COLON and t.form != "i"}
        return frozenset(inside - {t.form for t in self.tokens if not t.is_capital})

    @cached_property
    def labels(self) -> tuple[list[Turn], Ints]:
        """One turn for each speaker and role, and which of them each token is under."""
        first: dict[tuple[str | None, str | None], int] = {}
        numbers = [first.setdefault((turn.speaker, turn.role), len(first)) for turn in self.transcript.turns]
        turns = dict(zip(numbers, self.transcript.turns, strict=True))
        return [turns[number] for number in range(len(first))], _ints(numbers or [0])[self.turns]

    def places(self, form_id: int) -> Ints:
        """Return every place of a form, in order."""
        order, bounds = self._order
        return order[bounds[form_id] : bounds[form_id + 1]]

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.ids, kind="stable").astype(np.int32)
        return order, np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int32)

    def turn_at(self, place: int) -> Turn | None:
        """Return the turn that a token is in; None where the transcript has no turns."""
        return self.transcript.turns[int(self.turns[place])] if self.transcript.turns else None

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the tokens from `start` to before `end`."""
        return Span(start=self.tokens[start].start, end=self.tokens[end - 1].end)

    def exact(self, start: int, end: int) -> str:
        """Return the characters of the tokens from `start` to before `end`, without stage directions."""
        return _STAGE.sub(" ", self.span(start, end).of(self.transcript.text))


def hear(transcript: Transcript) -> Heard:
    """Prepare a transcript: about a second for 100,000 words."""
    tokens: list[Token] = []
    stops: list[int] = []
    turns: list[int] = []
    for number, span in enumerate(_spans(transcript)):
        found = list(_tokens_in(transcript.text, span))
        stops += _stops(transcript.text, found)
        tokens += found
        turns += [number] * len(found)
    vocabulary: dict[str, int] = {}
    ids = [vocabulary.setdefault(t.form, len(vocabulary)) for t in tokens]
    answer_of = _answers(transcript, turns, tokens)
    return Heard(
        transcript=transcript,
        tokens=tuple(tokens),
        ids=_ints(ids),
        vocabulary=vocabulary,
        stops=_ints(stops),
        turns=_ints(turns),
        answers=_ints([answer_of[turn] for turn in turns]),
    )


def _spans(transcript: Transcript) -> list[Span]:
    if transcript.turns:
        return [turn.span for turn in transcript.turns]
    return [Span(start=0, end=len(transcript.text))] if transcript.text else []


def _tokens_in(text: str, span: Span) -> Iterator[Token]:
    spoken = _STAGE.sub(lambda found: " " * len(found[0]), span.of(text))
    for token in tokens_of(spoken):
        yield Token(token.form, token.start + span.start, token.end + span.start, token.is_capital)


def _stops(text: str, found: list[Token]) -> list[int]:
    stops = [END] if found else []
    for before, token in pairwise(found):
        stops.append(stop_between(text, before, token))
    return stops


def stop_between(text: str, before: Token, token: Token) -> int:
    """Return how strongly two tokens in a row are parted."""
    gap = text[before.end : token.start]
    if gap in (" ", ""):
        return NO_STOP
    gap = _STAGE.sub(" ", gap)
    if _ENDS.search(gap) and not (
        gap.startswith(". ") and (before.form in _ABBREVIATIONS or (len(before.form) == 1 and not before.is_number and before.is_capital))
    ):
        return END
    if _DASHES.search(gap):
        return DASH
    if ":" in gap or ";" in gap:
        return COLON
    return COMMA if gap.strip() not in ("", "-", "/", ".") else NO_STOP


def _answers(transcript: Transcript, turns: list[int], tokens: list[Token]) -> list[int]:
    """Number the answers: turns of one speaker in a row, with no more than an interjection between them, are one."""
    lengths = np.bincount(turns, minlength=max(1, len(transcript.turns))) if turns else np.zeros(max(1, len(transcript.turns)), dtype=np.int64)
    answers: list[int] = []
    last_speaker: str | None = None
    last = -1
    for number, turn in enumerate(transcript.turns):
        speaker = (turn.speaker or "").casefold()
        is_interjection = lengths[number] <= _INTERJECTION and "?" not in turn.span.of(transcript.text)
        if number and speaker == last_speaker:
            answers.append(last)
            continue
        answers.append(number)
        if not is_interjection or not number:
            last_speaker, last = speaker, number
    return answers or [0]


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int32)
