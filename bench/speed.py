"""How fast and how large: articles a second on one core, cold start, peak memory, and what a second process brings.

    python bench/speed.py [--articles 200]

The articles are those of the annotated dev part, repeated; what is timed is finding and resolving, the model loaded. An
article counts as 750 words. Ratios and medians of three, one run after the other.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold import DEV
from onrecord.find import Finder
from onrecord.records import Article, Findings, Span
from onrecord.resolve import resolve
from onrecord.resolve.linker import Linker
from onrecord.run import Plan, readings

WORDS = 750
ROUNDS = 3


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=84)
    args = ap.parse_args()
    articles = dev_articles(args.articles)
    words = sum(len(a.text.split()) for a in articles)
    for effort in ("default", "fast"):
        finder, linker = Finder(effort), Linker() if effort == "default" else None
        finding, resolving = [], []
        for _ in range(ROUNDS):
            began = time.process_time()
            found = [Findings(article=a, findings=finder.find(a.text), made_by="bench") for a in articles]
            between = time.process_time()
            for f in found:
                resolve(f, linker=linker)
            finding.append(between - began)
            resolving.append(time.process_time() - between)
        rate = words / WORDS / statistics.median(finding)
        share = statistics.median(resolving) / statistics.median(finding)
        print(f"{effort}: {rate:.1f} articles a second on one core; resolving costs {share:.2f} of finding")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    ratios = [wall(articles * 3, 1) / wall(articles * 3, 2) for _ in range(ROUNDS)]
    print(f"two processes against one: {statistics.median(ratios):.2f} times as fast")
    cold = [cold_start() for _ in range(ROUNDS)]
    helps = statistics.median(help_time() for _ in range(ROUNDS))
    print(f"cold start to the first answer: {statistics.median(cold):.2f} s; --help: {helps:.2f} s")


def dev_articles(count: int) -> list[Article]:
    """Return articles of dev, repeated with a changed end where there are not enough."""
    with DEV.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [Article(text=t, paragraphs=(Span(start=0, end=len(t)),), language="en") for t in islice(cycle(texts), count)]


def wall(articles: list[Article], processes: int) -> float:
    """Return the seconds that reading takes, start of the processes included."""
    began = time.perf_counter()
    for _ in readings(articles, Plan(processes=processes)):
        pass
    return time.perf_counter() - began


def cold_start() -> float:
    """Return the seconds from the shell to the statements of one short article."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "onrecord", "read", "-", "--no-record", "--json"],
        input=b"Oduya said that the pier was closed.",
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def help_time() -> float:
    """Return the seconds that --help takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "onrecord", "--help"], check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
