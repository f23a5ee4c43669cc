"""Filling the fields of a draft, so that each value remembers where it came from.

In: a draft and values from one source. Out: the draft with the fields that it had not yet, and an origin for each.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from onrecord.read.draft import Draft
from onrecord.records import Origin


class Source(StrEnum):
    """Where a value was taken from, the most to be trusted first."""

    GIVEN = "given"
    """By who gave the text: a caller, a record of JSON Lines, front matter, an archive."""
    LINKED = "json-ld"
    OPEN_GRAPH = "opengraph"
    META = "meta"
    MARKED = "microdata"
    SHOWN = "page"
    """What the page shows its readers: its heading, its byline, its time."""
    TEXT = "text"
    """The paragraphs of the article: its dateline, its credits."""
    ADDRESS = "address"
    GUESSED = "guessed"
    """By htmldate or py3langid."""


def filled(draft: Draft, source: Source, **values: str | None) -> Draft:
    """Return the draft with each of the values whose field was empty.

    >>> filled(Draft(blocks=(), title="Talks"), Source.META, title="Talk", section="Port").origins
    (Origin(field='section', source='meta'),)
    """
    return told(draft, source, **{name: value for name, value in values.items() if getattr(draft, name) is None})


def told(draft: Draft, source: Source, **values: str | None) -> Draft:
    """Return the draft with each of the values that there is, whatever was in its field."""
    new = {name: value for name, value in values.items() if value}
    kept = tuple(origin for origin in draft.origins if origin.field not in new)
    origins = (*kept, *(Origin(field=name, source=source.value) for name in new))
    return replace(draft, origins=origins, **new)  # type: ignore[arg-type]  # each is a field of text


def emptied(draft: Draft, name: str) -> Draft:
    """Return the draft without the value of one field."""
    kept = tuple(origin for origin in draft.origins if origin.field != name)
    return replace(draft, origins=kept, **{name: None})  # type: ignore[arg-type]  # as above
