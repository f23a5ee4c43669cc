"""What changed from one version of an article to the next: two readings in, the statements added, removed or reworded out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.records import Reading, Statement
from onrecord.store.answers import Change, ChangeKind, Hit

ALIKE = 0.5  # of the words of two contents, taken together, that stand in both in one order
_WORD = re.compile(r"\w+")

_Said = tuple[str, ...]


def changes(old: Reading, new: Reading) -> Iterator[Change]:
    """Yield what was reworded and added, in the order of the new version, then what was removed, in the order of the old.

    Statements of the same words by the same speaker are no change, wherever they stand.
    """
    gone, come = _apart(old, new), _apart(new, old)
    pairs = _pairs(old, new, gone, come)
    for after in come:
        before = pairs.get(after.id)
        kind = ChangeKind.ADDED if before is None else ChangeKind.REWORDED
        stood = None if before is None else Hit(statement=before, article=old.article)
        yield Change(kind=kind, before=stood, after=Hit(statement=after, article=new.article))
    reworded = {statement.id for statement in pairs.values()}
    for before in gone:
        if before.id not in reworded:
            yield Change(kind=ChangeKind.REMOVED, before=Hit(statement=before, article=old.article), after=None)


def _apart(one: Reading, other: Reading) -> list[Statement]:
    """Return the statements of the one reading that the other has not; one said twice there is met twice here."""
    there = Counter(_identity(statement, other) for statement in other.statements)
    apart = []
    for statement in one.statements:
        identity = _identity(statement, one)
        if there[identity]:
            there[identity] -= 1
        else:
            apart.append(statement)
    return apart


def _pairs(old: Reading, new: Reading, gone: Sequence[Statement], come: Sequence[Statement]) -> dict[str, Statement]:
    """Pair statements that are one reworded, the most alike first: the id in the new version, the statement in the old."""
    scored = sorted(
        ((-_alikeness(_words(before, old), _words(after, new)), place, other, before, after)
         for place, before in enumerate(gone) for other, after in enumerate(come) if _is_one_speaker(before, after)),
        key=lambda pair: pair[:3],
    )  # fmt: skip
    pairs: dict[str, Statement] = {}
    taken: set[str] = set()
    for score, _, _, before, after in scored:
        if -score >= ALIKE and after.id not in pairs and before.id not in taken:
            pairs[after.id] = before
            taken.add(before.id)
    return pairs


def _alikeness(some: _Said, other: _Said) -> float:
    return SequenceMatcher(None, some, other, autojunk=False).ratio()


def _is_one_speaker(before: Statement, after: Statement) -> bool:
    """Say whether the two may be one speaker's: one whom the reader did not know may be any."""
    some, other = _name(before), _name(after)
    return some == other or not some or not other


def _identity(statement: Statement, reading: Reading) -> tuple[str, str, _Said]:
    return _name(statement), statement.manner.value, _words(statement, reading)


def _name(statement: Statement) -> str:
    return (statement.speaker.name or "").casefold()


def _words(statement: Statement, reading: Reading) -> _Said:
    return tuple(_WORD.findall(" ".join(span.of(reading.article.text) for span in statement.content).casefold()))
