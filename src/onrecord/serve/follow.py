"""Following a run of the reader: the bar moves, statements are printed, what was rejected is named, and all is counted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from onrecord.records import Article, Reading, Rejected
from onrecord.run import Known, Outcome
from onrecord.serve.lines import reading_lines, rejected_line
from onrecord.serve.terminal import bar, safe

Read = Callable[[Iterator[Article | Rejected]], Iterator[Outcome | Known]]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run did, in counts. `known` articles were on record already."""

    articles: int = 0
    known: int = 0
    statements: int = 0
    named: int = 0
    rejected: int = 0

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
        if self.rejected:
            said += f"; {self.rejected:,} rejected"
        return f"{said}. The record is {location}." if location else f"{said}. Nothing was stored."


def follow(paths: tuple[str, ...], read: Read, *, as_json: bool, reading_of: Callable[[str], Reading] | None = None) -> Tally:
    """Run `read` over the articles at the paths and report as it goes; `reading_of` gives a reading that is on record already."""
    from onrecord.read import articles, count_inputs

    tally = Tally()
    with bar(count_inputs(paths)) as advance:
        for outcome in read(articles(paths, stdin=sys.stdin.buffer)):
            tally.add(outcome)
            if isinstance(outcome, Rejected):
                _tell_rejected(outcome, as_json)
            elif as_json:
                _print_lines(reading_of(outcome.article_id) if isinstance(outcome, Known) and reading_of else outcome)
            advance()
    return tally


def size_bytes(paths: tuple[str, ...]) -> int | None:
    """Return how much there is to read; None where that cannot be known, as for standard input."""
    total = 0
    for path in map(Path, paths):
        if str(path) == "-":
            return None
        files = (f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path] if path.is_file() else []
        total += sum(f.stat().st_size for f in files)
    return total


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
