"""GAP: a pronoun and two names; does the resolver link it to one of them?"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from onrecord.resolve.meet import meet_cast
from onrecord.resolve.page import Page
from onrecord.resolve.walk import walk

MALE = frozenset(["he", "him", "his"])


def decide(row: dict[str, str]) -> tuple[bool, bool]:
    """Return whether the resolver means A, and whether it means B."""
    page = meet_cast(row["Text"], [])
    link = walk(page, []).pronouns.get(int(row["Pronoun-offset"]))
    entity = link.entity if link else None
    return tuple(entity is not None and named(page, int(row[f"{n}-offset"]), row[n]) == entity.number for n in "AB")  # type: ignore[return-value]


def named(page: Page, start: int, name: str) -> int | None:
    """Return the number of the entity of which a mention overlaps these words most."""
    end = start + len(name)
    touching = [m for m in page.mentions if m.start < end and start < m.end and m.start in page.cast.of]
    best = max(touching, key=lambda m: min(end, m.end) - max(start, m.start), default=None)
    return page.entity(best).number if best else None


def report(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts: dict[str, Counter[str]] = {"m": Counter(), "f": Counter()}
    for row in rows:
        gender = "m" if row["Pronoun"].lower() in MALE else "f"
        for name, said in zip("AB", decide(row), strict=True):
            gold = row[f"{name}-coref"].upper() == "TRUE"
            counts[gender][f"{'t' if gold == said else 'f'}{'p' if said else 'n'}"] += 1
    scores = {g: f1(c) for g, c in counts.items()}
    both = counts["m"] + counts["f"]
    ratio = scores["f"] / scores["m"] if scores["m"] else 0.0
    print(f"{path.name}: M {scores['m']:.1f}  F {scores['f']:.1f}  ratio {ratio:.3f}  overall {f1(both):.1f}  ({len(rows)} pairs)  {dict(both)}")


def f1(count: Counter[str]) -> float:
    wrong = count["fp"] + count["fn"]
    return 200 * count["tp"] / (2 * count["tp"] + wrong) if count["tp"] else 0.0
