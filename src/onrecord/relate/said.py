"""A statement as disputes see it: its words, who said them, and where they stand. It knows no article and no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from onrecord.records import SpeakerKind, Stance
from onrecord.relate.subjects import Term, is_negation, stem, terms
from onrecord.relate.words import words_of

_SENTENCE: Final = re.compile(r"[^.?!;\n]+(?:\.(?=\w)[^.?!;\n]*)*[.?!;]*[”\"’']*")
_ABBREVIATION: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|No|Jr|Sr|vs|[A-Z])\.")
_TITLES: Final = frozenset("mr mrs ms dr sir lord lady spokesman spokeswoman spokesperson".split())
_SAME_LETTERS: Final = 5
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and the character of the article at which they start."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return the character behind the last."""
        return self.start + len(self.text)

    def sentences(self) -> Iterator[Passage]:
        """Yield the sentences, blanks left out.

        >>> [s.text for s in Passage(0, "Mr. Fenn left. We did not.").sentences()]
        ['Mr. Fenn left.', 'We did not.']
        """
        hidden = _ABBREVIATION.sub(lambda m: m[0][:-1] + "\u2024", self.text)
        for match in _SENTENCE.finditer(hidden):
            words = self.text[match.start() : match.end()]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                yield Passage(self.start + match.start() + lead, words.strip())


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement. `frame` is the sentence around its cue (its content, if it has none); `day` that of the printing.

    `speaker` is None if nobody knows who it was. `parent` is the id of the statement within whose content this one stands.
    """

    id: str
    article_id: str
    speaker: str | None
    speaker_kind: SpeakerKind
    source: str
    stance: Stance | None
    cue: Passage | None
    content: tuple[Passage, ...]
    frame: Passage
    paragraph: int
    day: int | None
    role: str = ""
    parent: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)  # as good as that of all its words, and much quicker to come by

    @cached_property
    def start(self) -> int:
        """Return where it begins: its frame or its content, whichever is first."""
        return min(self.frame.start, self.content[0].start)

    @cached_property
    def act_start(self) -> int:
        """Return where its own words begin, be they cue or content."""
        return min(self.content[0].start, self.cue.start if self.cue else self.content[0].start)

    @cached_property
    def end(self) -> int:
        """Return where it ends."""
        return max(self.frame.end, self.content[-1].end)

    @cached_property
    def sentences(self) -> tuple[tuple[Passage, tuple[Term, ...]], ...]:
        """Each sentence of the content with its terms."""
        return tuple((sentence, terms(sentence.text)) for passage in self.content for sentence in passage.sentences())

    @cached_property
    def text(self) -> str:
        """The sentences of the content, a blank between two."""
        return " ".join(sentence.text for sentence, _ in self.sentences)

    @cached_property
    def word_count(self) -> int:
        """How many words the content has."""
        return sum(len(words_of(passage.text)) for passage in self.content)

    @cached_property
    def is_scrap(self) -> bool:
        """Whether it says no more than `whom … an adviser`, or its cue says that it was not said."""
        if self.cue is not None and any(is_negation(word.form) for word in words_of(self.cue.text)):
            return True
        return self.word_count < _FEWEST_WORDS or not any(term.weight >= 1 for _, found in self.sentences for term in found)

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems of the content."""
        return frozenset(term.stem for _, found in self.sentences for term in found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems by which its speaker may be named in the words of others.

        A person's given name, titles and an office are left out: `Anselm Tarquay` is `tarquay`.
        """
        words = [w.form.removesuffix("'s") for w in words_of(self.speaker or self.source)]
        words = [w for w in words if w not in _TITLES]
        if self.speaker_kind is SpeakerKind.PERSON and self.speaker:
            words = words[-1:]
        return frozenset(term.stem for word in words for term in terms(word))

    @cached_property
    def described(self) -> frozenset[str]:
        """The stems of its source words and of the speaker's role."""
        return frozenset(term.stem for words in (self.source, self.role) for term in terms(words))

    @cached_property
    def known_by(self) -> frozenset[str]:
        """The stems of its speaker's names, source words and role."""
        return self.names | self.described

    @cached_property
    def around(self) -> frozenset[str]:
        """The stems of content and frame, without those of the source."""
        own = {stem(w.form) for w in words_of(self.source)}
        return self.stems | ({term.stem for term in terms(self.frame.text)} - own)


def alike(one: str, other: str) -> bool:
    """Say whether two stems name the same: a country and its people do.

    >>> alike("norland", "norlandish"), alike("port", "portal")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > _SAME_LETTERS and long.startswith(short[: max(_SAME_LETTERS, len(short) - 1)]))


def is_named(names: frozenset[str], stems: frozenset[str]) -> bool:
    """Say whether one of the names stands among the stems."""
    if not names.isdisjoint(stems):
        return True
    return not _begins(names).isdisjoint(_begins(stems)) and any(alike(name, other) for name in names for other in stems)


@lru_cache(4_096)
def _begins(stems: frozenset[str]) -> frozenset[str]:
    """Return the letters in which two stems that are alike, but not the same, agree."""
    return frozenset(stem[:_SAME_LETTERS] for stem in stems if len(stem) > _SAME_LETTERS)


def is_same_side(one: Said, other: Said) -> bool:
    """Say whether both are, or speak for, the same: one name holds a word of the other, or nobody knows that they differ."""
    if one.speaker is None and other.speaker is None and one.source.lower() == other.source.lower():
        return True
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    return is_named(one.names, other.known_by) or is_named(other.names, one.described)
