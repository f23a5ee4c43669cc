"""Checks asked for over the wire: words, or an article's direct quotations, against transcripts that come with the request."""

from __future__ import annotations

from typing import Any

from onrecord.read.transcripts import transcript_of
from onrecord.relate.check import Heard, check, hear
from onrecord.run.checking import checked_words, quotations_of
from onrecord.serve.checked import CheckLine, check_line
from onrecord.serve.web.article import ArticleReader, Given
from onrecord.serve.web.forms import CheckForm, TranscriptForm


def checked(asked: CheckForm, reader: ArticleReader) -> dict[str, Any]:
    """Return the checks. Raises ReadError where the article or a transcript holds nothing to check."""
    heard = _heard(asked.transcripts)
    spoken = {one.transcript.where: one.transcript.text for one in heard}
    if asked.words is not None:
        return {"checks": [check_line(checked_words(asked.words, heard, speaker=asked.speaker), None, None, spoken)], "text": None}
    assert asked.article is not None  # the form has one or the other
    given = Given(**asked.article.model_dump(), effort=asked.effort)
    reading = reader.read(given).reading
    found: list[CheckLine] = []
    for statement, quoted in quotations_of(reading):
        found.append(check_line(check(quoted, heard), reading.article, statement, spoken))
    return {"checks": found, "text": reading.article.text}


def _heard(forms: list[TranscriptForm]) -> list[Heard]:
    names = [form.name or f"transcript {number}" for number, form in enumerate(forms, 1)]
    unlike = [name if names.count(name) == 1 else f"{name} ({number})" for number, name in enumerate(names, 1)]
    return [hear(transcript_of(form.text, where=name)) for form, name in zip(forms, unlike, strict=True)]
