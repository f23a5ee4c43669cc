"""An article handed in with a request: read, its statements found, nothing fetched and nothing stored.

In: text or HTML and what is known of it. Out: a `Reading`, or an error. The model stays loaded between articles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from onrecord.errors import OnrecordError, ReadError
from onrecord.read import Kind, article_of
from onrecord.records import Article, Reading, Rejected
from onrecord.run import Outcome, Plan, reader
from onrecord.run.relating import relate
from onrecord.store.anyrecord import AnyRecord

MOST_TEXT_CHARS: Final = 200_000
"""What is longer is a book, and would keep others waiting."""
WHERE: Final = "<request>"


class ReadingFailed(OnrecordError):
    """Reading an article ended in an error of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came with a request: the text or the HTML of an article, what is known of it, and with how much effort to read it."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: str | None = None
    agency: str | None = None
    language: str | None = None
    effort: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reading with who made it and, where no statements were looked for, why."""

    reading: Reading
    made_by: str
    reason: str | None


class ArticleReader:
    """Reads articles one after the other; each effort keeps its model."""

    def __init__(self) -> None:
        self._readers: dict[str, Callable[[Article], list[Outcome]]] = {}

    def read(self, given: Given) -> Told:
        """Return the statements of the article. Raises ReadError where there is no article in what was given."""
        article, plan = article_in(given), Plan(effort=given.effort)
        if given.effort not in self._readers:
            self._readers[given.effort] = reader(plan)
        outcomes = self._readers[given.effort](article)
        found = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
        reasons = [outcome.reason for outcome in outcomes if isinstance(outcome, Rejected)]
        if not found:
            raise ReadingFailed(f"{WHERE}: {reasons[0]}")
        return Told(reading=found[0], made_by=plan.made_by, reason=next(iter(reasons), None))


def stored(record: AnyRecord, told: Told) -> None:
    """Put what was read on record, as one run of the reader, and relate it; of what waits to be related, at most a hundred articles more."""
    with record.run(what=WHERE, made_by=told.made_by):
        record.add(told.reading, made_by=told.made_by)
    next(relate(record), None)


def article_in(given: Given) -> Article:
    """Return the article that was given. Raises ReadError where there is none in it, or too much."""
    known = {name: getattr(given, name) for name in ("url", "title", "published", "outlet", "byline", "agency", "language")}
    text, kind = (given.html, Kind.HTML) if given.html is not None else (given.text or "", None)
    article = article_of(text, where=WHERE, kind=kind, **known)
    if len(article.text) > MOST_TEXT_CHARS:
        expected = f"at most {MOST_TEXT_CHARS:,} were expected. Read it with the command line."
        raise ReadError(WHERE, f"the text of the article has {len(article.text):,} characters; {expected}")
    return article
