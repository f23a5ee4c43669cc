"""What stands before a colon in transcripts, and in brackets: patterns kept in `labels.toml`, beside the code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The patterns: `title` is one title with its full stop, `the_office` an office with its article, the others are whole names."""

    title: str
    the_office: re.Pattern[str]
    generic: re.Pattern[str]
    many: re.Pattern[str]
    no_name: re.Pattern[str]
    particles: frozenset[str]
    stage: re.Pattern[str]
    gap: re.Pattern[str]


@cache
def names() -> Names:
    """Return the patterns."""
    table = tomllib.loads((files(__package__) / "labels.toml").read_text(encoding="utf-8"))
    either = {key: "|".join(value) for key, value in table.items() if isinstance(value, list)}
    marks = rf"[\[(](?:[^\])(\[]{{0,30}}\b)?(?:{either['stage']})\b[^\])(\[]{{0,40}}[\])]|[♪♫]+|[*_](?:{either['stage']})[*_]"
    return Names(
        # The longest first: `Vice President` before `Vice`.
        title=rf"(?:{'|'.join(sorted(table['titles'], key=len, reverse=True))})\b\.?",
        the_office=_whole(rf"the (?:(?:{either['office_forewords']}) )?(?:{either['offices']})(?: of [\w ]{{2,30}})?"),
        generic=_whole(rf"(?:{either['generic']})(?: ?#?(?:\d{{1,3}}|[A-Z]))?"),
        many=_whole(either["many"]),
        no_name=_whole(rf"(?:{either['first_words']})\b.*|{either['no_names']}"),
        particles=frozenset(table["particles"].split()),
        stage=re.compile(marks, re.IGNORECASE),
        gap=re.compile(either["gaps"], re.IGNORECASE),
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)
