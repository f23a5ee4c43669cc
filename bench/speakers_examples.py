"""The examples: gold speakers and particulars of every statement, its spans given.

Odd articles, in order of their names, were looked at while rules were written; even ones are only reported.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.read import articles
from onrecord.records import Article, Finding, Findings, Manner, Span, Statement
from onrecord.resolve import resolve
from onrecord.resolve.likely import ReadsPassages

ROOT = Path(__file__).parent.parent
SLOTS = ("speaker", "kind", "stance", "addressee", "occasion", "said_on")


def report(half: str, linker: ReadsPassages | None) -> None:
    """Print right / marked and right / found of each slot; with `work`, also each miss."""
    texts = {Path(a.where).name: a for a in articles([ROOT / "examples"]) if isinstance(a, Article)}
    for part in ("work", "held") if half == "all" else (half,):
        right, marked, given = Counter[str](), Counter[str](), Counter[str]()
        for path in sorted((ROOT / "tests/cases/examples").glob("*.toml"))[0 if part == "work" else 1 :: 2]:
            gold = tomllib.loads(path.read_text(encoding="utf-8"))
            compare(texts[gold["article"]], gold["statement"], (right, marked, given), show=part == "work" and half == "work", linker=linker)
        for slot in SLOTS:
            print(f"{part:5} {slot:10} right {right[slot]:3} of {marked[slot]:3} marked, {given[slot]:3} given")


def compare(article: Article, gold: list[dict[str, Any]], counts: tuple[Counter[str], ...], *, show: bool, linker: ReadsPassages | None) -> None:
    right, marked, given = counts
    located = [(g, f) for g in gold if (f := finding_of(article.text, g)) is not None]
    places = {id(g): n for n, (g, _) in enumerate(located)}
    found = []
    for g, f in located:
        parent = places.get(id(gold[g["parent"]])) if "parent" in g and g["parent"] < len(gold) else None
        found.append(Finding(content=f.content, cue=f.cue, source=f.source, manner=f.manner, confidence=1, source_confidence=1, parent=parent))
    reading = resolve(Findings(article=article, findings=tuple(found), made_by="gold"), linker=linker)
    for (g, _), statement in zip(located, reading.statements, strict=True):
        ours = slots_of(article.text, statement)
        for slot in SLOTS:
            wanted = folded(g.get(slot))
            marked[slot] += wanted is not None
            given[slot] += ours[slot] is not None
            right[slot] += wanted is not None and ours[slot] == wanted
            if show and ours[slot] != wanted:
                print(f"{slot}: {ours[slot]!r}, not {wanted!r}  [{g.get('source')} | {g.get('cue')}] {g['content'][0][:50]!r}")


def slots_of(text: str, statement: Statement) -> dict[str, str | None]:
    return {
        "speaker": folded(statement.speaker.name),
        "kind": statement.speaker.kind.value,
        "stance": statement.stance.value if statement.stance else None,
        "addressee": folded(statement.addressee.of(text)) if statement.addressee else None,
        "occasion": folded(statement.occasion.of(text)) if statement.occasion else None,
        "said_on": statement.said_on,
    }


def finding_of(text: str, gold: dict[str, Any]) -> Finding | None:
    """Return the marked statement where its words stand: the cue and source nearest to the content."""
    content, at = [], 0
    for words in gold["content"]:
        start = text.find(words, at)
        if start < 0:
            return None
        at = start + len(words)
        content.append(Span(start=start, end=at))
    cue = nearest(text, gold.get("cue"), content[0].start, at)
    source = nearest(text, gold.get("source"), cue.start if cue else content[0].start, cue.end if cue else at)
    return Finding(content=tuple(content), cue=cue, source=source, manner=Manner(gold["manner"]), confidence=1, source_confidence=1)


def nearest(text: str, words: str | None, start: int, end: int) -> Span | None:
    if not words:
        return None
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not places:
        return None
    best = min(places, key=lambda p: min(abs(p - end), abs(start - p - len(words)), 0 if start <= p < end else 10**9))
    return Span(start=best, end=best + len(words))


def folded(words: str | None) -> str | None:
    return re.sub(r"^(?:the|a|an) ", "", words.casefold()) if words else None
