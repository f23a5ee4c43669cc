"""What is one quotation: pairs are data; clusters do not hang on the order of reading."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Speaker, SpeakerKind, Unknown
from onrecord.relate.clusters import cores, fullest
from onrecord.relate.likeness import Kind, Printing, likeness, rank
from onrecord.relate.quotations import drop, join, printing_of
from onrecord.relate.shelves import MemoryShelf
from onrecord.relate.signatures import signature
from onrecord.relate.wording import parsed, wording_of

from ..cases_of import cases, named

PAIRS = cases("quotations/pairs.toml")
MEANING = {"same": Kind.SAME, "part": Kind.PART, "unlike": Kind.UNLIKE, "strangers": None}


def speaker(name: str) -> Speaker:
    if not name:
        return Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_SOURCE)
    return Speaker(name=name, kind=SpeakerKind.PERSON if name[0].isupper() else SpeakerKind.UNNAMED)


def printed(case: tuple[str, str, int]) -> Printing | None:
    name, words, day = case
    return printing_of(words.split("|"), speaker(name), day)


ALL = {p.key: p for case in PAIRS for p in (printed(case["one"]), printed(case["other"])) if p is not None}


def of(*cases: tuple[str, str, int]) -> list[Printing]:
    return [printing for case in cases if (printing := printed(case)) is not None]


def clustered(batches: list[list[Printing]]) -> list[list[str]]:
    shelf = MemoryShelf()
    for batch in batches:
        join(shelf, batch)
    return shelf.clusters()


def plainly(printings: list[Printing]) -> list[list[str]]:
    """The slow twin: every two printings are compared, and all clusters made at once."""
    numbered = dict(enumerate(printings))
    links = []
    for one, other in combinations(numbered, 2):
        if (found := likeness(numbered[one], numbered[other])) is not None:
            lesser, fuller = sorted((one, other), key=lambda n: rank(numbered[n]))
            links.append((lesser, fuller, found.kind, found.score))
    labels = cores({n: p for n, p in numbered.items() if not p.is_slight}, links)
    for number in sorted((n for n, p in numbered.items() if p.is_slight), key=lambda n: rank(numbered[n]), reverse=True):
        whole = fullest(number, numbered, links)
        labels[number] = number if whole is None else labels[whole]
    found_of: dict[int, list[str]] = {}
    for number, label in labels.items():
        found_of.setdefault(label, []).append(numbered[number].key)
    return sorted(sorted(keys) for keys in found_of.values())


@pytest.mark.parametrize("case", PAIRS, ids=named)
def test_what_two_printings_are_to_one_another(case: dict[str, Any]) -> None:
    one, other = printed(case["one"]), printed(case["other"])
    expected = MEANING[case["is"]]
    if one is None or other is None:
        assert expected is None
        return
    found, back = likeness(one, other), likeness(other, one)
    assert found == back
    assert (found.kind if found else None) is expected


@pytest.mark.parametrize("case", [case for case in PAIRS if case["is"] == "same"], ids=named)
def test_what_is_the_same_shares_a_key(case: dict[str, Any]) -> None:
    one, other = printed(case["one"]), printed(case["other"])
    assert one is not None
    assert other is not None
    mine, theirs = signature(one.wording, one.voice), signature(other.wording, other.voice)
    assert mine.asked & theirs.kept
    assert theirs.asked & mine.kept


@settings(max_examples=40, deadline=None)
@given(st.permutations(sorted(ALL)), st.integers(1, 9))
def test_clusters_do_not_hang_on_the_order_or_on_the_batches(keys: list[str], size: int) -> None:
    batches = [[ALL[key] for key in keys[start : start + size]] for start in range(0, len(keys), size)]
    assert clustered(batches) == plainly([ALL[key] for key in sorted(ALL)])


@settings(max_examples=40, deadline=None)
@given(st.permutations(sorted(ALL)), st.integers(1, 12))
def test_what_is_taken_away_leaves_no_trace(keys: list[str], count: int) -> None:
    shelf = MemoryShelf()
    numbers = join(shelf, [ALL[key] for key in keys])
    gone = [numbers[key] for key in keys[:count]]
    drop(shelf, shelf.rows(gone))
    assert shelf.clusters() == clustered([[ALL[key] for key in keys[count:]]])


def test_a_printing_between_two_unlike_ones_does_not_chain_them() -> None:
    said = "finish the harbour bridge before the winter storms come, whatever the newspapers of Orlanz may print"
    twins = of(("Dagny Lorn", f"We will {said}", 100), ("Dagny Lorn", f"We will not {said}", 100), ("Dagny Lorn", said, 100))
    assert sorted(map(len, clustered([twins]))) == [1, 2]
    two = of(("Dagny Lorn", f"We will {said}", 100), ("Igor Brell", f"We will {said}", 100), ("", f"We will {said}", 100))
    assert sorted(map(len, clustered([two]))) == [1, 2]


def test_a_few_words_go_to_one_quotation_and_join_none() -> None:
    three = of(
        ("Dagny Lorn", "I have seen the rusted turbine hall of Brackwater and wept like a child", 100),
        ("Dagny Lorn", "Nobody will ever buy a rusted turbine from that crooked scrap merchant in Velmora", 101),
        ("Dagny Lorn", "rusted turbine", 101),
    )
    assert sorted(map(len, clustered([three]))) == [1, 2]


@given(st.lists(st.text(max_size=60), max_size=3))
def test_the_canonical_line_tells_all(parts: list[str]) -> None:
    wording = wording_of(parts)
    assert parsed(wording.text) == wording
    assert len(wording.forms) == len(wording.weights)


@given(st.text(alphabet="abc “.…[]", max_size=80), st.text(alphabet="abc “.…[]", max_size=80))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    pair = [Printing(key=str(n), wording=wording_of([text]), voice=next(iter(ALL.values())).voice, day=1) for n, text in enumerate((one, other))]
    assert likeness(*pair) == likeness(*reversed(pair))
