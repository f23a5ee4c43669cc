"""What the commands share: the options that name the record, the form and the filters, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from onrecord.records import Distance, Manner, SpeakerKind, Stance
from onrecord.settings import DEFAULT_RECORD, RECORD_VARIABLE, record_location

if TYPE_CHECKING:
    from onrecord.store import AnyRecord, Query

record_option = click.option(
    "--record", metavar="FILE", help=f"The record: a file, or postgresql://… Default: {DEFAULT_RECORD}, or what {RECORD_VARIABLE} says."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines; `onrecord schema` prints their JSON Schema.")


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that a search and a count share."""
    options = [
        click.option("--speaker", metavar="NAME", help="Said by: a name or whole words of it, and by who else that speaker is called."),
        click.option("--addressee", metavar="WORDS", help="Said to: words of those to whom it was said."),
        click.option("--outlet", metavar="NAME", help="Printed by."),
        click.option("--agency", metavar="NAME", help="Sent by."),
        click.option("--since", metavar="DATE", help="Published on or after: 2031, 2031-04 or 2031-04-09."),
        click.option("--until", metavar="DATE", help="Published on or before."),
        click.option("--said-since", metavar="DATE", help="Said on or after, where the article dates the saying."),
        click.option("--said-until", metavar="DATE", help="Said on or before."),
        click.option("--manner", type=click.Choice([m.value for m in Manner]), help="All in quotation marks, some, or none."),
        click.option("--stance", type=click.Choice([s.value for s in Stance]), help="What the cue commits the source to."),
        click.option("--kind", type=click.Choice([k.value for k in SpeakerKind]), help="What the speaker is."),
        click.option("--distance", type=click.Choice([d.value for d in Distance]), help="Does the article share, leave or doubt it."),
        click.option("--negated", is_flag=True, help="Only what somebody did not say."),
        click.option("--disputed", is_flag=True, help="Only what is denied by another statement, or denies one."),
        click.option("--context", is_flag=True, help="Look for the words in the rest of the paragraph too."),
        click.option("--anywhere", is_flag=True, help="Look for the words in the paragraph, the names and the title too."),
        click.option("--copies", is_flag=True, help="Show every copy of a wire story, not one of each."),
        click.option("--versions", is_flag=True, help="Show older versions of an article too, not the newest alone."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def opened(location: str | None, *, create: bool) -> AnyRecord:
    """Open the record that is named, or the usual one."""
    from onrecord.store import open_record

    return open_record(record_location(location), create=create)


def query_of(words: str | None, filters: dict[str, Any], **more: Any) -> Query:
    """Return the query that the words and the options of `filters` ask for."""
    from onrecord.store import Query, Scope

    context, anywhere = filters.pop("context"), filters.pop("anywhere")
    scope = Scope.ANYWHERE if anywhere else Scope.CONTEXT if context else Scope.CONTENT
    manner, stance, kind, distance = (filters.pop(name) for name in ("manner", "stance", "kind", "distance"))
    return Query(
        words=words,
        scope=scope,
        manner=Manner(manner) if manner else None,
        stance=Stance(stance) if stance else None,
        kind=SpeakerKind(kind) if kind else None,
        distance=Distance(distance) if distance else None,
        **filters,
        **more,
    )
