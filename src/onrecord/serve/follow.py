"""Following a run of the reader: the bar moves, statements are printed, what was rejected is named, and all is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from onrecord.records import Article, Reading, Rejected
from onrecord.run import Known, Outcome
from onrecord.serve.lines import reading_lines, rejected_line
from onrecord.serve.terminal import bar, safe

if TYPE_CHECKING:
    from onrecord.read import Input

Read = Callable[[Iterator[Article | Rejected]], Iterator[Outcome | Known]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """How a run is shown: as JSON Lines or to a person, and how many articles the bar goes up to, if that is known."""

    as_json: bool
    total: int | None = None


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run did, in counts. `known` articles were on record already, `unchanged` addresses gave what they gave before."""

    articles: int = 0
    known: int = 0
    statements: int = 0
    named: int = 0
    rejected: int = 0
    unchanged: int = 0

    def add(self, outcome: Outcome | Known) -> None:
        """Count one outcome."""
        if isinstance(outcome, Rejected):
            self.rejected += 1
        elif isinstance(outcome, Known):
            self.known += 1
        else:
            self.articles += 1
            self.statements += len(outcome.statements)
            self.named += sum(s.speaker.name is not None for s in outcome.statements)

    def told(self, location: str | None) -> str:
        """Return the counts as a sentence or two."""
        said = f"{self.articles:,} {_plural('article', self.articles)} read, {self.statements:,} {_plural('statement', self.statements)}"
        if self.statements:
            said += f", {self.named:,} with their speaker"
        if self.known:
            said += f"; {self.known:,} on record already"
        if self.unchanged:
            said += f"; {self.unchanged:,} {'address' if self.unchanged == 1 else 'addresses'} unchanged"
        if self.rejected:
            said += f"; {self.rejected:,} rejected"
        return f"{said}. The record is {location}." if location else f"{said}. Nothing was stored."


def follow(articles: Iterator[Article | Rejected], read: Read, *, show: Show, reading_of: Callable[[str], Reading] | None = None) -> Tally:
    """Run `read` over the articles and report as it goes; `reading_of` gives a reading that is on record already."""
    tally = Tally()
    with bar(show.total) as advance:
        for outcome in read(articles):
            tally.add(outcome)
            if isinstance(outcome, Rejected):
                _tell_rejected(outcome, show.as_json)
            elif show.as_json:
                _print_lines(reading_of(outcome.article_id) if isinstance(outcome, Known) and reading_of else outcome)
            advance()
    return tally


def size_bytes(found: Iterable[Input | Rejected]) -> int | None:
    """Return how much there is to read; None where that cannot be known, as for standard input."""
    sizes = [source.size_bytes for source in found if not isinstance(source, Rejected)]
    return None if None in sizes else sum(size for size in sizes if size)


def total_of(found: Sequence[Input | Rejected]) -> int | None:
    """Return how many articles there are, for the bar; None where an input can hold any number."""
    return None if any(source.kind.holds_many for source in found if not isinstance(source, Rejected)) else len(found)


def _tell_rejected(rejected: Rejected, as_json: bool) -> None:
    if as_json:
        click.echo(rejected_line(rejected), err=True)
    else:
        click.echo(safe(f"rejected: {rejected.where}: {rejected.reason}"), err=True)


def _print_lines(outcome: Outcome | Known) -> None:
    if isinstance(outcome, Reading):
        for line in reading_lines(outcome):
            click.echo(line)


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else noun + "s"
