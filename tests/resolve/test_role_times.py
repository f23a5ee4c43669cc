"""When a role was held is read from its words and those around, and the evidence holds them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.records import Speaker, SpeakerKind
from onrecord.resolve.registry import named_in, shipped
from tests.cases_of import cases, named
from tests.resolve.marked import statement_of


@pytest.mark.parametrize("case", cases("resolve/role_times.toml"), ids=named)
def test_when_a_role_was_held_is_read(case: dict[str, Any]) -> None:
    statement, text = statement_of(case)
    speaker = statement.speaker
    (role,) = (entry.span for entry in statement.evidence if entry.field == "role")
    assert (speaker.name, speaker.role_held, speaker.role_dates) == ("Marcus Vole", case.get("held"), case.get("dates"))
    assert role is not None
    assert speaker.role is not None
    assert speaker.role in role.of(text)
    assert role.of(text) == case.get("words", role.of(text))


@pytest.mark.parametrize(
    ("words", "said_on", "name"),
    [
        ("The then president of Ukraine", "2015", "Petro Poroshenko"),
        ("The then-president of Ukraine", "2015-03-01", "Petro Poroshenko"),
        ("The president of Ukraine at the time", "2015-03", "Petro Poroshenko"),
        ("The then president of Ukraine", "2019", None),
        ("The then president of Ukraine", None, None),
        ("The former president of Ukraine", "2015", None),
        ("The president of Ukraine", "2015", "Volodymyr Zelenskiy"),
    ],
)
def test_an_office_of_then_is_that_of_the_date_of_saying(words: str, said_on: str | None, name: str | None) -> None:
    described = Speaker(name=words, kind=SpeakerKind.UNNAMED)
    assert named_in(shipped(), described, date(2021, 1, 1), said_on=said_on).name == (name or words)


def test_what_somebody_was_then_is_the_role_of_no_saying_further_off() -> None:
    text = "In 2024 <s1>then-candidate Marcus Vole</s1> <q1>said</q1> <c1>yes</c1>.\n\nIt rained.\n\n<c>“No,”</c> <s>Vole</s> <q>said</q>."
    speaker = statement_of({"text": text})[0].speaker
    assert (speaker.name, speaker.role, speaker.role_held) == ("Marcus Vole", None, None)
