"""Markdown, above all as scrapers write it. The one file that knows markdown-it.

In: the text of a file, with or without front matter. Out: a draft of its blocks: emphasis and links stripped to their
text, images, code and raw HTML dropped, lists and block quotations as blocks of their kind. Headings stay in the text: a
reader of the page saw them. Indented lines are text and a line of dashes under a paragraph is a rule: scrapers mean no
code and no heading by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.fields import draft_with
from onrecord.read.front import is_front_line
from onrecord.read.plain import plain_draft
from onrecord.records import Link

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER: Final = re.compile(r"\A\s*---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD: Final = re.compile(r"^(?P<name>[A-Za-z_]+)[ \t]*:[ \t]+(?P<value>\S.*)$", re.MULTILINE)
_OPENS: Final = {"list_item_open": BlockKind.ITEM, "blockquote_open": BlockKind.QUOTE}
_CLOSES: Final = frozenset({"list_item_close", "blockquote_close"})
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_LONGEST_PARAGRAPH: Final = 20_000
"""More is nothing that was written as Markdown, and its marks take the parser a time that grows with their square."""
_NESTED_MOST: Final = 40


def markdown_draft(text: str) -> Draft:
    """Return the draft of a Markdown text.

    >>> [(block.kind.value, block.text) for block in markdown_draft("# No\\n\\n*He* said [so](#).").blocks]
    [('heading', 'No'), ('paragraph', 'He said so.')]
    """
    if max(map(len, _EMPTY_LINE.split(text))) > _LONGEST_PARAGRAPH:
        return plain_draft(text)
    front = _FRONT_MATTER.match(text)
    fields = {found["name"].casefold(): _unquoted(found["value"]) for found in _FIELD.finditer(front["fields"])} if front else {}
    body = text[front.end() :] if front else text
    return draft_with(Draft(blocks=tuple(_blocks(body))), fields)


def _blocks(text: str) -> Iterator[Block]:
    kinds = [BlockKind.PARAGRAPH]
    number = ""
    for token in _parser().parse(text):
        if token.type in _OPENS:
            kinds.append(_OPENS[token.type])
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in _CLOSES:
            kinds.pop()
        elif token.type == "heading_open":
            kinds.append(BlockKind.HEADING)
        elif token.type == "heading_close":
            kinds.pop()
        elif token.type == "inline":
            yield from _numbered(number, kinds[-1], _inline_blocks(token, kinds[-1]))
            number = ""


def _numbered(number: str, kind: BlockKind, blocks: list[Block]) -> list[Block]:
    """A paragraph that begins with a year and a point looks like an item of a list: it keeps its number."""
    if not number or kind is not BlockKind.ITEM or len(number) < len("1000. ") or not blocks:
        return blocks
    return [replace(blocks[0], text=number + blocks[0].text, kind=BlockKind.PARAGRAPH), *blocks[1:]]


def _inline_blocks(token: Token, kind: BlockKind) -> list[Block]:
    """One block, or several where its lines are lines of a page's head."""
    lines = list(_lines(token.children or []))
    whole = _joined(lines, kind)
    if len(lines) > 1 and kind is BlockKind.PARAGRAPH and any(is_front_line(line.text) for line in lines):
        return [replace(line, kind=kind) for line in lines if line.text.strip()]
    return [whole] if whole.text.strip() else []


def _joined(lines: list[Block], kind: BlockKind) -> Block:
    return Block(
        text=" ".join(line.text.strip() for line in lines),
        kind=kind,
        links=tuple(link for line in lines for link in line.links),
        is_bold=bool(lines) and all(line.is_bold for line in lines if line.text.strip()),
    )


def _lines(tokens: list[Token]) -> Iterator[Block]:
    line: list[Token] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield _line(line)
            line = []
        else:
            line.append(token)
    yield _line(line)


def _line(tokens: list[Token]) -> Block:
    text, bold, link_at = "", 0, (0, "")
    strong, links = 0, list[Link]()
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            text += token.content
            bold += len(token.content.strip()) if strong > 0 else 0
        elif token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type == "link_open":
            link_at = (len(text), str(token.attrGet("href") or ""))
        elif token.type == "link_close" and text[link_at[0] :].strip():
            links.append(Link(title=text[link_at[0] :], url=link_at[1]))
    return Block(text=text, links=tuple(links), is_bold=0 < len(text.replace(" ", "")) <= bold)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1].replace('\\"', '"') if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": _NESTED_MOST}).disable(["code", "lheading"])
