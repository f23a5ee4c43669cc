"""Write what onrecord finds, in the form that the scorer of PolNeAR-style gold reads.

    python bench/predict.py GOLD.jsonl OUT.jsonl [--effort default|fast] [--min-confidence X]

GOLD: one object a line with `doc` and `text`. OUT: one object a line, {"doc", "attributions": [{"content", "cue", "source"}]},
each a list of [start, end) characters of the text as given. A nested statement is left out: such gold has none.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from onrecord.find import Finder
from onrecord.records import Finding, Span


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--effort", choices=("default", "fast"), default="default")
    ap.add_argument("--min-confidence", type=float, default=0.0)
    ap.add_argument("--model", type=Path, help="a folder with other model files than those of the package")
    args = ap.parse_args()
    finder = Finder(args.effort, min_confidence=args.min_confidence, folder=args.model)
    began, words = time.process_time(), 0
    with args.gold.open(encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        for line in lines:
            doc = json.loads(line)
            words += len(doc["text"].split())
            found = [f for f in finder.find(doc["text"]) if f.parent is None]
            out.write(json.dumps({"doc": doc["doc"], "attributions": [attribution(f) for f in found]}) + "\n")
    seconds = time.process_time() - began
    print(f"{words} words in {seconds:.1f} s of one core: {words / 750 / seconds:.1f} articles of 750 words a second")


def attribution(finding: Finding) -> dict[str, list[list[int]]]:
    """Return one finding in the scorer's form."""
    return {"content": spans(finding.content), "cue": spans([finding.cue]), "source": spans([finding.source])}


def spans(given: list[Span | None] | tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in given if s is not None]


if __name__ == "__main__":
    main()
