"""Texts that are no ordinary article: each must come out whole, and memory must stay bounded.

python bench/odd.py
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import DEV
from onrecord.find import Finder

LONG_WORDS = 100_000


def main() -> None:
    with DEV.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    long = "\n\n".join(texts * (1 + LONG_WORDS // sum(len(t.split()) for t in texts)))
    odd = {
        "100,000 words": " ".join(long.split(" ")[:LONG_WORDS]),
        "100,000 words in one paragraph": " ".join(long.split()[:LONG_WORDS]),
        "only quotation marks": "“”\"'" * 25_000,
        "one quotation of 100,000 words": "“" + " ".join(long.replace("“", "").replace("”", "").replace('"', "").split()[:LONG_WORDS]) + "”",
        "no quotation marks": texts[0].translate({ord(c): None for c in "“”\"'‘’"}),
        "in capitals": texts[0].upper(),
        "one word of 100,000 letters": "a" * 100_000,
    }
    finder = Finder()
    print(f"{'text':34}{'words':>9}{'found':>7}{'seconds':>9}{'peak MB':>9}")
    for name, text in odd.items():
        began = time.perf_counter()
        found = finder.find(text)
        if not all(s.of(text).strip() for f in found for s in f.content):
            raise SystemExit(f"{name}: a span slices to nothing")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:34}{len(text.split()):9,}{len(found):7,}{time.perf_counter() - began:9.1f}{peak:9.0f}", flush=True)


if __name__ == "__main__":
    main()
