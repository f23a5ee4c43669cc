"""Disputes are kept with both sides, found by words and speakers, and given in order of time."""

from __future__ import annotations

import pytest

from onrecord.errors import QueryError
from onrecord.records import Dispute, DisputeKind, Span
from onrecord.store import AnyRecord

from ..made import person, reading_of
from .conftest import Fresh

CLAIM = reading_of((person("Ada Finch"), "that the mill dumped dye"), published="2031-03-12", outlet="The Post", url="https://a.example/1")
DENIAL = reading_of((person("Jorun Falk"), "that nothing was dumped"), published="2031-03-14", outlet="The Courier", url="https://a.example/2")
OTHER = reading_of((person("Jan Mol"), "that it rained"), published="2031-03-14", url="https://a.example/3")
LINK = Dispute(
    by=DENIAL.statements[0].id, of=CLAIM.statements[0].id, kind=DisputeKind.DENIES, evidence=DENIAL.statements[0].content[0], confidence=0.9
)


@pytest.fixture
def record(fresh: Fresh) -> AnyRecord:
    record = fresh()
    record.add_many([CLAIM, DENIAL, OTHER])
    record.disputes.put(DENIAL.article.id, [LINK], {LINK.by: frozenset({"dump", "dye"})})
    return record


def test_a_statement_has_its_dispute_on_either_side(record: AnyRecord) -> None:
    for statement in (LINK.by, LINK.of):
        (disputed,) = record.disputes.of(statement)
        assert disputed.dispute == LINK
        assert [side.statement.speaker.name for side in disputed.sides] == ["Ada Finch", "Jorun Falk"]
    assert record.disputes.of(OTHER.statements[0].id) == ()
    assert [len(record.disputes.of_article(r.article.id)) for r in (CLAIM, DENIAL, OTHER)] == [1, 1, 0]


def test_disputes_are_found_by_the_words_and_the_speaker_of_either_side(record: AnyRecord) -> None:
    find = record.disputes.find
    assert len(find()) == len(find(about="dye")) == len(find(about="nothing")) == len(find(speaker="falk")) == len(find(speaker="finch")) == 1
    assert len(find(about="dye", speaker="falk", kind=DisputeKind.DENIES)) == 1
    assert find(about="rained") == find(speaker="mol") == find(kind=DisputeKind.CONFIRMS) == find(offset=1) == ()
    with pytest.raises(QueryError):
        find(about="—")


def test_the_newest_come_first_if_asked(record: AnyRecord) -> None:
    later = reading_of((person("Jorun Falk"), "that nothing was ever dumped"), published="2031-03-20", url="https://a.example/4")
    record.add(later)
    link = Dispute(by=later.statements[0].id, of=LINK.of, kind=DisputeKind.DENIES, evidence=later.statements[0].content[0], confidence=0.9)
    record.disputes.put(later.article.id, [link], {})
    assert [d.dispute.by for d in record.disputes.find(newest_first=True)] == [link.by, LINK.by]
    assert [d.dispute.by for d in record.disputes.find()] == [LINK.by, link.by]


def test_putting_again_replaces_what_was_there(record: AnyRecord) -> None:
    record.disputes.put(CLAIM.article.id, [], {})
    assert record.disputes.how_many() == 0
    assert record.doctor() == ()


def test_claims_and_denials_are_found_by_their_words_within_days(record: AnyRecord) -> None:
    day = 741_515  # 2031-03-14
    words = [(("dump",), ()), (("dye",), ()), (("mill",), ())]
    assert [s.id for s, _ in record.disputes.claims(words, near=day, days=3, least=2)] == [LINK.of]
    assert record.disputes.claims(words, near=day + 30, days=3, least=2) == []
    assert [s.id for s, _ in record.disputes.denials(["dump", "dye", "rain"], near=day, days=3, least=2)] == [LINK.by]
    assert record.disputes.denials(["dump", "rain"], near=day, days=3, least=2) == []


def test_the_evidence_slices_to_words_of_the_denial(record: AnyRecord) -> None:
    (disputed,) = record.disputes.find()
    assert disputed.dispute.evidence.of(disputed.by.article.text) == "that nothing was dumped"
    assert isinstance(disputed.dispute.evidence, Span)
