from dataclasses import replace
from typing import Any

import pytest

from onrecord.find.quotes import quoted_spans
from onrecord.find.rules import merged, shares_cue, with_parents
from onrecord.records import Finding, Manner, Span
from tests.cases_of import cases, named


def finding(text: str, *contents: str, cue: str | None = None) -> Finding:
    return Finding(
        content=tuple(span(text, c) for c in contents),
        cue=span(text, cue) if cue else None,
        source=None,
        manner=Manner.INDIRECT,
        confidence=0.9,
        source_confidence=0.9,
    )


def span(text: str, words: str) -> Span:
    assert words in text
    return Span(start=text.index(words), end=text.index(words) + len(words))


@pytest.mark.parametrize("case", cases("find/rules.toml"), ids=named)
def test_rules_mend_and_add(case: dict[str, Any]) -> None:
    text = case["text"]
    found = with_parents(merged(text, [finding(text, *contents) for contents in case["found"]], quoted_spans(text)))
    assert [[s.of(text) for s in f.content] for f in found] == case["wanted"]


def test_a_source_cut_short_has_the_words_of_the_longer_one_there() -> None:
    text = "In a note the port authority said the pier was shut and demanded an apology."
    whole = replace(finding(text, "the pier was shut"), source=span(text, "the port authority"))
    cut = replace(finding(text, "an apology"), source=Span(start=whole.source.start, end=whole.source.start + 3))  # type: ignore[union-attr]
    assert [f.source for f in merged(text, [whole, cut], [])] == [whole.source, whole.source]


def test_manner_follows_the_marks() -> None:
    text = "He said “never again” and that it was over, “a “farce” of a vote”."
    found = merged(text, [finding(text, "“never again”"), finding(text, "that it was over, “a “farce” of a vote”")], quoted_spans(text))
    assert [f.manner for f in found] == [Manner.DIRECT, Manner.MIXED]


def test_a_finding_inside_another_is_its_child_and_stands_behind_it() -> None:
    text = "Brekke said he had been told that the pier was safe."
    inner, outer = finding(text, "that the pier was safe", cue="told"), finding(text, "he had been told that the pier was safe", cue="said")
    found = with_parents([inner, outer])
    assert [f.parent for f in found] == [None, 0]
    assert found[0].content == outer.content


def test_the_same_content_twice_is_one_finding() -> None:
    text = "Brekke said the pier was safe."
    assert len(with_parents([finding(text, "the pier was safe"), finding(text, "the pier was safe")])) == 1


def test_two_findings_at_one_cue_are_one_act() -> None:
    text = "I told them that it was safe, and he said so too."
    told, said = finding(text, "that it was safe", cue="told"), finding(text, "so", cue="said")
    assert shares_cue(finding(text, "it was safe", cue="told them"), [said, told])
    assert not shares_cue(said, [told])
