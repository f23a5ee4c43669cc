"""Label unlabelled news with a trained finder, for a student to learn from: a teacher's word on pages that nobody marked.

    python training/selflabel.py --news ../shared/data/news/articles.jsonl.gz --model training/out/model --count 2000 --to training/out/silver.jsonl

The articles are drawn with a seed, as many from each outlet as far as they go, so that no house's style rules.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import defaultdict
from multiprocessing import Pool
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from onrecord.find import Finder
from predict import attribution

_FEWEST_WORDS, _MOST_WORDS = 200, 1500


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--news", type=Path, required=True)
    ap.add_argument("--model", type=Path, help="folder of the teacher's files; default: those of the package")
    ap.add_argument("--count", type=int, default=2000)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    docs = drawn(args.news, args.count, args.seed)
    with Pool(2, initializer=start, initargs=(args.model,)) as pool, args.to.open("w", encoding="utf8") as out:
        for line in pool.imap(label, docs, chunksize=8):
            out.write(line + "\n")


def drawn(news: Path, count: int, seed: int) -> list[dict[str, Any]]:
    by_outlet: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(news, "rt", encoding="utf8") as lines:
        for line in lines:
            doc = json.loads(line)
            if _FEWEST_WORDS <= len(doc["text"].split()) <= _MOST_WORDS:
                by_outlet[doc["outlet"]].append(doc)
    rng = random.Random(seed)
    for docs in by_outlet.values():
        rng.shuffle(docs)
    chosen: list[dict[str, Any]] = []
    while len(chosen) < count and any(by_outlet.values()):
        chosen += [docs.pop() for docs in by_outlet.values() if docs]
    rng.shuffle(chosen)
    return chosen[:count]


_finder: Finder | None = None


def start(model: Path | None) -> None:
    global _finder
    _finder = Finder(folder=model)


def label(doc: dict[str, Any]) -> str:
    assert _finder is not None
    found = [attribution(f) for f in _finder.find(doc["text"]) if f.parent is None and f.cue is not None]
    return json.dumps({"doc": doc["id"], "text": doc["text"], "annotations": [{"annotator": "teacher", "attributions": found}]})


if __name__ == "__main__":
    main()
