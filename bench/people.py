"""The same person over the record: how good the suggestions are, and how fast.

Usage: python bench/people.py planted [PERSONS.jsonl.gz]   precision and recall by score, on names of real public figures with planted variants
       python bench/people.py scale [SPEAKERS]             time and memory for so many distinct speakers (100,000)
       python bench/people.py sample RECORD [SEED]         100 suggestions of 0.5 and more of a record, to be read by a person
Names of public figures are read for measuring only.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.records import SpeakerKind
from onrecord.relate.same import RoleSeen, Seen, suggestions
from onrecord.run.people import lore, same_speakers
from onrecord.store import open_record

PERSONS = Path("../shared/data/persons/persons.jsonl.gz")
PLANTED = 1_500
CIRCLE = 25
STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def planted(path: Path) -> None:
    """Print precision and recall at each score, and recall by the kind of variant."""
    rng = random.Random(7)
    names = sorted({n for n in names_in(path) if 2 <= len(n.split()) <= 4})
    rng.shuffle(names)
    names = names[: PLANTED * 8]
    seen, truth = [], {}
    for number, name in enumerate(names):
        seen.append(speaker(name, rng, number // CIRCLE))
        if number < PLANTED and (made := variant(name, rng)) and made[0] != name:
            # A third of the variants come without a role, and half in another circle than the name's own: news is like that.
            seen.append(speaker(made[0], rng, number // CIRCLE if rng.random() < 0.5 else rng.randrange(len(names) // CIRCLE), role_of=name))
            truth[frozenset((name, made[0]))] = made[1]
    began = time.process_time()
    found = {frozenset((s.keep.name, s.other.name)): s.score for s in suggestions(seen, lore(), least=0.0)}
    print(f"{len(seen)} names, {len(truth)} planted pairs, {len(found)} pairs compared that may be one, {time.process_time() - began:.1f} s of CPU")
    for step in STEPS:
        told = {pair for pair, score in found.items() if score >= step}
        right = len(told & truth.keys())
        print(f"score {step:.2f} and more: {len(told):5} told, precision {right / max(1, len(told)):.3f}, recall {right / len(truth):.3f}")
    for kind in sorted(set(truth.values())):
        pairs = [pair for pair, k in truth.items() if k == kind]
        at = {step: sum(found.get(p, 0) >= step for p in pairs) / len(pairs) for step in (0.5, 0.8)}
        print(f"  {kind:14} {at[0.5]:.3f} of {len(pairs)} at 0.5, {at[0.8]:.3f} at 0.8")


def names_in(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["name"] for line in lines)


def speaker(name: str, rng: random.Random, circle: int, *, role_of: str | None = None) -> Seen:
    """Return a name as seen in two to six articles of its circle, with a role that follows from the name in two of three cases."""
    articles = frozenset(circle * 40 + rng.randrange(40) for _ in range(rng.randint(2, 6)))
    day = 735_000 + rng.randrange(2_000)
    offices = random.Random(role_of or name)
    words = f"{offices.choice(OFFICES)} of {offices.choice(PLACES)}"
    roles = (RoleSeen(words=words, articles=articles, first=day, last=day + 300),) if rng.random() < 0.67 else ()
    return Seen(name=name, kind=SpeakerKind.PERSON, statements=len(articles), articles=articles, roles=roles, first=day, last=day + 300)


OFFICES = ("mayor", "minister", "spokesman", "director", "professor", "senator", "chairman", "lawyer", "editor", "analyst")
PLACES = ("Halden", "Orlanz", "Velmora", "Brackwater", "Pellworth", "Corran", "Skerry", "Lindmar", "Ostra", "Northmark", "Tarsovia", "Kessaria")


def variant(name: str, rng: random.Random) -> tuple[str, str] | None:
    """Return another way to write the name, and of what kind it is."""
    kinds: list[Callable[[list[str]], str | None]] = [initial, without_middle, with_middle, plain, spelled, slip, ordered, surname, nickname]
    rng.shuffle(kinds)
    words = name.split()
    return next(((made, kind.__name__) for kind in kinds if (made := kind(words)) and made != name), None)


def initial(words: list[str]) -> str | None:
    return " ".join([words[0][0] + ".", *words[1:]])


def without_middle(words: list[str]) -> str | None:
    return f"{words[0]} {words[-1]}" if len(words) > 2 else None


def with_middle(words: list[str]) -> str | None:
    return f"{words[0]} {chr(65 + len(words[-1]) % 26)}. {words[-1]}" if len(words) == 2 else None


def plain(words: list[str]) -> str | None:
    return "".join(c for c in unicodedata.normalize("NFKD", " ".join(words)) if not unicodedata.combining(c))


def spelled(words: list[str]) -> str | None:
    name = " ".join(words)
    for old, new in (("iy", "y"), ("ky", "kiy"), ("kh", "h"), ("ou", "u"), ("Yu", "Iu"), ("ya", "ia"), ("ss", "s"), ("nn", "n"), ("ll", "l")):
        if old in name:
            return name.replace(old, new, 1)
    return None


def slip(words: list[str]) -> str | None:
    last = words[-1]
    return " ".join([*words[:-1], last[:3] + last[4:]]) if len(last) > 6 else None


def ordered(words: list[str]) -> str | None:
    return " ".join([words[-1], *words[:-1]])


def surname(words: list[str]) -> str | None:
    return words[-1]


def nickname(words: list[str]) -> str | None:
    shorts = sorted(short for short, fulls in lore().short_of.items() if words[0] in fulls)
    return " ".join([shorts[0], *words[1:]]) if shorts else None


def scale(many: int) -> None:
    """Print the time and memory of all suggestions over so many speakers with made-up names, each in a few of three articles a speaker."""
    rng = random.Random(3)
    parts = [
        a + b + c
        for a in "BDFGKLMNPRSTVZ"
        for b in ("a", "e", "i", "o", "u", "ar", "el", "in")
        for c in ("l", "n", "r", "s", "t", "k", "m", "dan", "vik", "ton")
    ]
    seen = []
    for number in range(many):
        name = f"{rng.choice(parts)} {rng.choice(parts)}{rng.choice(parts).lower()}"
        seen.append(speaker(name, rng, number // CIRCLE))
    seen = list({one.name: one for one in seen}.values())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, clock = time.process_time(), time.perf_counter()
    found = sum(1 for _ in suggestions(seen, lore()))
    cpu, took = time.process_time() - began, time.perf_counter() - clock
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(seen):,} speakers: {found:,} suggestions in {cpu:.1f} s of CPU ({took:.1f} s by the clock), {grown:.0f} MB more memory")


def sample(record: str, seed: int) -> None:
    """Print 100 suggestions drawn at random, the surest first."""
    with open_record(record) as kept:
        found = list(same_speakers(kept, least=0.5))
    drawn = random.Random(seed).sample(found, min(100, len(found)))
    print(f"{len(found)} suggestions of 0.5 and more; {len(drawn)} drawn")
    for one in sorted(drawn, key=lambda s: -s.score):
        print(f"{one.score:.2f}  {one.keep.name} ({one.keep.statements}) = {one.other.name} ({one.other.statements}): {'; '.join(one.reasons)[:200]}")


def main(arguments: list[str]) -> None:
    """Run one of the three."""
    what, *rest = arguments or ["help"]
    if what == "planted":
        planted(Path(rest[0]) if rest else PERSONS)
    elif what == "scale":
        scale(int(rest[0]) if rest else 100_000)
    elif what == "sample":
        sample(rest[0], int(rest[1]) if len(rest) > 1 else 11)
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
