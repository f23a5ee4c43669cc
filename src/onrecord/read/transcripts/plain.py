"""Transcripts in plain text: lines that begin with who speaks, names on lines of their own, or nothing but the words.

In: a text. Out: speeches, with the title and the date that its head gives. A text without any name is one speech, by whom
the head says, if it does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from onrecord.read.clean import without_unseen, words_of
from onrecord.read.plain import paragraphs_of
from onrecord.read.transcripts.head import Head, head_of
from onrecord.read.transcripts.labels import TIME, Label, accepted, ends_in_title, is_one_person, label_of, seconds, untitled
from onrecord.read.transcripts.speech import Speech

_EMPHASIS: Final = re.compile(r"\*\*|__|^\\(?=[-*#\d])", re.MULTILINE)
_INLINE: Final = re.compile(r"(?<=[.!?…\"”’)\]—–-])[ \t]+(?=(?:[A-Z][A-Z.’'-]+(?: [A-Z][A-Za-z.’'-]*){0,4}(?: ?\([^()]{1,30}\))?|Q): \S)")
_BARE_TIME: Final = re.compile(rf"\s*[\[(]?(?P<time>{TIME})[\])]?(?:\s*[-–—>]+\s*{TIME})?\s*(?:[-–—]\s*)?")
_TIMED_NAME: Final = re.compile(rf"\s*(?P<name>[^\W\d_a-z][^:\d\n]{{1,50}}?)\s*[-–—|,]?\s*[\[(]?(?P<time>{TIME})[\])]?\s*$")
_FEWEST_TIMED_LINES: Final = 3
_CAPITALS_SHARE: Final = 0.7
_HEADING: Final = re.compile(r"(?:[IVX]+\.\s+|\d+\.\s+)?[A-Z][^.!?:;…]{2,70}$")
_SMALL: Final = frozenset("a an and as at but by for from in nor of on or the to vs with".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line, with the label at its head if it has one; `is_inline` says that it was cut out of a line."""

    words: str
    label: Label | None = None
    is_inline: bool = False
    start_s: float | None = None


def plain_speeches(text: str) -> tuple[Head, list[Speech]]:
    """Return what the head says, and the speeches of a text.

    >>> [(s.speaker, s.paragraphs) for s in plain_speeches("Q: Will you go?\\nTHE MAYOR: No.\\n\\nNever.")[1]]
    [('Q', ('Will you go?',)), ('THE MAYOR', ('No.', 'Never.'))]
    """
    lines = _EMPHASIS.sub("", without_unseen(text)).splitlines()
    head, lines = head_of(lines)
    groups = [list(group) for is_empty, group in groupby(lines, key=lambda line: not line.strip()) if not is_empty]
    read = [_with_inline(group) for group in _without_bare_times(groups)]
    names = accepted((line.label for group in read for line in group if line.label), is_all_capitals=_is_all_capitals(read))
    read = [[_kept(line, names) for line in group] for group in read]
    if not any(line.label for group in read for line in group):
        # Nothing stands beside a name on its own line: such names are asked for only where the surer form is missing.
        read = _with_bare_names(groups) or read
    labels = [line.label for group in read for line in group if line.label]
    return head, _fully_named([speech for speech in _speeches(read, _fitting(head, labels)) if speech.paragraphs])


def _is_all_capitals(groups: list[list[_Line]]) -> bool:
    words = [line.words[line.label.end :] if line.label else line.words for group in groups for line in group]
    letters = [character for line in words for character in line if character.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITALS_SHARE * len(letters)


def _without_bare_times(groups: list[list[str]]) -> list[list[str]]:
    """Times that stand at the head of lines without a name are of the recording, and no words."""
    timed = [line for group in groups for line in group if (found := _BARE_TIME.match(line)) and not label_of(line) and found.end() < len(line) + 1]
    if len(timed) < _FEWEST_TIMED_LINES:
        return groups
    cut = [[line if label_of(line) else _BARE_TIME.sub("", line, count=1) for line in group] for group in groups]
    return [[line for line in group if line.strip()] for group in cut if any(map(str.strip, group))]


def _with_inline(group: list[str]) -> list[_Line]:
    """The lines with their possible labels; a text that was put on one line has them in the midst of it."""
    found = []
    for at, line in enumerate(group):
        label = label_of(line)
        first, *inline = _cut(line, label.end if label else 0)
        # A label with a full stop begins a paragraph: a wrapped line can begin with `Mr. Perot. ` too.
        is_paragraph = at == 0 or len(group[at - 1]) < 0.6 * len(line) or len(line) > 200
        found.append(_Line(words=first, label=label if label and (is_paragraph or not label.is_stopped) else None))
        found += (_Line(words=piece, label=label_of(piece), is_inline=True) for piece in inline)
    return found


def _cut(line: str, start: int) -> list[str]:
    found = [gap for gap in _INLINE.finditer(line, start) if not ends_in_title(line[max(0, gap.start() - 20) : gap.start()])]
    starts, ends = [0, *(gap.end() for gap in found)], [*(gap.start() for gap in found), len(line)]
    return [line[a:b] for a, b in zip(starts, ends, strict=True)]


def _kept(line: _Line, names: frozenset[tuple[str, bool]]) -> _Line:
    is_name = line.label is not None and (line.label.key, line.label.is_stopped) in names
    return line if is_name else replace(line, label=None)


def _with_bare_names(groups: list[list[str]]) -> list[list[_Line]] | None:
    """Names on lines of their own, the words on the lines below: `Ada Corwin  0:12`, or a name that comes again and again."""
    found = [[_bare(line, is_first=at == 0) for at, line in enumerate(group)] for group in groups]
    counts = Counter(line.label.key for group in found for line in group if line.label and line.start_s is None)
    names = {key for key, count in counts.items() if count >= 2}
    if len(names) < 2:
        names = set()
    timed = {line.label.key for group in found for line in group if line.label and line.start_s is not None}
    if not names and not timed:
        return None
    return [[line if line.label and line.label.key in names | timed else replace(line, label=None) for line in group] for group in found]


def _bare(line: str, *, is_first: bool) -> _Line:
    if (timed := _TIMED_NAME.match(line)) and (label := label_of(timed["name"] + ":")):
        return _Line(words=line, label=replace(label, end=len(line)), start_s=seconds(timed["time"]))
    label = label_of(line.strip() + ":") if is_first and len(line.split()) <= 5 and line.strip()[-1:].isalnum() else None
    return _Line(words=line, label=replace(label, end=len(line)) if label else None)


def _speeches(groups: list[list[_Line]], head: Head) -> Iterator[Speech]:
    is_dialogue = any(line.label for group in groups for line in group)
    paragraphs: list[str] = []
    who: Label | None = None
    start_s: float | None = None
    for group in groups:
        for is_next, label, pieces in _by_label(group):
            if is_next:
                yield _speech(who, start_s, paragraphs, head)
                who, paragraphs = label, []
                start_s = None if label is None else label.start_s if label.start_s is not None else pieces[0].start_s
            found = list(paragraphs_of([line for line in _words(pieces) if line.strip()]))
            if not (is_dialogue and not is_next and len(found) == 1 and len(groups) > 1 and _is_heading(found[0])):
                paragraphs += found
    yield _speech(who, start_s, paragraphs, head)


def _by_label(group: list[_Line]) -> Iterator[tuple[bool, Label | None, list[_Line]]]:
    start = 0
    for at in [*(i for i, line in enumerate(group) if line.label and i), len(group)]:
        yield group[start].label is not None, group[start].label, group[start:at]
        start = at


def _words(pieces: list[_Line]) -> Iterator[str]:
    held = ""
    for piece in pieces:
        words = piece.words[piece.label.end :] if piece.label else piece.words
        if piece.is_inline and not piece.label:
            held += " " + words
        else:
            if held.strip():
                yield held
            held = words
    yield held


def _speech(who: Label | None, start_s: float | None, paragraphs: Iterable[str], head: Head) -> Speech:
    if who is None:
        return Speech(paragraphs=tuple(paragraphs), speaker=head.speaker, role=head.role)
    if head.speaker and _is_office(who, head):
        return Speech(paragraphs=tuple(paragraphs), speaker=head.speaker, role=who.name, start_s=start_s)
    return Speech(paragraphs=tuple(paragraphs), speaker=who.name, role=who.role, start_s=start_s, is_one=is_one_person(who.name))


def _is_office(who: Label, head: Head) -> bool:
    return head.role is not None and who.key.removeprefix("the ") == words_of(head.role).removeprefix("the ")


def _fitting(head: Head, labels: list[Label]) -> Head:
    """The person whom the head names has an office, or a name, under which he speaks: not both, and in a dialogue one of them."""
    surname = words_of(head.speaker).split()[-1] if head.speaker else None
    is_named = any(label.key.split()[-1] == surname for label in labels)
    is_office = any(_is_office(label, head) for label in labels)
    return replace(head, speaker=None, role=None) if labels and (is_named or not is_office) else head


def _is_heading(paragraph: str) -> bool:
    """Return whether a paragraph is a heading between speeches: every word of weight has a capital, and nothing stops it."""
    words = paragraph.split()
    is_capital = all(word[:1].isupper() or word[:1].isdigit() or word.casefold() in _SMALL for word in words)
    return len(words) <= 10 and is_capital and bool(_HEADING.fullmatch(paragraph))


def _fully_named(speeches: list[Speech]) -> list[Speech]:
    """A transcript prints the whole name first and the surname after: each gets the whole name, where it can be but one."""
    by_surname: dict[str, dict[str, Speech]] = {}
    for speech in speeches:
        words = _name_words(speech)
        if words and speech.is_one and words[0] != "the":
            by_surname.setdefault(words[-1], {}).setdefault(" ".join(words), speech)
    return [_whole(speech, by_surname.get((_name_words(speech) or [""])[-1], {})) for speech in speeches]


def _whole(speech: Speech, names: dict[str, Speech]) -> Speech:
    words = " ".join(_name_words(speech))
    longer = [found for name, found in names.items() if " " in name]
    found = longer[0] if len(longer) == 1 and " " not in words else names.get(words)
    return replace(speech, speaker=found.speaker, role=speech.role or found.role) if found else speech


def _name_words(speech: Speech) -> list[str]:
    return words_of(untitled(speech.speaker or "")).split()
