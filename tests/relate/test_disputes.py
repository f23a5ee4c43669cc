"""Every case of the two halves, and what holds of all links: the evidence slices, and no order of statements matters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import DisputeKind
from onrecord.relate.disputes import in_article
from onrecord.relate.subjects import forms, stem, table, terms
from onrecord.run.disputing import saids
from tests.cases_of import cases, named
from tests.relate.marked_disputes import links_between, readings_of, wrong_and_missed

WORK, HELD = cases("disputes/work.toml"), cases("disputes/held.toml")
KNOWN_MISSES = {"denial of a group’s quarrel with pronoun only", "this is wrong"}  # the speaker is taken for another


@pytest.mark.parametrize("case", WORK, ids=named)
def test_a_case_has_its_links_and_no_other(case: dict[str, Any]) -> None:
    wrong, missed = wrong_and_missed(case)
    assert wrong == []
    assert missed == [] or named(case) in KNOWN_MISSES


def test_of_the_links_in_cases_held_apart_nine_in_ten_are_right_and_eight_in_ten_are_found() -> None:
    results = [(wrong_and_missed(case), len(case["links"])) for case in HELD]
    wrong, missed = (sum(len(result[which]) for result, _ in results) for which in (0, 1))
    wanted = sum(count for _, count in results)
    assert wrong <= 0.1 * (wanted - missed + wrong)
    assert missed <= 0.2 * wanted


def test_case_names_are_used_once_and_kinds_are_known() -> None:
    names = [named(case) for case in WORK + HELD]
    assert len(names) == len(set(names))
    links = [part for case in WORK + HELD for link in [*case["links"], *case.get("may", [])] for part in link.split("|")]
    assert {link.split()[1] for link in links} <= {kind.value for kind in DisputeKind}


@pytest.mark.parametrize("case", WORK + HELD, ids=named)
def test_the_evidence_of_every_link_slices_and_stands_in_the_denial(case: dict[str, Any]) -> None:
    readings, _ = readings_of(case)
    text_of = {s.id: (reading.article.text, s) for reading in readings for s in reading.statements}
    for link in links_between([saids(r.article, r.statements) for r in readings]):
        text, statement = text_of[link.by]
        assert link.evidence.of(text).strip()
        own = [*statement.content, *([statement.cue] if statement.cue else [])]
        assert any(span.start < link.evidence.end and link.evidence.start < span.end for span in own)
        assert 0 < link.confidence <= 1


@given(st.sampled_from(WORK + HELD), st.randoms())
def test_the_order_of_the_statements_changes_nothing(case: dict[str, Any], chance: Any) -> None:
    for reading in readings_of(case)[0]:
        article = list(saids(reading.article, reading.statements))
        links = set(in_article(article))
        chance.shuffle(article)
        assert set(in_article(article)) == links


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=3, max_size=12))
def test_every_word_is_found_by_the_forms_of_its_stem(word: str) -> None:
    for term in terms(f"the {word}"):
        beginnings, wholes = forms(term.stem)
        assert word in wholes or any(word.startswith(begin) for begin in beginnings)


def test_every_irregular_word_is_found_by_the_forms_of_its_stem() -> None:
    for pair in (pair for words in table("families").values() for pair in words):
        odd, plain = pair.split(":")
        assert stem(odd) == stem(plain)
        assert odd in forms(stem(odd))[1]


@given(st.text())
def test_the_terms_of_any_text_slice(text: str) -> None:
    for term in terms(text):
        assert text[term.start : term.end].strip()
