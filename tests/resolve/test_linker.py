"""The linker's word counts where the rules waver, and nowhere else."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings

from onrecord.records import Findings, Statement
from onrecord.resolve import VERSION, resolve
from onrecord.resolve.likely import LINKER, Likely
from onrecord.resolve.linker import Linker
from onrecord.resolve.meet import meet_cast
from onrecord.resolve.passages import Passage
from onrecord.resolve.walk import walk
from tests.resolve.marked import SHIPPED, findings_of
from tests.resolve.test_resolve import odd_findings

TWO = "Ada Corwin met Lena Ruyven at the harbour, and Sal Brekke drove them home. Then <s>she</s> <q>said</q> that <c>the pier was safe</c>."
ONE = "Ada Corwin opened the harbour. <s>She</s> <q>said</q> that <c>the pier was safe</c>."


@dataclass
class Names:
    """A linker that always means whoever is named first, or last, and notes what it was asked."""

    place: int
    name: str = "names"
    asked: list[str] = field(default_factory=list)

    def read(self, written: Passage) -> dict[int, dict[int, float]]:
        self.asked.append(written.text)
        return {at: {list(written.candidates)[self.place]: 0.98} for at in written.pronouns}


def said(text: str, linker: Names | Linker | None) -> Statement:
    return resolve(findings_of({"text": text})[0], linker=linker).statements[0]


@pytest.mark.parametrize(("place", "name"), [(0, "Ada Corwin"), (-1, "Sal Brekke")])
def test_among_several_people_the_linker_decides(place: int, name: str) -> None:
    assert said(TWO, Names(place)).speaker.name == name


def test_where_only_one_can_be_meant_the_linker_is_not_asked() -> None:
    linker = Names(0)
    assert said(ONE, linker).speaker.name == "Ada Corwin"
    assert linker.asked == []


def test_a_gender_that_the_article_shows_outweighs_the_linker() -> None:
    shown = TWO.replace("Ada Corwin", "Mr. Ada Corwin")
    assert said(shown, Names(0)).speaker.name != "Ada Corwin"


def test_statements_say_that_the_linker_was_at_hand() -> None:
    assert said(ONE, SHIPPED).made_by == f"hand+{VERSION}+{LINKER}"
    assert said(ONE, None).made_by == f"hand+{VERSION}"


AHEAD = "Bea Holt drove Sal Brekke home. In her review, Lena Ruyven praised the harbour, and Karl Ostrem its pier."


@pytest.mark.parametrize(("text", "name"), [(AHEAD, "Lena Ruyven"), (AHEAD.replace("Lena", "Mr. Lena"), "Bea Holt")])
def test_a_pronoun_may_mean_who_is_named_after_it_unless_the_gender_is_another(text: str, name: str) -> None:
    page, at = meet_cast(text, []), text.index("her review")
    link = walk(page, [], likely=Likely(page, Names(2), [at])).pronouns[at]
    assert link.entity is not None
    assert link.entity.name == name


@settings(max_examples=60, deadline=None)
@given(odd_findings())
def test_odd_findings_never_raise_with_the_linker_either(findings: Findings) -> None:
    assert resolve(findings, linker=SHIPPED) == resolve(findings, linker=SHIPPED)
