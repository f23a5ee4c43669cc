"""The table of cues: large enough, every lemma once, every class in use."""

from collections import Counter

import pytest

from onrecord.records import Stance
from onrecord.resolve.cues import cue_stances, table
from onrecord.resolve.stance import stance_of


def test_the_table_holds_four_hundred_lemmas_and_every_class() -> None:
    assert len(cue_stances()) >= 400
    assert set(cue_stances().values()) == set(Stance)


def test_no_lemma_stands_in_two_classes() -> None:
    classes = [name for name in table() if name not in ("nouns", "irregular")]
    counts = Counter(lemma for name in classes for lemma in set(table()[name].split()))
    assert [lemma for lemma, n in counts.items() if n > 1] == []


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("asked", "why it was late", Stance.ASKS),
        ("asked", "them to go", Stance.DEMANDS),
        ("told", "to go home", Stance.DEMANDS),
        ("declined", "to comment on the case", Stance.REFUSES_COMMENT),
        ("declined", "to resign", Stance.REJECTS),
        ("would not say", "when", Stance.REFUSES_COMMENT),
        ("not only said", "it", Stance.ASSERTS),
        ("harks back to a time when", "ferries sailed", None),
        ("devoted five minutes and eleven seconds to", "the ferry", None),
        (":", "“No.”", Stance.ASSERTS),
        ("", "", Stance.ASSERTS),
    ],
)
def test_the_content_tells_a_question_from_a_request(cue: str, content: str, stance: Stance | None) -> None:
    assert stance_of(cue, content=content) is stance


def test_nobody_commenting_is_a_refusal() -> None:
    assert stance_of("would comment", source="Neither side") is Stance.REFUSES_COMMENT
