"""Who speaks: the label at the head of a line, such as `THE PRESIDENT:`, `Mr. Perot.`, `SEN. ADA CORWIN (R-VE):` or `Q`.

In: a line. Out: a label that might be one. Whether it is one hangs on the whole transcript: a label comes again, or stands
beside others. `My fellow citizens:` and `Second:` do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from typing import Final

from onrecord.read.clean import words_of
from onrecord.read.transcripts.tables import names


class Form(IntEnum):
    """How a name is printed, from the surest label to the least sure."""

    GENERIC = 0
    CAPITALS = 1
    TITLED = 2
    FULL = 3
    SINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A possible label: who, in which role, when; `end` is where the words spoken begin in the line."""

    name: str
    form: Form
    end: int
    role: str | None = None
    start_s: float | None = None
    is_stopped: bool = False
    """Whether a full stop ends it, as in `Mr. Perot. I think …`."""

    @property
    def key(self) -> str:
        """Return the name as it is counted and compared."""
        return words_of(self.name)


_Key = tuple[str, bool]
"""A name as it is counted, and whether a full stop ends it."""
TIME: Final = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_HEAD: Final = re.compile(
    rf"(?P<lead>\s*(?:>>+\s*|[-–—]\s+)?(?:[\[(]?(?P<before>{TIME})[\])]?\s*[-–—]?\s*)?[\[<]?)"
    rf"(?P<name>[^\W\d_][^:\t\n\[\]<>;!?]{{0,79}}?)(?P<more>\s*[\[(]?(?P<inside>{TIME})[\])]?)?[\]>]?(?P<mark>\s?:(?![\w/])|\s*:$)\s*"
    rf"(?:[\[(](?P<after>{TIME})[\])]\s*)?"
)
_WORD: Final = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w’'-]*)"
_Q: Final = re.compile(r"\s*(?P<name>[QA])(?:[.:](?=\s|\W|[A-Z])|\s{2,}|\s(?=[A-Z“\"(]))\s*")
_SENTENCE: Final = re.compile(r"\w{3,}\.\s")
_ROLE: Final = re.compile(r"(?P<name>[^,(]{2,50}?)\s*(?:\((?P<inside>[^()]{1,60})\)|,\s+(?P<after>[^,].{1,60}))$")
_LONGEST_ABBREVIATION: Final = 4
_OFTEN: Final = 3
_MOST_WORDS: Final = 6


def label_of(line: str) -> Label | None:
    """Return the label that a line begins with, or None.

    >>> label_of("SEN. ADA CORWIN (R-VE): Thank you.")
    Label(name='SEN. ADA CORWIN', form=<Form.CAPITALS: 1>, end=24, role='R-VE', start_s=None, is_stopped=False)
    >>> label_of("He said: no.")
    """
    if (found := _Q.match(line)) and _is_asked(found, line):
        return Label(name=found["name"], form=Form.GENERIC, end=found.end())
    if (found := _HEAD.match(line)) and (label := _named(found["name"], found.end(), is_stopped=False)):
        time = found["before"] or found["inside"] or found["after"]
        return Label(name=label.name, form=label.form, end=label.end, role=label.role, start_s=seconds(time) if time else None)
    if found := _stopped().match(line):
        return _named(found["name"], found.end(), is_stopped=True)
    return None


def seconds(time: str) -> float:
    """Return a time as seconds.

    >>> seconds("01:02:03.5"), seconds("2:03")
    (3723.5, 123.0)
    """
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def accepted(labels: Iterable[Label], *, is_all_capitals: bool = False) -> frozenset[_Key]:
    """Return the labels, each as its key and whether it is stopped, that are names of speakers: those that the others bear out.

    Where the whole text is printed in capitals, they do not make a name.
    """
    all_labels = [replace(label, form=Form.SINGLE) if is_all_capitals and label.form is Form.CAPITALS else label for label in labels]
    evidence = _evidence(all_labels)
    kept = {key for key in evidence.counts if evidence.bears_out(key)}
    surnames = {key.split()[-1] for key, _ in kept if key}
    # `Jim Lehrer.` is printed once, `Mr. Lehrer.` after that.
    return frozenset(kept | {key for key, form in evidence.forms.items() if form is Form.FULL and kept and key[0].split()[-1] in surnames})


def untitled(name: str) -> str:
    """Return a name without the titles before it.

    >>> untitled("Sen. Ada Corwin"), untitled("MR. THULE"), untitled("THE SPEAKER")
    ('Ada Corwin', 'THULE', 'THE SPEAKER')
    """
    return _titles().sub("", name, count=1) or name


def ends_in_title(text: str) -> bool:
    """Return whether a text ends with a title and its full stop, which is no end of a sentence.

    >>> ends_in_title("Truly? MS."), ends_in_title("Yes.")
    (True, False)
    """
    return bool(_last_title().search(text[-20:]))


def is_one_person(name: str) -> bool:
    """Return whether a label is one person's: two questions in a row can come from two.

    >>> is_one_person("THE PRESIDENT"), is_one_person("Q")
    (True, False)
    """
    return not names().many.match(words_of(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """The labels of a transcript: how often each comes and in its surest form; which are printed as only names are (`sure`),
    come with a time, or come again (`recurring`).
    """

    counts: Counter[_Key]
    forms: dict[_Key, Form]
    timed: frozenset[_Key]
    sure: frozenset[_Key]
    recurring: frozenset[_Key]
    is_dialogue: bool
    """Whether two sure labels answer each other: a letter has one, or two in all."""

    def bears_out(self, key: _Key) -> bool:
        """Return whether a label is a speaker's name, by what the others are."""
        name, is_stopped = key
        form, comes_again = self.forms[key], key in self.recurring
        if is_stopped:  # A full stop ends every sentence: more is asked of it.
            is_office = name.startswith("the ") and self.counts[key] >= _OFTEN
            return form <= Form.TITLED and comes_again and (is_office or (self.is_dialogue and len(self.sure & self.recurring) >= 2))
        if name == "a":
            return ("q", False) in self.counts or ("question", False) in self.counts
        if form <= Form.TITLED:
            return comes_again or self.is_dialogue or form is Form.GENERIC
        if form is Form.FULL:
            return key in self.timed or self.is_dialogue or len(self.recurring) >= 2
        return comes_again and (len(self.recurring) >= 2 or key in self.timed)


def _evidence(labels: list[Label]) -> _Evidence:
    counts = Counter((label.key, label.is_stopped) for label in labels)
    forms = {(label.key, label.is_stopped): label.form for label in sorted(labels, key=lambda label: -label.form)}
    timed = frozenset((label.key, label.is_stopped) for label in labels if label.start_s is not None)
    sure = frozenset(key for key, form in forms.items() if form <= Form.TITLED)
    is_plain = any(forms[key] is Form.GENERIC or key[0].startswith("the ") for key in sure)
    return _Evidence(
        counts=counts,
        forms=forms,
        timed=timed,
        sure=sure,
        recurring=timed | {key for key, count in counts.items() if count >= 2},
        is_dialogue=len(sure) >= 2 and (is_plain or sum(counts[key] for key in sure) >= 3),
    )


def _is_asked(found: re.Match[str], line: str) -> bool:
    """`A mistake` and `A. B. Corwin` are no answers."""
    return found["name"] == "Q" or ":" in found[0] or (found[0].strip() == "A." and not re.match(r"[A-Z]\.", line[found.end() :]))


@cache
def _stopped() -> re.Pattern[str]:
    forename = rf"(?:(?i:{names().title}) |The |THE )?{_WORD}(?: {_WORD}){{0,4}}?"
    return re.compile(rf"\s*(?P<name>{forename})(?<!\b[A-Z])\.\s+(?=[\"“‘'(\[A-Z0-9$—–-])")


@cache
def _last_title() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\W){names().title}$", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"^(?:{names().title}\s+)+", re.IGNORECASE)


def _named(head: str, end: int, *, is_stopped: bool) -> Label | None:
    head = head.strip().strip("*_ ")
    role = _ROLE.fullmatch(head)
    name = (role["name"] if role else head).strip()
    form = None if not name or names().no_name.match(name) else _form(name)
    if (
        form is None
        or _is_title_alone(name, is_stopped)
        or _SENTENCE.search(untitled(name))
        or (is_stopped and (form > Form.FULL or role))
        or len(name.split()) > _MOST_WORDS
    ):
        return None
    return Label(name=name, form=form, end=end, role=(role["inside"] or role["after"]).strip() if role else None, is_stopped=is_stopped)


def _is_title_alone(name: str, is_stopped: bool) -> bool:
    """`MR.` is no name; `PRESIDENT:` is one, and before a full stop it is the end of a sentence."""
    return (is_stopped or len(name) <= _LONGEST_ABBREVIATION) and bool(re.fullmatch(names().title, name, re.IGNORECASE))


def _form(name: str) -> Form | None:
    words = name.split()
    if names().generic.match(name):
        return Form.GENERIC
    letters = [character for character in name if character.isalpha()]
    # `MR. McGEE`: a small letter or two belong to the name.
    if len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters) and not name.startswith(("I ", "A ")):
        return Form.CAPITALS
    if names().the_office.match(name) or untitled(name) != name:
        return Form.TITLED if all(_is_name_word(word) for word in words) else None
    if not all(_is_name_word(word) for word in words) or not words[0][:1].isupper():
        return None
    return Form.FULL if len(words) >= 2 else Form.SINGLE


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in names().particles or word.startswith(("d’", "d'", "al-", "el-", "#")) or word.isdigit()
