"""Check: quoted words or an article, and a transcript, pasted in; the grade and the differences of each quotation out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from onrecord.errors import QueryError, ReadError
from onrecord.records import Article, Span, Statement
from onrecord.relate.check import Check, Grade, Reason, pieces
from onrecord.relate.variants import Piece
from onrecord.run.relating import quoted_parts
from onrecord.serve.pages.asking import asked_as, filled
from onrecord.serve.pages.rendering import rendered
from onrecord.serve.web.asking import look_up
from onrecord.serve.web.checks import Checked, checks_of
from onrecord.serve.web.forms import CheckForm
from onrecord.serve.web.lanes import Lanes

_AROUND: Final = 220
_TOLD: Final = {
    Grade.VERBATIM: "Word for word what was said.",
    Grade.TIDIED: "What was said, tidied: fillers, punctuation or spelling alone.",
    Grade.ELIDED: "What was said, with words left out in between.",
    Grade.ALTERED: "Words were swapped or put in.",
    Grade.CHANGED: "A difference touches a word on which the meaning hangs.",
    Grade.SPLICED: "Put together of pieces that were not said together.",
    Grade.ANOTHER_SPEAKER: "Said, but by somebody else.",
    Grade.NOT_FOUND: "No place in the transcript holds enough of these words.",
    Grade.AMBIGUOUS: "Said by more than one speaker, and none is named.",
    Grade.OUT_OF_REACH: "Not graded: translated, or in another language than the transcript.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Where the words stand in the transcript: what comes before, the words, what comes after."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One quotation checked. `parts` are its words in pieces, parted where `he said` stood."""

    check: Check
    told: str
    parts: tuple[tuple[Piece, ...], ...]
    reasons: tuple[Reason, ...]
    heard: tuple[Heard, ...]
    statement: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """The form as it was filled in."""

    is_article: bool = False
    words: str = ""
    speaker: str = ""
    transcript: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """The form, and the results; `is_done` if there was something to check."""

    pasted: Pasted
    results: tuple[Result, ...] = ()
    is_done: bool = False
    problem: str | None = None
    grades: Mapping[Grade, str] = field(default_factory=lambda: _TOLD)


async def check_form(request: Request) -> Response:
    """Show the form, with the words of a statement on record if one is named."""
    asked = filled(request.query_params)
    if "statement" not in asked:
        return rendered(request, "check.html", CheckPage(pasted=Pasted(words=asked.get("words", ""), speaker=asked.get("speaker", ""))))
    stored = await look_up(request, lambda record: record.statement(asked["statement"]))
    pasted = Pasted(words=_quoted(stored.article, stored.statement), speaker=stored.statement.speaker.name or "")
    return rendered(request, "check.html", CheckPage(pasted=pasted))


async def check(request: Request) -> Response:
    """Check what was pasted in, and show the form again with the results."""
    pasted = _pasted({name: value for name, value in (await request.form()).items() if isinstance(value, str)})
    lanes: Lanes = request.app.state.lanes
    try:
        asked = _asked(pasted)
        done = await lanes.reading.do(lambda reader: checks_of(asked, reader))
    except (QueryError, ReadError) as error:
        return rendered(request, "check.html", CheckPage(pasted=pasted, problem=str(error)), status=422)
    results = tuple(_result(one, statement, done) for one, statement in done.checks)
    return rendered(request, "check.html", CheckPage(pasted=pasted, results=results, is_done=True))


def _pasted(form: Mapping[str, str]) -> Pasted:
    words, speaker, transcript = (form.get(name, "").replace("\r\n", "\n") for name in ("words", "speaker", "transcript"))
    return Pasted(is_article=form.get("what") == "article", words=words, speaker=speaker.strip(), transcript=transcript)


def _asked(pasted: Pasted) -> CheckForm:
    if not pasted.words.strip() or not pasted.transcript.strip():
        raise QueryError("Something to check and a transcript to check it against were expected. Paste both.")
    what: dict[str, Any] = {"article": {"text": pasted.words}} if pasted.is_article else {"words": pasted.words, "speaker": pasted.speaker or None}
    return asked_as(CheckForm, what | {"transcripts": [{"text": pasted.transcript, "name": "the transcript"}]})


def _quoted(article: Article, statement: Statement) -> str:
    parts = [" ".join(span.of(article.text).split()) for span in quoted_parts(article, statement) or statement.content]
    return " … ".join(part.strip('“”"') for part in parts)


def _result(check: Check, statement: Statement | None, done: Checked) -> Result:
    spoken = done.spoken.get(check.where or "", "")
    said = [d for d in check.differences if d.makes not in (Grade.VERBATIM, Grade.TIDIED)]
    return Result(
        check=check,
        told=_TOLD[check.grade],
        parts=pieces(check, spoken),
        reasons=tuple(dict.fromkeys(d.reason for d in said)),
        heard=tuple(_heard(spoken, span) for span in check.found),
        statement=statement,
    )


def _heard(spoken: str, span: Span) -> Heard:
    start, end = max(0, span.start - _AROUND), min(len(spoken), span.end + _AROUND)
    before, after = spoken[start : span.start], spoken[span.end : end]
    return Heard(before=before if start == 0 else f"… {before}", words=span.of(spoken), after=after if end == len(spoken) else f"{after} …")
