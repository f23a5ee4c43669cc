"""PolNeAR's dev part: where our speaker is not the one of the silver chain that the source words stand in.

    python bench/speakers_disagree.py ../shared/data/polnear [show]

A hundred, drawn at random from those whose chain has more than pronouns, were read; `speakers_disagree.json` keeps by article and offset
of the source a verdict (`ours` right, `theirs` right, `neither`, or `both`: one person, whom their chain calls by no name) and our answer
at the time, without the text.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.records import Span
from onrecord.resolve import resolve
from onrecord.resolve.linker import Linker
from speakers_polnear import findings_of, representative, rows

JUDGED = Path(__file__).with_suffix(".json")


class Disagreement(NamedTuple):
    doc: str
    source: Span
    ours: str
    theirs: list[str]
    text: str


def disagreements(folder: Path, counts: Counter[str]) -> Iterator[Disagreement]:
    """Yield them in order; counts how many sources stand in a chain, and how often both agree."""
    silver = {row["doc"]: row for row in rows(folder / "dev.corenlp.jsonl")}
    linker = Linker()
    for row in rows(folder / "dev.jsonl"):
        chains: list[Any] = silver[row["doc"]]["chains"] if row["doc"] in silver else []
        done: set[int] = set()
        for statement in resolve(findings_of(row), linker=linker).statements:
            source = statement.source
            if source is None or source.start in done or (found := representative(chains, source)) is None:
                continue
            done.add(source.start)
            theirs = list(dict.fromkeys(row["text"][s:e] for s, e in found[1]))
            counts["in a chain"] += 1
            if agrees(statement.speaker.name or "", theirs):
                counts["agree"] += 1
            else:
                yield Disagreement(row["doc"], source, statement.speaker.name or "", theirs, row["text"])


def agrees(name: str, mentions: list[str]) -> bool:
    """Say whether the last word of our name stands in one of the chain's mentions."""
    words = [w.casefold() for w in re.findall(r"[\w'’-]+", name)]
    return bool(words) and any(words[-1].rstrip("s") in m.casefold() for m in mentions)


def main(folder: Path, *, show: bool) -> None:
    counts: Counter[str] = Counter()
    found = list(disagreements(folder, counts))
    print(f"{counts['in a chain']} sources in a chain, {counts['agree']} agree, {len(found)} do not")
    if show:
        for n, d in enumerate(found):
            start = max(0, d.source.start - 420)
            marked = d.text[start : d.source.start] + "[[" + d.source.of(d.text) + "]]" + d.text[d.source.end : d.source.end + 120]
            print(f"--- {n} {d.doc} {d.source.start}\nOURS {d.ours!r} THEIRS {d.theirs[:6]}\n{marked}")
        return
    judged: dict[str, list[str]] = json.loads(JUDGED.read_text(encoding="utf-8"))
    print("read:", dict(Counter(verdict for verdict, _ in judged.values())))
    now = {f"{d.doc} {d.source.start}": d.ours for d in found}
    print("of these answered now as then:", dict(Counter(verdict for key, (verdict, ours) in judged.items() if now.get(key) == ours)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), show=sys.argv[2:] == ["show"])
