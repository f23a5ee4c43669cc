"""Transcripts: texts made of turns, each begun by a name in capitals and a colon. They are no articles.

A transcript is what quotations are checked against; read as an article, every word in it would be lost to its speaker.
"""

from __future__ import annotations

import re
from typing import Final

_TURN: Final = re.compile(r"^[ \t]*(?:\*\*)?(?P<name>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .,’'\-()&0-9]{0,60}):(?:\*\*)?[ \t]+\S", re.MULTILINE)
_LABELS: Final = frozenset(
    {
        "BREAKING",
        "UPDATE",
        "WATCH",
        "RELATED",
        "READ MORE",
        "ALSO READ",
        "MORE",
        "PHOTO",
        "PHOTOS",
        "VIDEO",
        "NOTE",
        "CORRECTION",
        "SOURCE",
        "EXCLUSIVE",
    }
)
_FEWEST_TURNS: Final = 4
_TURNS_PER_PARAGRAPH: Final = 0.4


def is_transcript(text: str) -> bool:
    """Return whether a text is made of turns: several, by two or more names, in a good part of its paragraphs.

    >>> is_transcript("ODUYA: No.\\n\\nQ: Why?\\n\\nODUYA: I said no.\\n\\nQ: Thank you.")
    True
    """
    names = [name for found in _TURN.finditer(text) if (name := found["name"].strip()) not in _LABELS]
    paragraphs = len(re.findall(r"\n[ \t]*\n\s*\S", text)) + 1
    return len(names) >= _FEWEST_TURNS and len(set(names)) >= 2 and len(names) >= _TURNS_PER_PARAGRAPH * min(paragraphs, text.count("\n") + 1)
