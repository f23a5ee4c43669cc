"""Speakers marked by reading, before any answer of the resolver was seen: all statements of the examples, 200 of PolNeAR's development part.

Both are halved by article: `work` may be looked at while rules are written, `held` is only scored. The marks of PolNeAR stand in
`speakers_polnear_marks.json`: content offsets, name (`|` between names that a reader may choose from, `-` for nobody), kind, and by
what the source words name the speaker; no text. Beside the resolver stands the nearest name: that of a person, outside the content.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.find import Finder
from onrecord.read import articles
from onrecord.records import Article, Finding, Findings, Span, Statement
from onrecord.resolve import resolve
from onrecord.resolve.kinds import Kind
from onrecord.resolve.likely import ReadsPassages
from onrecord.resolve.meet import meet_cast
from speakers_examples import ROOT, finding_of
from speakers_polnear import findings_of, rows, with_parents

MARKS = Path(__file__).with_name("speakers_polnear_marks.json")
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One statement whose speaker a reader has named: `findings` are all of its article, `place` is its own among them."""

    findings: Findings
    place: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]


def report(part: str, polnear: Path, linker: ReadsPassages | None) -> None:
    """Print how often speaker and kind are right: spans given, end to end with either effort, and by the nearest name."""
    finders = {effort: Finder(effort) for effort in ("default", "fast")}
    for title, marks in (("examples", list(of_examples(part))), ("polnear", list(of_polnear(part, polnear)))):
        given = [(m, resolve(m.findings, linker=linker).statements[m.place]) for m in marks]
        tell(f"{part} {title}, spans given", given)
        for effort, finder in finders.items():
            marked = {m.findings.article.id: m.findings.article for m in marks}
            found = {f.article.id: resolve(f, linker=linker).statements for f in finder(marked.values())}
            tell(f"{part} {title}, end to end, {effort}", [(m, matching(m, found[m.findings.article.id])) for m in marks])
        right = sum(is_named(m, nearest_name(m)) for m in marks)
        print(f"{part} {title}, nearest name: speaker {right} of {len(marks)} ({right / len(marks):.1%})")


def tell(title: str, answers: Iterable[tuple[Mark, Statement | None]]) -> None:
    counts: Counter[str] = Counter()
    for mark, statement in answers:
        counts["n"] += 1
        counts["not found"] += statement is None
        if statement is not None:
            counts["right"] += is_named(mark, statement.speaker.name)
            counts["kind"] += statement.speaker.kind.value in mark.kinds
            counts["unknown"] += statement.speaker.name is None and NOBODY not in mark.names
    more = f", kind {counts['kind']}, unknown {counts['unknown']}, not found {counts['not found']}"
    print(f"{title}: speaker {counts['right']} of {counts['n']} ({counts['right'] / counts['n']:.1%}){more}")


def of_examples(part: str) -> Iterator[Mark]:
    texts = {Path(a.where).name: a for a in articles([ROOT / "examples"]) if isinstance(a, Article)}
    for path in sorted((ROOT / "tests/cases/examples").glob("*.toml"))[0 if part == "work" else 1 :: 2]:
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        article = texts[gold["article"]]
        located = [(g, f) for g in gold["statement"] if (f := finding_of(article.text, g)) is not None]
        findings = Findings(article=article, findings=tuple(with_parents([f for _, f in located])), made_by="gold")
        for place, (g, _) in enumerate(located):
            yield Mark(findings=findings, place=place, names=(g.get("speaker", NOBODY),), kinds=(g["kind"],))


def of_polnear(part: str, folder: Path) -> Iterator[Mark]:
    marked = json.loads(MARKS.read_text(encoding="utf-8"))[part]
    for row in rows(folder / "dev.jsonl"):
        findings = findings_of(row)
        places = {json.dumps([[s.start, s.end] for s in f.content]): n for n, f in enumerate(findings.findings)}
        for content, name, kind, _ in marked.get(row["doc"], ()):
            yield Mark(findings=findings, place=places[json.dumps(content)], names=tuple(name.split("|")), kinds=tuple(kind.split("|")))


def matching(mark: Mark, statements: Iterable[Statement]) -> Statement | None:
    """Return the statement that shares most with the marked content, if that is half of what either has."""
    wanted = mark.findings.findings[mark.place].content

    def alike(statement: Statement) -> float:
        both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in wanted for b in statement.content)
        return both / (length(wanted) + length(statement.content) - both)

    best = max(statements, key=alike, default=None)
    return best if best is not None and alike(best) >= 0.5 else None


def nearest_name(mark: Mark) -> str | None:
    """Return the name of the person named nearest to the content, outside of it."""
    finding: Finding = mark.findings.findings[mark.place]
    page = meet_cast(mark.findings.article.text, [])
    people = [m for m in page.mentions if m.start in page.cast.of and page.entity(m).kind in (Kind.PERSON, Kind.SHORT)]
    people = [m for m in people if not any(c.start <= m.start < c.end for c in finding.content)]
    near = min(people, key=lambda m: min(max(m.start - c.end, c.start - m.end) for c in finding.content), default=None)
    return page.entity(near).name if near else None


def length(spans: tuple[Span, ...]) -> int:
    return sum(s.end - s.start for s in spans)


def is_named(mark: Mark, name: str | None) -> bool:
    return folded(name or NOBODY) in {folded(one) for one in mark.names}


def folded(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", name.casefold().replace("’", "'").replace("“", '"').replace("”", '"'))
