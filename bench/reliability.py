"""How far a confidence can be trusted: of the statements given about 0.7, are about 70 in 100 right?

    python bench/reliability.py [--effort default|fast]

On dev. The calibration is fitted on dev too (two numbers), so the curve is also drawn for each half of dev with its mean set
by the other half: the column `other half`.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import DEV, scorer
from onrecord.find import Finder
from predict import attribution

BINS = 10


@dataclass(frozen=True)
class Outcome:
    """One finding on dev: its confidences, and whether its content and its source are right by half."""

    doc: int
    confidence: float
    source_confidence: float
    is_right: bool
    source_is_right: bool
    from_model: bool


def outcomes(finder: Finder, gold_path: Path) -> list[Outcome]:
    """Read every document and compare each finding with gold, as the scorer does."""
    score = scorer()
    out: list[Outcome] = []
    with gold_path.open(encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines]
    for number, doc in enumerate(docs):
        text = score.Text(doc["text"])
        kept = [f for f in finder.find(doc["text"]) if f.parent is None and text.words([[s.start, s.end] for s in f.content])]
        gold = score.attributions(text, doc["annotations"][0]["attributions"])
        found = score.attributions(text, [attribution(f) for f in kept])
        matched = {j: (i, value) for i, j, value in score.pairs(gold, found)}
        for j, f in enumerate(kept):
            i, value = matched.get(j, (-1, 0.0))
            right = value >= 0.5
            source_right = right and score.alike(gold[i][1], found[j][1]) >= 0.5
            out.append(Outcome(number, f.confidence, f.source_confidence, right, source_right, f.confidence not in (0.5, 0.95)))
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--effort", choices=("default", "fast"), default="default")
    args = ap.parse_args()
    seen = outcomes(Finder(args.effort), DEV)
    curve("statement", [(o.doc, o.confidence, o.is_right) for o in seen])
    curve("source, of right statements", [(o.doc, o.source_confidence, o.source_is_right) for o in seen if o.is_right])


def curve(title: str, rows: list[tuple[int, float, bool]]) -> None:
    """Print the reliability curve and its expected calibration error, as fitted and with the halves of dev crossed."""
    other = crossed(rows)
    print(f"{title}: {len(rows)} in all\n{'confidence':>12} {'count':>6} {'right':>6}  other half")
    for low in range(BINS):
        here = [y for _, p, y in rows if low <= p * BINS < low + 1 or (low == BINS - 1 and p == 1)]
        there = [y for _, p, y in other if low <= p * BINS < low + 1]
        print(f"{low / BINS:6.1f} - {(low + 1) / BINS:3.1f} {len(here):6} {share(here):>6}  {share(there):>6} of {len(there)}")
    print(f"expected calibration error: {error(rows):.3f}; other half: {error(other):.3f}\n")


def share(outcomes: list[bool]) -> str:
    """Return the share of right ones, in per cent."""
    return f"{100 * sum(outcomes) / len(outcomes):.0f} %" if outcomes else "-"


def error(rows: list[tuple[int, float, bool]]) -> float:
    """Return the expected calibration error over ten equal bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for _, p, y in rows:
        bins.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, y))
    return sum(abs(sum(p for p, _ in b) - sum(y for _, y in b)) for b in bins.values()) / len(rows)


def crossed(rows: list[tuple[int, float, bool]]) -> list[tuple[int, float, bool]]:
    """Return the rows with each half's confidences moved by the shift in logits that makes the other half's mean right."""
    shifts = [_shift([r for r in rows if r[0] % 2 != half]) for half in (0, 1)]
    return [(d, _moved(p, shifts[d % 2]), y) for d, p, y in rows]


def _shift(rows: list[tuple[int, float, bool]]) -> float:
    low, high = -4.0, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        is_low = sum(_moved(p, middle) for _, p, _ in rows) < sum(y for _, _, y in rows)
        low, high = (middle, high) if is_low else (low, middle)
    return low


def _moved(p: float, shift: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return 1 / (1 + math.exp(-(math.log(p / (1 - p)) + shift)))


if __name__ == "__main__":
    main()
