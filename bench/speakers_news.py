"""News: the speaker of each quotation of 275 articles, marked by reading; kept as ids, offsets and names, without the text.

`first` are 60 articles of as many outlets as could be, `second` 40 drawn at random, both marked with the answer in sight. `third` (40),
`fourth` (20), `fifth-a`, `fifth-b` (20 each), `sixth` (24), `seventh` (36) and `eighth` (23) were drawn at random and marked blind; speakers.md
says what each gave at first sight.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.find import Finder
from onrecord.records import Article, Reading, Span, Statement
from onrecord.resolve import resolve, resolve_given
from onrecord.resolve.likely import ReadsPassages

MARKED = Path(__file__).with_suffix(".json")
Row = tuple[int, int, str]


def report(path: Path, part: str = "seventh", effort: str = "default", *, linker: ReadsPassages | None) -> None:
    """Print how often the speaker is right with the quotation given, end to end, and by confidence."""
    marked: dict[str, list[Row]] = json.loads(MARKED.read_text(encoding="utf-8"))[part]
    finder, given, found, sure = Finder(effort), Counter[str](), Counter[str](), Counter[tuple[str, bool]]()
    for article, rows in articles(path, marked):
        findings = next(finder([article]))
        named = resolve_given(findings, [Span(start=start, end=end) for start, end, _ in rows], linker=linker)
        for statement, (_, _, name) in zip(named, rows, strict=True):
            outcome = outcome_of(statement, name)
            given[outcome] += 1
            sure[(level(statement.speaker.confidence), outcome == "right")] += 1
        reading = resolve(findings, linker=linker)
        found.update(outcome_of(statement_at(reading, start, end), name) for start, end, name in rows)
    for title, counts in (("quotation given", given), ("end to end", found)):
        print(f"{part} {title:16} {counts['right']} of {sum(counts.values())} right, {dict(counts)}")
    for step in sorted({key for key, _ in sure}):
        print(f"  confidence {step}: {sure[(step, True)]} of {sure[(step, True)] + sure[(step, False)]} right")


def articles(path: Path, marked: dict[str, list[Row]]) -> Iterator[tuple[Article, list[Row]]]:
    """Yield the marked articles, their text as the data have it, so that the offsets hold whatever the reader does."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in marked:
                parts = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", row["text"]))
                article = Article(
                    text=row["text"], paragraphs=parts, title=row["title"], published=row["published"], outlet=row["outlet"], url=row["url"]
                )
                yield article, marked[row["id"]]


def statement_at(reading: Reading, start: int, end: int) -> Statement | None:
    """Return the statement that holds most of the quotation and least else, if it holds half."""

    def shared(statement: Statement) -> int:
        return sum(max(0, min(end, c.end) - max(start, c.start)) for c in statement.content)

    best = max(reading.statements, key=lambda s: (shared(s), -sum(c.end - c.start for c in s.content)), default=None)
    return best if best is not None and 2 * shared(best) >= end - start else None


def outcome_of(statement: Statement | None, name: str) -> str:
    if statement is None:
        return "not found"
    if statement.speaker.name is None:
        return "unknown"
    # Where a reader may name one speaker in two ways, the mark has both, with `|` between.
    return "right" if folded(statement.speaker.name) in {folded(one) for one in name.split("|")} else "wrong"


def level(confidence: float) -> str:
    return "below 0.5" if confidence < 0.5 else "0.5 to 0.7" if confidence < 0.7 else "0.7 to 0.9" if confidence < 0.9 else "0.9 and up"


def folded(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", name.casefold().replace("’", "'").replace(", jr.", " jr."))
