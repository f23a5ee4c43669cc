"""What a person sees: a statement marked in its paragraph, hits, a summary. The only file that knows rich.

Everything printed comes through `Text`, never through markup, so that an article cannot style the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from onrecord.records import Article, Distance, Evidence, Span, Statement
from onrecord.serve.held import called

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {"content": "bold", "cue": "underline", "source": "reverse"}
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")


class Found(Protocol):
    """What this file needs of a hit."""

    @property
    def statement(self) -> Statement:
        """The statement."""

    @property
    def article(self) -> Article:
        """Its article."""

    @property
    def matches(self) -> tuple[Span, ...]:
        """The words that matched, in the article's text."""


class Advance(Protocol):
    """Moves the bar on by one article."""

    def __call__(self) -> None:
        """Move on by one."""


def console(*, to_stderr: bool = False) -> Console:
    """Return a console that colours only a terminal."""
    from rich.console import Console

    return Console(stderr=to_stderr, highlight=False, soft_wrap=False, emoji=False, markup=False)


@contextmanager
def bar(total: int | None) -> Iterator[Advance]:
    """Show a progress bar on standard error while the block runs, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
    with Progress(*columns, console=console(to_stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda: progress.advance(task)


def safe(words: str) -> str:
    """Return words with a blank for each control character, so that no article can drive the terminal.

    >>> safe("a\\x1b[31mb")
    'a [31mb'
    """
    return words.translate(_CONTROL)


def one_line(words: str, most: int = 300) -> str:
    """Return words on one line, cut behind a word when there are too many characters.

    >>> one_line("one\\n\\ntwo three", 9)
    'one two …'
    """
    flat = " ".join(safe(words).split())
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0] + " …"


def headline(statement: Statement, article: Article) -> str:
    """Return who said it, by which cue, where and when."""
    speaker = statement.speaker
    who = speaker.name or f"unknown ({speaker.reason})"
    role = f", {called(speaker.role, speaker.role_held, speaker.role_dates)}" if speaker.role else ""
    where = ", ".join(x for x in (article.outlet, (article.published or "")[:10]) if x)
    return one_line(f"{who}{role}" + (f"  ·  {where}" if where else ""))


def marked(article: Article, statement: Statement) -> Text:
    """Return the paragraphs that the statement stands in, with its content, cue and source marked."""
    from rich.text import Text

    parts = _parts(statement)
    start, end = _paragraphs_of(article, parts)
    out = Text()
    edges = sorted({start, end, *(max(start, min(end, x)) for _, s in parts for x in (s.start, s.end))})
    for a, b in pairwise(edges):
        styles = [_STYLES[name] for name, s in parts if s.start <= a and b <= s.end]
        out.append(safe(article.text[a:b]), " ".join(dict.fromkeys(styles)) or None)
    return out


def bracketed(article: Article, statement: Statement) -> str:
    """Return the same paragraphs in plain text, the parts set in brackets that name them: for a pipe or a file."""
    parts = _parts(statement)
    start, end = _paragraphs_of(article, parts)
    # At one place what ends comes before what begins, and of two that begin there the longer one first.
    marks = [(s.start, 1, -s.end, f"[{name}: ") for name, s in parts] + [(s.end, 0, 0, "]") for _, s in parts]
    out, at = [], start
    for place, _, _, mark in sorted(marks):
        out += [article.text[at:place], mark]
        at = place
    return safe("".join(out) + article.text[at:end])


def particulars(statement: Statement, article: Article) -> list[tuple[str, str]]:
    """Return every particular of a statement, name and value, those that are not filled left out."""
    text, speaker = article.text, statement.speaker
    rows = [
        ("id", statement.id),
        ("speaker", speaker.name or f"unknown: {speaker.reason}"),
        ("kind", speaker.kind.value),
        ("role", speaker.role),
        ("role held", speaker.role_held.value if speaker.role_held else None),
        ("role dates", speaker.role_dates),
        ("source", _of(text, statement.source)),
        ("cue", _of(text, statement.cue)),
        ("manner", statement.manner.value),
        ("stance", statement.stance.value if statement.stance else None),
        ("negated", "yes" if statement.negated else None),
        ("distance", statement.distance.value if statement.distance not in (None, Distance.NEUTRAL) else None),
        ("to", _of(text, statement.addressee)),
        ("occasion", _of(text, statement.occasion)),
        ("said on", statement.said_on),
        ("via", statement.via),
        ("confidence", f"{statement.confidence:.2f}"),
        ("read from", " · ".join(_evidence(text, entry) for entry in statement.evidence)),
        ("part of", statement.parent),
        ("characters", ", ".join(f"{s.start}–{s.end}" for s in statement.content)),
        ("made by", statement.made_by),
        ("article", article.title),
        ("by", article.byline),
        ("agency", article.agency),
        ("outlet", article.outlet),
        ("published", article.published),
        ("url", article.url),
        ("first printed", article.original_url),
        ("file", article.where),
    ]
    return [(name, one_line(value, 400)) for name, value in rows if value]


def print_statement(article: Article, statement: Statement, parent: Statement | None, children: Sequence[Statement]) -> None:
    """Print one statement marked in its paragraphs, then its particulars."""
    out = console()
    if out.is_terminal:
        out.print(marked(article, statement))
    else:
        out.print(bracketed(article, statement), soft_wrap=True)
    out.print()
    for name, value in particulars(statement, article):
        out.print(f"{name:>14}  {value}", soft_wrap=True)
    for title, others in (("within", [parent] if parent else []), ("holds", children)):
        for other in others:
            out.print(f"{title:>14}  {other.id}  {one_line(' '.join(s.of(article.text) for s in other.content), 120)}", soft_wrap=True)


def print_hits(hits: Sequence[Found]) -> None:
    """Print what a search found: who, where, the words with the matches marked, and the id to show it by."""
    out = console()
    for hit in hits:
        out.print(f"{hit.statement.id}  {headline(hit.statement, hit.article)}", soft_wrap=True)
        out.print(_hit_words(hit), soft_wrap=not out.is_terminal)
        out.print()


def _hit_words(hit: Found) -> Text:
    """Return the content's spans, an ellipsis between them, with the matched words marked."""
    from rich.text import Text

    out = Text("  ")
    for number, span in enumerate(hit.statement.content):
        out.append(" … " if number else "")
        offset = len(out) - span.start
        out.append(safe(span.of(hit.article.text)).replace("\n", " "))
        for match in hit.matches:
            if span.start <= match.start and match.end <= span.end:
                out.stylize("bold reverse", match.start + offset, match.end + offset)
    return out


def _paragraphs_of(article: Article, parts: Sequence[tuple[str, Span]]) -> tuple[int, int]:
    """Return from where to where the paragraphs go that the parts stand in."""
    first, last = min(s.start for _, s in parts), max(s.end for _, s in parts)
    around = [p for p in article.paragraphs if p.start < last and p.end > first]
    return (around[0].start, around[-1].end) if around else (first, last)


def _parts(statement: Statement) -> list[tuple[str, Span]]:
    named = [("content", s) for s in statement.content]
    return named + [(name, s) for name, s in (("cue", statement.cue), ("source", statement.source)) if s is not None]


def _evidence(text: str, entry: Evidence) -> str:
    words = one_line(entry.span.of(text), 60) if entry.span else "no words of its own"
    return f"{entry.field.replace('_', ' ')} {entry.confidence:.2f}: {words}"


def _of(text: str, span: Span | None) -> str | None:
    return None if span is None else span.of(text)
