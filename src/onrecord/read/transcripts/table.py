"""Transcripts in columns: one sentence or one turn a line, with its speaker and perhaps its number, parted by tabs.

In: lines. Out: speeches, the lines of one speaker joined; None where the text is no such table.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from onrecord.read.transcripts.labels import is_one_person
from onrecord.read.transcripts.speech import Speech

_FEWEST_ROWS: Final = 2
_MOST_NAME_CHARS: Final = 60
_ROOM: Final = frozenset(["system", "sound", "noise", "stage", "event"])
_SAMPLE: Final = 400


def table_speeches(text: str) -> list[Speech] | None:
    r"""Return the speeches of a table, or None.

    >>> [(s.speaker, s.paragraphs) for s in table_speeches("1\tCORWIN\tGood evening.\n2\tCORWIN\tWe begin.\n3\tTHULE\tAt last.\n")]
    [('CORWIN', ('Good evening. We begin.',)), ('THULE', ('At last.',))]
    """
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
    widths = {len(row) for row in rows[:_SAMPLE]}
    if len(rows) < _FEWEST_ROWS or len(widths) != 1 or widths == {1}:
        return None
    width = widths.pop()
    rows = [row for row in rows if len(row) == width]
    if rows[0] and {cell.casefold() for cell in rows[0]} & {"speaker", "text", "name", "words", "line"}:
        rows = rows[1:]
    words = _column(rows, lambda cells: sum(map(len, cells)))
    name = _column(rows, lambda cells: _name_score(cells), but=words)
    if name is None or words is None or _name_score([row[name] for row in rows]) == 0:
        return None
    # What the room did stands under no person's name: it parts nobody's turn.
    spoken = [row for row in rows if row[name].casefold() not in _ROOM]
    return [
        Speech(speaker=who or None, paragraphs=(" ".join(row[words] for row in group),), is_one=is_one_person(who))
        for who, group in groupby(spoken, key=lambda row: row[name])
    ]


def _column(rows: list[list[str]], score: Callable[[list[str]], float], but: int | None = None) -> int | None:
    scored = [(score([row[at] for row in rows[:_SAMPLE]]), -at) for at in range(len(rows[0])) if at != but] if rows else []
    return -max(scored)[1] if scored else None


def _name_score(cells: list[str]) -> float:
    """Names are short, begin with a capital, are no numbers, and come again."""
    named = [cell for cell in cells if 0 < len(cell) <= _MOST_NAME_CHARS and cell[0].isupper() and len(cell.split()) <= 6]
    if len(named) < 0.8 * len(cells):
        return 0
    return len(named) / (1 + len(set(named)))
