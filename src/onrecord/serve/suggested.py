"""Suggestions about names, as the doors tell them: what is suggested, how sure that is and why, and the two answers to it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.relate.same import Seen, Suggestion, Twins
    from onrecord.store import AnyRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a suggestion: the act that says it, and of whom."""

    act: str
    name: str
    other: str | None = None
    places: tuple[str, ...] = ()

    def command(self) -> str:
        """Return the command that gives it.

        >>> Answer(act="merge", name="Ada Finch", other="A. Finch").command()
        "onrecord merge 'Ada Finch' 'A. Finch'"
        """
        return shlex.join(["onrecord", self.act, self.name, *([self.other] if self.other else []), *self.places])

    def fields(self) -> dict[str, Any]:
        """Return it as POST /api/corrections takes it."""
        told: dict[str, Any] = {"act": self.act, "name": self.name}
        return told | ({"other": self.other} if self.other else {}) | ({"places": list(self.places)} if self.places else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggestion: `told` as plain fields, `accept` and `refuse` what people may answer."""

    told: dict[str, Any]
    accept: Answer
    refuse: Answer


def suggested(record: AnyRecord, which: str, *, least: float, name: str | None) -> Iterator[Suggested]:
    """Yield what is suggested, the surest first: names of one speaker (`same`), or a name of two people (`split`)."""
    from onrecord.run.people import same_speakers, two_people

    if which == "same":
        yield from map(_same, same_speakers(record, least=least, only=name))
    else:
        yield from (_split(one, record) for one in two_people(record, least=least, only=name))


def _same(one: Suggestion) -> Suggested:
    keep, other = one.keep.name, one.other.name
    return Suggested(
        told={"suggests": "same", "keep": _told(one.keep), "other": _told(one.other), **_grounds(one)},
        accept=Answer(act="merge", name=keep, other=other),
        refuse=Answer(act="keep-apart", name=keep, other=other),
    )


def _split(one: Twins, record: AnyRecord) -> Suggested:
    name, places = one.seen.name, record.people.article_ids(sorted(one.articles))
    return Suggested(
        told={"suggests": "split", "name": _told(one.seen), "one": one.one, "other": one.other, **_grounds(one)},
        accept=Answer(act="split", name=name, places=tuple(places)),
        refuse=Answer(act="keep-together", name=name),
    )


def _grounds(one: Suggestion | Twins) -> dict[str, Any]:
    return {"score": one.score, "reasons": list(one.reasons)}


def _told(seen: Seen) -> dict[str, Any]:
    return {"name": seen.name, "kind": seen.kind.value, "statements": seen.statements, "articles": len(seen.articles)}
