"""Reading on one machine: articles in, readings out, over as many processes as asked.

In: articles. Out: readings and rejections, in the order of the input. Holds no language logic: it calls the rooms' steps.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from onrecord.find import Finder, finder_name
from onrecord.records import Article, Findings, Reading, Rejected, digest
from onrecord.resolve import VERSION as RESOLVER
from onrecord.resolve import resolve
from onrecord.resolve.likely import LINKER
from onrecord.resolve.linker import Linker
from onrecord.resolve.registry import Registry, with_file

KNOWN_LANGUAGES: Final = frozenset({"en"})
_BATCH: Final = 8
_IN_FLIGHT: Final = 4
"""Batches waiting for each process: enough to keep it busy, few enough to bound memory."""

Outcome = Reading | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to read: with how much effort, from which confidence on, in how many processes, and with which registry besides ours."""

    effort: str = "default"
    min_confidence: float = 0.0
    processes: int = 1
    registry: Path | None = None

    @property
    def made_by(self) -> str:
        """Return the name that the statements of this plan carry."""
        least = f"+from-{self.min_confidence:g}" if self.min_confidence else ""
        known = f"+registry-{digest(self.registry.read_text('utf-8', 'replace'))[:8]}" if self.registry else ""
        linker = f"+{LINKER}" if self.links else ""
        return f"{finder_name(self.effort)}+{RESOLVER}{linker}{known}{least}"

    @property
    def links(self) -> bool:
        """Say whether the linker is asked about pronouns; the fast effort goes by rules alone, since it would cost a third of finding."""
        return self.effort != "fast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article that was on record already and was not read again."""

    article_id: str
    where: str


class Keeper(Protocol):
    """What this room needs of a record."""

    def has(self, article_id: str, made_by: str) -> bool:
        """Return whether the article has been read by this maker already."""

    def add_many(self, readings: Iterable[Reading], *, made_by: str) -> object:
        """Store the readings in one transaction."""

    def reject(self, rejected: Rejected) -> object:
        """Keep what could not be read."""


def reader(plan: Plan) -> Callable[[Article], list[Outcome]]:
    """Return what reads one article after another in this process, for a server: the model loads with the first and stays."""
    one = _Reader(plan, with_file(plan.registry) if plan.registry else None)
    return lambda article: one.read([article])


def readings(articles: Iterable[Article | Rejected], plan: Plan) -> Iterator[Outcome]:
    """Find and resolve the statements of each article, in order; what could not be read passes through."""
    registry = with_file(plan.registry) if plan.registry else None
    if plan.processes <= 1:
        reader = _Reader(plan, registry)
        for article in articles:
            yield from reader.read([article])
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(plan.processes, mp_context=context, initializer=_start, initargs=(plan, registry)) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for batch in _batches(articles):
            waiting.append(pool.submit(_read_batch, batch))
            while len(waiting) >= _IN_FLIGHT * plan.processes or (waiting and waiting[0].done()):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def read_into(record: Keeper, articles: Iterable[Article | Rejected], plan: Plan) -> Iterator[Outcome | Known]:
    """Read articles into a record, committing every few, and say what became of each.

    What stands on record already is not read again. An outcome is yielded when it has been committed.
    """
    known: deque[Known] = deque()
    outcomes = readings(_not_known(articles, record, plan.made_by, known), plan)
    while batch := list(islice(outcomes, _BATCH)):
        record.add_many([outcome for outcome in batch if isinstance(outcome, Reading)], made_by=plan.made_by)
        for outcome in batch:
            if isinstance(outcome, Rejected):
                record.reject(outcome)
        yield from _drained(known)
        yield from batch
    yield from _drained(known)


def _drained(known: deque[Known]) -> Iterator[Known]:
    while known:
        yield known.popleft()


def _not_known(articles: Iterable[Article | Rejected], record: Keeper, made_by: str, known: deque[Known]) -> Iterator[Article | Rejected]:
    seen: set[int] = set()
    for article in articles:
        if isinstance(article, Article):
            number = int(article.id, 16)
            if number in seen or record.has(article.id, made_by):
                known.append(Known(article_id=article.id, where=article.where))
                continue
            seen.add(number)
        yield article


class _Reader:
    """The loaded steps of one process; the finder loads with the first article that needs it."""

    def __init__(self, plan: Plan, registry: Registry | None) -> None:
        self._plan = plan
        self._registry = registry
        self._finder: Finder | None = None
        self._linker = Linker() if plan.links else None

    def read(self, articles: Iterable[Article | Rejected]) -> list[Outcome]:
        return [outcome for article in articles for outcome in self._read(article)]

    def _read(self, article: Article | Rejected) -> list[Outcome]:
        if isinstance(article, Rejected):
            return [article]
        if article.language is not None and article.language not in KNOWN_LANGUAGES:
            known = ", ".join(sorted(KNOWN_LANGUAGES))
            reason = f"language {article.language!r} has no model; one of {known} was expected. The article is kept, without statements."
            return [Reading(article=article, statements=()), Rejected(where=article.where, reason=reason)]
        try:
            return [resolve(self._find(article), registry=self._registry, linker=self._linker)]
        except Exception as error:
            # One article must not end a run of millions, whatever is wrong with it: it is kept, with what was raised.
            return [Rejected(where=article.where, reason=f"internal error, please report it: {type(error).__name__}: {error}")]

    def _find(self, article: Article) -> Findings:
        if self._finder is None:
            self._finder = Finder(self._plan.effort, min_confidence=self._plan.min_confidence)
        return next(self._finder([article]))


_reader: _Reader | None = None


def _start(plan: Plan, registry: Registry | None) -> None:
    global _reader
    _reader = _Reader(plan, registry)


def _read_batch(batch: list[Article | Rejected]) -> list[Outcome]:
    assert _reader is not None
    return _reader.read(batch)


def _batches(articles: Iterable[Article | Rejected]) -> Iterator[list[Article | Rejected]]:
    stream = iter(articles)
    while batch := list(islice(stream, _BATCH)):
        yield batch
