"""The main text of real pages, ours beside trafilatura alone: F1, what is lost of the words inside quotations, pages a second.

    python bench/main_text.py benchmark|readability|readability-articles [--pages]

F1 is that of the article-extraction-benchmark, by its own scorer. A word inside quotation marks is lost if no three
neighbouring words of the expected text with it in them stand in the text that was found. One run, one core, CPU seconds;
ours includes the metadata. `--pages` prints every page, for the set that is worked on.
"""

from __future__ import annotations

import argparse
import re
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import mean

from onrecord.errors import ReadError
from onrecord.read import Kind, article_of
from page_sets import GoldPage, article_extraction_benchmark, benchmark_scorer, readability, readability_articles

SETS = {"benchmark": article_extraction_benchmark, "readability": readability, "readability-articles": readability_articles}
QUOTED = re.compile(r"“[^“”\n]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»|„[^„“”\n]{1,1500}[“”]")
WORD = re.compile(r"\w+")
WINDOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one tool made of one set."""

    triples: list[tuple[float, float, float]]
    losses: list[tuple[int, int]]
    seconds: float


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("set", choices=SETS)
    ap.add_argument("--pages", action="store_true")
    args = ap.parse_args()
    if args.pages and args.set == "benchmark":
        ap.error("the benchmark's pages are not looked at one by one: it is what is reported on")
    warnings.simplefilter("ignore")
    pages = SETS[args.set]()
    scored = {name: score(pages, extract) for name, extract in TOOLS.items()}
    for name, one in scored.items():
        print(row(name, one, len(pages)))
    if args.pages:
        for at, page in enumerate(pages):
            print(page.name.ljust(40), *(f"{f1(one.triples[at]):.2f}" for one in scored.values()), *(one.losses[at] for one in scored.values()))


def ours(html: str) -> str:
    try:
        return article_of(html, kind=Kind.HTML).text
    except ReadError:
        return ""


def trafilatura_with(*, fast: bool = False, precise: bool = False, metadata: bool = False) -> Callable[[str], str]:
    from trafilatura import bare_extraction

    def extract(html: str) -> str:
        found = bare_extraction(html, include_comments=False, fast=fast, favor_precision=precise, with_metadata=metadata)
        return "" if found is None else str(getattr(found, "text", ""))

    return extract


TOOLS: dict[str, Callable[[str], str]] = {
    "onrecord": ours,
    "trafilatura": trafilatura_with(),
    "trafilatura fast": trafilatura_with(fast=True),
    "trafilatura, precision": trafilatura_with(precise=True),
    "trafilatura, with metadata": trafilatura_with(metadata=True),
}


def score(pages: list[GoldPage], extract: Callable[[str], str]) -> Scored:
    """Return the scores of one tool; its first page is read once before the clock starts, so that imports cost nothing."""
    extract(pages[0].html)
    began = time.process_time()
    texts = [extract(page.html) for page in pages]
    seconds = time.process_time() - began
    matching = benchmark_scorer().string_shingle_matching
    triples = [matching(true=page.text, pred=text) for page, text in zip(pages, texts, strict=True)]
    return Scored(triples=triples, losses=[lost(page.text, text) for page, text in zip(pages, texts, strict=True)], seconds=seconds)


def lost(gold: str, text: str) -> tuple[int, int]:
    """Return how many words inside the quotations of the gold text are lost, and how many there are."""
    words = [(found.group().casefold(), found.start()) for found in WORD.finditer(gold)]
    there = set(windows([found.group().casefold() for found in WORD.finditer(text)]))
    kept: set[int] = set()
    for at, window in enumerate(windows([word for word, _ in words])):
        if window in there:
            kept |= set(range(at, at + WINDOW))
    quoted = [at for at, (_, start) in enumerate(words) if any(begin <= start < end for begin, end in quotations(gold))]
    return sum(at not in kept for at in quoted), len(quoted)


def windows(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + WINDOW]) for at in range(max(1, len(words) - WINDOW + 1)))


def quotations(gold: str) -> list[tuple[int, int]]:
    return [found.span() for found in QUOTED.finditer(gold)]


def row(name: str, scored: Scored, pages: int) -> str:
    whole = benchmark_scorer().metrics_from_tp_fp_fns(scored.triples)
    gone, quoted = (sum(pair[i] for pair in scored.losses) for i in (0, 1))
    return (
        f"{name:<27} F1 {whole['f1']:.3f}  precision {whole['precision']:.3f}  recall {whole['recall']:.3f}  mean F1 of pages "
        f"{mean(map(f1, scored.triples)):.3f}  quoted words lost {gone}/{quoted} = {gone / max(quoted, 1):.2%}  {pages / scored.seconds:.1f} pages/s"
    )


def f1(triple: tuple[float, float, float]) -> float:
    tp, fp, fn = triple
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


if __name__ == "__main__":
    main()
