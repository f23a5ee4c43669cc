"""The head of a page: title, byline, date and photo credit, taken out of the blocks and kept as what they say.

In: a draft as its reader made it. Out: the draft with the fields filled that the page had not given already, and without
those blocks. What a page says of itself in its metadata comes before what is read here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from onrecord.read.byline import agency_of, byline_of
from onrecord.read.clean import words_of
from onrecord.read.dates import date_line
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.origins import Source, filled
from onrecord.read.tables import boilerplate

_DEEP: Final = 8
_LONGEST_TITLE: Final = 200
_LONGEST_CREDIT: Final = 300
_LONGEST_BARE_CREDIT: Final = 80
_CREDIT_WORDS: Final = re.compile(r"©|\b(photo|photograph|picture|image|getty|handout|file photo|courtesy of|credit)\b", re.IGNORECASE)
_DATELINE: Final = re.compile(r"^[A-Z][A-Z .,’'-]{2,40}(?:, [A-Z]\w+\.? \d{1,2})?(?: \([^)]+\))?\s+[-–—]\s")


def with_front(draft: Draft) -> Draft:
    """Return the draft with its head read."""
    draft = _with_title(draft)
    kept: list[Block] = []
    for at, block in enumerate(draft.blocks):
        read = _with_front_block(draft, block) if at < _DEEP else _with_credit(draft, block)
        if read is None:
            kept.append(block)
        else:
            draft = read
    return replace(draft, blocks=tuple(kept))


def is_front_line(line: str) -> bool:
    """Return whether a line stands in the head of a page and not in its text.

    >>> is_front_line("By Maren Oduya"), is_front_line("14 March 2031"), is_front_line("It sank.")
    (True, True, False)
    """
    return bool(byline_of(line) or date_line(line) or agency_of(line) or _is_credit(Block(text=line)))


def looks_like_title(line: str) -> bool:
    """Return whether the first line of a text can be its title: short, and no sentence that ends.

    >>> looks_like_title("Minister: I will not go"), looks_like_title("The ferry sank on Friday.")
    (True, False)
    """
    is_sentence = line.rstrip("”\"’'").endswith((".", ":", ";", ",")) and not line.endswith(("...", "U.S.", "U.N."))
    return 3 <= len(line) <= _LONGEST_TITLE and not is_sentence and not line[:1].islower() and not _DATELINE.match(line)


def _with_title(draft: Draft) -> Draft:
    head = draft.blocks[:_DEEP]
    if draft.title is not None:
        same = words_of(draft.title)
        at = next((i for i, block in enumerate(head[:3]) if words_of(block.text) == same), None)
        return draft if at is None or not same else _without(draft, at)
    at = next((i for i, block in enumerate(head) if block.kind is BlockKind.HEADING), None)
    if at is not None and (len(draft.blocks) > 1 or len(head[at].text) <= _LONGEST_TITLE):
        return filled(_without(draft, at), Source.TEXT, title=head[at].text)
    return draft


def _without(draft: Draft, at: int) -> Draft:
    return replace(draft, blocks=draft.blocks[:at] + draft.blocks[at + 1 :])


def _with_front_block(draft: Draft, block: Block) -> Draft | None:
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    if byline := byline_of(block.text):
        return filled(draft, Source.TEXT, byline=byline.names, agency=byline.agency, published=byline.published)
    if published := date_line(block.text):
        return filled(draft, Source.TEXT, published=published)
    if agency := agency_of(block.text):
        return filled(draft, Source.TEXT, agency=agency)
    if draft.is_page and draft.outlet and words_of(block.text) == words_of(draft.outlet):
        return draft
    return _with_credit(draft, block)


def _with_credit(draft: Draft, block: Block) -> Draft | None:
    if not _is_credit(block):
        return None
    return filled(draft, Source.TEXT, photo_credit=_unlabelled(block.text))


def _is_credit(block: Block) -> bool:
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST_CREDIT:
        return False
    label = boilerplate().photo.match(text)
    if label and label.end() < len(text) and "“" not in text:
        return True
    bare = text.strip("()[] ")
    if block.is_bold:
        return bool(_CREDIT_WORDS.search(text)) or (len(text) <= _LONGEST_BARE_CREDIT and _is_slashed(bare))
    return bool(re.match(r"(?:photo|image|picture)s? (?:by|courtesy)\b", bare, re.IGNORECASE)) and len(bare.split()) <= 12


def _is_slashed(text: str) -> bool:
    """Names with strokes between them, as in `Piet Noor/Halyard`."""
    parts = re.split(r"\s*/\s*", text)
    return len(parts) > 1 and all(part[:1].isupper() and len(part.split()) <= 5 for part in parts)


def _unlabelled(text: str) -> str:
    label = re.compile(r"^[(\[]?(?:file )?(?:photo(?:graph)?|picture|image|illustration)?\s*(?:credit)?s?\s*(?::|\bby\b)\s*", re.IGNORECASE)
    return label.sub("", text.strip()).strip("()[] ") or text
