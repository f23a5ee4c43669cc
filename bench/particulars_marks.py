"""Statements of real news whose particulars were marked by reading, before the resolver was asked: offsets and labels, no text.

`polnear` are 150 statements of its dev part drawn at random, with gold content, cue and source; `news` 100, one of each of 100
articles drawn at random, as the finder found them; `told` 100 of 300 articles of the train part, drawn among those whose sentence
holds a day, `told`, `interview` and the like, and marked without stance and distance. Each document is of one half alone. `fresh` 61 of
both, 41 of the train part and 20 of the news, two of an article, drawn and marked after the rules were done; scored once. `fresh-b` are
119 of as many news articles that no rule was mended by: three in four drawn among statements whose sentence holds a day, `told` and the like;
marked blind, scored once.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import speakers_polnear
from gold import DEV, SHARED, TRAIN
from onrecord.records import Article, Finding, Findings, Manner, Span
from onrecord.resolve import resolve
from particulars_cases import Pair, slots_of

MARKS = Path(__file__).with_suffix(".json")
_POLNEAR = {"polnear": DEV, "told": TRAIN, "fresh": TRAIN}
NEWS = SHARED / "data/news/articles.jsonl.gz"


def pairs(which: str, half: str) -> Iterator[Pair]:
    """Yield for each statement its words, the slots as they were marked, and as the resolver fills them."""
    marked = [mark for mark in json.loads(MARKS.read_text(encoding="utf-8"))[which] if mark["half"] == half]
    articles = dict(_articles(which, {mark["id"] for mark in marked}))
    for mark in marked:
        findings = articles[mark["id"]]
        place, findings = _placed(findings, mark)
        statement, text = resolve(findings).statements[place], findings.article.text
        wanted = {slot: text[slice(*value)] if isinstance(value, list) else value for slot, value in mark["slots"].items()}
        at = mark["cue"] or mark["content"][0]
        yield f"[{mark['id']}] …{text[max(0, at[0] - 120) : at[1] + 120]}…".replace("\n", " "), wanted, slots_of(text, statement)


def _articles(which: str, ids: set[str]) -> Iterator[tuple[str, Findings]]:
    if which in _POLNEAR:
        for row in speakers_polnear.rows(_POLNEAR[which]):
            if row["doc"] in ids:
                yield row["doc"], speakers_polnear.findings_of(row)
    if which not in ("news", "fresh", "fresh-b"):
        return
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in ids:
                parts = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", row["text"]))
                article = Article(text=row["text"], paragraphs=parts, title=row["title"], published=row["published"], outlet=row["outlet"])
                yield row["id"], Findings(article=article, findings=(), made_by="marked")


def _placed(findings: Findings, mark: dict[str, Any]) -> tuple[int, Findings]:
    """Return the place of the marked statement among the findings, where it is put if only it was kept."""
    content = tuple(Span(start=start, end=end) for start, end in mark["content"])
    cue, source = (Span(start=mark[part][0], end=mark[part][1]) if mark[part] else None for part in ("cue", "source"))
    for place, finding in enumerate(findings.findings):
        if (finding.content, finding.cue) == (content, cue):
            return place, findings
    words = " ".join(span.of(findings.article.text) for span in content)
    manner = Manner.DIRECT if words.startswith(("“", '"')) else Manner.INDIRECT
    made = Finding(content=content, cue=cue, source=source, manner=manner, confidence=1, source_confidence=1)
    return 0, replace(findings, findings=(made,))
