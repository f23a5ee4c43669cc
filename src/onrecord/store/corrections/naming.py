"""Which speaker a person means by a name: only one that is on record under just that name, for a wrong merge is hard to see."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from onrecord.errors import QueryError
from onrecord.records import RoleHeld, Speaker, SpeakerKind, Unknown
from onrecord.store.checks import ROLE_DATES_EXPECTED, is_role_dates, printable
from onrecord.store.corrections import rows
from onrecord.store.corrections.amending import UNMERGED
from onrecord.store.tables import Tables

_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A speaker with a name of its own."""

    name: str
    speaker: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a speaker is called beside the name, and when: as in `Speaker`."""

    role: str | None
    held: RoleHeld | None
    dates: str | None

    def __post_init__(self) -> None:
        if self.role is None and (self.held or self.dates):
            raise QueryError(f"role: it is held {self.held or self.dates}, and no role is given; a role was expected with it. Give its words too.")
        if self.dates is not None and not is_role_dates(self.dates):
            raise QueryError(f"role dates: they are {self.dates!r}; {ROLE_DATES_EXPECTED}. Write them so.")


def known(tables: Tables, name: str, kind: SpeakerKind | None = None) -> Known:
    """Return the speaker of that whole name on record, in any case of letters; with a kind, it need not be on record yet."""
    asked = " ".join(printable(name).split())
    if kind in UNMERGED:
        raise QueryError(
            f"kind: {kind.value!r} has no name of its own; person, organisation, government, group or document was expected. Choose one."
        )
    found = _on_record(tables, asked)
    if found is None and (kind is None or not asked):
        raise QueryError(f"{name!r}: nobody on record has just that name; a whole name on record was expected. {_advice(tables, asked)}")
    whole, usual = found or (asked, None)
    return Known(name=whole, speaker=Speaker(name=whole, kind=kind or usual or SpeakerKind.PERSON))


def named(tables: Tables, name: str, kind: SpeakerKind | None, called: Called) -> Speaker:
    """Return the speaker to be kept under that name: that on record if there is one, or else a new one, by default a person."""
    asked = " ".join(printable(name).split())
    if not asked:
        raise QueryError("speaker: the name is empty; a name was expected. Give one, or say --kind unknown if nobody can tell.")
    if kind is SpeakerKind.UNKNOWN:
        return Speaker(name=None, kind=kind, reason=Unknown.AMBIGUOUS)
    whole, usual = _on_record(tables, asked) or (asked, None)
    return Speaker(name=whole, kind=kind or usual or SpeakerKind.PERSON, role=called.role, role_held=called.held, role_dates=called.dates)


def unused(tables: Tables, name: str) -> str:
    """Return the name with the first number from 2 that no speaker bears."""
    return next(numbered for n in count(2) if _on_record(tables, numbered := f"{name} ({n})") is None)


def _on_record(tables: Tables, asked: str) -> tuple[str, SpeakerKind] | None:
    """Return the name as it is kept, with the kind that most of its statements have."""
    kept = {name.casefold(): whom for name, whom in rows.kept(tables).items()}
    if (whom := kept.get(asked.casefold())) is not None and whom.name is not None:
        return whom.name, whom.kind
    found = tables.named([asked, _in_any_case(tables, asked) or asked])
    return min(found, key=lambda one: one[0] != asked, default=None)


def _in_any_case(tables: Tables, asked: str) -> str | None:
    same = _like(tables, _literal(asked))
    return same[0] if len(same) == 1 else None


def _advice(tables: Tables, asked: str) -> str:
    last = asked.split()[-1:] or [""]
    near = _like(tables, f"%{_literal(last[0])}%")[:_NEAR] if last[0] else []
    return f"Perhaps {', or '.join(map(repr, near))}?" if near else "Look for it with `onrecord count --by speaker`."


def _like(tables: Tables, pattern: str) -> list[str]:
    sql = "SELECT DISTINCT name, length(name) FROM speakers WHERE article IS NULL AND lower(name) LIKE lower(?) ESCAPE '\\' ORDER BY 2, 1"
    return [row[0] for row in tables.rows(sql, pattern)]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
