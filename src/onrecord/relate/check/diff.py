"""A checked quotation with its differences marked in it: `We will [-not-] pay {+ten+}[-five-] crowns`.

In: a check and the transcript's text. Out: the printed words, `[-…-]` around what was said and not printed, `{+…+}` around what
was printed and not said. Nothing is marked for case, punctuation and spelling.
"""

from __future__ import annotations

from typing import Final

from onrecord.relate.check.grades import Check, Difference, Reason

_UNMARKED: Final = frozenset({Reason.PRINT, Reason.SPELLING})


def diff(checked: Check, transcript: str) -> str:
    """Return the words of a quotation with every difference marked; a stroke stands where `he said` stood."""
    shown = [d for d in checked.differences if d.reason not in _UNMARKED]
    return " / ".join(_piece(checked, transcript, shown, span.start, span.end) for span in checked.quoted.spans)


def _piece(checked: Check, transcript: str, differences: list[Difference], start: int, end: int) -> str:
    text, out, at = checked.quoted.text, "", start
    for difference in sorted(differences, key=lambda d: d.at):
        if not start <= difference.at <= end:
            continue
        place = max(difference.at, at)
        out += text[at:place]
        at = place
        if difference.said:
            out += f"[-{' '.join(difference.said.of(transcript).split())}-]" + ("" if difference.printed else " ")
        if difference.printed and difference.printed.end > at:
            out += f"{{+{text[at : difference.printed.end]}+}}"
            at = difference.printed.end
    return " ".join((out + text[at:end]).split())
