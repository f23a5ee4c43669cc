"""The decoder against slow plain twins of its two inner loops, and what it promises of its drafts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.find.decode import CONTENT, CUE, NOTHING, SOURCE, Anchored, _by_word, _runs, decode


@st.composite
def labelled(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (pieces, 4) and word numbers: some words of several pieces, some pieces without a word."""
    lengths = draw(st.lists(st.integers(0, 3), min_size=1, max_size=20))
    words = [n if length else -1 for n, length in enumerate(lengths) for _ in range(max(1, length))]
    raw = draw(st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), min_size=len(words), max_size=len(words)))
    labels = np.array(raw, dtype=np.float32) + 0.5
    return labels / labels.sum(axis=1, keepdims=True), np.array(words, dtype=np.int64)


def slow_by_word(labels: np.ndarray, words: np.ndarray) -> list[int]:
    out = []
    for i in range(len(words)):
        mine = [j for j in range(len(words)) if words[i] >= 0 and words[j] == words[i]] or [i]
        out.append(int(np.sum([labels[j] for j in mine], axis=0, dtype=np.float32).argmax()))
    return out


def slow_runs(labels: list[int], label: int, words: np.ndarray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(labels):
        if labels[at] != label or words[at] < 0:
            at += 1
            continue
        start = last = at
        while at < len(labels) and (labels[at] == label or (labels[at] == NOTHING and words[at] < 0)):
            last = at if words[at] >= 0 else last
            at += 1
        runs.append((start, last + 1))
    return runs


@given(labelled())
def test_labels_of_words_are_those_of_the_slow_twin(case: tuple[np.ndarray, np.ndarray]) -> None:
    labels, words = case
    assert _by_word(labels, words).tolist() == slow_by_word(labels, words)


@given(labelled(), st.sampled_from([CONTENT, SOURCE, CUE]))
def test_runs_are_those_of_the_slow_twin(case: tuple[np.ndarray, np.ndarray], label: int) -> None:
    labels, words = case
    by_piece = labels.argmax(axis=1)
    assert list(_runs(by_piece, label, words, 0)) == slow_runs(by_piece.tolist(), label, words)


@given(labelled(), st.lists(st.floats(0.3, 1.0), min_size=1, max_size=4))
def test_no_word_is_the_content_of_two_drafts(case: tuple[np.ndarray, np.ndarray], chances: list[float]) -> None:
    labels, words = case
    anchors = [Anchored(n % len(words), chance, 0, np.roll(labels, n, axis=0)) for n, chance in enumerate(chances)]
    held = [p for draft in decode(anchors, words, 0.0) for start, end in draft.content for p in range(start, end) if words[p] >= 0]
    assert len(held) == len(set(held))


def test_a_weak_draft_leaves_its_words_to_others() -> None:
    words = np.arange(4)
    sure = np.tile(np.array([0.02, 0.96, 0.01, 0.01], dtype=np.float32), (4, 1))
    (kept,) = decode([Anchored(0, 0.9, 0, sure), Anchored(1, 0.4, 0, sure)], words, 0.5)
    assert kept.anchor == 0
    assert decode([Anchored(1, 0.4, 0, sure)], words, 0.5) == []
