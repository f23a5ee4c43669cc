"""Quotations that a page shows by its layout: block quotations get the marks that the finder sees.

A block quotation gets marks where it has none and the paragraph before introduces it with a colon, or it is signed; several paragraphs of
one quotation get an opening mark each and a closing mark at the last, as print does. One that only repeats words of the
article is a pull quote and is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

from onrecord.read.clean import words_of
from onrecord.read.draft import Block, BlockKind

_MARKS: Final = '“”"„«»‘‟'
_PULL_WORDS: Final = 4


def with_quotation_marks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with block quotations as paragraphs in quotation marks, pull quotes taken out.

    >>> page = (Block(text="She wrote:"), Block(text="I was there.", kind=BlockKind.QUOTE))
    >>> [block.text for block in with_quotation_marks(page)]
    ['She wrote:', '“I was there.”']
    """
    told: list[Block] = []
    blocks = tuple(blocks)
    body = [words_of(block.text) for block in blocks if block.kind is not BlockKind.QUOTE]
    for is_quote, group in groupby(blocks, key=lambda block: block.kind is BlockKind.QUOTE):
        run = [block for block in group if not (is_quote and _is_pulled(block, body))]
        is_introduced = is_quote and bool(told) and (told[-1].text.endswith(":") or any(_is_signature(block.text) for block in run))
        told += _marked(run) if is_introduced else [replace(block, kind=BlockKind.PARAGRAPH) for block in run] if is_quote else run
    return tuple(told)


def _is_pulled(quote: Block, body: list[str]) -> bool:
    words = words_of(quote.text)
    return len(words.split()) >= _PULL_WORDS and any(words in paragraph for paragraph in body)


def _marked(quotes: list[Block]) -> list[Block]:
    plain = [replace(quote, kind=BlockKind.PARAGRAPH) for quote in quotes]
    words = [quote for quote in plain if not _is_signature(quote.text)]
    if not words or any(mark in quote.text for quote in words for mark in _MARKS):
        return plain
    return [quote if _is_signature(quote.text) else replace(quote, text=f"“{quote.text}{'”' if quote is words[-1] else ''}") for quote in plain]


def _is_signature(text: str) -> bool:
    return text.startswith(("—", "–", "- ", "― "))
