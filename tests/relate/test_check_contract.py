"""The contract of the grades, sentence by sentence, where a case in a table would not show it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Span, Transcript
from onrecord.relate.check import Check, Grade, Quoted, Reason, check, diff, hear
from onrecord.relate.check.printed import IN_WORD
from tests.relate.checking import heard, of_words, transcript

DEBATE = heard("lantern-bridge-debate")
WORDS = [t.form for t in DEBATE.tokens]


def spans_slice(checked: Check, text: str) -> bool:
    printed = [d.printed for d in checked.differences if d.printed]
    said = [*checked.found, *(d.said for d in checked.differences if d.said)]
    return all(s.of(checked.quoted.text) for s in printed) and all(s.end <= len(text) and s.of(text) for s in said)


@given(st.integers(0, len(WORDS) - 8), st.integers(4, 30))
def test_any_run_of_words_of_a_turn_holds(start: int, length: int) -> None:
    end = min(start + length, len(WORDS))
    if DEBATE.turns[start] != DEBATE.turns[end - 1] or DEBATE.tokens[end - 1].form in ("not", "hundred"):
        return
    words = DEBATE.span(start, end).of(DEBATE.transcript.text)
    checked = of_words(words, DEBATE)
    # What a cut at its ends takes away may change its meaning; nothing in it differs.
    assert checked.wording is Grade.VERBATIM or all(d.makes is Grade.CHANGED and d.printed is None for d in checked.differences), (words, checked)


@settings(max_examples=150)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_and_no_transcript_make_it_fail(words: str, spoken: str) -> None:
    checked = of_words(words, hear(Transcript(text=spoken, turns=())), DEBATE)
    assert checked.where is None or spans_slice(checked, spoken if checked.where == "<text>" else DEBATE.transcript.text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*WORDS, "…", "[it]", "kettle", "uh,", "“", "nineteen"]), min_size=1, max_size=20))
def test_whatever_is_printed_its_spans_slice_and_its_diff_holds_its_words(words: list[str]) -> None:
    checked = of_words(" ".join(words), DEBATE)
    assert spans_slice(checked, DEBATE.transcript.text)
    marked = diff(checked, DEBATE.transcript.text)
    assert all(word in marked for word in "".join(c if c.isalnum() else " " for c in " ".join(words)).split())


@given(st.integers(0, len(WORDS) - 12))
def test_a_not_put_before_or_taken_from_a_verb_never_holds(start: int) -> None:
    forms = [t.form for t in DEBATE.tokens[start : start + 9]]
    verbs = [i for i, form in enumerate(forms[1:-2], 1) if form in ("will", "is", "are", "was", "would", "can", "must")]
    if not verbs or DEBATE.turns[start] != DEBATE.turns[start + 8] or "not" in forms:
        return
    words = " ".join([*forms[: verbs[0] + 1], "not", *forms[verbs[0] + 1 :]])
    assert not of_words(words, DEBATE).wording.holds, words


def test_a_split_quotation_is_one() -> None:
    text = "“I will not close it,” she said. “I want to be very clear about that.”"
    spans = (Span(start=1, end=21), Span(start=text.index("I want"), end=len(text) - 1))
    assert check(Quoted(text=text, spans=spans), [DEBATE]).grade is Grade.VERBATIM


def test_a_part_said_after_a_not_is_fine_where_the_article_says_no_and_a_change_where_it_does_not() -> None:
    mayor = transcript((None, "We have thought about it. We will not raise the toll on the bridge this year, and that is that."))
    for sentence, grade in (
        ("She said the town would not “raise the toll on the bridge”.", Grade.VERBATIM),
        ("She said the town would “raise the toll on the bridge”.", Grade.CHANGED),
    ):
        span = Span(start=sentence.index("raise"), end=sentence.index("”"))
        assert check(Quoted(text=sentence, spans=(span,)), [mayor]).grade is grade


@pytest.mark.parametrize(
    ("label", "speaker", "role", "grade"),
    [
        ("THE PRESIDENT", "Ilse Vell", "president of Tarsovia", Grade.VERBATIM),
        ("THE PRESIDENT", "Ilse Vell", None, Grade.VERBATIM),
        ("THE PRESIDENT", "Oskar Lind", "defence minister", Grade.ANOTHER_SPEAKER),
        ("SEN. VELL (Lib.)", "Ilse Vell", None, Grade.VERBATIM),
        ("NORA VELL", "Ilse Vell", None, Grade.ANOTHER_SPEAKER),
        ("Q", "Ilse Vell", None, Grade.ANOTHER_SPEAKER),
        (None, "Ilse Vell", None, Grade.VERBATIM),
    ],
)
def test_the_speaker_named_is_compared_with_the_label_of_the_turn(label: str | None, speaker: str, role: str | None, grade: Grade) -> None:
    spoken = transcript((label, "The harbour will stay open through the winter."))
    assert of_words("The harbour will stay open", spoken, speaker=speaker, role=role).grade is grade


def test_a_cut_may_be_so_long_and_no_longer() -> None:
    filler = "The snow fell on the town and on the harbour and on the hills. "
    near, far = (transcript((None, f"We begin with the school. {filler * n}We end with the old mill.")) for n in (9, 14))
    words = "We begin with the school. … We end with the old mill."
    assert of_words(words, near).grade is Grade.ELIDED
    assert of_words(words, far).grade is Grade.SPLICED


def test_words_of_another_language_are_not_graded() -> None:
    words = "Wir werden die Brücke nicht schließen, und ich sage Ihnen auch warum: weil sie uns allen gehört, seit hundert Jahren schon, "
    german = transcript((None, words + "und weil niemand von uns das Recht hat, sie den Kindern dieser Stadt einfach wegzunehmen."))
    assert of_words("We will not close the bridge, and I will tell you why", german).grade is Grade.OUT_OF_REACH
    assert of_words("Wir werden die Brücke nicht schließen", german).grade is Grade.VERBATIM


def test_words_that_the_article_calls_translated_are_not_graded() -> None:
    text = "“We shall keep that old bridge open,” he said through an interpreter."
    checked = check(Quoted(text=text, spans=(Span(start=1, end=35),)), [DEBATE])
    assert checked.grade is Grade.OUT_OF_REACH


def test_the_best_of_several_transcripts_counts() -> None:
    checked = of_words("Hope is not a maintenance plan.", DEBATE, heard("grid-inquiry"), heard("tide-call"))
    assert checked.grade is Grade.VERBATIM
    assert checked.where == heard("grid-inquiry").transcript.where


def test_the_difference_is_shown_word_for_word() -> None:
    checked = of_words("We have $15 million in the repair fund", DEBATE)
    assert diff(checked, DEBATE.transcript.text) == "We have [-$14 million-]{+$15 million+} in the repair fund"
    assert [d.reason for d in checked.differences] == [Reason.NUMBER]


@pytest.mark.parametrize("words", ["0" * 20_000, "a" * 20_000, "one hundred " * 5_000, "five " + "million " * 5_000, "[a" * 3_000])
def test_words_that_go_on_and_on_are_checked_like_others(words: str) -> None:
    assert of_words(words, DEBATE).grade is Grade.NOT_FOUND
    assert hear(Transcript(text=words, turns=())).tokens


@given(st.text(alphabet="ab[]’ ", max_size=40))
def test_a_bracket_inside_a_word_is_found_as_by_going_back_over_it(text: str) -> None:
    plain = re.compile(r"\w*\w\[[\w'’]+\]\w*|\[[\w'’]+\]\w+")
    assert [found.span() for found in IN_WORD.finditer(text)] == [found.span() for found in plain.finditer(text)]
