"""Statements marked in their text: whatever nests or overlaps, the pieces are the text, and each has just the marks that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Manner, Span
from onrecord.serve.pages.marks import Mark, Part, marked

TEXT = "Mol said that Finch had told him “it will hold”, and more."


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start=start, end=draw(st.integers(start + 1, len(TEXT))))


marks = st.lists(
    st.builds(Mark, span=spans(), part=st.sampled_from(Part), number=st.integers(1, 4), manner=st.sampled_from(Manner)), max_size=8, unique=True
)


@given(spans(), marks)
def test_the_pieces_are_the_text_and_each_has_the_marks_that_cover_each_of_its_characters(within: Span, made: list[Mark]) -> None:
    pieces = marked(TEXT, within, made)
    assert "".join(piece.words for piece in pieces) == within.of(TEXT)
    for piece in pieces:
        for place in range(piece.span.start, piece.span.end):
            assert set(piece.marks) == {mark for mark in made if mark.span.start <= place < mark.span.end}


@given(marks)
def test_each_statement_begins_once_where_its_content_does(made: list[Mark]) -> None:
    begun = [number for piece in marked(TEXT, Span(start=0, end=len(TEXT)), made) for number in piece.begins]
    assert sorted(begun) == sorted({mark.number for mark in made if mark.part is Part.CONTENT})


def test_what_stands_in_another_is_told_by_its_depth_and_manner() -> None:
    outer = Mark(span=Span(start=9, end=47), part=Part.CONTENT, number=1, manner=Manner.MIXED)
    inner = Mark(span=Span(start=33, end=47), part=Part.CONTENT, number=2, manner=Manner.DIRECT)
    source = Mark(span=Span(start=14, end=19), part=Part.SOURCE, number=2, manner=Manner.DIRECT)
    found = {piece.words: (piece.style, piece.numbers) for piece in marked(TEXT, outer.span, [outer, inner, source])}
    assert found["Finch"] == ("content source mixed deep-1", (2, 1))
    assert found["“it will hold”"] == ("content direct deep-2", (2, 1))
