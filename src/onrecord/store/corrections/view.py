"""The corrections of a record: said, listed, undone, and read out as training data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord.errors import QueryError, RecordError
from onrecord.records import Reading, RoleHeld, Speaker, SpeakerKind, Stance, Statement, Unknown
from onrecord.store.checks import printable
from onrecord.store.corrections import rows, standing
from onrecord.store.corrections.acts import Act, Correction, Deed, Target, target_of
from onrecord.store.corrections.fitting import meant
from onrecord.store.corrections.naming import Called, Known, known, named, unused
from onrecord.store.corrections.training import examples, line_of
from onrecord.store.tables import Open
from onrecord.store.wire import fields_of, to_json

NOBODY = Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.AMBIGUOUS)


class Corrections:
    """What people said of the record. Every act is kept, holds through every later reading, and can be undone."""

    def __init__(self, record: Open, made_by: str | None = None) -> None:
        self._record = record
        self._tables = record._tables
        self._made_by = made_by

    def by(self, made_by: str | None) -> Corrections:
        """Return the same corrections, where what is said from now on is said by that person."""
        return Corrections(self._record, _plain(made_by))

    # Saying

    def correct(
        self,
        statement_id: str,
        *,
        speaker: str | None = None,
        kind: SpeakerKind | None = None,
        role: str | None = None,
        role_held: RoleHeld | None = None,
        role_dates: str | None = None,
        stance: Stance | None = None,
        note: str | None = None,
    ) -> Correction:
        """Say who said a statement, or with what stance, or only note something; its id may be the beginning of one.

        A kind of UNKNOWN without a speaker says that nobody can tell who said it. Without a kind, it is that of the speaker
        of that name on record, or a person. Dates of a role are as in `Speaker.role_dates`.
        """
        if speaker is None and kind is None and stance is None and note is None:
            raise QueryError(f"{statement_id}: nothing is said of it; a speaker, a stance or a note was expected. Add one.")
        with self._record._writing():
            who = self._who(speaker, kind, Called(role=_plain(role), held=role_held, dates=_plain(role_dates)))
            act = Act.NOTE if who is None and stance is None else Act.CORRECT
            return self._say(Deed(act=act, targets=(self._target(statement_id),), speaker=who, stance=stance, note=_plain(note)))

    def remove(self, statement_id: str, *, note: str | None = None) -> Correction:
        """Say that something is no statement: it leaves the record, and stays away in every later reading."""
        with self._record._writing():
            return self._say(Deed(act=Act.NOT_A_STATEMENT, targets=(self._target(statement_id),), note=_plain(note)))

    def merge(self, name: str, other: str, *, kind: SpeakerKind | None = None, note: str | None = None) -> Correction:
        """Say that two names are one speaker's: what is said under either is kept under the first, and found under both.

        The first may be a name that nothing is on record under only if its kind is given.
        """
        with self._record._writing():
            kept, gone = known(self._tables, name, kind), known(self._tables, other)
            if kept.name == gone.name:
                raise QueryError(f"{other!r}: it is kept under {kept.name!r} already; two different names were expected. Name another.")
            return self._say(Deed(act=Act.MERGE, speaker=kept.speaker, name=gone.name, note=_plain(note)))

    def split(self, name: str, places: Sequence[str], *, into: str | None = None, note: str | None = None) -> Correction:
        """Say that what was said in these articles or statements was said by another of the same name.

        The other is kept as `into`, or as the name with the next free number: `Ada Brekke (2)`.
        """
        with self._record._writing():
            one = known(self._tables, name)
            other = Speaker(name=_plain(into) or unused(self._tables, one.name), kind=one.speaker.kind)
            targets = tuple(self._place(place, one) for place in places)
            return self._say(Deed(act=Act.SPLIT, targets=targets, speaker=other, name=one.name, note=_plain(note)))

    def keep_apart(self, name: str, other: str, *, note: str | None = None) -> Correction:
        """Say that two names are two speakers: it will not be suggested again that they are one."""
        with self._record._writing():
            one, two = known(self._tables, name), known(self._tables, other)
            if one.name == two.name:
                raise QueryError(
                    f"{other!r}: it is kept under {one.name!r}; two different names were expected. Undo the merge first, if it is wrong."
                )
            return self._say(Deed(act=Act.KEEP_APART, speaker=one.speaker, name=two.name, note=_plain(note)))

    def keep_together(self, name: str, *, note: str | None = None) -> Correction:
        """Say that a name is one speaker's: it will not be suggested again that it is two people's."""
        with self._record._writing():
            return self._say(Deed(act=Act.KEEP_TOGETHER, name=known(self._tables, name).name, note=_plain(note)))

    def refused(self) -> tuple[frozenset[frozenset[str]], frozenset[str]]:
        """Return the pairs of names that are kept apart, and the names that are kept together."""
        with self._record._reading():
            said = [c for c in rows.everything(self._tables) if c.deed.act in (Act.KEEP_APART, Act.KEEP_TOGETHER)]
            deeds = [c.deed for c in rows.holding(self._tables, said)]
        apart = [frozenset(n for n in (d.name, d.speaker and d.speaker.name) if n) for d in deeds if d.act is Act.KEEP_APART]
        return frozenset(apart), frozenset(d.name for d in deeds if d.act is Act.KEEP_TOGETHER and d.name)

    def undo(self, number: int, *, note: str | None = None) -> Correction:
        """Take a correction back; the record stands as if it had not been said. What was undone by mistake is had back by undoing that."""
        with self._record._writing():
            undone = rows.numbered(self._tables, number)
            by = undone.undone_by
            if by is not None and rows.holding(self._tables, [rows.numbered(self._tables, by)]):
                expected = f"one that holds was expected. `onrecord undo {by}` has it back."
                raise QueryError(f"{number}: correction {by} undid it already; {expected}")
            return self._say(Deed(act=Act.UNDO, undoes=number, note=_plain(note)))

    def renew(self) -> None:
        """Let the record stand anew as all corrections make it, where it does not: after a change of the rules, or damage."""
        with self._record._writing():
            standing.refresh_names(self._tables)
            standing.refresh(self._tables, standing.touched(self._tables))

    # Listing

    def __iter__(self) -> Iterator[Correction]:
        with self._record._reading():
            found = rows.everything(self._tables)
        return iter(found)

    def holds(self, correction: Correction) -> bool:
        """Say whether the correction was not undone."""
        with self._record._reading():
            return bool(rows.holding(self._tables, [correction]))

    def meets(self, correction: Correction) -> tuple[str, ...]:
        """Return the ids of the statements, as they were read, that the correction means now, in every version on record."""
        with self._record._reading():
            found = (meant(target, reading) for target in correction.deed.targets for reading in self._readings(target))
            return tuple(dict.fromkeys(one for ids in found for one in ids))

    def as_read(self, article_id: str) -> Reading:
        """Return the article with its statements as the model read them, whatever people said of them."""
        with self._record._reading():
            return standing.as_read(self._tables, self._tables.number_of("articles", article_id))

    def told(self, correction: Correction) -> dict[str, Any]:
        """Return the correction as plain lists and dicts, as in an export."""
        return fields_of(correction)

    def training(self) -> Iterator[str]:
        """Yield a line of JSON for each statement that a correction which holds has changed: as it was read, and as it is right."""
        for correction in self:
            if not self.holds(correction):
                continue
            with self._record._reading():
                numbers = self._concerned(correction.deed.targets)
                found = [examples(correction, standing.as_read(self._tables, number), self._tables.reading(number)) for number in numbers]
            yield from (to_json(line_of(one)).decode() for several in found for one in several)

    # Taking over

    def keep(self, corrections: Sequence[Correction]) -> int:
        """Take over corrections of another record, in their order, and let them hold here; return how many are new."""
        with self._record._writing():
            numbers: dict[int, int] = {}
            new = [c for c in corrections if self._take(c, numbers)]
            standing.refresh_names(self._tables)
            standing.refresh(self._tables, self._concerned([target for c in new for target in c.deed.targets]))
        return len(new)

    def _take(self, correction: Correction, numbers: dict[int, int]) -> bool:
        deed = correction.deed
        if deed.undoes is not None:
            if deed.undoes not in numbers:
                said = f"it undoes correction {deed.undoes}, which did not come before it"
                raise RecordError(f"correction {correction.number}: {said}; corrections in their order were expected. Export them again.")
            deed = replace(deed, undoes=numbers[deed.undoes])
        there = [number for number in rows.same(self._tables, correction.made, correction.made_by, deed) if number not in numbers.values()]
        numbers[correction.number] = there[0] if there else rows.keep(self._tables, deed, correction.made_by, correction.made).number
        return not there

    def _say(self, deed: Deed) -> Correction:
        said = rows.keep(self._tables, deed, self._made_by)
        about = deed
        while about.undoes is not None:
            about = rows.numbered(self._tables, about.undoes).deed
        if about.act is Act.MERGE:
            standing.refresh_names(self._tables)
        standing.refresh(self._tables, self._concerned(about.targets))
        return said

    def _who(self, speaker: str | None, kind: SpeakerKind | None, called: Called) -> Speaker | None:
        if speaker is not None:
            return named(self._tables, speaker, kind, called)
        if kind is SpeakerKind.UNKNOWN:
            return NOBODY
        if kind is not None:
            raise QueryError(f"kind: {kind.value!r} of nobody; a speaker was expected with it. Name the speaker too.")
        return None

    def _target(self, prefix: str) -> Target:
        number = self._tables.number_of("statements", prefix)
        ((statement, article),) = self._tables.pairs([number])
        read = self._as_read(article.id, statement.id)
        return target_of(article, read)

    def _place(self, prefix: str, one: Known) -> Target:
        """Return the statement, or else the article, that the id is or begins; it must have something of the speaker's in it."""
        try:
            target = self._target(prefix)
        except QueryError as no_statement:
            try:
                reading = self._tables.reading(self._tables.number_of("articles", prefix))
            except QueryError:
                raise no_statement from None
            target = target_of(reading.article)
        reading = self._tables.reading(self._tables.number_of("articles", target.article))
        said = [s for s in reading.statements if target.read is None or s.id == target.read.id]
        if not any(s.speaker.name == one.name for s in said):
            raise QueryError(f"{prefix}: {one.name!r} says nothing there; what was said under that name was expected. Look for it with a search.")
        return target

    def _as_read(self, article_id: str, statement_id: str) -> Statement:
        reading = standing.as_read(self._tables, self._tables.number_of("articles", article_id))
        return next(statement for statement in reading.statements if statement.id == statement_id)

    def _concerned(self, targets: Sequence[Target]) -> list[int]:
        sql = "SELECT number FROM articles WHERE id = ? UNION SELECT number FROM articles WHERE url = ?"
        found = (self._tables.rows(sql, target.article, target.url) for target in targets)
        return sorted({row[0] for numbers in found for row in numbers})

    def _readings(self, target: Target) -> list[Reading]:
        return [standing.as_read(self._tables, number) for number in self._concerned([target])]


def _plain(text: str | None) -> str | None:
    return None if text is None or not text.strip() else " ".join(printable(text).split())
