"""GAP: a pronoun and two names; does the resolver link it to one of them?

Told nothing, it finds the names by itself and may mean anybody in the text. With the two names given, as most who report on GAP have it,
the linker chooses between them, or neither; the least probability for that was chosen on the validation part.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from onrecord.resolve.likely import Likely, ReadsPassages
from onrecord.resolve.meet import meet_cast
from onrecord.resolve.page import Page
from onrecord.resolve.passages import Candidate, Stretch, candidates_of, passage
from onrecord.resolve.walk import walk

MALE = frozenset(["he", "him", "his"])
LEAST = 0.5
"""Below this probability neither of two given names is meant; chosen on the validation part."""


def decide(row: dict[str, str], linker: ReadsPassages | None) -> tuple[bool, bool]:
    """Return whether the resolver means A, and whether it means B."""
    page, at = meet_cast(row["Text"], []), int(row["Pronoun-offset"])
    link = walk(page, [], likely=Likely(page, linker, [at]) if linker else None).pronouns.get(at)
    entity = link.entity if link else None
    return tuple(entity is not None and named(page, int(row[f"{n}-offset"]), row[n]) == entity.number for n in "AB")  # type: ignore[return-value]


def choose(row: dict[str, str], linker: ReadsPassages) -> tuple[bool, bool]:
    """Return whether the linker means A, and whether B, of these two."""
    page, at = meet_cast(row["Text"], []), int(row["Pronoun-offset"])
    found, keys = candidates_of(page), []
    for n in "AB":
        found, own = with_name(found, int(row[f"{n}-offset"]), int(row[f"{n}-offset"]) + len(row[n]))
        keys.append(own)
    written = passage(page.text, Stretch(0, len(page.text), (at,)), found)
    given = {key: place for key, place in written.candidates.items() if key in set().union(*keys)}
    likely = linker.read(written._replace(candidates=given)).get(at, {})
    a, b = (sum(likely.get(key, 0.0) for key in own) for own in keys)
    return a >= b and a > LEAST, b > a and b > LEAST


def with_name(found: list[Candidate], start: int, end: int) -> tuple[list[Candidate], set[int]]:
    """Return the candidates and the keys of the entity that stands at the span; one is made where the resolver sees none."""
    here = [c for c in found if c.number >= 0 and c.start < end and start < c.end]
    if not here:
        number = 1 + max((c.number for c in found), default=0) + 1000
        here = [Candidate(start, start, end, number)]
        found = sorted([c for c in found if c.end <= start or end <= c.start] + here)
    best = max(here, key=lambda c: min(end, c.end) - max(start, c.start))
    return found, {c.key for c in found if c.number == best.number}


def named(page: Page, start: int, name: str) -> int | None:
    """Return the number of the entity of which a mention overlaps these words most."""
    end = start + len(name)
    touching = [m for m in page.mentions if m.start < end and start < m.end and m.start in page.cast.of]
    best = max(touching, key=lambda m: min(end, m.end) - max(start, m.start), default=None)
    return page.entity(best).number if best else None


def report(path: Path, linker: ReadsPassages | None) -> None:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    print(f"{path.name}, names found: {score(rows, lambda row: decide(row, linker))}")
    if linker:
        print(f"{path.name}, names given: {score(rows, lambda row: choose(row, linker))}")


def score(rows: list[dict[str, str]], answer: Callable[[dict[str, str]], tuple[bool, bool]]) -> str:
    counts: dict[str, Counter[str]] = {"m": Counter(), "f": Counter()}
    for row in rows:
        gender = "m" if row["Pronoun"].lower() in MALE else "f"
        for name, said in zip("AB", answer(row), strict=True):
            gold = row[f"{name}-coref"].upper() == "TRUE"
            counts[gender][f"{'t' if gold == said else 'f'}{'p' if said else 'n'}"] += 1
    scores = {g: f1(c) for g, c in counts.items()}
    both = counts["m"] + counts["f"]
    ratio = scores["f"] / scores["m"] if scores["m"] else 0.0
    return f"M {scores['m']:.1f}  F {scores['f']:.1f}  ratio {ratio:.3f}  overall {f1(both):.1f}  ({len(rows)} pairs)  {dict(both)}"


def f1(count: Counter[str]) -> float:
    wrong = count["fp"] + count["fn"]
    return 200 * count["tp"] / (2 * count["tp"] + wrong) if count["tp"] else 0.0
