"""PolNeAR: gold sources, and the silver chains they stand in."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.records import Article, Finding, Findings, Manner, Reading, Span
from onrecord.resolve import resolve
from onrecord.resolve.likely import ReadsPassages

PRONOUNS = frozenset("he she him her his hers they them their it its who i we".split())
PERSONAL = frozenset("he she him her his hers".split())


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def findings_of(row: dict[str, Any]) -> Findings:
    """Return the gold attributions of the first annotator as findings."""
    text = row["text"]
    parts = [Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)]
    article = Article(text=text, paragraphs=tuple(parts), title=row["title"], byline=row["author"], published=row["published"], outlet=row["outlet"])
    found = [finding_of(text, a) for a in row["annotations"][0]["attributions"] if a["content"]]
    return Findings(article=article, findings=tuple(with_parents(found)), made_by="gold")


def finding_of(text: str, gold: dict[str, Any]) -> Finding:
    content = tuple(Span(start=s, end=e) for s, e in gold["content"])
    words = " ".join(c.of(text).strip() for c in content)
    quoted = sum(len(q) for q in re.findall(r"“[^”]*”?|\"[^\"]*\"?", words))
    manner = Manner.DIRECT if quoted >= len(words) - 2 else Manner.MIXED if quoted else Manner.INDIRECT
    return Finding(content=content, cue=hull(gold["cue"]), source=hull(gold["source"]), manner=manner, confidence=1.0, source_confidence=1.0)


def hull(spans: list[list[int]]) -> Span | None:
    return Span(start=spans[0][0], end=spans[-1][1]) if spans else None


def with_parents(found: list[Finding]) -> list[Finding]:
    result = []
    for finding in found:
        at = finding.cue or finding.content[0]
        holding = [n for n, f in enumerate(found) if f is not finding and any(c.start <= at.start and at.end <= c.end for c in f.content)]
        parent = min(holding, key=lambda n: sum(c.end - c.start for c in found[n].content), default=None)
        result.append(
            Finding(
                content=finding.content,
                cue=finding.cue,
                source=finding.source,
                manner=finding.manner,
                confidence=1.0,
                source_confidence=1.0,
                parent=parent,
            )
        )
    return result


def kind_of_source(words: str) -> str:
    lower = words.strip().lower()
    if lower in PERSONAL:
        return "he/she"
    if lower in PRONOUNS:
        return "other pronoun"
    return "name" if re.search(r"[A-Z]\w+$", words.strip()) and not words.lower().startswith(("the ", "a ", "an ")) else "noun"


def representative(chains: list[Any], source: Span) -> tuple[str, list[tuple[int, int]]] | None:
    """Return the silver chain that a source stands in: its chosen words and the spans of its mentions."""
    for chain in chains:
        for start, end, *_ in chain:
            if (start == source.start and abs(end - source.end) <= 2) or (
                start <= source.start and source.end <= end and end - start <= (source.end - source.start) + 12
            ):
                chosen = next(((s, e) for s, e, *flag in chain if flag and flag[0]), (start, end))
                return str(chosen), [(s, e) for s, e, *_ in chain]
    return None


def surname(name: str | None) -> str:
    words = re.findall(r"[\w'’-]+", name or "")
    words = [w for w in words if w not in ("Jr", "Sr", "s")]
    return words[-1].casefold() if words else ""


def nearest_name(text: str, names: list[Any], source: Span) -> str | None:
    before = [(s, e) for s, e, kind in names if kind == "PERSON" and e <= source.start]
    return text[before[-1][0] : before[-1][1]] if before else None


def report(folder: Path, part: str, linker: ReadsPassages | None) -> None:
    silver = {r["doc"]: r for r in rows(folder / f"{part}.corenlp.jsonl")}
    ours: Counter[str] = Counter()
    base: Counter[str] = Counter()
    total: Counter[str] = Counter()
    unknown = statements = 0
    seconds = 0.0
    for row in rows(folder / f"{part}.jsonl"):
        findings = findings_of(row)
        began = time.perf_counter()
        reading = resolve(findings, linker=linker)
        seconds += time.perf_counter() - began
        statements += len(reading.statements)
        unknown += sum(s.speaker.name is None for s in reading.statements if s.source)
        if row["doc"] in silver:
            compare(row["text"], reading, silver[row["doc"]], (ours, base, total))
    print(f"{statements} statements in {seconds:.2f} s; unknown among those with source words: {unknown}")
    for kind in total:
        print(f"{kind:14} n={total[kind]:5}  resolver {ours[kind] / total[kind]:.3f}  nearest name {base[kind] / total[kind]:.3f}")


def compare(text: str, reading: Reading, silver: dict[str, Any], counts: tuple[Counter[str], Counter[str], Counter[str]]) -> None:
    """Count agreement: our name's last word stands in one of the names of the silver chain."""
    ours, base, total = counts
    people = [(s, e) for s, e, kind in silver["names"] if kind == "PERSON"]
    for statement in reading.statements:
        if statement.source is None or (found := representative(silver["chains"], statement.source)) is None:
            continue
        spans = [text[s:e] for s, e in found[1] if e - s < 40 and any(a <= s + 30 and s <= a and b <= e for a, b in people)]
        named = {surname(w) for w in spans if kind_of_source(re.sub(r"['’]s?$", "", w)) == "name"}
        if not named:
            continue
        kind = kind_of_source(statement.source.of(text))
        total[kind] += 1
        ours[kind] += surname(statement.speaker.name) in named
        base[kind] += surname(nearest_name(text, silver["names"], statement.source)) in named
