"""What people may say of the record from a page or over the wire, as pydantic models: one act each."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from onrecord.records import RoleHeld, SpeakerKind, Stance
from onrecord.serve.web.forms import Form, Line
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.corrections import Correction
from onrecord.store.query import is_storable

MOST_PLACES = 500

Digits = Annotated[str, StringConstraints(pattern="^[0-9a-fA-F]{1,16}$")]


def _storable(name: str) -> str:
    if not is_storable(name):
        raise ValueError("it has a character that no name on record has")
    return name


WholeName = Annotated[str, StringConstraints(min_length=1, max_length=400), AfterValidator(_storable)]


class _Deed(Form):
    note: Line | None = Field(None, description="Why, in your words; kept with the correction.")
    by: Annotated[str, Field(max_length=200)] | None = Field(None, description="Who says so; kept with the correction.")


class Correct(_Deed):
    """Who really said a statement, or with what stance; or only a note on it."""

    act: Literal["correct"]
    statement: Digits
    speaker: WholeName | None = None
    kind: SpeakerKind | None = Field(None, description="What that speaker is; `unknown` without a speaker: nobody can tell who said it.")
    role: Line | None = None
    role_held: RoleHeld | None = Field(None, description="How the role was held, if not when the article was written.")
    role_dates: Line | None = Field(None, description="From when to when the role is held: 2009/2013, ../2013, 2011/.. or 2005.")
    stance: Stance | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.speaker or self.stance or self.note or self.kind is SpeakerKind.UNKNOWN):
            raise ValueError("a speaker, a stance or a note was expected")
        return self


class Remove(_Deed):
    """It is no statement: it leaves the record, and stays away when the article is read again."""

    act: Literal["not-a-statement"]
    statement: Digits


class Merge(_Deed):
    """Two names are one speaker's, kept as `name` and found by either."""

    act: Literal["merge"]
    name: WholeName
    other: WholeName
    kind: SpeakerKind | None = Field(None, description="What the speaker is; needed if `name` is not on record yet.")


class Split(_Deed):
    """What a name said in these articles or statements was said by another of that name."""

    act: Literal["split"]
    name: WholeName
    places: Annotated[list[Digits], Field(min_length=1, max_length=MOST_PLACES, description="Ids of articles or statements.")]
    into: WholeName | None = Field(None, description="How the other is kept; else as the name with a number.")


class KeepApart(_Deed):
    """Two names are two speakers: it is not suggested again that they are one."""

    act: Literal["keep-apart"]
    name: WholeName
    other: WholeName


class KeepTogether(_Deed):
    """A name is one speaker's: it is not suggested again that it is two."""

    act: Literal["keep-together"]
    name: WholeName


class Undo(_Deed):
    """A correction is taken back, by its number."""

    act: Literal["undo"]
    number: Annotated[int, Field(ge=1, le=2**53)]


AnyDeed = Correct | Remove | Merge | Split | KeepApart | KeepTogether | Undo
Deed = Annotated[AnyDeed, Field(discriminator="act")]


def said(record: AnyRecord, deed: AnyDeed) -> Correction:
    """Say it of the record. Raises QueryError where nothing on record is meant, or it cannot be said."""
    corrections, note = record.corrections.by(deed.by), deed.note
    match deed:
        case Correct():
            said_of = deed.model_dump(include={"speaker", "kind", "role", "role_held", "role_dates", "stance"})
            return corrections.correct(deed.statement, **said_of, note=note)
        case Remove():
            return corrections.remove(deed.statement, note=note)
        case Merge():
            return corrections.merge(deed.name, deed.other, kind=deed.kind, note=note)
        case Split():
            return corrections.split(deed.name, deed.places, into=deed.into, note=note)
        case KeepApart():
            return corrections.keep_apart(deed.name, deed.other, note=note)
        case KeepTogether():
            return corrections.keep_together(deed.name, note=note)
        case Undo():
            return corrections.undo(deed.number, note=note)
