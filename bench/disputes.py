"""Disputes: the gold links of the examples, and links to be read by a person from any readings.

`python bench/disputes.py examples` scores the gold links (statements and speakers given); `cases` the two halves of the made cases;
`read FILE.jsonl [SKIP] [COUNT]` reads articles (lines with text, title, published, outlet) with the whole pipeline and prints links.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.find import Finder
from onrecord.read import articles
from onrecord.records import Article, Dispute, Findings, Reading, Span, Speaker, SpeakerKind, Stance, Unknown
from onrecord.relate.disputes import between, in_article
from onrecord.relate.said import Said
from onrecord.resolve import resolve
from onrecord.run.disputing import saids
from speakers_examples import finding_of

ROOT = Path(__file__).parent.parent
UNKNOWN = Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_SOURCE)
Ref = list[str]


def marked_examples() -> dict[str, Reading]:
    """Return the examples with the statements, speakers and stances that were marked in them by hand."""
    texts = {Path(a.where).name: a for a in articles([ROOT / "examples"]) if isinstance(a, Article)}
    found = {}
    for path in sorted((ROOT / "tests/cases/examples").glob("*.toml")):
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = marked(texts[gold["article"]], gold["statement"])
    return found


def marked(article: Article, gold: list[dict[str, Any]]) -> Reading:
    located = [(place, g, f) for place, g in enumerate(gold) if (f := finding_of(article.text, g)) is not None]
    at = {place: number for number, (place, _, _) in enumerate(located)}
    findings = tuple(replace(f, parent=at.get(g.get("parent", -1))) for _, g, f in located)
    reading = resolve(Findings(article=article, findings=findings, made_by="gold"))
    statements = (
        replace(
            s,
            speaker=Speaker(name=g["speaker"], kind=SpeakerKind(g["kind"])) if "speaker" in g else UNKNOWN,
            stance=Stance(g["stance"]) if "stance" in g else None,
        )
        for (_, g, _), s in zip(located, reading.statements, strict=True)
    )
    return replace(reading, statements=tuple(statements))


def all_links(seen: list[tuple[Said, ...]]) -> list[Dispute]:
    found = [link for article in seen for link in in_article(article)]
    return found + [link for a in seen for b in seen if a is not b for said in a if (link := between(said, b)) is not None]


def score_examples() -> None:
    readings = marked_examples()
    gold = tomllib.loads((ROOT / "tests/cases/disputes/examples.toml").read_text(encoding="utf-8"))
    words = {s.id: (stem, " // ".join(c.of(r.article.text) for c in s.content)) for stem, r in readings.items() for s in r.statements}
    links = all_links([saids(r.article, r.statements) for r in readings.values()])

    def fits(link: Dispute, wanted: dict[str, Any]) -> bool:
        return is_it(words[link.by], wanted["by"]) and any(is_it(words[link.of], of) for of in wanted["of"])

    found = [g for g in gold["link"] if any(fits(link, g) for link in links)]
    kinds = sum(any(fits(link, g) and link.kind in g["kinds"] for link in links) for g in gold["link"])
    wrong = [link for link in links if not any(fits(link, g) for g in gold["link"] + gold["may"])]
    print(f"{len(gold['link'])} marked, {len(found)} found, {kinds} of the right kind; {len(links)} links, {len(wrong)} wrong")
    for link in wrong:
        print("wrong:", link.kind, words[link.by], "->", words[link.of])


def is_it(statement: tuple[str, str], ref: Ref) -> bool:
    return statement[0] == ref[0] and ref[1] in statement[1]


def score_cases() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.cases_of import cases
    from tests.relate.marked_disputes import wrong_and_missed

    for half in ("work", "held"):
        results = [(wrong_and_missed(case), len(case["links"])) for case in cases(f"disputes/{half}.toml")]
        wrong, missed, wanted = sum(len(r[0]) for r, _ in results), sum(len(r[1]) for r, _ in results), sum(n for _, n in results)
        print(f"{half}: {len(results)} cases, {wanted} links wanted, {wanted - missed} found, {wrong} wrong")


def readings_of(path: Path, skip: int, count: int) -> Iterator[Reading]:
    finder = Finder("default")
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, skip, skip + count):
            row = json.loads(line)
            parts = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", row["text"]))
            article = Article(text=row["text"], paragraphs=parts, title=row["title"], published=row["published"], outlet=row["outlet"])
            yield resolve(next(finder([article])))


def print_links(readings: Iterator[Reading]) -> None:
    for reading in readings:
        seen = {said.id: said for said in saids(reading.article, reading.statements)}
        for link in in_article(tuple(seen.values())):
            print(f"\n{link.kind} {link.confidence}")
            for said in (seen[link.by], seen[link.of]):
                print(f"  [{said.speaker} | {said.cue.text if said.cue else None}] {' // '.join(p.text for p in said.content)}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["examples"]:
            score_examples()
        case ["cases"]:
            score_cases()
        case ["read", path, *numbers]:
            skip, count = [*(int(n) for n in numbers), *(0, 1_000_000)[len(numbers) :]]
            print_links(readings_of(Path(path), skip, count))
        case _:
            raise SystemExit(__doc__)
