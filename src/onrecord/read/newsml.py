"""NewsML-G2, and NITF: news in XML, as agencies send it.

In: the root of a document. Out: an item for each news item that holds text. A message can hold many items; pictures and
films in it are passed over, an item that was withdrawn is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.clean import clean
from onrecord.read.item import Item
from onrecord.read.kinds import Kind
from onrecord.read.markup import Element, local, markup_of, named, text_of
from onrecord.records import Rejected

ROOTS: Final = frozenset(["newsMessage", "newsItem", "nitf"])
_TEXT_CLASSES: Final = frozenset(["text", "composite", ""])
_WITHDRAWN: Final = frozenset(["canceled", "withheld"])
_BODIES: Final = ("body.content", "body")
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def newsml_items(root: Element, where: str) -> Iterator[Item | Rejected]:
    """Yield the items of a message. Raises ReadError where there is none."""
    if local(root) == "nitf":
        yield _nitf(root, where)
        return
    found = [item for item in named(root, "newsItem") if _short(_value(item, "itemClass", "qcode")) in _TEXT_CLASSES]
    if not found:
        raise ReadError(where, "the message holds no item of text; expected a newsItem with a body. Leave it out.")
    for number, item in enumerate(found, 1):
        place = where if len(found) == 1 else f"{where}:{number}"
        try:
            yield _news_item(item, place)
        except ReadError as error:
            yield Rejected(where=error.where, reason=error.reason)


def _news_item(item: Element, where: str) -> Item:
    if (status := _short(_value(item, "pubStatus", "qcode"))) in _WITHDRAWN:
        raise ReadError(where, f"the agency has withdrawn it (status {status!r}); expected a usable item. Leave it out.")
    content = next(named(item, "contentSet"), None)
    body = _body(content) if content is not None else None
    if body is None:
        raise ReadError(where, "the item has no text in it; expected inlineXML or inlineData. Leave it out, or fetch what it points to.")
    fields = {name: value for name, value in _fields(item).items() if value}
    nitf = next(named(item, "nitf"), None)
    return Item(where=where, text=body[0], kind=body[1], fields={**(_nitf_fields(nitf) if nitf is not None else {}), **fields})


def _body(content: Element) -> tuple[str, Kind] | None:
    for inline in named(content, "inlineXML"):
        inner = next((found for name in _BODIES for found in named(inline, name)), inline)
        if clean(text_of(inner)):
            return markup_of(inner), Kind.FRAGMENT
    for inline in named(content, "inlineData"):
        text = text_of(inline)
        if text.strip():
            return text, Kind.FRAGMENT if "html" in (inline.get("contenttype") or "") else Kind.PLAIN
    return None


def _fields(item: Element) -> dict[str, object]:
    meta = next(named(item, "contentMeta"), None)
    own = meta if meta is not None else item
    return {
        "title": _text(own, "headline") or _text(item, "title"),
        "byline": _text(own, "by"),
        "authors": [name for creator in named(own, "creator") if (name := _name(creator))],
        "agency": _named(own, "infoSource") or _named(item, "provider"),
        "dateline": _text(own, "dateline") or _named(own, "located"),
        "credits": _text(own, "creditline"),
        "section": next((name for subject in named(own, "subject") if (name := _name(subject))), None),
        "published": _text(own, "contentCreated") or _text(item, "firstCreated") or _text(item, "versionCreated"),
        "modified": _text(own, "contentModified") or _text(item, "versionCreated"),
        "language": _value(own, "language", "tag") or item.get(_LANGUAGE),
        "url": guid if (guid := item.get("guid") or "").startswith(("http://", "https://")) else None,
    }


def _nitf(root: Element, where: str) -> Item:
    body = next(named(root, "body.content"), None)
    if body is None or not clean(text_of(body)):
        raise ReadError(where, "the NITF document has no body.content; expected the paragraphs of an article. Leave it out.")
    return Item(where=where, text=markup_of(body), kind=Kind.FRAGMENT, fields=_nitf_fields(root))


def _nitf_fields(root: Element) -> dict[str, object]:
    return {
        "title": _text(root, "hl1") or _text(root, "title"),
        "byline": _text(root, "byline"),
        "agency": _text(root, "distributor"),
        "dateline": _text(root, "dateline"),
        "published": _value(root, "date.issue", "norm") or _text(root, "story.date"),
        "section": _value(root, "pubdata", "position.section"),
        "outlet": _value(root, "pubdata", "name"),
    }


def _named(element: Element, name: str) -> str | None:
    return next((shown for found in named(element, name) if (shown := _name(found))), None)


def _name(element: Element) -> str | None:
    return next((clean(text_of(name)) for name in named(element, "name")), None) or element.get("literal") or None


def _text(element: Element, name: str) -> str | None:
    return next((words for found in named(element, name) if (words := clean(text_of(found)))), None)


def _value(element: Element, name: str, attribute: str) -> str:
    return next((value for found in named(element, name) if (value := found.get(attribute))), "")


def _short(code: str) -> str:
    """`stat:usable` and `usable` are one code."""
    return code.rpartition(":")[2]
