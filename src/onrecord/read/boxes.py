"""A page's tree made ready for the extractor: what it would lose is written out, what it would take in is taken away.

In: the tree of a page, changed in place. `<q>` becomes quotation marks; captions and the boxes around an article (related
links, newsletters, comments) go; an article that is kept in several like boxes is put into one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from onrecord.read.head import is_linked, is_of_article
from onrecord.read.tables import boilerplate, pages

Tree = Any
"""An lxml element: the library has no types."""

_BOXES: Final = ("aside", "div", "section", "ul", "ol", "figure", "p", "header", "footer", "form", "nav", "td", "span")
_NAME_PARTS: Final = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+")
_MOST_BOX_SHARE: Final = 0.3
_MANY: Final = re.compile(r"comment|reply|card|teaser|related|review|message|answer|widget|promo", re.IGNORECASE)
_FEWEST_PROSE_CHARS: Final = 300
_PROSE_CHARS: Final = 80
_NOT_INLINE: Final = frozenset(
    "address article aside blockquote br center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre"
    " section table td th tr ul".split()
)
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_SIGNATURE: Final = 80
_LONGEST_LABEL: Final = 200
_MOST_TAG_WORDS: Final = 3
_CITED: Final = re.compile(r"https?:|www\.|@")
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_QUOTE_MARKS: Final = "“”\"„«»‘’'‹›"
_BESIDE: Final = frozenset(["aside", "nav", "footer"])


def prepare(tree: Tree) -> list[str]:
    """Make the tree ready for the extractor, and return what the labels said that were taken away: a byline may be among them."""
    for caption in list(tree.iter("figcaption")):
        caption.drop_tree()
    _write_out_quotes(tree)
    for inline in list(tree.iter("nobr", "wbr", "font")):
        inline.drop_tag()
    _join_split_bodies(tree)
    labels = _drop_named(tree)
    _drop_headers(tree)
    _drop_headed_boxes(tree)
    _drop_summaries(tree)
    _drop_tags(tree)
    _sign_quotes(tree)
    _part_at_breaks(tree)
    _make_paragraphs(tree)
    return labels


def prose_letters(tree: Tree) -> int:
    """Return how many letters stand in long paragraphs that are no links."""
    paragraphs = (paragraph for paragraph in tree.iter("p") if not _is_linked(paragraph) and not _is_hidden(paragraph))
    texts = (paragraph.text_content() for paragraph in paragraphs)
    return sum(sum(map(str.isalpha, text)) for text in texts if len(text) >= _PROSE_CHARS)


def _is_hidden(element: Tree) -> bool:
    around = [element, *element.iterancestors()]
    return any(one.get("hidden") is not None or _HIDDEN.search(one.get("style") or "") for one in around)


def _is_linked(element: Tree) -> bool:
    return is_linked(element, len(element.text_content())) or next(element.iterancestors("a", "aside", "nav", "footer"), None) is not None


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


def _drop_named(tree: Tree) -> list[str]:
    """Take away what its name gives away: boxes, what no reader sees, and short labels such as a byline, whose texts are returned."""
    labels = []
    most_chars = _MOST_BOX_SHARE * max(len(tree.text_content()), 1)
    named = [(element, what) for element in tree.iter("*") if (what := _what_is(_names(element)))]
    boxes = {element for element, what in named if what == "box"}
    for element, what in named:
        if element.getparent() is not None and _is_to_go(element, what, most_chars):
            labels += [" ".join(element.text_content().split())] if what == "label" and not _is_beside(element, boxes) else []
            element.drop_tree()
    return labels


def _is_beside(element: Tree, boxes: set[Tree]) -> bool:
    """The byline of a story that a box tells of is not the article's."""
    return any(one.tag in _BESIDE or one in boxes for one in element.iterancestors())


def _is_to_go(element: Tree, what: str, most_chars: float) -> bool:
    length = len(element.text_content())
    if what == "box":
        return _can_be_box(element) and length < most_chars and not _holds_prose(element)
    return length < min(_LONGEST_LABEL, most_chars) and not _is_signed(element)


def _can_be_box(element: Tree) -> bool:
    return element.tag in _BOXES or "-" in element.tag


def _is_signed(element: Tree) -> bool:
    """Who is quoted, or what stands in a paragraph, is no label."""
    return next(element.iterancestors("blockquote", "p"), None) is not None and element.tag not in {"div", "p"} and not _is_unseen(_names(element))


def _drop_headers(tree: Tree) -> None:
    """Take away the head of the article itself but for its heading and the lines under it that are words of the article."""
    for heading in list(tree.iter("h1")):
        header = next(heading.iterancestors("header"), None)
        if header is not None and header.getparent() is not None and not _holds_prose(header):
            for kept in [heading, *filter(is_of_article, header.iter("p", "div", "h2", "h3"))]:
                kept.drop_tree()
                header.addprevious(kept)
            header.drop_tree()


def _part_at_breaks(tree: Tree) -> None:
    """Make paragraphs of text that stands in a box itself, with breaks between."""
    for box in [box for box in tree.iter("div", "section", "article", "td") if box.find("br") is not None and _own_chars(box) >= _FEWEST_PROSE_CHARS]:
        pieces, paragraph = list(box), box.makeelement("p")
        paragraph.text, box.text = box.text, None
        for piece in pieces:
            box.remove(piece)
        box.append(paragraph)
        for piece in pieces:
            paragraph = _with_piece(box, paragraph, piece)


def _with_piece(box: Tree, paragraph: Tree, piece: Tree) -> Tree:
    """Put the next piece of a box where it belongs, and return the paragraph that goes on."""
    if piece.tag != "br" and piece.tag not in _NOT_INLINE:
        paragraph.append(piece)
        return paragraph
    following = box.makeelement("p")
    following.text, piece.tail = piece.tail, None
    box.extend([following] if piece.tag == "br" else [piece, following])
    return following


def _own_chars(box: Tree) -> int:
    return len((box.text or "").strip()) + sum(len((child.tail or "").strip()) for child in box)


def _make_paragraphs(tree: Tree) -> None:
    """Call a paragraph what is one: pages made by scripts keep each in a `<div>` of its own, which the extractor may pass over."""
    for box in list(tree.iter("div")):
        if box.text and box.text.strip() and not any(child.tag in _NOT_INLINE for child in box.iterdescendants()):
            text = box.text_content()
            if len(text.strip()) >= _PROSE_CHARS and _SENTENCE_END.search(text.rstrip()[-4:]) and not _is_linked(box):
                box.tag = "p"


def _drop_headed_boxes(tree: Tree) -> None:
    """Take away what stands under headings such as `Most read`: the box that the heading opens, or the lists of links after it."""
    most_chars = _MOST_BOX_SHARE * max(len(tree.text_content()), 1)
    for heading in list(tree.iter(*_HEADINGS)):
        if heading.getparent() is None or not boilerplate().headings.fullmatch(heading.text_content()):
            continue
        box = heading.getparent()
        is_all = box.tag in {"body", "main", "article"} or box.getparent() is None or len(box.text_content()) >= most_chars or _holds_prose(box)
        for element in [heading, *_links_after(heading)] if is_all else [box]:
            element.drop_tree()


def _drop_summaries(tree: Tree) -> None:
    """Take away lists that say of themselves, in their first line, that they are the article in brief."""
    for brief in list(tree.iter("ul", "ol")):
        first = brief.find("li")
        if first is not None and brief.getparent() is not None and boilerplate().summaries.fullmatch(first.text_content().strip()):
            brief.drop_tree()


def _drop_tags(tree: Tree) -> None:
    """Take away lists of links of a word or two: topics, and ways around the site."""
    for tags in list(tree.iter("ul", "ol")):
        texts = [link.text_content().split() for link in tags.iter("a")]
        words, linked = len(tags.text_content().split()), sum(map(len, texts))
        if linked and words - linked <= 2 and linked <= _MOST_TAG_WORDS * len(texts) and tags.getparent() is not None:
            tags.drop_tree()


def _sign_quotes(tree: Tree) -> None:
    """Put who is quoted, where a block quotation names them, behind a dash, as print does: the extractor would lose it."""
    for cite in [cite for quote in tree.iter("blockquote") for cite in quote.iter("cite", "footer")]:
        name = cite.text_content().strip(" \n\t—–-―")
        if cite.getparent() is None or not name or len(name) > _LONGEST_SIGNATURE or _CITED.search(name):
            continue
        for inner in list(cite):
            inner.drop_tree()
        cite.tag, cite.text = "p", f"— {name}"


def _links_after(heading: Tree) -> list[Tree]:
    following = []
    for element in heading.itersiblings():
        if element.tag not in {"ul", "ol", "div", "section"} or not _is_linked(element):
            break
        following.append(element)
    return following


@lru_cache(maxsize=10_000)
def _what_is(names: str) -> str | None:
    """Return what an element of these names is: a box, something unseen, a label, or nothing that the names give away."""
    if not names:
        return None
    parted, table = _parted(names), pages()
    if not table.boxes.isdisjoint(names.lower().split()) or table.box_words.search(parted):
        return "box"
    return "unseen" if _is_unseen(names) else "label" if table.label_words.search(parted) else None


def _is_unseen(names: str) -> bool:
    return bool(pages().unseen_words.search(_parted(names)))


@lru_cache(maxsize=10_000)
def _parted(names: str) -> str:
    """Return the words of names: `AuthorBio-promo c-pull_quote` as `author bio promo c pull quote`."""
    return " ".join(_NAME_PARTS.findall(names)).lower()


def _holds_prose(box: Tree) -> bool:
    """The rest of an article can be folded away in a box called `read-more`; comments are prose, but not the article's."""
    if "comment" in _names(box).lower():
        return False
    paragraphs = [paragraph for paragraph in box.iter("p") if len(paragraph.text_content()) >= _PROSE_CHARS]
    return sum(len(paragraph.text_content()) for paragraph in paragraphs if paragraph.find(".//a") is None) >= _FEWEST_PROSE_CHARS


def _names(element: Tree) -> str:
    names = " ".join(value for name in ("class", "id", "data-component", "data-testid") if (value := element.get(name)))
    return f"{element.tag} {names}" if "-" in element.tag else names
