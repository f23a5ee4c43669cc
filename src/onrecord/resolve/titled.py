"""The full name that a title gives one whom the text calls by surname alone.

In: a speaker and the title of the article. Out: the speaker, with the given name before that surname in the title, if it has one
alone. In a title every word may have a capital: only what is known as a given name counts as one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.records import Speaker, SpeakerKind
from onrecord.resolve import tables


def in_full(speaker: Speaker, title: str | None) -> Speaker:
    """Return the speaker by the full name of the title, else as it is."""
    if not title or speaker.name is None or speaker.kind is not SpeakerKind.PERSON or " " in speaker.name:
        return speaker
    title = title.title() if title.isupper() else title
    named = re.findall(rf"\b([A-Z][\w’'-]+)((?: [A-Z]\.)?) {re.escape(speaker.name)}\b", title)
    given = {f"{first}{middle}" for first, middle in named if first in tables.names().given}
    return replace(speaker, name=f"{given.pop()} {speaker.name}") if len(given) == 1 else speaker
