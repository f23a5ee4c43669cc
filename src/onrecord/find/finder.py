"""The finder: every statement in an article, with its content, cue and source.

In: articles. Out: `Findings`, one an article, in the same order. Does not say who the source is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from onrecord.find.decode import Draft, decode, word_numbers
from onrecord.find.model import Settings, SpanModel, load_settings
from onrecord.find.nested import moved, worth_reading
from onrecord.find.pieces import Pieces, pieces_of
from onrecord.find.quotes import Quoted, quoted_spans
from onrecord.find.rules import merged, shares_cue, with_parents
from onrecord.find.spans import content_spans, manner_of, single, without_hanging
from onrecord.inference import load_tokenizer, model_folder
from onrecord.records import Article, Finding, Findings

RULES: Final = "rules-1"
"""The version of everything between the model and the finding; a change of outcome is a new name."""
_SUREST: Final = 0.999


def finder_name(effort: str = "default", *, folder: Path | None = None) -> str:
    """Return the name, with its version, that findings of this effort carry; loads no model."""
    return _named(load_settings(effort, folder))


class Finder:
    """A loaded finder. `effort` is "default" or "fast"; findings below `min_confidence` are left out."""

    def __init__(self, effort: str = "default", *, min_confidence: float = 0.0, folder: Path | None = None, threads: int = 1) -> None:
        self._model = SpanModel(effort, folder=folder, threads=threads)
        self._tokenizer = load_tokenizer((folder or model_folder()) / "tokenizer.json")
        self._min_confidence = min_confidence
        self.made_by = _named(self._model.settings)

    def __call__(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Find the statements of each article."""
        for article in articles:
            yield Findings(article=article, findings=self.find(article.text), made_by=self.made_by)

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the findings of one text, in order of their content, those inside others after them with their parent."""
        found = self._outer(text)
        for stretch in worth_reading(text, found):
            inner = moved(self._outer(stretch.of(text)), stretch.start)
            found += [f for f in inner if not shares_cue(f, found)]
        return tuple(with_parents([f for f in found if f.confidence >= self._min_confidence]))

    def _outer(self, text: str) -> list[Finding]:
        quotes = quoted_spans(text)
        pieces = pieces_of(text, self._tokenizer, quotes)
        drafts = decode(self._model.anchors(pieces), word_numbers(text, pieces), self._model.settings.threshold)
        return merged(text, [self._finding(text, draft, pieces, quotes) for draft in drafts], quotes)

    def _finding(self, text: str, draft: Draft, pieces: Pieces, quotes: list[Quoted]) -> Finding:
        content = content_spans(text, draft, pieces, quotes)
        a, b, c = self._model.settings.calibration
        d, e = self._model.settings.source_calibration
        return Finding(
            content=content,
            cue=single(text, draft, draft.cue, pieces),
            source=without_hanging(text, single(text, draft, draft.source, pieces)),
            manner=manner_of(text, content, quotes),
            confidence=round(_squash(a * _logit(draft.anchor_probability) + b * _logit(draft.content_probability) + c), 4),
            source_confidence=round(_squash(d * _logit(draft.source_probability) + e), 4),
        )


def _named(settings: Settings) -> str:
    return f"{settings.name}+{RULES}"


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _squash(x: float) -> float:
    """The logistic function, short of certainty: no finding is beyond doubt."""
    return min(1 / (1 + math.exp(-x)), _SUREST)
