"""Passages: what the linker reads, with plain surnames in the place of people's names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.inference import load_tokenizer, model_folder
from onrecord.resolve.likely import Likely
from onrecord.resolve.linker import Linker
from onrecord.resolve.meet import PRONOUN, meet_cast
from onrecord.resolve.passages import SURNAMES, Passage, candidates_of, passage, stretches

TEXT = (
    "Mr. Jan Ruyven met Ada Corwin in Halden on Tuesday.\n\nCorwin said that she would speak to a judge about Ruyven’s letter. "
    "“He wrote it himself,” she said. The harbour was closed, and her office too."
)
LINKER = Linker()


def pronouns(text: str) -> list[int]:
    return [m.start() for m in PRONOUN.finditer(text)]


def written(text: str) -> Passage:
    page = meet_cast(text, [])
    (stretch,) = stretches(page, pronouns(text))
    return passage(page.text, stretch, candidates_of(page))


def test_every_name_of_a_person_gives_way_to_one_plain_surname() -> None:
    first, second = SURNAMES[0], SURNAMES[1]
    assert written(TEXT).text.startswith(
        f"Mr. {first} met {second} in Halden on Tuesday.\n\n{second} said that she would speak to a judge about {first}’s"
    )


def test_each_plain_surname_is_one_word_piece() -> None:
    tokenizer = load_tokenizer(model_folder() / "tokenizer.json")
    assert [s for s in SURNAMES if len(tokenizer.encode(s, add_special_tokens=False).ids) > 1] == []


def test_pronouns_and_candidates_are_found_again_in_the_passage() -> None:
    read = written(TEXT)
    assert [read.text[place:].split()[0].strip("“”,.") for place in read.pronouns.values()] == ["she", "He", "himself", "she", "her"]
    assert [read.text[place:].split()[0] for place in read.candidates.values()][-2:] == ["judge", f"{SURNAMES[0]}’s"]


def test_far_pronouns_are_read_in_passages_of_their_own() -> None:
    text = TEXT + " Nothing more was known of the harbour that day." * 30 + " Corwin said she was glad."
    page = meet_cast(text, [])
    near, far = stretches(page, pronouns(text))
    assert len(near.asked) == 5
    assert far.start > near.asked[-1]


@pytest.mark.parametrize(("one", "other"), [("Ada", "Igor"), ("Jan", "Mary")])
def test_a_given_name_tells_the_linker_nothing(one: str, other: str) -> None:
    asked = written(TEXT)
    assert written(TEXT.replace(one, other)).text == asked.text


def test_what_the_linker_says_of_a_pronoun_sums_to_one_at_most() -> None:
    page = meet_cast(TEXT, [])
    likely = Likely(page, LINKER, pronouns(TEXT))
    for at in pronouns(TEXT):
        found = likely.of(at)
        assert found
        assert 0 < sum(found.values()) <= 1.001


def test_a_pronoun_that_was_not_asked_about_has_no_answer() -> None:
    page = meet_cast(TEXT, [])
    assert Likely(page, LINKER, []).of(pronouns(TEXT)[0]) is None


def test_a_passage_longer_than_the_model_reads_has_no_answer() -> None:
    assert LINKER.read(Passage("she " * 600, {0: 0}, {4: 4})) == {}


@pytest.mark.parametrize(
    ("text", "is_somebody"),
    [
        ("The lamp burned low. Julie was asleep.", True),
        ("The lamp burned low. Brekke was asleep. Brekke’s coat hung wet.", True),
        ("The lamp burned low. Brekke was asleep.", False),
        ("The lamp burned low. Brekke studied law.", True),
        ("The lamp burned low. Brekke was later elected mayor.", True),
        ("The lamp burned low. Ingestion joined the queue.", False),
        ("The lamp burned low. In Halden, Brekke played the organ.", True),
        ("The lamp burned low at Brell, Halden.", False),
        ("The lamp burned low. Traffic was thin. Traffic had been thin all day, and traffic kills.", False),
    ],
)
def test_a_lone_name_at_the_head_of_a_sentence_is_somebody_if_it_is_a_given_name_or_acts_as_people_do(text: str, is_somebody: bool) -> None:
    assert bool(candidates_of(meet_cast(text, []))) is is_somebody


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Ada Corwin", "Mr. Ruyven", "he", "she", "said", "\n", "“", "”", ".", ",", "a judge", "Halden"]), max_size=60))
def test_places_in_any_passage_slice_to_the_words_they_stand_for(words: list[str]) -> None:
    text = " ".join(words)
    page = meet_cast(text, [])
    if not (asked := pronouns(text)):
        return
    for stretch in stretches(page, asked):
        read = passage(page.text, stretch, candidates_of(page))
        assert set(read.pronouns) == set(stretch.asked)
        assert all(read.text[place] == page.text[at] for at, place in read.pronouns.items())
