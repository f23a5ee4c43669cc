"""The example articles, read from file to statement and held against the statements that were marked in them by hand."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.read import articles
from onrecord.records import Article, Reading, Statement
from onrecord.run import Plan, readings

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT / "tests/cases/examples").glob("*.toml"))
WORD = re.compile(r"\w+")


@cache
def read() -> dict[str, Reading]:
    """Every example that has gold, by the name of its file."""
    outcomes = readings(articles([ROOT / "examples"]), Plan())
    return {Path(o.article.where).name: o for o in outcomes if isinstance(o, Reading)}


@cache
def gold(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def pairs(path: Path) -> list[tuple[dict[str, Any], Statement | None]]:
    """Each marked statement with the one found that is most like it, half of the words in common at least."""
    reading = read()[gold(path)["article"]]
    left = {s.id: words(" ".join(x.of(reading.article.text) for x in s.content)) for s in reading.statements}
    by_id = {s.id: s for s in reading.statements}
    out: list[tuple[dict[str, Any], Statement | None]] = []
    for marked in gold(path)["statement"]:
        wanted = words(" ".join(marked["content"]))
        best = max(left, key=lambda i: alike(wanted, left[i]), default=None)
        found = best is not None and alike(wanted, left[best]) >= 0.5
        out.append((marked, by_id[best] if found and best else None))
        if found and best:
            del left[best]
    return out


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.lower()))


def alike(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / max(1, (a | b).total())


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_an_example_is_read_with_what_it_says_of_itself(path: Path) -> None:
    article, marked = read()[gold(path)["article"]].article, gold(path)
    assert {k: getattr(article, k) for k in ("title", "outlet", "agency", "byline")} == {
        k: marked.get(k) for k in ("title", "outlet", "agency", "byline")
    }
    assert (article.published or "")[:10] == marked["published"]
    assert article.language == "en"


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_the_words_of_every_marked_statement_stand_in_the_text(path: Path) -> None:
    text = read()[gold(path)["article"]].article.text
    assert [span for s in gold(path)["statement"] for span in s["content"] if span not in text] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_every_span_of_every_statement_slices(path: Path) -> None:
    reading = read()[gold(path)["article"]]
    article: Article = reading.article
    for s in reading.statements:
        for span in [*s.content, *filter(None, (s.cue, s.source, s.addressee, s.occasion))]:
            assert span.of(article.text).strip() == span.of(article.text) != ""


def test_most_marked_statements_are_found_and_rightly_described() -> None:
    matched = [(g, s) for path in GOLD for g, s in pairs(path)]
    found = [(g, s) for g, s in matched if s is not None]
    direct = [(g, s) for g, s in matched if g["manner"] == "direct" and "parent" not in g]
    named = [(g, s) for g, s in found if "speaker" in g]
    assert len(found) >= 0.8 * len(matched)
    assert sum(s is not None for _, s in direct) >= 0.95 * len(direct)
    assert sum(g["manner"] == s.manner for g, s in found) >= 0.9 * len(found)
    assert sum(g["speaker"] == s.speaker.name for g, s in named) >= 0.65 * len(named)
