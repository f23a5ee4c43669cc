"""Plain text: paragraphs parted by empty lines, or a paragraph a line; hard-wrapped lines are put together again.

In: the text of a file. Out: a draft, the title marked as a heading and the lines of the head each a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from typing import Final

from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.front import is_front_line, looks_like_title

_WIDEST_WRAP: Final = 110
"""Nobody wraps lines wider than this; a block with a longer line has a paragraph on each line."""
_NARROWEST_WRAP: Final = 40
_SPARE: Final = 15
_HEAD_GROUPS: Final = 5
_SENTENCE_END: Final = re.compile(r"[.!?…:][)\]’'\"”»]*$|[”\"»]$")
_INDENT: Final = re.compile(r"\t| {2,}|\u3000")
_HYPHENED: Final = re.compile(r"\w-$")


def plain_draft(text: str) -> Draft:
    """Return the draft of a plain text.

    >>> [block.text for block in plain_draft("One line that was\\nwrapped here.\\n\\nAnother one.").blocks]
    ['One line that was wrapped here.', 'Another one.']
    """
    groups = [list(lines) for is_empty, lines in groupby(text.splitlines(), key=lambda line: not line.strip()) if not is_empty]
    head, groups = _head(groups)
    return Draft(blocks=(*head, *(Block(text=paragraph) for group in groups for paragraph in paragraphs_of(group))))


def paragraphs_of(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of lines that stand together without an empty line between them."""
    widest = max(map(len, lines), default=0)
    starts = [0, *(i + 1 for i, (line, after) in enumerate(pairwise(lines)) if _is_break(line, after, widest)), len(lines)]
    for start, end in pairwise(starts):
        if paragraph := unwrapped(lines[start:end]):
            yield paragraph


def unwrapped(lines: list[str]) -> str:
    """Return the lines as one, a word that was broken at its hyphen whole again.

    >>> unwrapped(["a well-", "known man"])
    'a well-known man'
    """
    stripped = [line.strip() for line in lines]
    spaces = ["" if _HYPHENED.search(line[-2:]) and after[:1].islower() else " " for line, after in pairwise(stripped)]
    return "".join(chain.from_iterable(zip(stripped, [*spaces, ""][: len(stripped)], strict=True)))


def _head(groups: list[list[str]]) -> tuple[list[Block], list[list[str]]]:
    if not groups:
        return [], []
    head: list[Block] = []
    first, *rest = groups
    if _is_title(first, rest):
        head, first = [Block(text=first[0], kind=BlockKind.HEADING)], first[1:]
    groups = [first, *rest] if first else rest
    early = [_front_lines(group) for group in groups[:_HEAD_GROUPS]]
    for front, _ in early:
        head += (Block(text=line) for line in front)
    return head, [body for _, body in early if body] + groups[_HEAD_GROUPS:]


def _is_title(first: list[str], rest: list[list[str]]) -> bool:
    line = first[0].strip()
    if not looks_like_title(line) or is_front_line(line):
        return False
    return bool(rest) if len(first) == 1 else is_front_line(first[1].strip())


def _front_lines(group: list[str]) -> tuple[list[str], list[str]]:
    count = next((i for i, line in enumerate(group) if not is_front_line(line.strip())), len(group))
    return group[:count], group[count:]


def _is_break(line: str, after: str, widest: int) -> bool:
    if widest > _WIDEST_WRAP:
        return True
    if _INDENT.match(after) and not _INDENT.match(line):
        return True
    # The next word would have fitted here: the writer, not the margin, ended this line.
    fits = len(line) + 1 + len(after.split(maxsplit=1)[0]) + _SPARE <= widest
    return widest >= _NARROWEST_WRAP and fits and bool(_SENTENCE_END.search(line.rstrip()))
