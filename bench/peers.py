"""Write what textacy's direct quotations find, in the form that the scorer reads, to stand beside bench/predict.py.

    pip install textacy && python -m spacy download en_core_web_sm
    python bench/peers.py GOLD.jsonl OUT.jsonl [--pipeline en_core_web_sm]

textacy needs a spaCy pipeline with tagger, lemmatizer and parser. None is on PyPI: spaCy's own downloads come from elsewhere.
A document that textacy refuses (an odd number of marks) counts as nothing found, as it does for its users.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--pipeline", default="en_core_web_sm")
    args = ap.parse_args()
    import spacy
    from textacy.extract import direct_quotations

    try:
        nlp = spacy.load(args.pipeline)
    except OSError as error:
        raise SystemExit(f"{args.pipeline}: {error} Install it as shown above.") from None
    began, words, refused = time.process_time(), 0, 0
    with args.gold.open(encoding="utf-8") as lines, args.out.open("w", encoding="utf-8") as out:
        for line in lines:
            doc = json.loads(line)
            words += len(doc["text"].split())
            try:
                found = [attribution(q) for q in direct_quotations(nlp(doc["text"]))]
            except ValueError:
                found, refused = [], refused + 1
            out.write(json.dumps({"doc": doc["doc"], "attributions": found}) + "\n")
    seconds = time.process_time() - began
    print(f"{words} words in {seconds:.1f} s: {words / 750 / seconds:.1f} articles of 750 words a CPU second; {refused} documents refused")


def attribution(quotation: Any) -> dict[str, list[list[int]]]:
    """Return one quotation in the scorer's form."""
    content = quotation.content
    return {"content": [[content.start_char, content.end_char]], "cue": tokens(quotation.cue), "source": tokens(quotation.speaker)}


def tokens(given: Sequence[Any]) -> list[list[int]]:
    """Return one span for each token."""
    return [[t.idx, t.idx + len(t)] for t in given]


if __name__ == "__main__":
    main()
