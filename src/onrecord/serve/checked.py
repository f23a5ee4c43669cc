"""Checks as JSON Lines and as a person reads them. The form is described in docs/checking.md."""

from __future__ import annotations

from typing import Final, TypedDict

import click

from onrecord.records import Article, Span, Statement
from onrecord.relate.check import Check, Difference, Grade, diff
from onrecord.serve.lines import SpanLine
from onrecord.serve.terminal import one_line

CHECK_SCHEMA_VERSION: Final = 1
_MARGIN: Final = " " * 20
_LONGEST: Final = 1000


class DifferenceLine(TypedDict):
    """One difference: the best grade it allows, what it is about, and the words on either side."""

    makes: str
    reason: str
    printed: SpanLine | None
    said: SpanLine | None


class CheckLine(TypedDict):
    """One quotation checked, as it is printed. Spans of `quotation` count characters of the article, or of the words given."""

    schema: int
    grade: str
    holds: bool
    wording: str
    quotation: list[SpanLine]
    named: str | None
    speaker: str | None
    transcript: str | None
    found: list[SpanLine]
    differences: list[DifferenceLine]
    note: str | None
    article: str | None
    url: str | None
    statement: str | None


def check_line(checked: Check, article: Article | None, statement: Statement | None, spoken: dict[str, str]) -> CheckLine:
    """Return a check as it is printed with --json; `spoken` goes from a transcript to its text."""
    text, said = checked.quoted.text, spoken.get(checked.where or "", "")
    return CheckLine(
        schema=CHECK_SCHEMA_VERSION,
        grade=checked.grade.value,
        holds=checked.grade.holds,
        wording=checked.wording.value,
        quotation=[_span(text, span) for span in checked.quoted.spans],
        named=checked.quoted.speaker,
        speaker=checked.speaker,
        transcript=checked.where,
        found=[_span(said, span) for span in checked.found],
        differences=[_difference(text, said, d) for d in checked.differences],
        note=checked.note,
        article=article.where if article else None,
        url=article.url if article else None,
        statement=statement.id if statement else None,
    )


def print_check(checked: Check, spoken: dict[str, str]) -> None:
    """Print a check for a person: the grade, the words, where they were said, and how they differ."""
    said = spoken.get(checked.where or "", "")
    words = " / ".join(span.of(checked.quoted.text) for span in checked.quoted.spans)
    click.echo(f"{checked.grade.value:<20}“{one_line(words, _LONGEST)}”")
    if checked.where:
        first = checked.found[0].start if checked.found else 0
        click.echo(f"{_MARGIN}{one_line(checked.speaker or 'speaker not named')} · {checked.where}, character {first:,}")
    if checked.note:
        click.echo(f"{_MARGIN}{one_line(checked.note)}")
    if checked.wording not in (Grade.VERBATIM, Grade.TIDIED, Grade.NOT_FOUND, Grade.OUT_OF_REACH):
        _print_differences(checked, said)


def _print_differences(checked: Check, said: str) -> None:
    if checked.wording is Grade.SPLICED and not checked.differences:
        click.echo(f"{_MARGIN}put together from: {one_line(' // '.join(span.of(said) for span in checked.found), _LONGEST)}")
        return
    click.echo(f"{_MARGIN}{one_line(diff(checked, said), _LONGEST)}")
    for difference in checked.differences:
        if difference.makes not in (Grade.VERBATIM, Grade.TIDIED):
            click.echo(f"{_MARGIN}{difference.makes.value}: {difference.reason.value}")


def _difference(text: str, said: str, difference: Difference) -> DifferenceLine:
    return DifferenceLine(
        makes=difference.makes.value,
        reason=difference.reason.value,
        printed=_span(text, difference.printed) if difference.printed else None,
        said=_span(said, difference.said) if difference.said else None,
    )


def _span(text: str, span: Span) -> SpanLine:
    return SpanLine(start=span.start, end=span.end, exact=span.of(text))
