"""Who cut what: the pieces of every wording against the fullest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.relate.variants import PieceKind, variants
from onrecord.relate.words import words_of

FULL = ["“The lamp was out,”", "“and the keeper was asleep, and forty sailors paid for it.”"]


def pieces(*printed: list[str]) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.words) for piece in variants([FULL, *printed])[1].pieces]


def test_what_is_cut_and_what_is_put_in_is_told() -> None:
    cut = [("same", "The lamp was out"), ("cut", "and the keeper was asleep"), ("same", "and forty sailors paid for it")]
    assert pieces(["The lamp was out … and forty sailors paid for it"]) == cut
    found = pieces(["The lamp was out, and the [night watch] was asleep"])
    assert [kind for kind, _ in found] == ["same", "cut", "added", "same", "cut"]
    assert found[1:3] == [("cut", "keeper"), ("added", "night watch")]


def test_marks_and_capitals_make_no_new_wording() -> None:
    (only,) = variants([["“We will not pay,”"], ["'we will NOT pay'"]])
    assert only.printings == (0, 1)


@given(st.lists(st.lists(st.text(alphabet="abc ’.…", min_size=1, max_size=30), min_size=1, max_size=2), max_size=5))
def test_the_pieces_give_back_the_words_of_printing_and_fullest(printed: list[list[str]]) -> None:
    found = variants(printed)
    assert sorted(place for variant in found for place in variant.printings) == list(range(len(printed)))
    for variant in found:
        for text, left_out in ((variant.words, PieceKind.CUT), (found[0].words, PieceKind.ADDED)):
            told = [w.form for piece in variant.pieces if piece.kind is not left_out for w in words_of(piece.words)]
            assert told == [w.form for w in words_of(text)]
