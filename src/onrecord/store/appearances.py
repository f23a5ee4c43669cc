"""Where each named speaker appears: in which articles, called what beside the name. From it follows who may be whom (relate/same)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import SpeakerKind
from onrecord.store.numbers import day_of
from onrecord.store.tables import Open, Tables

_SAID = """
    SELECT s.speaker, s.article, s.role, count(*) FROM statements AS s
    WHERE s.speaker IN (SELECT number FROM speakers WHERE article IS NULL) GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One speaker in one article under one role: so many statements. `day` is an ordinal, 0 if there is none; article and outlet are numbers."""

    name: str
    kind: SpeakerKind
    article: int
    outlet: int | None
    day: int
    role: str | None
    statements: int


class Appearing:
    """What is asked of appearances, the same of a file and of a database."""

    _record: Open

    def appearances(self) -> list[Appearance]:
        """Return in which articles each named speaker appears, and as what."""
        with self._record._reading():
            return list(_appearances(self._record._tables))

    def article_ids(self, numbers: Sequence[int]) -> list[str]:
        """Return the ids of the articles of these numbers, in their order."""
        with self._record._reading():
            found: dict[int, str] = dict(self._record._tables.rows("SELECT number, id FROM articles WHERE number IN ?", tuple(numbers)))
        return [found[number] for number in numbers]


def _appearances(tables: Tables) -> Iterator[Appearance]:
    """Yield all appearances of the named speakers; those who only have a description belong to their article and are left out."""
    speakers = {number: (name, kind) for number, name, kind in tables.speakers()}
    printed = {number: (outlet, day_of(published)) for number, outlet, published in tables.rows("SELECT number, outlet, published FROM articles")}
    for speaker, article, role, statements in tables.rows(_SAID):
        name, kind = speakers[speaker]
        outlet, day = printed[article]
        yield Appearance(name=name, kind=kind, article=article, outlet=outlet, day=day, role=role, statements=statements)
