"""The same questions have the same answers, in a file and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import QueryError
from onrecord.store import By, Query, Sort
from onrecord.store.anyrecord import AnyRecord

from ...cases_of import cases, named
from ..made import UNKNOWN, reading_of
from .conftest import Fresh
from .said import name_of, readings

CASES = cases("store/contract.toml")


@pytest.fixture
def full(fresh: Fresh) -> AnyRecord:
    record = fresh()
    record.add_many(readings())
    return record


def query(**asked: Any) -> Query:
    return Query(**asked)


def found(record: AnyRecord, **asked: Any) -> list[str]:
    return [name_of(hit.statement, hit.article) for hit in record.search(query(**asked))]


def test_each_question_finds_what_it_should_and_counts_it(full: AnyRecord) -> None:
    for case in CASES:
        asked, finds = case["asked"], sorted(case["finds"])
        assert sorted(found(full, **asked)) == finds, named(case)
        assert full.how_many(query(**asked)) == len(finds), named(case)
        assert sorted(name_of(hit.statement, hit.article) for hit in full.statements(query(**asked))) == finds, named(case)


def test_hits_stand_by_date_and_of_one_day_in_the_order_of_adding(full: AnyRecord) -> None:
    oldest = ["undated", "dredge", "silt", "never", "cafe", "pay"]
    assert found(full, sort=Sort.OLDEST) == oldest
    assert found(full, sort=Sort.NEWEST) == oldest[::-1] == found(full)
    assert found(full, words="harbour", sort=Sort.OLDEST, limit=2, offset=1) == ["silt", "never"]
    assert [name_of(hit.statement, hit.article) for hit in full.statements(query())] == oldest


def test_the_best_hit_is_that_of_which_the_words_are_most_and_of_equals_the_newest(record: AnyRecord) -> None:
    said = ("the tide is long and far away and goes on", "tide", "tide and wind", "tide", "bread", "ropes", "nothing at all")
    record.add_many(reading_of((UNKNOWN, words), published=f"2041-01-0{place + 1}", url=f"{place}") for place, words in enumerate(said))
    hits = record.search(query(words="tide"))
    days = [(hit.article.published or "")[-1] for hit in hits]
    assert days == ["4", "2", "3", "1"]


def test_what_matched_is_given_as_spans_of_the_text(full: AnyRecord) -> None:
    def matched(words: str) -> list[list[str]]:
        return [[span.of(hit.article.text) for span in hit.matches] for hit in full.search(query(words=words, sort=Sort.OLDEST))]

    assert matched("CAFE don't") == [["café", "don’t"]]
    assert matched('"not pay"') == [["not", "pay"]]
    assert matched("dredg* NOT summer") == [["dredged"]]


def test_pages_laid_end_to_end_are_all_hits_once(full: AnyRecord) -> None:
    for words in ("harbour OR the", None):
        pages = [full.search(query(words=words, limit=2, offset=offset)) for offset in range(0, 8, 2)]
        ids = [hit.statement.id for page in pages for hit in page]
        assert sorted(ids) == sorted({hit.statement.id for hit in full.statements(query(words=words))})


HOSTILE = [
    *("'; DROP TABLE statements; --", "' OR 1=1 --", "tide'::tsquery & !'x", "a <-> b", "a:*A", "!harbour", "& | ! <0>", "harbour\\", "\\'"),
    *("%s %(x)s %", "{content} : harbour", "^harbour + silt", "harbour AND", "NEAR(harbour", "NEAR(a b, 99999999999)", "(" * 200, "*"),
    *("\u202eharbour", "ＡＮＤ", "״", "ʼn"),
]


@pytest.mark.parametrize("field", ["words", "speaker", "addressee", "outlet", "agency", "since", "until", "said_since", "said_until"])
def test_syntax_of_the_store_in_any_field_is_an_answer_or_an_error_in_words(full: AnyRecord, field: str) -> None:
    before = full.totals()
    for text in HOSTILE:
        for more in ({}, {"words": "harbour"}, {"scope": "anywhere"}):
            told = answered(full, {**more, field: text})
            assert told is None or told.startswith(f"{field}: "), (text, told)
    assert full.totals() == before


def answered(record: AnyRecord, asked: dict[str, Any]) -> str | None:
    try:
        hits, counted = record.search(query(**asked)), record.count(query(**asked), by=By.SPEAKER)
    except QueryError as error:
        return str(error)
    assert sum(count.statements for count in counted) == record.how_many(query(**asked)) >= len(hits)
    return None
