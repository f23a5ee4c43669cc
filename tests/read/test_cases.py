"""Every case of the tables: a page as it came, and the article it is."""

from datetime import date
from typing import Any

import pytest

from onrecord.read import Kind, article_of
from onrecord.records import Article
from tests.cases_of import cases, named

FIELDS = tuple("title byline agency outlet published modified section dateline credits photo_credit url original_url language".split())
PAGES = ("html", "publishers", "agencies_and_channels", "papers_and_copies")
TODAY = date(2031, 12, 31)


def check(article: Article, case: dict[str, Any]) -> None:
    assert [span.of(article.text) for span in article.paragraphs] == case["paragraphs"]
    assert {name: getattr(article, name) for name in FIELDS if name in case} == {name: case[name] for name in FIELDS if name in case}
    if "related" in case:
        assert [[link.title, link.url] for link in article.related] == case["related"]
    if "chain" in case:
        assert list(article.chain) == case["chain"]
    if "origins" in case:
        assert {origin.field: origin.source for origin in article.origins} == case["origins"]
    if "mended" in case:
        assert len(article.mended) == len(case["mended"])
        assert all(article.text.startswith(words, at) for at, words in zip(article.mended, case["mended"], strict=True))


@pytest.mark.parametrize("case", cases("read/plain.toml"), ids=named)
def test_plain_text_is_read(case: dict[str, Any]) -> None:
    check(article_of(case["text"], kind=Kind.PLAIN), case)


@pytest.mark.parametrize("case", cases("read/markdown.toml"), ids=named)
def test_markdown_is_read(case: dict[str, Any]) -> None:
    check(article_of(case["text"], kind=Kind.MARKDOWN), case)


@pytest.mark.parametrize("case", [case for name in PAGES for case in cases(f"read/{name}.toml")], ids=named)
def test_a_page_is_read(case: dict[str, Any]) -> None:
    check(article_of(f"<!DOCTYPE html><html lang='en'><head>{case['head']}</head><body>{case['body']}</body></html>", today=TODAY), case)
