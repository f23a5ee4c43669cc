import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.find.decode import word_numbers
from onrecord.find.pieces import pieces_of, windows
from onrecord.inference import load_tokenizer, model_folder

TOKENIZER = load_tokenizer(model_folder() / "tokenizer.json")
texts = st.text(alphabet=st.one_of(st.sampled_from("abc def.\n\n“”\"'É-"), st.characters(exclude_categories=["Cs"])), max_size=300)


@given(texts)
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    pieces = pieces_of(text, TOKENIZER)
    assert all(0 <= s < e <= len(text) for s, e in zip(pieces.starts, pieces.ends, strict=True))
    assert np.all(np.diff(pieces.starts) >= 0)


@settings(max_examples=60)
@given(st.integers(0, 900), st.integers(32, 320), st.integers(2, 16), st.randoms(use_true_random=False))
def test_windows_cover_every_piece_once_and_stay_in_size(words: int, size: int, margin: int, random: object) -> None:
    text = " ".join("end." if i % 17 == 5 else "\n\nword" if i % 41 == 7 else "word" for i in range(words))
    pieces = pieces_of(text, TOKENIZER)
    cuts = windows(pieces, size, margin)
    owned = [p for w in cuts for p in range(w.own_start, w.own_end)]
    assert owned == list(range(len(pieces)))
    assert all(w.start <= w.own_start and w.own_end <= w.end and w.end - w.start <= size for w in cuts)


def test_shape_place_and_quotation_state_are_told_apart() -> None:
    pieces = pieces_of("NATO met. “Yes,” he said\n\nPer left 3 times", TOKENIZER)
    words = [TOKENIZER.id_to_token(int(i)) for i in pieces.ids]
    by_word = {w: i for i, w in enumerate(words)}
    assert pieces.shapes[by_word["nato"]] == 3
    assert pieces.shapes[by_word["per"]] == 2
    assert pieces.shapes[by_word["3"]] == 5
    assert pieces.places[by_word["per"]] == 1
    assert pieces.places[by_word["“"]] == 2
    assert pieces.quotes[by_word["yes"]] == 2
    assert pieces.quotes[by_word["he"]] == 0


@pytest.mark.parametrize("text", ["", " \n\n ", "\u200b"])
def test_a_text_without_words_has_no_windows(text: str) -> None:
    assert windows(pieces_of(text, TOKENIZER), 318, 64) == []


def test_words_are_numbered_as_a_person_counts_them() -> None:
    text = "Oduya's well-known pier"
    pieces = pieces_of(text, TOKENIZER)
    numbers = word_numbers(text, pieces)
    assert [int(n) for n in dict.fromkeys(numbers) if n >= 0] == [0, 1, 2, 3, 4]
