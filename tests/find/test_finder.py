from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.find import Finder, finder_name
from onrecord.records import Article, Finding, Manner, Span

FINDER = Finder()
TEXT = (
    "Maren Oduya said on Tuesday that the pier was closed. “We did nothing of the sort,” she told reporters, “and we will not start now.”\n\n"
    "Brekke said he had been told by two officials that the ferry was safe.\n\nAccording to the report, the harbour lost a third of its trade."
)


def words(text: str, finding: Finding) -> list[str]:
    return [s.of(text) for s in finding.content]


def test_direct_indirect_and_interrupted_statements_are_found_with_cue_and_source() -> None:
    found = [f for f in FINDER.find(TEXT) if f.parent is None]
    told = [(words(TEXT, f), f.cue and f.cue.of(TEXT), f.source and f.source.of(TEXT), f.manner) for f in found]
    assert (["“We did nothing of the sort,”", "“and we will not start now.”"], "told", "she", Manner.DIRECT) in told
    assert (["the harbour lost a third of its trade"], "According to", "the report", Manner.INDIRECT) in told
    assert (["that the pier was closed"], "said", "Maren Oduya", Manner.INDIRECT) in [(w, c and c.split()[0], s, m) for w, c, s, m in told]


def test_a_statement_inside_a_statement_is_its_child() -> None:
    found = FINDER.find(TEXT)
    (child,) = [f for f in found if f.parent is not None]
    assert child.source is not None
    assert child.source.of(TEXT) == "he"
    assert found[child.parent or 0].source is not None
    assert "the ferry was safe" in words(TEXT, child)[0]


def test_more_confidence_asked_for_means_fewer_findings() -> None:
    assert Finder(min_confidence=1.0).find(TEXT) == ()


def test_the_same_text_gives_the_same_findings() -> None:
    assert FINDER.find(TEXT) == Finder().find(TEXT)


def test_findings_carry_the_name_of_their_maker() -> None:
    article = Article(text=TEXT, paragraphs=(Span(start=0, end=len(TEXT)),))
    (found,) = FINDER([article])
    assert found.made_by == finder_name()
    assert found.article is article


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "“”",
        '""""""',
        "“",
        "said",
        "“" * 300,
        "He said. " * 50,
        TEXT.upper(),
        TEXT.replace(" ", "\u00a0"),
        "\u200b" * 40,
        "😀 “😀” said 😀.",
    ],
    ids=range(13),
)
def test_odd_texts_end_without_an_exception_and_spans_slice(text: str) -> None:
    for f in FINDER.find(text):
        assert all(s.of(text).strip() for s in f.content)


def test_capitals_do_not_hide_who_said_it() -> None:
    text = TEXT.upper()
    assert any(f.source and f.source.of(text) in ("SHE", "MAREN ODUYA") for f in FINDER.find(text))


def test_a_very_long_article_is_read_to_its_end() -> None:
    text = "\n\n".join(f"Mayor {n} of the town said that bridge number {n} was closed." for n in range(3000))
    found = FINDER.find(text)
    assert len(found) >= 2950
    assert found[-1].content[0].end > len(text) - 40


def test_a_missing_model_is_a_clear_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(ModelError, match=r"default\.json: cannot read the model's settings"):
        Finder(folder=tmp_path_factory.mktemp("empty"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(" "), "“", "”", "\n\n", '"', "said", "she", "that"]), max_size=60))
def test_spans_stay_in_the_text_and_contents_of_outer_findings_do_not_overlap(tokens: list[str]) -> None:
    text = " ".join(tokens)
    found = FINDER.find(text)
    for f in found:
        assert all(0 <= s.start < s.end <= len(text) for s in [*f.content, *filter(None, (f.cue, f.source))])
        assert all(a.end <= b.start for a, b in pairwise(f.content))
    outer = sorted(s for f in found if f.parent is None for s in f.content)
    assert all(a.end <= b.start for a, b in pairwise(outer))
