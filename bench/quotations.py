"""Scores and times the clustering of quotations.

    python bench/quotations.py planted [--seeds 11 12 13] [--utterances 3000]   pairs, against a known answer
    python bench/quotations.py million [--texts 1000000]                        seconds and memory, in one process
    python bench/quotations.py news [--read 100] [--seed 3]                     quotations of ../shared over outlets, to be read

`news` takes quoted text by its marks and the name next to it, with plain patterns: it measures the clustering and not the finder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import SHARED, TRAIN
from onrecord.find.quotes import quoted_spans
from onrecord.records import Speaker
from onrecord.relate.quotations import join, printing_of
from onrecord.relate.shelves import MemoryShelf
from planted import CHANGES, NOBODY, START, Planted, World, named, planted
from store import World as Words

BATCH = 5_000


def clustered(given: Sequence[tuple[Sequence[str], Speaker, int | None]]) -> list[int]:
    """Return for each printing the number of its cluster; one that is not kept is a cluster of its own."""
    shelf, keys = MemoryShelf(), [""] * len(given)
    for start in range(0, len(given), BATCH):
        found = [printing_of(*one) for one in given[start : start + BATCH]]
        keys[start : start + BATCH] = [printing.key if printing else "" for printing in found]
        join(shelf, [printing for printing in found if printing])
    homes = {key: number for number, cluster in enumerate(shelf.clusters()) for key in cluster}
    return [homes[key] if key else -1 - place for place, key in enumerate(keys)]


def score(cases: Sequence[Planted], homes: Sequence[int]) -> tuple[float, float, list[tuple[Planted, Planted]], list[tuple[Planted, Planted]]]:
    """Return pairwise precision and recall, the pairs wrongly brought together and those wrongly kept apart."""
    together, right = _pairs(homes), _pairs([case.utterance for case in cases])
    wrong = [(cases[a], cases[b]) for a, b in sorted(together - right)]
    missed = [(cases[a], cases[b]) for a, b in sorted(right - together)]
    both = len(together & right)
    return both / len(together), both / len(right), wrong, missed


def _pairs(homes: Sequence[int]) -> set[tuple[int, int]]:
    members: dict[int, list[int]] = {}
    for place, home in enumerate(homes):
        members.setdefault(home, []).append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def run_planted(seeds: list[int], utterances: int, show: int) -> None:
    for seed in seeds:
        cases = planted(seed, utterances)
        began = time.perf_counter()
        precision, recall, wrong, missed = score(cases, clustered([(case.parts, case.speaker, case.day) for case in cases]))
        seconds = time.perf_counter() - began
        print(f"seed {seed}: {len(cases):,} printings; precision {precision:.4f}, recall {recall:.4f}; {seconds:.1f} s")
        print("   together, wrongly:", dict(Counter(tuple(sorted((a.how, b.how))) for a, b in wrong).most_common(6)))
        print("   apart, wrongly:   ", dict(Counter(how for a, b in missed for how in (a.how, b.how)).most_common(9)))
        for title, some in (("together", wrong), ("apart", missed)):
            for a, b in random.Random(1).sample(some, min(show, len(some))):
                print(f"  {title}\n    {a.how:12} {a.speaker.name} {a.day} {a.parts}\n    {b.how:12} {b.speaker.name} {b.day} {b.parts}")


def run_million(texts: int, phrases: float) -> None:
    """Time the clustering of so many short texts: half are variants of others; `phrases` of them hold a half sentence that others hold too."""
    given = list(islice(_short_texts(phrases), texts))
    words = sum(len(part.split()) for parts, *_ in given for part in parts)
    print(f"{len(given):,} texts of {words / len(given):.1f} words made; {_peak_gb():.2f} GB", flush=True)
    began, worked = time.perf_counter(), time.process_time()
    homes = clustered(given)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    print(f"{len(set(homes)):,} clusters in {seconds:.0f} s, {cpu:.0f} s of one core; peak {_peak_gb():.2f} GB")


def _short_texts(phrases: float) -> Iterator[tuple[Sequence[str], Speaker, int]]:
    """Yield texts whose words and speakers are as skewed as in news."""
    words, world = Words(5), World(5)
    chance = world.chance
    while True:
        text = words.sentence(8, 24)
        if chance.random() < phrases:
            text = f"{text} {world.aside()}"
        speaker, day = named("", words.name()) if chance.random() < 0.75 else NOBODY, START + chance.randrange(2500)
        yield (text,), speaker, day
        for _ in range(chance.choices([0, 1, 2, 6], [12, 4, 3, 1])[0]):
            yield chance.choice(list(CHANGES.values()))(chance, text), speaker, day + chance.randrange(3)


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


NAME = r"(?:[A-Z][a-zé'’.-]+ ){0,2}[A-Z][a-zé'’-]+"
AFTER = re.compile(
    rf"^[\s,]*(?:said|says|added|told|tweeted|wrote|asked|argued|explained)\s+(?:\w+\.\s)?({NAME})|^[\s,]*({NAME}) (?:said|says|added|told|wrote)"
)
BEFORE = re.compile(rf"({NAME}) (?:said|says|added|told|wrote|tweeted|argued)[^.“\"]{{0,40}}[\s,:]*$")
NO_NAMES = frozenset("He She They It We I The But And That This In On As You Who What When Then There".split())


def run_news(read: int, largest: int, seed: int) -> None:
    """Cluster the quotations of the shared news, and print some that span two outlets, to be read by a person."""
    given, shown = [], []
    for article in _articles():
        for parts, speaker in _quoted(article["text"]):
            given.append((parts, speaker, _day(article["published"])))
            shown.append((article["outlet"], article["published"], article["title"]))
    print(f"{len(given):,} quotations", flush=True)
    began = time.perf_counter()
    homes = clustered(given)
    print(f"clustered in {time.perf_counter() - began:.0f} s; peak {_peak_gb():.2f} GB")
    members: dict[int, list[int]] = {}
    for place, home in enumerate(homes):
        members.setdefault(home, []).append(place)
    wide = [places for places in members.values() if len({shown[place][0] for place in places}) > 1]
    sizes = sorted((len(places) for places in members.values()), reverse=True)
    print(f"{len(members):,} clusters, {sum(size > 1 for size in sizes):,} of several, {len(wide):,} over two outlets; largest {sizes[:10]}")
    chosen = [("largest", places) for places in sorted(wide, key=len, reverse=True)[:largest]]
    chosen += [("drawn", places) for places in random.Random(seed).sample(sorted(wide), min(read, len(wide)))]
    for number, (why, places) in enumerate(chosen):
        print(f"--- {number} {why}, {len(places)} printings")
        for place in places[:12]:
            print(f"  {shown[place][0]:20} {shown[place][1]} {given[place][1].name or '-':22} | {' … '.join(given[place][0])[:260]}")


def _articles() -> Iterator[dict[str, str]]:
    with gzip.open(SHARED / "data" / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
    yield from map(json.loads, TRAIN.read_text(encoding="utf-8").splitlines())


def _quoted(text: str) -> Iterator[tuple[list[str], Speaker]]:
    """Yield quoted parts with the name next to them; what `he said` parts in one paragraph stays together."""
    for paragraph in text.split("\n"):
        outer = [q for q in quoted_spans(paragraph) if q.depth == 0 and q.is_closed and q.end - q.start > 2]
        name, parts, end = "", list[str](), 0
        for q in outer:
            between = paragraph[end : q.start]
            is_joined = bool(parts) and len(between) < 60 and re.search(r"\b(?:said|says|added|told)\b", between) is not None
            if parts and not is_joined:
                yield parts, _speaker(name)
                parts, name = [], ""
            name = name or _name_at(paragraph, q.start, q.end)
            parts.append(paragraph[q.start : q.end])
            end = q.end
        if parts:
            yield parts, _speaker(name)


def _name_at(paragraph: str, start: int, end: int) -> str:
    after, before = AFTER.match(paragraph[end : end + 80]), BEFORE.search(paragraph[max(0, start - 120) : start])
    found = (after and (after[1] or after[2])) or (before and before[1]) or ""
    return "" if found.split(" ")[0] in NO_NAMES else found


def _speaker(name: str) -> Speaker:
    return named("", name) if name else NOBODY


def _day(published: str) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("planted", "million", "news"))
    ap.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    ap.add_argument("--utterances", type=int, default=3000)
    ap.add_argument("--show", type=int, default=0, help="wrong pairs to print")
    ap.add_argument("--texts", type=int, default=1_000_000)
    ap.add_argument("--phrases", type=float, default=0.0, help="the share of texts that hold one of 4,096 half sentences")
    ap.add_argument("--read", type=int, default=100)
    ap.add_argument("--largest", type=int, default=0, help="clusters with the most printings to print first")
    ap.add_argument("--seed", type=int, default=3)
    args = ap.parse_args()
    if args.what == "planted":
        run_planted(args.seeds, args.utterances, args.show)
    elif args.what == "million":
        run_million(args.texts, args.phrases)
    else:
        run_news(args.read, args.largest, args.seed)


if __name__ == "__main__":
    main()
