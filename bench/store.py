"""Times the record over synthetic statements: ingest, size, and every kind of search.

    python bench/store.py --statements 100000 [--keep RECORD.db] [--repeats 40]

The articles are made up by a seeded generator. Their lengths are those of PolNeAR's: 23 statements an article, 193 characters of
text a statement, of which its content takes 88; words, names and outlets are as skewed as in real news.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice, pairwise
from pathlib import Path

from onrecord.records import (
    Article,
    Distance,
    Evidence,
    Manner,
    Reading,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Unknown,
    statement_id,
)
from onrecord.store import By, Query, Record, Sort

A_STATEMENTS = 23
A_COPY = 10
A_DISPUTE = 50
CHUNK_ARTICLES = 2_000
ROUNDS = 5
DESCRIPTION = "a senior official"
PAGE = (By.SPEAKER, By.OUTLET, By.AGENCY, By.MANNER, By.STANCE, By.MONTH)
YEARS = ("2025", "2026", "2027", "2028", "2029", "2030")
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeo"]
REAL = (
    *("the", "to", "of", "and", "that", "a", "in", "it", "is", "will", "we", "not", "for", "on", "be", "have"),
    *("they", "this", "with", "as", "people", "would", "government", "our", "there", "country", "election", "war"),
)


class World:
    """Words, names and outlets with the skew of real ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        coined = sorted({self._coined(2, 4) for _ in range(40_000)})
        self.chance.shuffle(coined)
        words = [*REAL, *coined]
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
    addressee = Span(start=whole.start, end=whole.start + content.index(" ")) if chance.random() < 0.1 else None
    cue = Span(start=start + len(source) + 1, end=start + len(source) + 5)
    source_span, speaks = Span(start=start, end=start + len(source)), speaker(chance, source)
    said_on = article.published if chance.random() < 0.5 else None
    return Statement(
        id=statement_id(article.id, spans, cue),
        article_id=article.id,
        content=spans,
        cue=cue,
        source=source_span,
        speaker=speaks,
        manner=chance.choices(list(Manner), [3, 1, 6])[0],
        stance=chance.choices(list(Stance), [60, 4, 2, 2, 3, 3, 1, 3, 3, 3, 2, 8, 1, 2, 2, 3, 1, 1])[0],
        addressee=addressee,
        occasion=None,
        said_on=said_on,
        via=f"{article.agency} > {article.outlet}" if article.agency else None,
        confidence=round(chance.uniform(0.3, 1.0), 4),
        parent=None,
        made_by="bench-1",
        negated=chance.random() < 0.03,
        distance=chance.choices(list(Distance), [3, 96, 1])[0],
        evidence=tuple(evidence(speaks, source_span, cue, said_on)),
    )


def evidence(speaks: Speaker, source: Span, cue: Span, said_on: str | None) -> Iterator[Evidence]:
    if speaks.name is not None:
        yield Evidence(field="speaker", span=source, confidence=0.9)
    if speaks.role is not None:
        yield Evidence(field="role", span=Span(start=source.start, end=source.start + 3), confidence=0.9)
    yield Evidence(field="stance", span=cue, confidence=0.7)
    if said_on is not None:
        yield Evidence(field="said_on", span=Span(start=source.start, end=source.start + 4), confidence=0.6)


def speaker(chance: random.Random, source: str) -> Speaker:
    kind = chance.random()
    if kind < 0.15:
        return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_NAME_BEFORE)
    if kind < 0.25:
        return Speaker(name=chance.choice([DESCRIPTION, "officials", "a spokesman", "a person close to the talks"]), kind=SpeakerKind.UNNAMED)
    return Speaker(name=source, kind=SpeakerKind.PERSON, role="the minister" if kind < 0.4 else None, confidence=0.9)


def questions(record: Record) -> dict[str, Callable[[Record, random.Random], object]]:
    """Each kind of search, asked anew with other words each time: rare and middling ones as the record has them."""
    rare, middling = words_of(record)
    quoted = [counted.value or "" for counted in record.speakers(most=50) if counted.kind is not SpeakerKind.UNNAMED]
    famous = [name.split()[-1] for name in quoted]
    outlets = [counted.value for counted in record.count(Query(), by=By.OUTLET, most=20)]

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
        "one letter and a star": lambda r, c: r.search(search(words=f"{c.choice('bdfghklmn')}*")),
        "common, in context": lambda r, c: r.search(search(words=c.choice(REAL), scope="context")),
        "two words, in context": lambda r, c: r.search(search(words=f"{c.choice(middling)} {c.choice(REAL)}", scope="context")),
        "common, with copies": lambda r, c: r.search(search(words=c.choice(REAL), copies=True)),
        "common, anywhere": lambda r, c: r.search(search(words=c.choice(REAL), scope="anywhere")),
        "common, with speaker": lambda r, c: r.search(search(words=c.choice(REAL), speaker=c.choice(famous))),
        "common, outlet, a year": lambda r, c: r.search(search(words=c.choice(REAL), outlet=c.choice(outlets), since="2026", until="2026")),
        "common, a rare stance": lambda r, c: r.search(search(words=c.choice(REAL), stance=Stance.JOKES)),
        "common, disputed": lambda r, c: r.search(search(words=c.choice(REAL), disputed=True)),
        "common, to an addressee": lambda r, c: r.search(search(words=c.choice(REAL), addressee=c.choice(middling))),
        "common, newest": lambda r, c: r.search(search(words=c.choice(REAL), sort=Sort.NEWEST)),
        "common, said in a month": lambda r, c: r.search(search(words=c.choice(REAL), said_since="2026-03", said_until="2026-03")),
        "speaker alone": lambda r, c: r.search(search(speaker=c.choice(famous))),
        "browse": lambda r, _: r.search(search()),
        "one statement by id": lambda r, c: r.statement(c.choice(ids(r))),
        "count by speaker": lambda r, _: r.count(Query(), by=By.SPEAKER, most=20),
        "count by outlet": lambda r, _: r.count(Query(), by=By.OUTLET),
        "count by month": lambda r, _: r.count(Query(), by=By.MONTH),
        "count by speaker since a year": lambda r, c: r.count(Query(since=c.choice(YEARS)), by=By.SPEAKER, most=20),
        "count by outlet since a year": lambda r, c: r.count(Query(since=c.choice(YEARS)), by=By.OUTLET),
        "count by manner of an outlet": lambda r, c: r.count(search(outlet=c.choice(outlets)), by=By.MANNER),
        "count by month of a speaker": lambda r, c: r.count(search(speaker=c.choice(famous)), by=By.MONTH),
        "count by speaker, middling": lambda r, c: r.count(search(words=c.choice(middling)), by=By.SPEAKER, most=20),
        "count by month, common": lambda r, c: r.count(search(words=c.choice(REAL)), by=By.MONTH),
        "facets of a rare word": lambda r, c: r.facets(search(words=c.choice(rare)), by=PAGE),
        "facets of a middling word": lambda r, c: r.facets(search(words=c.choice(middling)), by=PAGE),
        "facets of a common word": lambda r, c: r.facets(search(words=c.choice(REAL)), by=PAGE),
        "facets of an outlet": lambda r, c: r.facets(search(outlet=c.choice(outlets)), by=PAGE),
        "facets of a speaker": lambda r, c: r.facets(search(speaker=c.choice(famous)), by=PAGE),
        "facets since a year": lambda r, c: r.facets(Query(since=c.choice(YEARS)), by=PAGE),
        "facets of all": lambda r, _: r.facets(Query(), by=PAGE),
        "a speaker's page": lambda r, c: speakers_page(r, c.choice(quoted)),
        "the page of a description": lambda r, _: speakers_page(r, DESCRIPTION),
        "totals": lambda r, _: r.totals(),
    }


def speakers_page(record: Record, name: str) -> object:
    """Ask what a speaker's page shows."""
    return record.people.person(name), list(record.people.said(name, newest_first=True, most=20))


def words_of(record: Record) -> tuple[list[str], list[str]]:
    """Return the words in at most 1 of 5,000 statements, and those in 1 of 5,000 to 1 of 200."""
    record._db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, col)")
    within = "SELECT term FROM temp.vocabulary WHERE col = 'content' AND doc BETWEEN ? AND ? ORDER BY term"
    whole = record.totals().statements
    rare, middling = ((3, max(10, whole // 5_000)), (whole // 5_000 + 1, whole // 200))
    return [row[0] for row in record._db.execute(within, rare)], [row[0] for row in record._db.execute(within, middling)]


_IDS: list[str] = []


def ids(record: Record) -> list[str]:
    if not _IDS:
        _IDS.extend(hit.statement.id for hit in record.search(Query(limit=200)))
    return _IDS


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Return how long the answer took, in milliseconds: by the clock, and of one processor's time."""
    start, used = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000


class Clock:
    """Sums up what its `with` blocks take, by the clock and of processor time."""

    def __init__(self) -> None:
        self.took = self.used = 0.0

    def __enter__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.took, self.used = self.took + time.perf_counter() - self._start[0], self.used + time.process_time() - self._start[1]

    def rate(self, many: int) -> tuple[float, float]:
        return many / self.took, many / self.used


def ingest(path: Path, statements: int) -> None:
    """Add the statements as they come; making them up is not timed. The rates are those of each fifth."""
    stream, added, rates = readings(statements), 0, list[tuple[float, float]]()
    whole, related, tidied = Clock(), Clock(), Clock()
    with Record(path) as record:
        with record.run(what="bench", made_by="bench-1"):
            for _ in range(ROUNDS):
                part, many = Clock(), 0
                for chunk in chunks(islice(stream, statements // A_STATEMENTS // ROUNDS)):
                    with part, whole:
                        many += record.add_many(chunk).statements
                added += many
                rates.append(part.rate(many))
            with related:
                relate(record)
            tidied.__enter__()
        tidied.__exit__()
    size, all_of_it = path.stat().st_size / added, whole.rate(added)
    middle = [statistics.median(each) for each in zip(*rates, strict=True)]
    print(f"ingest  {added:,} statements, {size:.0f} bytes each; statements a second by the clock / of processor time:")
    print(f"        median of {ROUNDS} parts {middle[0]:,.0f} / {middle[1]:,.0f}; all of them {all_of_it[0]:,.0f} / {all_of_it[1]:,.0f}")
    print(f"        one article in {A_COPY} hidden as a copy, one in {A_DISPUTE} disputed: {related.used:.1f} s; index made one: {tidied.used:.1f} s")


def chunks(stream: Iterator[Reading]) -> Iterator[list[Reading]]:
    while chunk := list(islice(stream, CHUNK_ARTICLES)):
        yield chunk


def relate(record: Record) -> None:
    """Make some articles copies of a story, and let some statements be denied."""
    last = record._db.execute("SELECT max(number) FROM articles").fetchone()[0]
    for start in range(1, last + 1, CHUNK_ARTICLES):
        with record._writing():
            some = f"number BETWEEN {start} AND {start + CHUNK_ARTICLES - 1} AND number > 1 AND number % {A_COPY} = 0"
            record._db.execute(f"INSERT INTO copies (article, story) SELECT number, number - 1 FROM articles WHERE {some}")
    with record._writing():
        denied = f"SELECT first, last, 'denies', 0, 5, 0.9 FROM articles WHERE number % {A_DISPUTE} = 1 AND last > first"
        record._db.execute(f"INSERT INTO disputes (denial, denied, kind, evidence_start, evidence_end, confidence) {denied}")


def search(path: Path, repeats: int) -> None:
    chance = random.Random(3)
    print(f"milliseconds, medians of {ROUNDS} rounds of {repeats}     clock: p50     p95   processor: p50     p95   (load {os.getloadavg()[0]:.1f})")
    with Record.open_readonly(path) as record:
        for name, ask in questions(record).items():
            ask(record, chance)
            rounds = [told([timed(lambda ask=ask: ask(record, chance)) for _ in range(repeats)]) for _ in range(ROUNDS)]  # type: ignore[misc]
            middle = [statistics.median(each) for each in zip(*rounds, strict=True)]
            print(f"{name:44}{middle[0]:10.1f}{middle[1]:8.1f}{middle[2]:17.1f}{middle[3]:8.1f}", flush=True)


def told(took: list[tuple[float, float]]) -> list[float]:
    """Return p50 and p95 by the clock, and p50 and p95 of processor time."""
    clock, processor = (sorted(each) for each in zip(*took, strict=True))
    return [clock[len(took) // 2], clock[int(len(took) * 0.95)], processor[len(took) // 2], processor[int(len(took) * 0.95)]]


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
