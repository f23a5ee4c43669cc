"""A quotation as it is shown: the fullest wording, who printed it first, every report, and who cut what.

As JSON, one object a quotation: `quotation` (id), `speakers` as given, `outlets`, `printings` (how many), `first` and `last`
(published), `wordings` (`words`, `printings`, and `pieces` against the first, the fullest: same, cut or added), and `reports`,
each a list of `copies`: statement, speaker, wording (its place), and the article. What is not known is null.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from onrecord.relate.variants import GAP, Piece, PieceKind, Variant, variants
from onrecord.run.relating import quoted_parts
from onrecord.serve.terminal import one_line, safe

if TYPE_CHECKING:
    from onrecord.store.quotations import Printed, Quoted

SCHEMA_VERSION: Final = 1
_LONG_CUT: Final = 12


def wordings(quoted: Quoted) -> tuple[Variant, ...]:
    """Return the wordings of a quotation, the fullest first."""
    return variants([parts(printed) for printed in quoted.printings])


def parts(printed: Printed) -> list[str]:
    """Return the quoted words of one printing, marks included."""
    text = printed.article.text
    return [span.of(text) for span in quoted_parts(printed.article, printed.statement)]


def quotation_line(quoted: Quoted) -> dict[str, Any]:
    """Return a quotation in the documented form."""
    found = wordings(quoted)
    place_of = {place: number for number, variant in enumerate(found) for place in variant.printings}
    places = {printed.statement.id: place_of[place] for place, printed in enumerate(quoted.printings)}
    dates = [printed.article.published for printed in quoted.printings if printed.article.published]
    return {
        "schema": SCHEMA_VERSION,
        "quotation": quoted.quotation.id,
        "speakers": speakers(quoted),
        "outlets": list(quoted.outlets),
        "printings": len(quoted.printings),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "wordings": [
            {"words": v.words, "printings": len(v.printings), "pieces": [{"kind": p.kind.value, "words": p.words} for p in v.pieces]} for v in found
        ],
        "reports": [{"copies": [_copy(printed, places[printed.statement.id]) for printed in report]} for report in quoted.reports],
    }


def speakers(quoted: Quoted) -> list[str]:
    """Return the names that the printings give, the most given first."""
    names = [printed.statement.speaker.name for printed in quoted.printings if printed.statement.speaker.name]
    return sorted(dict.fromkeys(names), key=lambda name: -names.count(name))


def told(quoted: Quoted) -> list[str]:
    """Return a quotation as the lines that a person reads."""
    found = wordings(quoted)
    number_of = {place: number for number, variant in enumerate(found, 1) for place in variant.printings}
    numbers = {printed.statement.id: number_of[place] for place, printed in enumerate(quoted.printings)}
    lines = [f"“{safe(found[0].words)}”", "", f"{'quotation':>14}  {quoted.quotation.id}", f"{'speaker':>14}  {_names(quoted)}"]
    lines += [f"{'first printed':>14}  {_where(quoted.printings[0])}", f"{'printed':>14}  {_counts(quoted)}"]
    if len(found) > 1:
        lines += ["", "Wordings, against the fullest: [- cut -] {+ added +}"]
        lines += [f"  {number}. {_marked(variant.pieces)}" for number, variant in enumerate(found, 1)]
    lines += ["", "Reports"]
    for report in quoted.reports:
        seen: set[str] = set()
        for printed in report:
            again = "  also: " if printed.article.id in seen else "  copy: " if seen else ""
            lines.append(f"  {again}{_report_line(printed, numbers)}")
            seen.add(printed.article.id)
    return lines


def summary(quoted: Quoted) -> list[str]:
    """Return a quotation as two lines of a list."""
    fullest = max((GAP.join(parts(printed)) for printed in quoted.printings), key=len)
    return [f"{quoted.quotation.id}  {_names(quoted)}  ·  {_counts(quoted)}", f"  {one_line(fullest)}"]


def _names(quoted: Quoted) -> str:
    return one_line(", ".join(speakers(quoted)) or "unknown")


def _counts(quoted: Quoted) -> str:
    counts = ((len(quoted.printings), "time"), (len(quoted.reports), "report"), (len(quoted.outlets), "outlet"))
    times, reports, outlets = (f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts)
    dates = [(printed.article.published or "")[:10] for printed in quoted.printings if printed.article.published]
    between = "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
    return f"{times} in {reports}, {outlets} named{between}"


def _where(printed: Printed) -> str:
    article = printed.article
    return one_line(
        ", ".join(x for x in ((article.published or "no date")[:10], article.outlet or article.title or article.where, article.agency) if x)
    )


def _report_line(printed: Printed, numbers: dict[str, int]) -> str:
    speaker = printed.statement.speaker.name or "unknown"
    return f"{printed.statement.id}  {_where(printed)}  ·  {one_line(speaker, 60)}  ·  wording {numbers[printed.statement.id]}"


def _marked(pieces: Sequence[Piece]) -> str:
    marks = {PieceKind.SAME: "{}", PieceKind.CUT: "[-{}-]", PieceKind.ADDED: "{{+{}+}}"}
    return safe(" ".join(marks[piece.kind].format(_cut_short(piece)) for piece in pieces))


def _cut_short(piece: Piece) -> str:
    words = piece.words.split()
    if piece.kind is PieceKind.SAME or len(words) <= _LONG_CUT:
        return piece.words
    return f"{' '.join(words[:3])} … {' '.join(words[-3:])} ({len(words)} words)"


def _copy(printed: Printed, wording: int) -> dict[str, Any]:
    article, statement = printed.article, printed.statement
    names = ("id", "title", "url", "outlet", "agency", "published")
    return {
        "statement": statement.id,
        "speaker": {"name": statement.speaker.name, "kind": statement.speaker.kind.value},
        "wording": wording,
        "content": [asdict(span) | {"exact": span.of(article.text)} for span in statement.content],
        "article": {name: getattr(article, name) for name in names},
    }
