"""`onrecord changes`: what was said in one version of an article and not, or otherwise, in the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from onrecord.serve.options import json_option, opened, record_option

if TYPE_CHECKING:
    from onrecord.store import Change, Hit


@click.command()
@click.argument("url", required=False)
@record_option
@json_option
def changes(url: str | None, *, record: str | None, as_json: bool) -> None:
    """List the statements that were added, removed or reworded between the versions of an article.

    URL is the article's address; without it, all articles that are on record in several versions.
    """
    with opened(record, create=False) as kept:
        some = False
        for change in kept.changes(url):
            some = True
            click.echo(json.dumps(_line(change), ensure_ascii=False) if as_json else _told(change))
    if not some and not as_json:
        click.echo("No statement was added, removed or reworded.", err=True)


def _line(change: Change) -> dict[str, object]:
    from onrecord.serve.lines import statement_line

    before, after = (hit and statement_line(hit.statement, hit.article) for hit in (change.before, change.after))
    return {"change": change.kind.value, "url": _newest(change).article.url, "before": before, "after": after}


def _told(change: Change) -> str:
    from onrecord.serve.terminal import headline

    hit = _newest(change)
    words = [f"  {mark} {_words(one)}" for mark, one in (("-", change.before), ("+", change.after)) if one is not None]
    return "\n".join([f"{change.kind.value:9} {hit.statement.id}  {headline(hit.statement, hit.article)}", *words, ""])


def _newest(change: Change) -> Hit:
    hit = change.after or change.before
    assert hit is not None
    return hit


def _words(hit: Hit) -> str:
    from onrecord.serve.terminal import safe

    return safe(" … ".join(span.of(hit.article.text) for span in hit.statement.content)).replace("\n", " ")
