"""Read all annotated articles into a record, twice: nothing may fail, every span must slice, the second run must add nothing.

python bench/whole.py
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import DEV, TRAIN
from onrecord.read import articles
from onrecord.records import Span, Statement
from onrecord.run import Plan, read_into
from onrecord.store import Record


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        docs = [json.loads(line) for path in (TRAIN, DEV) for line in path.read_text(encoding="utf-8").splitlines()]
        fields = ("text", "title", "published", "outlet")
        source.write_text(
            "\n".join(json.dumps({k: d[k] for k in fields} | {"url": f"https://articles.example/{d['doc']}"}) for d in docs), encoding="utf-8"
        )
        for number in ("first", "second"):
            began = time.perf_counter()
            with Record(Path(folder) / "whole.db") as record:
                outcomes = Counter(type(o).__name__ for o in read_into(record, articles([source]), Plan(processes=2)))
                totals, problems = record.totals(), record.doctor()
                spans = [(r.article.text, span) for r in record.readings() for s in r.statements for span in every_span(s)]
            empty = sum(not span.of(text).strip() for text, span in spans)
            print(f"{number} run: {dict(outcomes)} in {time.perf_counter() - began:.0f} s; {totals}")
            print(f"    {len(problems)} problems; {len(spans):,} spans, {empty} of them empty")


def every_span(statement: Statement) -> list[Span]:
    """Return all spans that a statement holds."""
    others = (statement.cue, statement.source, statement.addressee, statement.occasion)
    return [*statement.content, *(span for span in others if span is not None)]


if __name__ == "__main__":
    main()
