"""How often the particulars of a saying are right: stance, negation, distance, addressee, occasion, date of saying, via.

Usage: PYTHONPATH=. python bench/particulars.py work|held [--misses]            the hand-made cases
       PYTHONPATH=. python bench/particulars.py polnear|news|told work|held [--misses]  statements of real news, marked by reading
       PYTHONPATH=. python bench/particulars.py fresh                            61 statements marked after the rules were done
       PYTHONPATH=. python bench/particulars.py fresh-b                          119 more, of news alone, marked later
       PYTHONPATH=. python bench/particulars.py calibration                      how often right, by confidence, on all real news
Precision, recall and F1 of each slot. A stance counts as filled always, a distance where it is not neutral. An addressee, an
occasion or a via is right if its words are those marked, but for an article or a preposition at its head, or at least two in
three of the words of both together are shared; how many are the same to the letter stands beside.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

import particulars_cases
import particulars_marks

SLOTS = ("stance", "negated", "distance", "addressee", "occasion", "said_on", "via")
_HEAD = re.compile(r"^(?:in|at|on|during|from|the|a|an|by|to|via|over)\s+", re.IGNORECASE)


def main(arguments: list[str]) -> None:
    """Count one set."""
    options = [a for a in arguments if not a.startswith("-")]
    if options[:1] in (["work"], ["held"]):
        pairs: Iterable[particulars_cases.Pair] = particulars_cases.pairs(options[0])
    elif options[:1] in (["polnear"], ["news"], ["told"]) and options[1:]:
        pairs = particulars_marks.pairs(options[0], options[1])
    elif options in (["fresh"], ["fresh-b"]):
        pairs = particulars_marks.pairs(options[0], "held")
    elif options == ["calibration"]:
        calibration(
            chain.from_iterable(particulars_marks.pairs(which, half) for which in ("polnear", "news", "told", "fresh") for half in ("work", "held"))
        )
        return
    else:
        raise SystemExit(__doc__)
    report(pairs, show="--misses" in arguments)


def report(pairs: Iterable[particulars_cases.Pair], *, show: bool) -> None:
    """Print a row a slot, and one for all."""
    counts: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    for text, wanted, ours in pairs:
        for slot in SLOTS:
            is_right = count(slot, wanted.get(slot), ours[slot], counts[slot])
            if show and not is_right:
                print(f"{slot}: {ours[slot]!r}, not {wanted.get(slot)!r}  {text}")
    print("| slot | marked | given | right | to the letter | precision | recall | F1 |\n|---|---|---|---|---|---|---|---|")
    whole: Counter[str] = sum(counts.values(), Counter())
    for slot, found in (*counts.items(), ("all", whole), ("all but stance", whole - counts["stance"])):
        precision, recall = share(found["right"], found["given"]), share(found["right"], found["marked"])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        row = (slot, found["marked"], found["given"], found["right"], found["exact"], f"{precision:.1f}", f"{recall:.1f}", f"{f1:.1f}")
        print("| " + " | ".join(map(str, row)) + " |")


def calibration(pairs: Iterable[particulars_cases.Pair]) -> None:
    """Print how often each field is right, by the confidence of its evidence."""
    seen: dict[tuple[str, float], Counter[str]] = {}
    for _, wanted, ours in pairs:
        for field, confidence in ours["sure"].items():
            if field in SLOTS and wanted.get(field) != "?":
                found = seen.setdefault((field, confidence), Counter())
                count(field, wanted.get(field), ours[field], found)
    for (field, confidence), found in sorted(seen.items()):
        print(f"{field:10} {confidence:.2f}  right {found['right']} of {found['given']}")


def count(slot: str, wanted: Any, ours: Any, found: Counter[str]) -> bool:
    """Count one slot of one statement and say whether it is right.

    A mark of `?` is not counted: a reader could not say. One of `asserts|asks` takes either.
    """
    wanted, ours = (None if slot == "distance" and value == "neutral" else value for value in (wanted, ours))
    if wanted == "?":
        return True
    if isinstance(wanted, str) and "|" in wanted:
        either = [None if one == "-" else one for one in wanted.split("|")]
        wanted = ours if ours in either else either[0]
    found["marked"] += wanted is not None
    found["given"] += ours is not None
    if wanted is None or ours is None:
        return wanted is ours
    is_exact = folded(str(wanted)) == folded(str(ours))
    is_right = is_exact or (slot in ("addressee", "occasion", "via") and overlap(str(wanted), str(ours)) >= 2 / 3)
    found["right"] += is_right
    found["exact"] += is_exact
    return is_right


def overlap(one: str, other: str) -> float:
    """Return how many of the words of both are shared: twice the shared, by all."""
    a, b = (Counter(re.findall(r"\w+", _HEAD.sub("", words).lower())) for words in (one, other))
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def folded(words: str) -> str:
    """Return words in small letters, without a preposition and an article at their head, and marks at their end."""
    return _HEAD.sub("", _HEAD.sub("", words.casefold())).strip("”“\"'.,’ ")


def share(part: int, whole: int) -> float:
    """Return a share in per cent."""
    return 100 * part / whole if whole else 0.0


if __name__ == "__main__":
    main(sys.argv[1:])
