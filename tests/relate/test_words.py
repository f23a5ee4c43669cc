"""Words are compared by form and found again by their characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.relate.words import words_of


@given(st.text())
def test_every_word_slices_to_itself_and_stands_after_the_one_before(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert end <= word.start < word.end
        assert words_of(text[word.start : word.end])[0].form == word.form
        end = word.end


def test_what_a_printer_may_change_makes_no_difference() -> None:
    one, other = "“We WON’T pay $1,500,” Zoë said", "'We won't pay $1500' Zoe said"
    assert [w.form for w in words_of(one)] == [w.form for w in words_of(other)]
