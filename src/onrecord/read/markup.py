"""XML as a tree, for the formats that are written in it. Not for web pages.

In: a text or bytes. Out: its root. Nothing outside the document is fetched, a document that declares entities of its own is
refused (they can be made to swell without bound), and the depth is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final
from xml.etree import ElementTree

from onrecord.errors import ReadError

Element = ElementTree.Element

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_WITHIN_CHARS: Final = 100_000
_DEEPEST: Final = 200


def tree_of(text: str, where: str) -> Element:
    """Return the root of a document. Raises ReadError where it is broken, too deep, or declares entities."""
    if _ENTITY.search(text[:_WITHIN_CHARS]):
        raise ReadError(where, "its XML declares entities of its own, which is not read; expected a document without them. Leave it out.")
    try:
        root = ElementTree.fromstring(_DECLARATION.sub("", text))
    except ElementTree.ParseError as error:
        raise ReadError(where, f"its XML is broken ({error}); expected a whole document. Check how it was saved.") from None
    if _depth(root) > _DEEPEST:
        raise ReadError(where, f"its XML is more than {_DEEPEST} elements deep; expected a document. Leave it out.")
    return root


def _depth(root: Element) -> int:
    """Counted level by level: what walks the tree after this may call itself for each."""
    level, depth = [root], 0
    while level and depth <= _DEEPEST:
        level, depth = [child for element in level for child in element], depth + 1
    return depth


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name, in any namespace, at any depth."""
    return (found for found in element.iter() if local(found) == name)


def children(element: Element) -> Iterator[Element]:
    """Yield the elements directly within one."""
    return iter(element)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    """Return all the text within an element."""
    return "".join(element.itertext())


def markup_of(element: Element) -> str:
    """Return what stands in an element as HTML: its markup, without namespaces."""
    parts = [escape(element.text or "")]
    for child in element:
        name = local(child)
        parts.append(f"<{name}>{markup_of(child)}</{name}>" if name else "")
        parts.append(escape(child.tail or ""))
    return "".join(parts)
