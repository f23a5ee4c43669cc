"""The words of a search, parsed: what is well formed is understood, all else is plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.store.match import expression
from onrecord.store.words import parse

CASES = {
    "peace": '"peace"',
    "peace talks": '("peace" AND "talks")',
    "peace AND talks": '("peace" AND "talks")',
    "peace OR talks": '("peace" OR "talks")',
    "a b OR c": '(("a" AND "b") OR "c")',
    "peace NOT talks": '("peace" NOT "talks")',
    "a (b OR c)": '("a" AND ("b" OR "c"))',
    '"peace talks"': '"peace talks"',
    "“peace talks”": '"peace talks"',
    "«peace talks»": '"peace talks"',
    "interf*": '"interf" *',
    "t*": '"t" *',
    '"will interf"*': '"will interf" *',
    "don't": '"don t"',
    "don’t": '"don t"',
    "NEAR(peace talks, 5)": 'NEAR("peace" "talks", 5)',
    'NEAR(peace "round table")': 'NEAR("peace" "round table", 10)',
    "NEAR(peace)": '"peace"',
    # Not well formed, so plain words.
    "OR": '"OR"',
    "peace AND": '("peace" AND "AND")',
    "NOT peace": '("NOT" AND "peace")',
    "(peace": '"peace"',
    "peace)": '"peace"',
    '"peace talks': '("peace" AND "talks")',
    "content:peace": '"content peace"',
    "near(a b)": '("near" AND ("a" AND "b"))',
    "^peace + talks": '("peace" AND "talks")',
    "peace *": '"peace"',
    "{a b}: c": '("a" AND "b" AND "c")',
    'x"; DROP TABLE statements; --': '("x" AND "DROP" AND "TABLE" AND "statements")',
}


@pytest.mark.parametrize(("words", "expected"), CASES.items())
def test_words_are_understood(words: str, expected: str) -> None:
    node = parse(words)
    assert node is not None
    assert expression(node) == expected


@pytest.mark.parametrize("words", ["***", '"', "—", "()", "NEAR()", " ".join("abcdefgh" * 10), "(" * 40 + ")" * 40])
def test_words_without_a_word_and_too_many_are_refused(words: str) -> None:
    with pytest.raises(QueryError, match=r"^words: "):
        parse(words)


PIECES = ["a", "b*", '"a b"', "(", ")", "AND", "OR", "NOT", "NEAR(a", "NEAR(a,2)", ",", "5)", "“", "”", '"', "*", "-", ":", "^", "{"]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_text_is_a_tree_nothing_or_a_query_error(words: str) -> None:
    try:
        node = parse(words)
    except QueryError:
        return
    assert (node is None) == (not words.strip())
