from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.find.quotes import OUTSIDE, char_states, quoted_spans
from tests.cases_of import cases, named

marks = st.text(alphabet="ab s'\"“”‘’„«»‟‹›`\n.,é", max_size=80)


@pytest.mark.parametrize("case", cases("find/quotes.toml"), ids=named)
def test_quotations_are_found_as_printed(case: dict[str, Any]) -> None:
    found = quoted_spans(case["text"])
    assert [case["text"][q.start : q.end] for q in found if q.depth == 0] == case["outer"]
    assert [case["text"][q.start : q.end] for q in found if q.depth] == case.get("inner", [])


def test_a_quotation_that_goes_on_says_so() -> None:
    text = "“One.\n\n“Two,” he said.\n\n“Three,” she said."
    assert [q.continues for q in quoted_spans(text)] == [True, False, False]


@given(marks)
def test_any_marks_give_spans_that_stay_in_their_paragraph(text: str) -> None:
    for q in quoted_spans(text):
        assert 0 <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]


@given(marks)
def test_outermost_quotations_do_not_overlap(text: str) -> None:
    outer = [q for q in quoted_spans(text) if q.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))


@given(marks)
def test_every_character_has_a_state_and_those_outside_have_none(text: str) -> None:
    spans = quoted_spans(text)
    states = char_states(text, spans)
    assert len(states) == len(text)
    for at, state in enumerate(states):
        assert (state == OUTSIDE) == (not any(q.start <= at < q.end for q in spans))
