"""What is known of a saying besides its speaker: hand-made cases, those the rules were written with and those held apart."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onrecord.records import Article, Distance, Findings, Statement
from onrecord.resolve import resolve
from onrecord.resolve.cues import distance_of
from onrecord.resolve.dates import dates_in
from onrecord.resolve.said_on import day_of_writing
from tests.cases_of import cases

from .marked import findings_of, statement_of

WORK, HELD = cases("resolve/particulars-work.toml"), cases("resolve/particulars-held.toml")
_HEAD = re.compile(r"^(?:(?:in|at|on|during|from|over|the|a|an)\s+)+", re.IGNORECASE)


def slots_of(statement: Statement, text: str) -> dict[str, object]:
    spans = {"addressee": statement.addressee, "occasion": statement.occasion}
    words = {slot: _HEAD.sub("", span.of(text)) for slot, span in spans.items() if span is not None}
    named = {"stance": statement.stance, "said_on": statement.said_on, "via": statement.via and _HEAD.sub("", statement.via)}
    distance = None if statement.distance is Distance.NEUTRAL else statement.distance
    return {slot: value for slot, value in {**words, **named, "distance": distance, "negated": statement.negated}.items() if value}


def wanted_of(case: dict[str, Any]) -> dict[str, object]:
    slots = {"stance": "asserts"} | {slot: value for slot, value in case.items() if slot not in ("text", "agency", "published")}
    return {slot: _HEAD.sub("", value) if isinstance(value, str) else value for slot, value in slots.items()}


@pytest.mark.parametrize("case", WORK, ids=lambda case: case["text"][:60])
def test_a_case_is_read_as_expected(case: dict[str, Any]) -> None:
    assert slots_of(*statement_of(case)) == wanted_of(case)


def test_of_the_slots_held_apart_nine_in_ten_are_right() -> None:
    pairs = [(slots_of(*statement_of(case)), wanted_of(case)) for case in HELD]
    right = sum(len(ours.items() & wanted.items()) for ours, wanted in pairs)
    assert 2 * right >= 0.9 * sum(len(ours) + len(wanted) for ours, wanted in pairs)


@pytest.mark.parametrize("case", [*WORK[::5], *HELD[::5]], ids=lambda case: case["text"][:60])
def test_each_filled_field_has_its_evidence_and_no_other_has(case: dict[str, Any]) -> None:
    statement, text = statement_of(case)
    filled = {slot for slot in ("stance", "addressee", "occasion", "said_on") if getattr(statement, slot) is not None}
    filled |= {"speaker"} if statement.speaker.name else set()
    evidence = {entry.field: entry for entry in statement.evidence}
    assert filled <= set(evidence) <= filled | {"role", "via"}
    assert all(0 < entry.confidence <= 1 and (entry.span is None or entry.span.of(text).strip()) for entry in evidence.values())


def test_without_a_day_of_publication_only_dates_that_need_none_are_read() -> None:
    findings, place = findings_of({"text": "<s>She</s> <q>said</q> on Tuesday <c>so</c>.", "published": ""})
    assert resolve(findings).statements[place].said_on is None
    findings, place = findings_of({"text": "<s>She</s> <q>said</q> in May 2029 <c>so</c>.", "published": ""})
    assert resolve(findings).statements[place].said_on == "2029-05"


def test_weekdays_count_from_the_dateline_and_from_the_day_in_the_article_s_own_zone() -> None:
    assert day_of_writing("OSK, March 12 (NORDA) — Rain fell.", date(2031, 3, 14)) == date(2031, 3, 12)
    assert day_of_writing("OSK, March 1 (NORDA) — Rain fell.", date(2031, 3, 14)) == date(2031, 3, 14)
    findings, place = findings_of({"text": "<s>She</s> <q>said</q> Friday <c>so</c>.", "published": "2031-03-14T00:30:00+09:00"})
    assert resolve(findings).statements[place].said_on == "2031-03-14"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("last Friday", "2031-03-07"),
        ("Friday", "2031-03-14"),
        ("on the 3rd of March", "2031-03-03"),
        ("two years ago", "2029"),
        ("last summer", "2030"),
        ("as early as January", "2031-01"),
        ("February 30", None),
        ("two days before", None),
        ("Friday’s", None),
    ],
)
def test_a_date_is_no_more_precise_than_its_words(words: str, value: str | None) -> None:
    assert next((d.value for d in dates_in(words, (0, len(words)), date(2031, 3, 14))), None) == value


def test_an_adverb_tells_more_of_distance_than_the_verb() -> None:
    assert distance_of("correctly claimed") is Distance.SHARES
    assert distance_of("supposedly noted") is Distance.DOUBTS


def test_a_finding_beside_its_text_has_no_particulars() -> None:
    article = Article(text="", paragraphs=())
    assert resolve(Findings(article=article, findings=(), made_by="hand")).statements == ()
    findings, _ = findings_of({"text": "<s>She</s> <q>said</q> <c>so</c>"})
    assert resolve(replace(findings, findings=findings.findings * 2)).statements[1].stance is not None
