"""Where each speaker appears is told alike by a file and a database, and what was refused is kept, listed and undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.errors import QueryError
from onrecord.run.people import same_speakers
from onrecord.store import AnyRecord
from onrecord.store.corrections import Act

from ..made import UNKNOWN, person, reading_of
from .conftest import Fresh

FULL, SHORT = "Volodymyr Brellskiy", "Volodymyr Brellsky"
FIRST = reading_of((person(FULL), "the pier is shut"), (UNKNOWN, "it is not"), outlet="Gull", url="https://a.example/1", published="2031-04-09")
SECOND = reading_of((person(SHORT), "the pier stays shut"), (person(SHORT), "for good"), url="https://b.example/2", published="2031-04-11")


@pytest.fixture
def record(fresh: Fresh) -> Iterator[AnyRecord]:
    kept = fresh()
    kept.add_many([FIRST, SECOND])
    yield kept
    assert kept.doctor() == ()


def suggested(record: AnyRecord) -> list[tuple[str, str]]:
    return [(one.keep.name, one.other.name) for one in same_speakers(record, least=0.3)]


def test_every_named_speaker_appears_with_article_day_and_outlet(record: AnyRecord) -> None:
    found = {one.name: one for one in record.people.appearances()}
    assert {name: one.statements for name, one in found.items()} == {FULL: 1, SHORT: 2}
    assert found[SHORT].day - found[FULL].day == 2
    assert (found[FULL].outlet is None, found[SHORT].outlet) == (False, None)
    assert record.people.article_ids([found[SHORT].article, found[FULL].article]) == [SECOND.article.id, FIRST.article.id]


def test_two_spellings_are_suggested_until_they_are_merged(record: AnyRecord) -> None:
    assert suggested(record) == [(SHORT, FULL)]
    record.corrections.merge(FULL, SHORT)
    assert suggested(record) == []


def test_a_refusal_sticks_and_is_undone(record: AnyRecord) -> None:
    refused = record.corrections.by("rin").keep_apart(FULL, SHORT, note="brothers")
    assert refused.deed.act is Act.KEEP_APART
    assert suggested(record) == []
    assert record.corrections.refused() == (frozenset([frozenset((FULL, SHORT))]), frozenset())
    record.corrections.undo(refused.number)
    assert suggested(record) == [(SHORT, FULL)]


def test_one_name_is_kept_together(record: AnyRecord) -> None:
    record.corrections.keep_together(FULL.lower())
    assert record.corrections.refused() == (frozenset(), frozenset([FULL]))


def test_a_name_is_not_kept_apart_from_itself(record: AnyRecord) -> None:
    with pytest.raises(QueryError, match="two different names"):
        record.corrections.keep_apart(FULL, FULL)
