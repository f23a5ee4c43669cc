"""`onrecord disputes`: who denies what another said, both sides alike and in order of time. No verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from onrecord.records import DisputeKind
from onrecord.serve.options import json_option, opened, record_option

if TYPE_CHECKING:
    from onrecord.store.disputes import Disputed


@click.command()
@click.option("--about", metavar="WORDS", help="A side holds these words; the same syntax as in `onrecord search`.")
@click.option("--speaker", metavar="NAME", help="A side is said by: a name or whole words of it.")
@click.option("--kind", type=click.Choice([k.value for k in DisputeKind]), help="What the one statement does to the other.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@record_option
@json_option
def disputes(*, about: str | None, speaker: str | None, kind: str | None, record: str | None, as_json: bool, limit: int, offset: int) -> None:
    """Show statements that deny, reject, contradict, correct or confirm another, with both sides in order of time.

    Which of them is right is not said, for that is not known here.
    """
    with opened(record, create=False) as kept:
        found = kept.disputes.find(about=about, speaker=speaker, kind=DisputeKind(kind) if kind else None, limit=limit, offset=offset)
    if as_json:
        for disputed in found:
            click.echo(json.dumps(dispute_line(disputed), ensure_ascii=False))
        return
    if not found:
        click.echo("No dispute on record fits. Try fewer words, or a prefix such as interfer*.", err=True)
    for disputed in found:
        click.echo(told(disputed) + "\n")
    if len(found) == limit:
        click.echo(f"The first {limit}; more: --offset {offset + limit}", err=True)


def told(disputed: Disputed) -> str:
    """Return both sides as text, the earlier one first, each with its words, its source and its id; then what shows the dispute."""
    from onrecord.serve.terminal import headline, one_line

    lines = []
    for side in disputed.sides:
        words = " … ".join(span.of(side.article.text) for span in side.statement.content)
        cue = side.statement.cue.of(side.article.text) if side.statement.cue else "said"
        lines += [f"{side.statement.id}  {headline(side.statement, side.article)}", f"    {one_line(cue, 40)}: {one_line(words, 240)}"]
    evidence = one_line(disputed.dispute.evidence.of(disputed.by.article.text), 160)
    lines.append(f"    {disputed.by.statement.id[:8]} {disputed.dispute.kind} {disputed.of.statement.id[:8]}, by the words: {evidence}")
    return "\n".join(lines)


def dispute_line(disputed: Disputed) -> dict[str, object]:
    """Return a dispute as one JSON object: its kind, evidence and confidence, and both statements in the documented form."""
    from onrecord.serve.lines import statement_line

    dispute, evidence = disputed.dispute, disputed.dispute.evidence
    return {
        "kind": dispute.kind.value,
        "confidence": dispute.confidence,
        "evidence": {"start": evidence.start, "end": evidence.end, "exact": evidence.of(disputed.by.article.text)},
        "by": statement_line(disputed.by.statement, disputed.by.article),
        "of": statement_line(disputed.of.statement, disputed.of.article),
    }
