"""Every hand-written case gets its grade; no change of meaning passes for words that hold."""

from typing import Any

import pytest

from onrecord.relate.check import Grade
from tests.cases_of import cases, named
from tests.relate.checking import heard, of_words

WORK = cases("check/work.toml")
HELD = cases("check/held.toml")


@pytest.mark.parametrize("case", WORK, ids=named)
def test_a_quotation_gets_its_grade(case: dict[str, Any]) -> None:
    checked = of_words(case["quotation"], heard(case["transcript"]), speaker=case.get("speaker"))
    assert checked.grade.value == case["grade"], checked.differences


def test_of_the_cases_put_aside_nearly_all_get_their_grade_and_no_change_of_meaning_passes() -> None:
    checks = [(case["grade"], of_words(case["quotation"], heard(case["transcript"]), speaker=case.get("speaker"))) for case in HELD]
    assert sum(checked.grade.value == grade for grade, checked in checks) >= 0.9 * len(HELD)
    assert not [checked.quoted.text for grade, checked in checks if Grade(grade) is Grade.CHANGED and checked.grade.holds]
