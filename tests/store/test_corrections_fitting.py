"""Which statements of another reading a person meant; the cases are data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from onrecord.records import Article, Reading, Span, Statement
from onrecord.store.corrections.acts import target_of
from onrecord.store.corrections.fitting import meant
from tests.cases_of import cases, named

from .made import statement_of

URL = "https://a.example/1"


def article_of(text: str) -> Article:
    return Article(text=text, paragraphs=(Span(start=0, end=len(text)),), url=URL)


def marked(article: Article, told: str, before: Sequence[Statement] = ()) -> Statement:
    """Return the statement of `[content|content]{cue}^place of the one around it`; a cue stands before words that stand twice."""
    contents, cue, parent = re.fullmatch(r"\[(.*)\](?:\{(.*)\})?(?:\^(\d))?", told, re.DOTALL).groups()  # type: ignore[union-attr]
    cue_at = article.text.index(cue) if cue else 0
    spans = []
    for part in contents.split("|"):
        start = article.text.find(part, cue_at) if article.text.find(part, cue_at) >= 0 else article.text.index(part)
        spans.append(Span(start=start, end=start + len(part)))
    return statement_of(article, *spans, cue=Span(start=cue_at, end=cue_at + len(cue)) if cue else None, parent=parent and before[int(parent)].id)


@pytest.mark.parametrize("case", cases("store/fitting.toml"), ids=named)
def test_a_correction_finds_its_statement_in_another_reading(case: dict[str, Any]) -> None:
    article, was = article_of(case["text"]), article_of(case.get("was", case["text"]))
    read: list[Statement] = []
    for told in case["read"]:
        read.append(marked(article, told, read))
    target = target_of(was, marked(was, case["meant"]))
    found = meant(target, Reading(article=article, statements=tuple(read)))
    assert set(found) == {read[place].id for place in case["fits"]}
    assert all(span.of(article.text) for statement in read for span in statement.content)
