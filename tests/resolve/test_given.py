"""Quotations that somebody else has marked get their speakers, found or not."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article, Finding, Findings, Manner, Span
from onrecord.resolve import resolve_given

TEXT = "“We are late,” Ada Finch said. Jan Mol left. “But we are here.”\n\n“There is no plan,” conceded Jan Mol."
FOUND = Finding(
    content=(Span(start=0, end=14),),
    cue=Span(start=25, end=29),
    source=Span(start=15, end=24),
    manner=Manner.DIRECT,
    confidence=0.9,
    source_confidence=0.9,
)


def findings(*found: Finding) -> Findings:
    return Findings(article=Article(text=TEXT, paragraphs=(Span(start=0, end=len(TEXT)),)), findings=found, made_by="x")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def test_a_quotation_that_was_found_has_the_speaker_found() -> None:
    (statement,) = resolve_given(findings(FOUND), [span("“We are late,”")])
    assert (statement.speaker.name, statement.source) == ("Ada Finch", FOUND.source)


def test_a_quotation_that_was_not_found_is_read_from_its_own_sentence() -> None:
    late, plan = resolve_given(findings(), [span("“We are late,”"), span("“There is no plan,”")])
    assert (late.speaker.name, plan.speaker.name) == ("Ada Finch", "Jan Mol")


def test_answers_come_in_the_order_asked() -> None:
    plan, late = resolve_given(findings(FOUND), [span("“There is no plan,”"), span("“We are late,”")])
    assert (plan.speaker.name, late.speaker.name) == ("Jan Mol", "Ada Finch")


def test_nothing_asked_is_nothing_answered() -> None:
    assert resolve_given(findings(FOUND), []) == ()


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 30))
def test_any_span_has_an_answer_that_slices(start: int, length: int) -> None:
    asked = Span(start=start, end=min(len(TEXT), start + length))
    (statement,) = resolve_given(findings(FOUND), [asked])
    assert any(c.start < asked.end and asked.start < c.end for c in statement.content)
    assert statement.source is None or statement.source.end <= len(TEXT)
