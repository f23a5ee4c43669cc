"""What holds for every article, whatever it was made of, and for every file, whatever is in it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.read import Kind, article_of, articles
from onrecord.read.clean import clean
from onrecord.read.dates import date_of
from onrecord.records import Article, Rejected

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
PIECES = """# Talks
## Read more
By Ada Corwin
By [Halyard](#)
14 March 2031
**Photo: A/B**
**Related article:** [A b c d](https://a.example)
The minister said
no.
“Never,”
he added:
> Not once.
- one
1990. A year.
Original url: <https://a.example/b>
(Reporting by Ada Corwin; Editing by B C)
VELMORA (Halyard) - It sank.
[A link of four words](https://a.example/c)
\u200b\t
---
```
ODUYA: No.
<p>The talks about the strait failed on Friday, both sides said.</p>
<q>so <q>what</q></q>
<blockquote>Filed and forgotten, all of them.</blockquote>
<br>
&nbsp;é…""".splitlines()
TOLD = "title byline agency outlet published modified section dateline credits photo_credit url original_url language payload_digest".split()
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=14).flatmap(
    lambda parts: st.sampled_from(["\n\n", "\n", " "]).map(lambda by: by.join(parts))
)
KINDS = st.sampled_from([Kind.PLAIN, Kind.MARKDOWN, Kind.HTML, None])
PAGES = [path for path in sorted((Path(__file__).parents[2] / "examples").glob("*")) if path.is_file()]


def check(article: Article) -> None:
    paragraphs = [span.of(article.text) for span in article.paragraphs]
    assert "\n\n".join(paragraphs) == article.text
    assert all(paragraph == clean(paragraph) != "" for paragraph in paragraphs)
    assert all(any(span.start < joint < span.end for span in article.paragraphs) for joint in article.mended)
    article.text.encode("utf-8")
    check_origins(article)


def check_origins(article: Article) -> None:
    told = [origin.field for origin in article.origins]
    assert len(told) == len(set(told))
    assert set(told) - {"chain"} == {name for name in TOLD if getattr(article, name) is not None}


def check_outcome(outcome: Article | Rejected) -> None:
    if isinstance(outcome, Article):
        check(outcome)
    else:
        assert outcome.where
        assert outcome.reason.endswith(".")


@FEW
@given(TEXTS, KINDS)
def test_paragraphs_are_the_text_and_reading_again_gives_the_same(text: str, kind: Kind | None) -> None:
    try:
        article = article_of(text, kind=kind)
    except ReadError:
        return
    check(article)
    assert article_of(text, kind=kind) == article


@FEW
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a"]))
def test_arbitrary_bytes_never_raise(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    for outcome in articles([tmp_path / name]):
        check_outcome(outcome)


def mutations(data: bytes, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(4):
        start, length = chance.randrange(len(data)), chance.randrange(1, 200)
        noise = chance.choice([b"", b"<", b"\xff", b'"', b"</p>", b"<div>" * 40, b"\x00", data[: chance.randrange(300)], chance.randbytes(9)])
        data = data[:start] + noise + data[start + length * chance.randrange(2) :]
        if not data:
            return
        yield data


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_damaged_examples_never_raise(tmp_path: Path, path: Path) -> None:
    for seed in range(3):
        for data in mutations(path.read_bytes(), seed):
            damaged = tmp_path / path.name
            damaged.write_bytes(data)
            for outcome in articles([damaged]):
                check_outcome(outcome)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="0123456789 /-.,:TZapmMarch+", max_size=30))
def test_no_text_breaks_the_dates(text: str) -> None:
    found = date_of(text)
    assert found is None or date_of(found) == found
