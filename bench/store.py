"""Times the record over synthetic statements: ingest, size, and every kind of search.

    python bench/store.py --statements 100000 [--keep RECORD.db] [--repeats 40]

The articles are made up by a seeded generator. Their lengths are those of PolNeAR's: 23 statements an article, 193 characters of
text a statement, of which its content takes 88; words, names and outlets are as skewed as in real news.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

from onrecord.records import Article, Manner, Reading, Span, Speaker, SpeakerKind, Stance, Statement, Unknown, statement_id
from onrecord.store import By, Query, Record, Sort

A_STATEMENTS = 23
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeo"]
REAL = (
    *("the", "to", "of", "and", "that", "a", "in", "it", "is", "will", "we", "not", "for", "on", "be", "have"),
    *("they", "this", "with", "as", "people", "would", "government", "our", "there", "country", "election", "war"),
)


class World:
    """Words, names and outlets with the skew of real ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = [*REAL, *sorted({self._coined(2, 4) for _ in range(40_000)}, key=lambda _: self.chance.random())]
        self.words, self.word_weights = words, list(accumulate(1 / (place + 8) for place in range(len(words))))
        self.names = [f"{self._coined(2, 3).title()} {self._coined(2, 4).title()}" for _ in range(20_000)]
        self.name_weights = list(accumulate(1 / (place + 20) for place in range(len(self.names))))
        self.outlets = [f"The {self._coined(2, 3).title()} {kind}" for kind in ("Times", "Post", "Herald", "Courier") for _ in range(25)]
        self.outlet_weights = list(accumulate(1 / (place + 3) for place in range(len(self.outlets))))

    def _coined(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(least, most)))

    def sentence(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.word_weights, k=self.chance.randint(least, most)))

    def content(self) -> str:
        length = min(60, 4 + int(self.chance.lognormvariate(2.0, 0.75)))
        return self.sentence(length, length)

    def name(self) -> str:
        return self.chance.choices(self.names, cum_weights=self.name_weights)[0]


def readings(statements: int, seed: int = 7) -> Iterator[Reading]:
    world = World(seed)
    for place in range(statements // A_STATEMENTS):
        yield reading(world, place)


def reading(world: World, place: int) -> Reading:
    chance, parts, marks = world.chance, [], []
    length = 0
    for _ in range(A_STATEMENTS):
        source, content, rest = world.name(), world.content(), world.sentence(9, 16)
        parts.append(f"{source} said {content}. {rest}.\n\n")
        marks.append((length, source, content))
        length += len(parts[-1])
    text = "".join(parts)
    edges = [start for start, _, _ in marks] + [len(text)]
    article = Article(
        text=text,
        paragraphs=tuple(Span(start=start, end=end) for start, end in pairwise(edges)),
        title=world.sentence(6, 11),
        byline=world.name(),
        agency=chance.choice(["ANSO", "Reuterix", "Interfaks", None, None, None]),
        outlet=chance.choices(world.outlets, cum_weights=world.outlet_weights)[0],
        published=(date(2024, 1, 1) + timedelta(days=chance.randrange(2500))).isoformat(),
        url=f"https://news.example/{place}/{world.sentence(3, 5).replace(' ', '-')}",
        language="en",
        where=f"archive/{place // 1000}/{place}.html",
    )
    return Reading(article=article, statements=tuple(statement(world, article, mark) for mark in marks))


def statement(world: World, article: Article, mark: tuple[int, str, str]) -> Statement:
    (start, source, content), chance = mark, world.chance
    begin = start + len(source) + 6
    middle = begin + len(content) // 2
    whole = Span(start=begin, end=begin + len(content))
    spans = (whole,) if chance.random() < 0.85 else (Span(start=begin, end=middle - 2), Span(start=middle, end=whole.end))
    cue = Span(start=start + len(source) + 1, end=start + len(source) + 5)
    return Statement(
        id=statement_id(article.id, spans, cue),
        article_id=article.id,
        content=spans,
        cue=cue,
        source=Span(start=start, end=start + len(source)),
        speaker=speaker(chance, source),
        manner=chance.choices(list(Manner), [3, 1, 6])[0],
        stance=chance.choices(list(Stance), [60, 4, 2, 2, 3, 3, 1, 3, 3, 3, 2, 8, 1, 2, 2, 3, 1, 1])[0],
        addressee=None,
        occasion=None,
        said_on=article.published if chance.random() < 0.5 else None,
        via=f"{article.agency} > {article.outlet}" if article.agency else None,
        confidence=round(chance.uniform(0.3, 1.0), 3),
        parent=None,
        made_by="bench-1",
    )


def speaker(chance: random.Random, source: str) -> Speaker:
    kind = chance.random()
    if kind < 0.15:
        return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_NAME_BEFORE)
    if kind < 0.25:
        return Speaker(name=chance.choice(["a senior official", "officials", "a spokesman", "a person close to the talks"]), kind=SpeakerKind.UNNAMED)
    return Speaker(name=source, kind=SpeakerKind.PERSON, role="the minister" if kind < 0.4 else None, confidence=0.9)


def questions(world: World) -> dict[str, Callable[[Record, random.Random], object]]:
    """Each kind of search, asked anew with other words each time."""
    rare, middling = world.words[8_000:20_000], world.words[300:2_000]
    famous = [name.split()[1] for name in world.names[:50]]
    outlets = world.outlets[:20]

    def search(**asked: object) -> Query:
        return Query(**asked)  # type: ignore[arg-type]

    return {
        "a rare word": lambda r, c: r.search(search(words=c.choice(rare))),
        "a middling word": lambda r, c: r.search(search(words=c.choice(middling))),
        "a common word": lambda r, c: r.search(search(words=c.choice(REAL))),
        "two words": lambda r, c: r.search(search(words=f"{c.choice(middling)} {c.choice(REAL)}")),
        "a phrase": lambda r, c: r.search(search(words=f'"{c.choice(REAL)} {c.choice(REAL)}"')),
        "a prefix": lambda r, c: r.search(search(words=f"{c.choice(middling)[:4]}*")),
        "NEAR": lambda r, c: r.search(search(words=f"NEAR({c.choice(REAL)} {c.choice(middling)}, 5)")),
        "OR": lambda r, c: r.search(search(words=f"{c.choice(rare)} OR {c.choice(REAL)}")),
        "common, anywhere": lambda r, c: r.search(search(words=c.choice(REAL), scope="anywhere")),
        "common, with speaker": lambda r, c: r.search(search(words=c.choice(REAL), speaker=c.choice(famous))),
        "common, outlet, a year": lambda r, c: r.search(search(words=c.choice(REAL), outlet=c.choice(outlets), since="2026", until="2026")),
        "common, a rare stance": lambda r, c: r.search(search(words=c.choice(REAL), stance=Stance.JOKES)),
        "common, newest": lambda r, c: r.search(search(words=c.choice(REAL), sort=Sort.NEWEST)),
        "common, said in a month": lambda r, c: r.search(search(words=c.choice(REAL), said_since="2026-03", said_until="2026-03")),
        "speaker alone": lambda r, c: r.search(search(speaker=c.choice(famous))),
        "browse": lambda r, _: r.search(search()),
        "one statement by id": lambda r, c: r.statement(c.choice(ids(r))),
        "count by speaker": lambda r, _: r.count(Query(), by=By.SPEAKER, most=20),
        "count by outlet": lambda r, _: r.count(Query(), by=By.OUTLET),
        "count by month": lambda r, _: r.count(Query(), by=By.MONTH),
        "count by speaker, middling": lambda r, c: r.count(search(words=c.choice(middling)), by=By.SPEAKER, most=20),
        "count by month, common": lambda r, c: r.count(search(words=c.choice(REAL)), by=By.MONTH),
        "totals": lambda r, _: r.totals(),
    }


_IDS: list[str] = []


def ids(record: Record) -> list[str]:
    if not _IDS:
        _IDS.extend(hit.statement.id for hit in record.search(Query(limit=200)))
    return _IDS


def timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def ingest(path: Path, statements: int) -> None:
    made = list(readings(statements)) if statements <= 200_000 else readings(statements)
    start = time.perf_counter()
    with Record(path) as record:
        added = record.add_many(made)
    took = time.perf_counter() - start
    rate, each = added.statements / took, path.stat().st_size / added.statements
    print(f"ingest  {added.statements:,} statements in {took:.1f} s: {rate:,.0f} a second; {each:.0f} bytes each")


def search(path: Path, repeats: int) -> None:
    chance = random.Random(3)
    print(f"{'':28}{'p50 ms':>8}{'p95 ms':>8}")
    with Record.open_readonly(path) as record:
        for name, ask in questions(World(7)).items():
            ask(record, chance)
            took = sorted(timed(lambda ask=ask: ask(record, chance)) for _ in range(repeats))  # type: ignore[misc]
            print(f"{name:28}{statistics.median(took):8.1f}{took[int(len(took) * 0.95)]:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="the record to make, or to search again if it is there")
    parser.add_argument("--repeats", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "bench.db"
        if not path.exists():
            ingest(path, asked.statements)
        search(path, asked.repeats)


if __name__ == "__main__":
    main()
