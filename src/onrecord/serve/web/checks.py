"""Checks asked for over the wire: words, or an article's direct quotations, against transcripts that come with the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.read.transcripts import transcript_of
from onrecord.records import Article, Statement
from onrecord.relate.check import Check, Heard, check, hear
from onrecord.run.checking import checked_words, quotations_of
from onrecord.serve.checked import check_line
from onrecord.serve.web.article import ArticleReader, Given
from onrecord.serve.web.forms import CheckForm, TranscriptForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The checks, each with the statement that it is of if an article was checked, and the texts of the transcripts by name."""

    checks: tuple[tuple[Check, Statement | None], ...]
    article: Article | None
    spoken: dict[str, str]


def checks_of(asked: CheckForm, reader: ArticleReader) -> Checked:
    """Return the checks. Raises ReadError where the article or a transcript holds nothing to check."""
    heard = _heard(asked.transcripts)
    spoken = {one.transcript.where: one.transcript.text for one in heard}
    if asked.words is not None:
        return Checked(checks=((checked_words(asked.words, heard, speaker=asked.speaker), None),), article=None, spoken=spoken)
    assert asked.article is not None  # the form has one or the other
    reading = reader.read(Given(**asked.article.model_dump(), effort=asked.effort)).reading
    checks = tuple((check(quoted, heard), statement) for statement, quoted in quotations_of(reading))
    return Checked(checks=checks, article=reading.article, spoken=spoken)


def checked(asked: CheckForm, reader: ArticleReader) -> dict[str, Any]:
    """Return the checks in their documented form."""
    done = checks_of(asked, reader)
    lines = [check_line(one, done.article, statement, done.spoken) for one, statement in done.checks]
    return {"checks": lines, "text": done.article.text if done.article else None}


def _heard(forms: list[TranscriptForm]) -> list[Heard]:
    names = [form.name or f"transcript {number}" for number, form in enumerate(forms, 1)]
    unlike = [name if names.count(name) == 1 else f"{name} ({number})" for number, name in enumerate(names, 1)]
    return [hear(transcript_of(form.text, where=name)) for form, name in zip(forms, unlike, strict=True)]
