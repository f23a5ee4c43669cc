"""Reading from Python: a text or a file in, its statements out; nothing is stored and nothing is fetched.

The model loads with the first article and stays loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from onrecord.errors import OnrecordError, ReadError
from onrecord.read import article_of, articles
from onrecord.records import Article, Origin, Rejected
from onrecord.records import Reading as Bare
from onrecord.run import Plan, reader, readings
from onrecord.serve.python.checking import Checked, checked_in
from onrecord.serve.python.sources import Source, as_path, is_path
from onrecord.serve.python.statements import Statement, shortened
from onrecord.serve.web.told import text_told
from onrecord.store.answers import Hit

if TYPE_CHECKING:
    import pyarrow

EFFORTS = ("default", "fast")


class About(TypedDict, total=False):
    """What is known of an article and comes before what it says of itself. `published` is ISO 8601, `language` as `en`."""

    title: str | None
    url: str | None
    original_url: str | None
    published: str | None
    outlet: str | None
    byline: str | None
    agency: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reading:
    """One article with its statements, in the order of the text; a loop over it goes over them.

    `made_by` names the model and rules, where that is known. `reason` says why no statements were looked for, where that is so: onrecord knows
    English alone. `bare` is the reading as it is kept: spans and no words.
    """

    bare: Bare
    made_by: str | None
    reason: str | None = None

    @property
    def article(self) -> Article:
        """The article: `text`, `title`, `outlet`, `published` and all else that is known of it."""
        return self.bare.article

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, each with its words."""
        return tuple(Statement(bare=bare, article=self.bare.article) for bare in self.bare.statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.bare.statements)

    def check(self, against: Source | Iterable[Source]) -> tuple[Checked, ...]:
        """Check each direct quotation against transcripts: files, or their texts. Raises ReadError where one cannot be read."""
        return tuple(checked_in(self.bare, against))

    def frame(self) -> pyarrow.Table:
        """Return the statements as an Arrow table, in the columns of `Record.frame`. Raises RecordError without pyarrow."""
        from onrecord.store.forms.columns import table_of

        return table_of(Hit(statement=bare, article=self.article) for bare in self.bare.statements)

    def to_dict(self) -> dict[str, Any]:
        """Return the article with its text and statements in the form that docs/rest.md describes for one article."""
        return text_told(self.bare) | {"reason": self.reason}

    def __repr__(self) -> str:
        article = self.article
        about = ", ".join(part for part in (article.outlet, (article.published or "")[:10]) if part)
        many = f"{len(self)} statement{'' if len(self) == 1 else 's'}"
        return f"<Reading of {shortened(article.title or article.text)!r}{f' ({about})' if about else ''}: {self.reason or many}>"


def read(
    text_or_path: Source,
    *,
    is_text: bool | None = None,
    effort: str = "default",
    min_confidence: float = 0.0,
    registry: str | Path | None = None,
    **about: Unpack[About],
) -> Reading:
    """Read one article: a text (plain, Markdown or HTML), or a file of any form that holds one. Nothing is stored.

    A path object is a file. A string is a path if it has no blank in it or ends like a file that is read (`.txt`, `.html`,
    `.jsonl.gz` …), and a text otherwise; say `is_text` for strings that you do not know. `effort` is "default" or "fast";
    statements less sure than `min_confidence` are left out; `registry` is a file of offices and who held them.
    Raises ReadError where there is no article, or more than one, and ModelError where the model cannot be loaded.
    """
    plan = plan_of(effort=effort, min_confidence=min_confidence, registry=registry)
    article = _in_file(text_or_path, about) if is_path(text_or_path, is_text) else article_of(str(text_or_path), **about)
    found = reader(plan)(article)
    reasons = [one.reason for one in found if isinstance(one, Rejected)]
    bare = next((one for one in found if isinstance(one, Bare)), None)
    if bare is None:
        raise ReadError(article.where, reasons[0])
    return Reading(bare=bare, made_by=plan.made_by, reason=next(iter(reasons), None))


def read_each(
    sources: Source | Article | Iterable[Source | Article],
    *,
    effort: str = "default",
    min_confidence: float = 0.0,
    registry: str | Path | None = None,
    processes: int = 1,
    names: dict[str, str] | None = None,
) -> Iterator[Reading | Rejected]:
    """Read all articles of files and folders, one after the other, in `processes` processes; nothing is stored.

    Every string is a path here. What cannot be read is a `Rejected` with its reason, in its place, and the rest goes on; one
    in another language is a reading without statements, and then its `Rejected`. `names` goes from our names to those of a
    table's columns: `{"text": "body"}`.
    """
    plan = plan_of(effort=effort, min_confidence=min_confidence, registry=registry, processes=processes)
    for outcome in readings(articles_of(sources, names), plan):
        yield outcome if isinstance(outcome, Rejected) else Reading(bare=outcome, made_by=plan.made_by)


def articles_of(sources: Source | Article | Iterable[Source | Article], names: dict[str, str] | None = None) -> Iterator[Article | Rejected]:
    """Yield the articles of paths, and those that are articles already."""
    for source in [sources] if isinstance(sources, Article) or not isinstance(sources, Iterable) or isinstance(sources, str) else sources:
        if isinstance(source, Article):
            yield source
        else:
            yield from articles([as_path(source)], names=names)


def plan_of(*, effort: str, min_confidence: float, registry: str | Path | None, processes: int = 1) -> Plan:
    """Return how to read; OnrecordError for what is no effort, no confidence or no file."""
    if effort not in EFFORTS:
        raise OnrecordError(f"effort: {effort!r} is not known; one of {', '.join(EFFORTS)} was expected. Choose one of these.")
    if not 0 <= min_confidence <= 1:
        raise OnrecordError(f"min_confidence: {min_confidence!r} is out of range; a number from 0 to 1 was expected. Give a chance.")
    if registry is not None and not Path(registry).is_file():
        raise OnrecordError(f"registry: there is no file {str(registry)!r}; a table of offices was expected. Check the path.")
    return Plan(effort=effort, min_confidence=min_confidence, registry=Path(registry) if registry else None, processes=processes)


def _in_file(path: Source, about: About) -> Article:
    """Return the one article of a file, with what is known of it. Raises ReadError where there is none, or another."""
    found = list(islice(articles([as_path(path)]), 2))
    if not found:
        raise ReadError(str(path), "there is no article in it; one was expected. Check the path.")
    if len(found) > 1:
        raise ReadError(str(path), "it holds more than one article; one was expected. Read it with onrecord.read_each.")
    if isinstance(found[0], Rejected):
        raise ReadError(found[0].where, found[0].reason)
    known = {name: value for name, value in about.items() if value is not None}
    origins = tuple(Origin(field=name, source="given") for name in known)
    return replace(found[0], origins=found[0].origins + origins, **known)  # type: ignore[arg-type]  # each is a field of text
