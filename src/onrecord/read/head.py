"""What stands between the heading of a page and the first words of its article: byline, time, buttons, a line under the title.

In: the tree of a page whose boxes are gone. Out: the lines that stand there, and the tree without them. Nothing is taken where
no paragraph follows the heading closely, nor any line that reads as a sentence of the article, nor a line under the title that
says what no paragraph says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from onrecord.read.clean import words_of

Tree = Any
"""An lxml element: the library has no types."""

_PARAGRAPHS: Final = frozenset({"p", "div", "td", "section", "article", "main", "blockquote"})
_FEWEST_PROSE_CHARS: Final = 80
_FEWEST_SENTENCE_CHARS: Final = 25
_FEWEST_SUBTITLE_WORDS: Final = 4
_MOST_HEAD_CHARS: Final = 1_500
_ENDS: Final = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$|[–—-]$|\w[”\"]$")
_HEADING: Final = re.compile(r"h[2-6]")
_SUBTITLE: Final = re.compile(r"sub-?_?(?:head|title|line)|\bdek|deck\b|standfirst|summary|chapo|teaser|excerpt|strapline|description", re.IGNORECASE)
_NAMES: Final = ("class", "id", "data-gu-name", "data-testid")
_DASHED: Final = re.compile(r"[–—]$")
_LABEL: Final = re.compile(
    r"(?:by|published|updated|posted|issued|modified|last|written|share|listen|credit|source|photo|reporting|story)\b"
    r"|[^“”]{0,80}\breported from\b|.*\b(?:\d{4}|[ap]\.?m\.?)\W*$",
    re.IGNORECASE,
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote div dl figure footer form h2 h3 h4 h5 h6 header dd dt li main ol p section table time tr ul".split()
)


def take_head(tree: Tree, titles: Collection[str]) -> list[str]:
    """Take away what stands between the heading and the article, and return its lines.

    `titles` are the words of what the page says it is called: of several headings, the one that says so is meant.
    """
    headings = [heading for heading in tree.iter("h1", "h2") if words_of(heading.text_content()) in titles] or list(tree.iter("h1"))
    if len(headings) != 1:
        return []
    between = list(_between(headings[0]))
    lines = [line for element in between for line in _lines(element)]
    if not between or sum(map(len, lines)) > _MOST_HEAD_CHARS:
        return []
    for element in between:
        _drop(element)
    return lines


def _between(heading: Tree) -> Iterator[Tree]:
    """Yield the elements after the heading up to the first paragraph, none where there is no paragraph."""
    passed: list[Tree] = []
    for element in [heading, *heading.iterancestors()]:
        if element.tag in {"body", "html"}:
            return
        for after in element.itersiblings():
            prose = _first_prose(after)
            if prose is not None:
                yield from passed
                yield from _before(prose, after)
                yield from element.itersiblings(preceding=True) if element.getparent().tag != "body" else ()
                return
            passed.append(after)
        passed += element.itersiblings(preceding=True)


def _before(prose: Tree, box: Tree) -> Iterator[Tree]:
    beside = prose
    while beside is not box:
        # A heading right beside the first paragraph heads it.
        yield from (one for one in beside.itersiblings(preceding=True) if beside is not prose or not _is_crosshead(one))
        beside = beside.getparent()


def _is_crosshead(element: Tree) -> bool:
    return bool(_HEADING.fullmatch(element.tag)) and not _is_subtitle(element)


def _is_subtitle(element: Tree) -> bool:
    """A line under the title is called one, or stands in a box that is."""
    around = [element] if element.getparent() is None else [element, element.getparent()]
    return any(_SUBTITLE.search(" ".join(one.get(name) or "" for name in _NAMES)) for one in around)


def _first_prose(element: Tree) -> Tree | None:
    return next((one for one in element.iter(*_PARAGRAPHS) if _is_prose(one)), None)


def _is_prose(element: Tree) -> bool:
    if _is_subtitle(element) or (element.tag != "p" and not (element.text and element.text.strip()) and not _is_text_between(element)):
        return False
    text = element.text_content().strip()
    return len(text) >= _FEWEST_PROSE_CHARS and bool(_ENDS.search(text[-4:])) and not is_linked(element, len(text))


def _is_text_between(element: Tree) -> bool:
    """Text that stands in a box itself, as after a `<br>`."""
    return any(child.tail and len(child.tail.strip()) >= _FEWEST_PROSE_CHARS for child in element)


def is_linked(element: Tree, length: int) -> bool:
    """Say whether more than half of so many letters of an element stand in links."""
    return 2 * sum(len(link.text_content()) for link in element.iter("a")) > length


def _drop(element: Tree) -> None:
    """Take away an element, or all of it but its sentences."""
    leaves = [one for one in element.iter("*") if one is element or one.tag in _BLOCKS or one.tag == "cite"]
    kept = [one for one in leaves if is_of_article(one)]
    for one in [element] if not kept else leaves:
        if one.getparent() is not None and not any(one is inner or one in inner.iterancestors() for inner in kept):
            one.drop_tree()


def is_of_article(element: Tree) -> bool:
    """Return whether what stands at the head of an article is a sentence of it, or a line under its title that says more."""
    text = " ".join(element.text_content().split())
    if any(child.tag in _BLOCKS for child in element) or _LABEL.match(text):
        return False
    if _is_subtitle(element):
        return len(text.split()) >= _FEWEST_SUBTITLE_WORDS and not is_linked(element, len(text)) and not _is_said_again(element, words_of(text))
    return bool(_DASHED.search(text)) or (len(text) >= _FEWEST_SENTENCE_CHARS and bool(_ENDS.search(text)))


def _is_said_again(element: Tree, words: str) -> bool:
    others = (one for one in element.getroottree().iter("p", "h1") if one is not element)
    return any(words in words_of(one.text_content()) for one in others)


def _lines(element: Tree) -> Iterator[str]:
    """Yield the lines that an element shows, each block of it a line of its own."""
    parts: list[str] = []
    for text, is_new in _pieces(element):
        if is_new and parts:
            yield from _line(parts)
            parts = []
        parts.append(text)
    yield from _line(parts)


def _line(parts: list[str]) -> Iterator[str]:
    if line := " ".join("".join(parts).split()):
        yield line


def _pieces(element: Tree) -> Iterator[tuple[str, bool]]:
    is_block = element.tag in _BLOCKS or element.tag == "br"
    yield element.text or "", is_block
    for child in element:
        yield from _pieces(child)
        yield child.tail or "", child.tag in _BLOCKS or child.tag == "br"
