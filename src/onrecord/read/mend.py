"""Paragraphs that a page broke in the middle of a sentence, put together again.

In: the blocks of a page, what is no part of its text already taken out. Out: the blocks, with the joints kept. Only sure
signs count: a wrong mend would put one person's words into another's paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from onrecord.read.draft import Block, BlockKind

_ENDS: Final = re.compile(r"[.!?…:;。！？][)\]’'\"”»›]*$|[”\"»’'›)\]]$|[–—-]$")
_ENDS_INSIDE_QUOTES: Final = re.compile(r",[”\"’'»]$")
_ENDS_ABBREVIATED: Final = re.compile(r"(?:\b[A-Z]\.){2,}$")
# Words that no sentence, and hardly a heading, ends with.
_HANGS: Final = re.compile(r"\b(the|an|and|or|his|her|their|its|our|my|your|than|whose|Mr|Mrs|Ms|Dr|Mr\.|Mrs\.|Ms\.|Dr\.|Sen\.|Gov\.|Rep\.|Gen\.)$")
_BEGINS_LOWER: Final = re.compile(r"[\[(]?[a-zà-öø-ÿ]")
_BEGINS_WITH_MARK: Final = re.compile(r"[,;)\]?!]|\.(?!\.)|[’']s\b|…\s*[a-z]")
_BEGINS_WORD: Final = re.compile(r"[\w“\"‘«]")
_NUMBERED: Final = re.compile(r"\(?[a-z0-9]{1,3}[.)]\s")
_ADDRESS: Final = re.compile(r"https?:|www\.|\S+@|[\w-]+\.(?:com|org|net)\b")
# A dateline that a page keeps in an element of its own: `Osk (CBN) —`.
_DATELINE: Final = re.compile(r"[A-Z][\w.,’' ]{1,40}(?:\([^()]{2,30}\) ?)?[—–]")
_HANG_WORDS: Final = 5
_HEAD_CHARS: Final = 200
_END_CHARS: Final = 24
_MOST_JOINTS: Final = 40
"""A page that breaks more often is no prose."""
_FEWEST_WORDS: Final = 3
"""A line of one or two words is a heading or a label before it is half a sentence."""


def mended(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with each broken sentence in one block.

    >>> broken = (Block(text="The minister, who was"), Block(text="in Velmora, denied it."))
    >>> [(block.text, block.joints) for block in mended(broken)]
    [('The minister, who was in Velmora, denied it.', (22,))]
    """
    whole: list[Block] = []
    for block in blocks:
        if whole and is_broken(whole[-1], block):
            whole[-1] = _joined(whole[-1], block)
        else:
            whole.append(block)
    return tuple(whole)


def is_broken(before: Block, after: Block) -> bool:
    """Return whether the two are surely halves of one sentence."""
    if {before.kind, after.kind} != {BlockKind.PARAGRAPH} or len(before.joints) >= _MOST_JOINTS or _ADDRESS.match(after.text):
        return False
    words, end = before.text[:_HEAD_CHARS].count(" ") + 1, before.text[-_END_CHARS:]
    if _DATELINE.fullmatch(before.text):
        return True
    if words < _FEWEST_WORDS:
        return False
    if _BEGINS_WITH_MARK.match(after.text):
        return not re.search(r"[.!?…:;]$", end)
    if _BEGINS_LOWER.match(after.text) and not _NUMBERED.match(after.text):
        return not _ENDS.search(end) or bool(_ENDS_INSIDE_QUOTES.search(end) or _ENDS_ABBREVIATED.search(end))
    return bool(_HANGS.search(end) and words >= _HANG_WORDS and _BEGINS_WORD.match(after.text))


def _joined(before: Block, after: Block) -> Block:
    space = "" if _BEGINS_WITH_MARK.match(after.text) and not after.text.startswith("…") else " "
    joint = len(before.text) + len(space)
    joints = (*before.joints, joint, *(joint + offset for offset in after.joints))
    return replace(before, text=f"{before.text}{space}{after.text}", links=before.links + after.links, joints=joints, is_bold=False)
