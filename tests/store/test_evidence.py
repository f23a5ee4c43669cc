"""Evidence as it lies in the record: every entry comes back, the usual ones take two bytes, and damage is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from onrecord.errors import RecordError
from onrecord.records import Article, Evidence, Reading, Span
from onrecord.store.checks import check_reading
from onrecord.store.evidence import packed_evidence, with_evidence

from .made import readings, statement_of

ARTICLE = Article(text="Ada Brekke denied it on Monday.", paragraphs=(Span(start=0, end=31),))
SAID = statement_of(ARTICLE, Span(start=18, end=20), cue=Span(start=11, end=17), source=Span(start=0, end=10), said_on="2031-04-07")
SPEAKER = Evidence(field="speaker", span=SAID.source, confidence=0.97)
STANCE = Evidence(field="stance", span=SAID.cue, confidence=0.9)
SAID_ON = Evidence(field="said_on", span=Span(start=24, end=30), confidence=0.8)


@given(readings())
def test_all_evidence_comes_back(reading: Reading) -> None:
    for statement in reading.statements:
        assert with_evidence(replace(statement, evidence=()), packed_evidence(statement)) == statement


def test_the_usual_evidence_takes_two_bytes_an_entry() -> None:
    assert len(packed_evidence(replace(SAID, evidence=(SPEAKER, STANCE))) or b"") == 4
    assert len(packed_evidence(replace(SAID, evidence=(SPEAKER, STANCE, SAID_ON))) or b"") == 8
    assert packed_evidence(SAID) is None


@pytest.mark.parametrize("stored", [b"\x07\x10", b"\x02", b"\x22\x10", b"\x02\xff", b"\x0b\x10", b"\x12\x10\x80", b"\x15\x20\x7f\x01"])
def test_damaged_evidence_is_told(stored: bytes) -> None:
    with pytest.raises(RecordError, match=r"its evidence .* is damaged"):
        with_evidence(SAID, stored)


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ((replace(SPEAKER, field="mood"),), "evidence is for mood"),
        ((STANCE, STANCE), "evidence is for stance, stance"),
        ((replace(STANCE, confidence=0.123),), "confidence of its stance is 0.123"),
        ((replace(STANCE, span=Span(start=20, end=99)),), r"span 20\.\.99"),
    ],
)
def test_evidence_that_would_not_come_back_is_refused(evidence: tuple[Evidence, ...], told: str) -> None:
    with pytest.raises(RecordError, match=told):
        check_reading(Reading(article=ARTICLE, statements=(replace(SAID, evidence=evidence),)))
