"""What is said of an article beside its text, under the names that JSON Lines, front matter and callers use.

In: a map of names and values. Out: a draft with those fields filled. A field given here comes before what the page says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from onrecord.read.byline import names_and_agency
from onrecord.read.dates import date_of
from onrecord.read.draft import Draft
from onrecord.read.origins import Source, told

_NAMES: Final = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "sitename", "site_name", "publisher", "source"),
    "url": ("url", "canonical_url", "link"),
    "original_url": ("original_url", "original", "is_based_on", "isBasedOn"),
    "language": ("language", "lang", "inLanguage"),
    "photo_credit": ("photo_credit",),
    "agency": ("agency", "wire"),
    "section": ("section", "articleSection", "category"),
    "dateline": ("dateline",),
    "credits": ("credits",),
    "payload_digest": ("payload_digest",),
}
_DATES: Final = {
    "published": ("published", "date", "date_published", "datePublished", "published_at", "pubdate"),
    "modified": ("modified", "date_modified", "dateModified", "updated", "updated_at"),
}
_AUTHORS: Final = ("byline", "author", "authors")


def draft_with(draft: Draft, fields: Mapping[str, object]) -> Draft:
    """Return the draft with what the fields say of it.

    >>> draft_with(Draft(blocks=()), {"author": ["Ada Corwin", "Reuters"]}).agency
    'Reuters'
    """
    given = {name: value for name, keys in _NAMES.items() if (value := _first(fields, keys))}
    names, agency = names_and_agency([_without_by(author) for author in _authors(fields)])
    dates = {name: _date(fields, keys) for name, keys in _DATES.items()}
    draft = replace(draft, is_language_given=draft.is_language_given or "language" in given)
    return told(draft, Source.GIVEN, **{"agency": agency, **given, **dates, "byline": names})


def _first(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = fields.get(key)
        is_misplaced = key == "source" and str(value).startswith("http")
        if isinstance(value, str) and value.strip() and not is_misplaced:
            return value.strip()
    return None


def _date(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    return next((date for key in keys if (value := _first(fields, (key,))) and (date := date_of(value))), None)


def _authors(fields: Mapping[str, object]) -> list[str]:
    for key in _AUTHORS:
        value = fields.get(key)
        if isinstance(value, list) and any(isinstance(name, str) and name.strip() for name in value):
            return [name for name in value if isinstance(name, str) and name.strip()]
        if name := _first(fields, (key,)):
            return name.split("; ")
    return []


def _without_by(author: str) -> str:
    return author[3:].strip() if author[:3].casefold() == "by " else author
