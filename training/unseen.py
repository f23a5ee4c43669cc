"""Draw, of self-labelled articles, some that another file does not hold: a second course, not a second helping.

python training/unseen.py training/out/silver2.jsonl --but training/out/silver.jsonl --count 1100 --to training/out/silver3.jsonl
"""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles", type=Path)
    ap.add_argument("--but", type=Path, required=True, help="the articles to leave out")
    ap.add_argument("--count", type=int, required=True)
    ap.add_argument("--to", type=Path, required=True)
    args = ap.parse_args()
    with args.but.open(encoding="utf8") as lines:
        seen = {json.loads(line)["doc"] for line in lines}
    with args.articles.open(encoding="utf8") as lines, args.to.open("w", encoding="utf8") as out:
        out.writelines(islice((line for line in lines if json.loads(line)["doc"] not in seen), args.count))


if __name__ == "__main__":
    main()
