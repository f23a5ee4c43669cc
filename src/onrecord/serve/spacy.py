"""A step for spaCy pipelines: `nlp.add_pipe("onrecord")`. The only file that knows spaCy.

In: a doc, its text taken exactly as it is. Out: the same doc with `doc._.statements`, with the spans of content, cue and source in
`doc.spans["onrecord.content"]` and so on, and with no change to anything else. What is kept stands in `doc.user_data["onrecord"]`
as plain values, so it goes wherever a doc goes; the model stays in the package and is loaded with the first doc of a process. spaCy
imports this file with every pipeline, so what is heavy stands inside the functions.
"""

# Annotations stand as they are here: older spaCy reads those of a factory at run time, and cannot read them as strings.
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord import records
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.serve.python import Statement

KEY: Final = "onrecord"
ABOUT: Final = "onrecord.article"
PARTS: Final = ("content", "cue", "source")
LANGUAGES: Final = ("en", "xx")
_KNOWN: Final = ("title", "url", "original_url", "published", "outlet", "byline", "agency")


class Attribution:
    """The step. It keeps how to read, and no model: a copy in another process, or from the disk, is the same step."""

    def __init__(self, *, effort: str, min_confidence: float) -> None:
        from onrecord.serve.python.reading import plan_of

        self.plan = plan_of(effort=effort, min_confidence=min_confidence, registry=None)

    def __call__(self, doc: Doc) -> Doc:
        """Find the statements of a doc. Raises OnrecordError, which spaCy's error handler gets, if reading it fails."""
        from onrecord.store.wire import fields_of

        article = article_in(doc)
        found = self._read(article) if article.text.strip() else ()
        doc.user_data[KEY] = {"made_by": self.plan.made_by, "statements": {statement.id: fields_of(statement) for statement in found}}
        for part in PARTS:
            doc.spans[f"{KEY}.{part}"] = _group(doc, part, found)
        return doc

    def _read(self, article: records.Article) -> tuple[records.Statement, ...]:
        from onrecord.run import reader

        (outcome,) = reader(self.plan)(article)
        if isinstance(outcome, records.Rejected):
            raise OnrecordError(f"{outcome.where}: {outcome.reason}")
        return outcome.statements


@Language.factory(
    KEY,
    default_config={"effort": "default", "min_confidence": 0.0},
    assigns=["doc._.statements", "doc.spans", "doc.user_data"],
)
def attribution(nlp: Language, name: str, effort: str, min_confidence: float) -> Attribution:
    """Make the step for a pipeline; OnrecordError if the pipeline is not for English."""
    if nlp.lang not in LANGUAGES:
        raise OnrecordError(f"{name}: the pipeline is for {nlp.lang!r}; onrecord reads English, en. Add it to a pipeline for English.")
    return Attribution(effort=effort, min_confidence=min_confidence)


def article_in(doc: Doc) -> records.Article:
    """Return the doc as an article: its text as it is, and what `doc.user_data["onrecord.article"]` says is known of it."""
    from onrecord.read import verbatim

    about = doc.user_data.get(ABOUT, {})
    if strange := set(about) - set(_KNOWN):
        raise OnrecordError(f"doc.user_data[{ABOUT!r}]: {sorted(strange)} are not known; any of {', '.join(_KNOWN)} was expected. Leave them out.")
    plain = verbatim(doc.text, "<doc>")
    return records.Article(text=plain.text, paragraphs=plain.paragraphs, where=plain.where, **about)


def _group(doc: Doc, part: str, statements: tuple[records.Statement, ...]) -> SpanGroup:
    """Return the spans of one part of all statements, in their order, with a score each.

    A span that begins or ends inside a token is widened to the whole token, so no word of it is lost; a content in two parts has two
    spans of one id. The exact characters are those of `doc._.statements`.
    """
    found = [(statement, span) for statement in statements for span in _spans(part, statement)]
    widened = ((statement, doc.char_span(span.start, span.end, alignment_mode="expand")) for statement, span in found)
    placed = [(statement, span) for statement, span in widened if span is not None]
    spans = [Span(doc, span.start, span.end, label=_label(part, one), span_id=one.id) for one, span in placed]
    scores = np.array([one.speaker.confidence if part == "source" else one.confidence for one, _ in placed], dtype=np.float64)
    return SpanGroup(doc, name=f"{KEY}.{part}", spans=spans, attrs={"scores": scores})


def _spans(part: str, statement: records.Statement) -> tuple[records.Span, ...]:
    if part == "content":
        return statement.content
    span = statement.cue if part == "cue" else statement.source
    return (span,) if span else ()


def _label(part: str, statement: records.Statement) -> str:
    if part == "content":
        return statement.manner.value
    if part == "source":
        return statement.speaker.kind.value
    return statement.stance.value if statement.stance else ""


def statements_of(doc: Doc) -> "tuple[Statement, ...]":
    """Return the statements of a doc that was read, with their words; it may have been to the disk and back."""
    return tuple(_statements(doc, _kept(doc).values()))


def statement_of(span: Span) -> "Statement | None":
    """Return the statement that a span of `doc.spans["onrecord.…"]` is a part of; None for any other span."""
    fields = _kept(span.doc).get(span.id_)
    return next(_statements(span.doc, [fields])) if fields else None


def _kept(doc: Doc) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = doc.user_data.get(KEY, {}).get("statements", {})
    return kept


def _statements(doc: Doc, kept: Iterable[dict[str, Any]]) -> "Iterator[Statement]":
    from onrecord.serve.python import Statement
    from onrecord.store.wire import made_of

    article = article_in(doc)
    for fields in kept:
        yield Statement(bare=made_of(records.Statement, fields, "doc.user_data"), article=article)


Doc.set_extension("statements", getter=statements_of, force=True)
Span.set_extension("statement", getter=statement_of, force=True)
