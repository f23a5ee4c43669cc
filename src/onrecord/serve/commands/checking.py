"""`onrecord check`: quoted words, or every direct quotation of an article, against transcripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.serve.options import json_option

if TYPE_CHECKING:
    from onrecord.records import Article, Rejected, Statement
    from onrecord.relate.check import Check, Heard

    Checked = tuple[Check, Article | None, Statement | None]

GRADES = "verbatim tidied elided altered changed-in-meaning spliced another-speaker not-found ambiguous out-of-reach".split()


@click.command()
@click.argument("quoted", nargs=-1, required=True, metavar="WORDS|ARTICLE...")
@click.option("--against", multiple=True, required=True, metavar="TRANSCRIPT", help="What was said. May be given several times.")
@click.option("--speaker", metavar="NAME", help="Who is said to have said the WORDS; for an article, the article says it.")
@click.option(
    "--accept",
    multiple=True,
    type=click.Choice(GRADES),
    default=GRADES[:3],
    help="Grades with which the exit code stays 0. Default: the first three.",
)
@click.option("--effort", type=click.Choice(["default", "fast"]), default="default", show_default=True, help="How an article is read.")
@json_option
def check(quoted: tuple[str, ...], *, against: tuple[str, ...], speaker: str | None, accept: tuple[str, ...], effort: str, as_json: bool) -> int:
    """Check a quotation against the transcript of what was said.

    WORDS are the quoted words; ARTICLE is a file, and every direct quotation in it is checked. Each gets a grade: verbatim,
    tidied, elided, altered, changed-in-meaning, spliced, another-speaker, not-found, ambiguous, or out-of-reach for
    translated words. Exit 0 if every grade is accepted, 1 if not, 2 if something could not be read.
    """
    from onrecord.records import Rejected
    from onrecord.run.checking import heard

    transcripts = heard(against)
    spoken = {t.transcript.where: t.transcript.text for t in transcripts}
    refused, unread = 0, 0
    for found in _checks(quoted, transcripts, speaker, effort):
        if isinstance(found, Rejected):
            unread += 1
            click.echo(f"rejected: {found.where}: {found.reason}", err=True)
            continue
        refused += found[0].grade.value not in accept
        _print(found, spoken, as_json=as_json)
    return 2 if unread else 1 if refused else 0


def _checks(quoted: Sequence[str], transcripts: Sequence[Heard], speaker: str | None, effort: str) -> Iterator[Checked | Rejected]:
    from onrecord.read import articles
    from onrecord.records import Rejected
    from onrecord.run.checking import checked_articles, checked_words

    for one in quoted:
        if not _is_file(one):
            yield checked_words(one, transcripts, speaker=speaker), None, None
            continue
        for found in checked_articles(articles([one]), transcripts, effort=effort):
            yield found if isinstance(found, Rejected) else (found.check, found.article, found.statement)


def _is_file(words: str) -> bool:
    try:
        return Path(words).is_file()
    except OSError:  # words too long for a name
        return False


def _print(found: Checked, spoken: dict[str, str], *, as_json: bool) -> None:
    from onrecord.serve.checked import check_line, print_check

    if as_json:
        click.echo(json.dumps(check_line(*found, spoken), ensure_ascii=False))
    else:
        print_check(found[0], spoken)
