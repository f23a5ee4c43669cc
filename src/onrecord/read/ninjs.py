"""IPTC ninjs: news in JSON, as agencies send it; versions 1 to 3.

In: a JSON object. Out: an item, its paragraphs those of the body, what ninjs says of it in its fields. Pictures, films and
notices that an item was withdrawn are no articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.errors import ReadError
from onrecord.read.item import Item
from onrecord.read.kinds import Kind

_BODY: Final = re.compile(r"body_\w+$")
_OTHER_TYPES: Final = frozenset(["picture", "graphic", "audio", "video", "planning", "component"])
_NAMES: Final = frozenset(["pubstatus", "pubStatus", "representationtype", "representationType"])
_OTHERS: Final = frozenset(["text", "html", "body", "content"])
"""Where JSON that is no ninjs has its text."""
_WITHDRAWN: Final = frozenset(["canceled", "cancelled", "withheld"])


def is_ninjs(value: object) -> bool:
    """Return whether a JSON object is a news item of ninjs: it has a uri, and its text where ninjs alone has it."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    has_body = isinstance(value.get("bodies"), list) or any(_BODY.match(str(name)) for name in value)
    return has_body or (bool(_NAMES & value.keys()) and not _OTHERS & value.keys())


def ninjs_item(value: Mapping[str, Any], where: str) -> Item:
    """Return the item. Raises ReadError for what is no text, or was withdrawn."""
    if (status := str(_first(value, "pubstatus", "pubStatus") or "")) in _WITHDRAWN:
        raise ReadError(where, f"the agency has withdrawn it (status {status!r}); expected a usable item. Leave it out.")
    if (kind := str(value.get("type") or "")) in _OTHER_TYPES:
        raise ReadError(where, f"it is of the type {kind!r} and no text; expected an article. Leave it out.")
    text, is_html = _body(value)
    if not text:
        raise ReadError(where, "the item has no body; expected body_html, body_xhtml, body_text or bodies. Leave it out.")
    return Item(where=where, text=text, kind=Kind.FRAGMENT if is_html else Kind.PLAIN, fields=_fields(value))


def _fields(value: Mapping[str, Any]) -> dict[str, object]:
    return {
        "title": value.get("headline") or _part(value.get("headlines"), "value", "main"),
        "byline": value.get("byline"),
        "authors": [name for name, role in _people(value) if role in {"", "author", "reporter", "writer", "byline"}],
        "agency": _name(_first(value, "infosource", "infoSources", "infosources")) or _name(_first(value, "copyrightholder", "copyrightHolder")),
        "outlet": _name(value.get("provider")),
        "published": _first(value, "firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated"),
        "modified": _first(value, "versioncreated", "versionCreated"),
        "dateline": _first(value, "located", "dateline"),
        "language": value.get("language"),
        "section": _name(value.get("subject") or value.get("subjects")),
        "url": uri if (uri := str(value.get("uri"))).startswith(("http://", "https://")) else None,
        "credits": _first(value, "creditline", "creditLine"),
    }


def _body(value: Mapping[str, Any]) -> tuple[str, bool]:
    bodies = list(_bodies(value))
    best = max(bodies, key=lambda body: (body[1], len(body[0])), default=("", False))
    return best


def _bodies(value: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for name, body in value.items():
        if _BODY.match(name) and isinstance(body, str) and body.strip():
            yield body, "html" in name or body.lstrip().startswith("<")
    parts = value.get("bodies")
    for part in parts if isinstance(parts, list) else []:
        body = part.get("value") if isinstance(part, dict) else None
        if isinstance(body, str) and body.strip():
            yield body, "html" in str(part.get("contentType") or part.get("contenttype")) or body.lstrip().startswith("<")


def _people(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    people = _first(value, "people", "persons", "person")
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict) and isinstance(person.get("name"), str) and person.get("rel") in {"author", "creator", "reporter"}:
            yield person["name"], str(person["rel"]).replace("creator", "author")


def _name(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return (_text(value.get("name")) or _text(value.get("literal"))) if isinstance(value, dict) else _text(value)


def _part(parts: object, name: str, role: str) -> str | None:
    found = [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    found.sort(key=lambda part: part.get("role") != role)
    return _text(found[0].get(name)) if found else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _first(value: Mapping[str, Any], *names: str) -> Any:
    return next((value[name] for name in names if value.get(name)), None)
