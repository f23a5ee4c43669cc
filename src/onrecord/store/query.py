"""The question put to the record, checked when it is made: a `Query` that exists can be asked."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.errors import QueryError
from onrecord.records import Distance, Manner, SpeakerKind, Stance

MOST_WORDS_CHARS = 2_000
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


_FILTERS = ("speaker", "addressee", "outlet", "agency", "since", "until", "said_since", "said_until", "manner", "stance", "kind", "distance")


class Scope(StrEnum):
    """Where the words are looked for: in what was said; in the rest of its paragraph as well; or in names and the title too."""

    CONTENT = "content"
    CONTEXT = "context"
    ANYWHERE = "anywhere"


class Sort(StrEnum):
    """Best first, newest first, or oldest first; by the date of publication."""

    RANK = "rank"
    NEWEST = "newest"
    OLDEST = "oldest"


class By(StrEnum):
    """What statements can be counted by."""

    SPEAKER = "speaker"
    KIND = "kind"
    OUTLET = "outlet"
    AGENCY = "agency"
    MANNER = "manner"
    STANCE = "stance"
    NEGATED = "negated"
    DISTANCE = "distance"
    LANGUAGE = "language"
    ADDRESSEE = "addressee"
    DISPUTED = "disputed"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    SAID_YEAR = "said-year"
    SAID_MONTH = "said-month"
    SAID_DAY = "said-day"


_CHOICES: dict[str, type[StrEnum]] = {"manner": Manner, "stance": Stance, "kind": SpeakerKind, "distance": Distance, "scope": Scope, "sort": Sort}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters; every one that is set must hold.

    `words` takes plain words, "phrases", prefix*, NEAR(a b, 5), AND, OR, NOT and parentheses. `speaker` matches a name or
    some whole words of it (`putin`, `vladimir put*`), and all that was said under that speaker's other names; `addressee`
    matches words of those to whom it was said. `negated` asks for what somebody did not say, `disputed`
    for what another statement denies, or what denies another.
    Statements of wire copies, but for one of each story, and of versions that are not the newest are left out unless
    `copies` and `versions` ask for them. Dates are a year, a month or a day; `since` and `until` look at the
    date of publication and include both ends; a statement said in `2031-04` was said both since and until 2031-04-10.
    Raises QueryError for what cannot be asked.
    """

    words: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    outlet: str | None = None
    agency: str | None = None
    since: str | None = None
    until: str | None = None
    said_since: str | None = None
    said_until: str | None = None
    manner: Manner | None = None
    stance: Stance | None = None
    kind: SpeakerKind | None = None
    distance: Distance | None = None
    negated: bool = False
    disputed: bool = False
    copies: bool = False
    versions: bool = False
    scope: Scope = Scope.CONTENT
    sort: Sort = Sort.RANK
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        _check_number("limit", self.limit, 1)
        _check_number("offset", self.offset, 0)
        for name in ("words", "speaker", "addressee", "outlet", "agency"):
            _check_text(name, getattr(self, name))
        for name in ("since", "until", "said_since", "said_until"):
            day_range(getattr(self, name), name)
        for name, kind in _CHOICES.items():
            object.__setattr__(self, name, _chosen(name, getattr(self, name), kind))

    @property
    def has_filters(self) -> bool:
        """Whether anything but the words decides what fits."""
        return self.disputed or self.negated or any(getattr(self, name) is not None for name in _FILTERS)

    @property
    def hides(self) -> tuple[int, ...]:
        """Why a statement may be hidden (1: not of the newest version, 2: of a wire copy, 3: both) and is left out for it."""
        shown = (not self.versions) + 2 * (not self.copies)
        return tuple(why for why in (1, 2, 3) if why & shown)


def day_range(asked: str | None, name: str = "date") -> tuple[date, date] | None:
    """Return the first and the last day of a year, month or day; QueryError if it is none of these.

    >>> day_range("2031-02")
    (datetime.date(2031, 2, 1), datetime.date(2031, 2, 28))
    """
    if asked is None:
        return None
    match = _DAY.fullmatch(asked.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        last_month = month or 12
        return date(year, month or 1, day or 1), date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        raise QueryError(f"{name}: {asked!r} is no date; 2031, 2031-04 or 2031-04-09 was expected. Write the date that way.") from None


def _chosen(name: str, value: str | None, kind: type[StrEnum]) -> StrEnum | None:
    try:
        return None if value is None else kind(value)
    except ValueError:
        raise QueryError(f"{name}: {value!r} is not known; one of {', '.join(kind)} was expected. Choose one of these.") from None


def _check_number(name: str, value: int, least: int) -> None:
    if not least <= value < 2**31:
        raise QueryError(f"{name}: {value} is out of range; a number from {least} was expected. Give a number in that range.")


def _check_text(name: str, value: str | None) -> None:
    if value is not None and len(value) > MOST_WORDS_CHARS:
        raise QueryError(f"{name}: {len(value):,} characters; at most {MOST_WORDS_CHARS:,} were expected. Search for fewer words.")
    if value is not None and not is_storable(value):
        raise QueryError(f"{name}: {value!r} has a character that no text on record has; plain text was expected. Leave that character out.")


def is_storable(value: str) -> bool:
    """Say whether the text can stand in a database: no NUL and no lone surrogate.

    >>> is_storable("café"), is_storable("a\\0b"), is_storable("\\ud800")
    (True, False, False)
    """
    return "\0" not in value and (value.isascii() or _UNSTORABLE.search(value) is None)
