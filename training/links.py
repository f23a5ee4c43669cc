"""Coreference and name data as pronouns to be linked: for each pronoun the candidates that it means.

GAP, OntoGUM, LitBank and the silver chains of PolNeAR, all opened as the resolver opens an article, so that the linker meets in
training the candidates that it will be asked about.
"""

from __future__ import annotations

import csv
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.resolve.meet import PRONOUN, meet_cast
from onrecord.resolve.page import Page
from onrecord.resolve.passages import Candidate, Stretch, candidates_of, stretches
from speakers_gap import with_name

Chains = list[list[tuple[int, int]]]
HELD_FICTION = re.compile(r"persuasion|sign_of_the_four|awakening|howards_end")
"""Novels on which speakers are measured (bench/speakers_pdnc.py): LitBank's parts of them are not learned from."""


@dataclass
class Asked:
    """One pronoun. `gold` holds the keys of the candidates that it means, `wrong` those known to be wrong; an empty gold with no
    wrong means nobody here."""

    gold: set[int]
    wrong: set[int] = field(default_factory=set)
    weight: float = 1.0


@dataclass
class Sample:
    """One stretch of a text with its candidates and its pronouns."""

    text: str
    stretch: Stretch
    candidates: list[Candidate]
    asked: dict[int, Asked]
    name: str = ""


def gap(path: Path) -> Iterator[Sample]:
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            page = meet_cast(row["Text"], [])
            at = int(row["Pronoun-offset"])
            found = candidates_of(page)
            keys: dict[str, set[int]] = {}
            for letter in "AB":
                start, end = int(row[f"{letter}-offset"]), int(row[f"{letter}-offset"]) + len(row[letter])
                found, keys[letter] = with_name(found, start, end)
            gold = {k for letter in "AB" if row[f"{letter}-coref"].upper() == "TRUE" for k in keys[letter]}
            wrong = {k for letter in "AB" if row[f"{letter}-coref"].upper() != "TRUE" for k in keys[letter]} - gold
            asked = Asked(gold, wrong)
            whole = Stretch(0, len(page.text), (at,))
            yield Sample(page.text, whole, found, {at: asked}, row["ID"])


def chained(text: str, chains: Chains, name: str, weight: float = 1.0, unlinked: float = 0.5) -> Iterator[Sample]:
    """Samples of a text whose chains of mentions are known."""
    page = meet_cast(text, [])
    if not page.words:
        return
    found = candidates_of(page)
    labels: dict[int, Asked] = {}
    for chain in chains:
        here = [s for s, e in chain if e - s < 9 and PRONOUN.fullmatch(text, s, e)]
        gold = _meant(text, chain, found) if here else set()
        for at in here:
            labels[at] = Asked(gold, weight=weight if gold else unlinked)
    yield from _cut(page, found, labels, name)


def _meant(text: str, chain: list[tuple[int, int]], found: list[Candidate]) -> set[int]:
    """Return the keys of the candidates that a chain names: those that head one of its mentions, and the rest of such entities."""
    headed = set()
    for c in found:
        opens = [e for s, e in chain if s in (c.key, c.start)]
        is_whole = any(s <= c.start and c.end == e for s, e in chain)
        is_apposed = any(e > c.end for e in opens) and re.match(r" ?[,(]", text[c.end : c.end + 2])
        if is_whole or is_apposed:
            headed.add(c)
    numbers = {c.number for c in headed if c.number >= 0}
    whole = {n for n in numbers if 2 * sum(c.number == n for c in headed) >= sum(c.number == n for c in found)}
    return {c.key for c in headed} | {c.key for c in found if c.number in whole}


def _cut(page: Page, found: list[Candidate], labels: dict[int, Asked], name: str) -> Iterator[Sample]:
    for stretch in stretches(page, sorted(labels)):
        inside = [c for c in found if stretch.start <= c.start and c.end <= stretch.end]
        keys = {c.key for c in inside}
        asked = {}
        for at in stretch.asked:
            label = labels[at]
            gold = label.gold & keys
            asked[at] = Asked(gold, weight=label.weight if gold or not label.gold else min(label.weight, 0.5))
        if len({c.number if c.number >= 0 else -c.key for c in inside}) > 1:
            yield Sample(page.text, stretch, inside, asked, name)


def polnear(folder: Path, part: str) -> Iterator[Sample]:
    """Silver: a machine's chains, of which those of its gender guesses are wrong."""
    with (folder / f"{part}.jsonl").open(encoding="utf-8") as lines:
        texts = {row["doc"]: row["text"] for row in map(json.loads, lines)}
    with (folder / f"{part}.corenlp.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            chains = [[(s, e) for s, e, *_ in chain] for chain in row["chains"]]
            yield from chained(texts[row["doc"]], chains, row["doc"], weight=0.5, unlinked=0.05)


def ontogum(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.conll")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        text, chains = _joined([r[1] for r in rows], [r[-1] for r in rows])
        yield from chained(text, chains, path.stem)


def litbank(archive: Path) -> Iterator[Sample]:
    with tarfile.open(archive) as tar:
        for member in sorted((m for m in tar if "/coref/conll/" in m.name and m.name.endswith("conll")), key=lambda m: m.name):
            if HELD_FICTION.search(member.name):
                continue
            raw = tar.extractfile(member)
            assert raw is not None
            rows = [line.split("\t") for line in raw.read().decode("utf-8").splitlines() if line.strip() and not line.startswith("#")]
            text, chains = _joined([r[3] for r in rows], [r[-1] for r in rows])
            yield from chained(text, chains, Path(member.name).stem)


def _joined(tokens: list[str], marks: list[str]) -> tuple[str, Chains]:
    """Return the running text of some tokens, and the chains that CoNLL marks in brackets give."""
    text, spans, opened = "", [], 0
    for token in tokens:
        plain = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token).replace("--", "—")
        closes = re.match(r"^(?:[,.;:!?)\]%]|['’](?:s|S|re|ve|ll|d|m)?$|n['’]t$|—$)", plain) is not None
        if plain in ('"', "“", "”"):
            opened += 1
            closes = plain == "”" or (plain == '"' and opened % 2 == 0)
        glue = "" if closes or not text or text[-1] in "([—“$#" or (text[-1] == '"' and opened % 2 == 1) else " "
        spans.append((len(text) + len(glue), len(text) + len(glue) + len(plain)))
        text += glue + plain
    return text, _chains(marks, spans)


def _chains(marks: list[str], spans: list[tuple[int, int]]) -> Chains:
    chains: dict[str, list[tuple[int, int]]] = {}
    opened: dict[str, list[int]] = {}
    for mark, (start, end) in zip(marks, spans, strict=True):
        for part in re.findall(r"\(?\d+\)?", mark):
            number = part.strip("()")
            if part.startswith("("):
                opened.setdefault(number, []).append(start)
            if part.endswith(")") and opened.get(number):
                chains.setdefault(number, []).append((opened[number].pop(), end))
    return list(chains.values())


def counted(samples: Iterable[Sample]) -> str:
    listed = list(samples)
    asked = [a for s in listed for a in s.asked.values()]
    linked = sum(bool(a.gold) for a in asked)
    return f"{len(listed)} passages, {len(asked)} pronouns, {linked} linked, {sum(s.stretch.end - s.stretch.start for s in listed)} characters"
