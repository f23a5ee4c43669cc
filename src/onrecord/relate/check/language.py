"""Whether a quotation can be compared with a transcript at all: words said in one language and printed in another cannot.

In: the text around a quotation, the transcript. Out: why it is out of reach, or None.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from onrecord.relate.check.grades import Quoted
from onrecord.relate.check.heard import Heard
from onrecord.relate.check.printed import Printed
from onrecord.relate.check.tables import words

_ENGLISH_SHARE: Final = 0.2
_FOREIGN_SHARE: Final = 0.1
_FEWEST: Final = 5
_FEWEST_HEARD: Final = 30
_NEAR: Final = 160


def out_of_reach(printed: Printed, heard: Heard) -> str | None:
    """Return why the quotation cannot be checked against the transcript."""
    if len(heard.tokens) < _FEWEST_HEARD or len({t.form for t in printed.tokens}) < _FEWEST:
        return None
    said, told = heard.english_share, _share([t.form for t in printed.tokens])
    if (said < _FOREIGN_SHARE and told > _ENGLISH_SHARE) or (said > _ENGLISH_SHARE and told == 0 and not _any_shared(printed, heard)):
        return "the quotation and the transcript are in different languages; translated words cannot be compared"
    return None


def said_to_be_translated(quoted: Quoted) -> bool:
    """Return whether the sentence that holds the quotation says that the words were translated.

    >>> text = "“We will go,” he said, speaking in Russian through an interpreter."
    >>> said_to_be_translated(Quoted(text=text, spans=()))
    False
    """
    if not quoted.spans:
        return False
    start = quoted.text.rfind("\n", 0, quoted.spans[0].start) + 1
    end = quoted.text.find("\n", quoted.spans[-1].end)
    inside = [(s.start - start, s.end - start) for s in quoted.spans]
    around = quoted.text[start : end if end >= 0 else len(quoted.text)]
    for a, b in inside:
        around = around[:a] + " " * (b - a) + around[b:]
    return bool(_pattern().search(around[max(0, inside[0][0] - _NEAR) : inside[-1][1] + _NEAR]))


@cache
def _pattern() -> re.Pattern[str]:
    table = words()
    tongues, speaking = "|".join(sorted(table.tongues)), "|".join(table.speaking)
    return re.compile(
        rf"\b(?:{'|'.join(sorted(table.translated))})\b|\b(?:{speaking}|in)\s+(?:{tongues})\b(?=\s*(?:[^\w\s]|$|(?:on|to|at|and|with|through|before|after|during|that)\b))"
    )


def _share(forms: list[str]) -> float:
    return sum(form in words().english for form in forms) / len(forms)


def _any_shared(printed: Printed, heard: Heard) -> bool:
    return any(t.form in heard.vocabulary for t in printed.tokens)
