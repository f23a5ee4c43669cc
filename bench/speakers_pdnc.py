"""Novels of PDNC, held apart from training: the speaker of each quotation, its words given; explicit, anaphoric and implicit ones apart.

Each novel is cut at paragraphs into parts of about a newspaper page, as many as asked, evenly spread. A name counts as right if it is
one of the names that the corpus gives the character, courtesy titles aside.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from onrecord.find import Finder
from onrecord.records import Article, Span
from onrecord.resolve import resolve_given
from onrecord.resolve.likely import ReadsPassages

NOVELS = ("Persuasion", "TheSignOfTheFour", "TheAwakening", "HowardsEnd")
PART = 6000
Quotation = tuple[int, int, str, set[str]]
_TITLE = re.compile(r"^(?:(?:mr|mrs|miss|ms|dr|sir|lady|captain|admiral|colonel|madame|mademoiselle)\b\.? )+")


def report(archive: Path, count: int, linker: ReadsPassages | None) -> None:
    """Print how many are right of each kind, over `count` parts of each novel."""
    finder = Finder()
    right, total, unknown = Counter[str](), Counter[str](), Counter[str]()
    for novel in NOVELS:
        for text, quotations in parts(archive, novel, count):
            paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
            findings = next(finder([Article(text=text, paragraphs=paragraphs)]))
            given = resolve_given(findings, [Span(start=s, end=e) for s, e, _, _ in quotations], linker=linker)
            for statement, (_, _, kind, names) in zip(given, quotations, strict=True):
                for key in (kind, "all", novel):
                    total[key] += 1
                    unknown[key] += statement.speaker.name is None
                    right[key] += plain(statement.speaker.name or "") in names
    for key in total:
        print(f"{key:18} right {right[key]:4} of {total[key]:4} ({100 * right[key] / total[key]:.1f} %), unknown {unknown[key]}")


def parts(archive: Path, novel: str, count: int) -> Iterator[tuple[str, list[Quotation]]]:
    """Yield parts of a novel with their quotations: start, end, kind and the names of who speaks."""
    with tarfile.open(archive) as tar:
        text = running(read(tar, f"./data/{novel}/novel_text.txt"))
        names = {row["Main Name"]: names_of(row) for row in csv.DictReader(io.StringIO(read(tar, f"./data/{novel}/character_info.csv")))}
        rows = list(csv.DictReader(io.StringIO(read(tar, f"./data/{novel}/quotation_info.csv"))))
    known = [(ast.literal_eval(row["quoteByteSpans"])[0], row) for row in rows if row["speaker"] in names]
    quotations = [(start, end, row["quoteType"], names[row["speaker"]]) for (start, end), row in known]
    cuts = [0]
    for match in re.finditer(r"\n\n+", text):
        if match.end() - cuts[-1] >= PART:
            cuts.append(match.end())
    step = max(1, len(cuts) // count)
    for start, end in list(pairwise(cuts))[::step][:count]:
        yield text[start:end], [(s - start, e - start, kind, who) for s, e, kind, who in quotations if start <= s and e <= end]


def read(tar: tarfile.TarFile, name: str) -> str:
    raw = tar.extractfile(name)
    assert raw is not None
    return raw.read().decode("utf-8").replace("\r\n", "\n")


def running(text: str) -> str:
    """Return the text with its lines joined, letter for letter in its place."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def names_of(row: dict[str, str]) -> set[str]:
    return {plain(name) for name in {row["Main Name"], *ast.literal_eval(row["Aliases"])}}


def plain(name: str) -> str:
    return _TITLE.sub("", name.casefold().strip())
