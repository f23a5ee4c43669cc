"""Quotations that a seeded script cuts, changes, negates, splices and misattributes get the grade that was planted."""

from __future__ import annotations

import pytest

from onrecord.relate.check import Grade, hear
from tests.relate.checking import heard, of_words
from tests.relate.planted import planted

LEAST_RIGHT = 0.97


@pytest.mark.parametrize("name", ["grid-inquiry", "well-council"])
def test_planted_quotations_get_their_grade_and_no_change_of_meaning_passes(name: str) -> None:
    found = planted(heard(name).transcript, seed=1)
    prepared = {id(p.transcript): hear(p.transcript) for p in found}
    grades = [(p, of_words(p.quotation, prepared[id(p.transcript)], speaker=p.speaker).grade) for p in found]
    assert len(grades) > 300
    assert not [p.quotation for p, grade in grades if p.grade == Grade.CHANGED.value and grade.holds]
    assert sum(p.grade == grade.value for p, grade in grades) >= LEAST_RIGHT * len(grades)
