"""A page's tree made ready for the extractor: what it would lose is written out, what it would take in is taken away.

In: the tree of a page, changed in place. `<q>` becomes quotation marks; captions and the boxes around an article (related
links, newsletters, comments) go; an article that is kept in several like boxes is put into one.
"""

from __future__ import annotations

import re
from typing import Any, Final

from onrecord.read.tables import pages

Tree = Any
"""An lxml element: the library has no types."""

_BOXES: Final = ("aside", "div", "section", "ul", "ol", "figure", "p", "header", "footer", "form", "nav")
_MOST_BOX_SHARE: Final = 0.3
_MANY: Final = re.compile(r"comment|reply|card|teaser|related|review|message|answer|widget|promo", re.IGNORECASE)
_FEWEST_PROSE_CHARS: Final = 300
_PROSE_CHARS: Final = 80
_QUOTE_MARKS: Final = "“”\"„«»‘’'‹›"


def prepare(tree: Tree) -> None:
    """Make the tree ready for the extractor."""
    for caption in list(tree.iter("figcaption")):
        caption.drop_tree()
    _write_out_quotes(tree)
    for inline in list(tree.iter("nobr", "wbr", "font")):
        inline.drop_tag()
    _join_split_bodies(tree)
    _drop_boxes(tree)


def _write_out_quotes(tree: Tree) -> None:
    """A browser shows marks around `<q>` that stand nowhere in the text."""
    quotes = [(quote, next(quote.iterancestors("q"), None) is not None) for quote in tree.iter("q")]
    for quote, is_nested in quotes:
        text = quote.text_content().strip()
        if text and text[0] not in _QUOTE_MARKS:
            _enclose(quote, "‘’" if is_nested else "“”")
    for quote, _ in quotes:
        quote.drop_tag()


def _enclose(element: Tree, marks: str) -> None:
    element.text = marks[0] + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + marks[1]
    else:
        element.text += marks[1]


def _join_split_bodies(tree: Tree) -> None:
    """Move the paragraphs of an article that a page keeps in several like boxes, with other things between, into the first.

    The extractor would take one of them for the whole.
    """
    groups: dict[tuple[str, Tree], list[Tree]] = {}
    for box in tree.iter("div", "section"):
        name = box.get("class") or ""
        if name and box.getparent() is not None and not _MANY.search(name) and _prose_chars(box) >= _FEWEST_PROSE_CHARS:
            groups.setdefault((name, next(box.getparent().iterancestors(), None)), []).append(box)
    for first, *others in groups.values():
        for other in others:
            first.extend(list(other))


def _prose_chars(box: Tree) -> int:
    return sum(len(paragraph.text_content()) for paragraph in box.iterchildren("p"))


def _drop_boxes(tree: Tree) -> None:
    most_chars = _MOST_BOX_SHARE * max(len(tree.text_content()), 1)
    for box in [box for box in tree.iter(*_BOXES) if _is_box(box)]:
        if box.getparent() is not None and len(box.text_content()) < most_chars and not _holds_prose(box):
            box.drop_tree()


def _is_box(element: Tree) -> bool:
    return not pages().boxes.isdisjoint(_names(element).split())


def _holds_prose(box: Tree) -> bool:
    """The rest of an article can be folded away in a box called `read-more`; comments are prose, but not the article's."""
    if "comment" in _names(box):
        return False
    paragraphs = [paragraph for paragraph in box.iter("p") if len(paragraph.text_content()) >= _PROSE_CHARS]
    return sum(len(paragraph.text_content()) for paragraph in paragraphs if paragraph.find(".//a") is None) >= _FEWEST_PROSE_CHARS


def _names(element: Tree) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "id", "data-component")).lower()
