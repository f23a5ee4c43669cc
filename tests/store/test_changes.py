"""What changed between versions of an article: added, removed, reworded, and nothing of what only moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.records import Reading, Speaker
from onrecord.store import ChangeKind, Hit, Record
from onrecord.store.changes import changes

from .made import UNKNOWN, person, reading_of

ADA, IGOR = person("Ada Kern"), person("Igor Orlov")
URL = "https://a.example/1"


def version(day: int, *said: tuple[Speaker, str]) -> Reading:
    return reading_of(*said, url=URL, modified=f"2031-04-{day:02}")


def words(hit: Hit | None) -> str | None:
    return " ".join(span.of(hit.article.text) for span in hit.statement.content) if hit is not None else None


def told(old: Reading, new: Reading) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind.value, words(change.before), words(change.after)) for change in changes(old, new)]


def test_a_statement_is_added_removed_or_reworded() -> None:
    old = version(1, (ADA, "we will not pay for the bridge"), (IGOR, "the bridge is ours"), (ADA, "thank you"))
    new = version(2, (IGOR, "the bridge is ours"), (ADA, "we will never pay for the bridge"), (IGOR, "come and see it"))
    assert told(old, new) == [
        ("reworded", "we will not pay for the bridge", "we will never pay for the bridge"),
        ("added", None, "come and see it"),
        ("removed", "thank you", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([(ADA, "we will go")], [(ADA, "We will go,")], []),  # marks and capitals are not words
        ([(ADA, "we will go")], [(IGOR, "we will go")], ["added", "removed"]),  # another said it
        ([(UNKNOWN, "we will go home")], [(ADA, "we will go")], ["reworded"]),  # whom the reader did not know may be her
        ([(ADA, "no")], [(ADA, "no"), (ADA, "no")], ["added"]),
        ([(ADA, "we will go to the fair")], [(ADA, "we will go to the fair in June"), (ADA, "we will go to the fair")], ["added"]),
        ([], [], []),
    ],
)
def test_what_is_the_same_is_no_change(old: list[tuple[Speaker, str]], new: list[tuple[Speaker, str]], kinds: list[str]) -> None:
    assert [kind for kind, _, _ in told(version(1, *old), version(2, *new))] == kinds


SAID = st.lists(
    st.tuples(st.sampled_from([ADA, IGOR, UNKNOWN]), st.sampled_from(["we go", "we go now", "stay here", "no", "we do not go now"])), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(SAID, SAID)
def test_changes_lead_from_the_one_version_to_the_other(old: list[tuple[Speaker, str]], new: list[tuple[Speaker, str]]) -> None:
    found = list(changes(one := version(1, *old), other := version(2, *new)))
    gone, come = [change.before for change in found if change.before], [change.after for change in found if change.after]
    assert len(old) - len(gone) == len(new) - len(come)
    assert {hit.statement for hit in gone} <= set(one.statements)
    assert {hit.statement for hit in come} <= set(other.statements)
    assert len({hit.statement.id for hit in gone + come}) == len(gone) + len(come)
    assert list(changes(one, one)) == []


def test_the_record_lists_changes_from_version_to_version(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        record.add_many([version(3, (ADA, "no")), version(1, (ADA, "we will go")), version(2, (ADA, "we will go"), (ADA, "no"))])
        record.add(reading_of((IGOR, "peace"), url="https://b.example/"))
        listed = [(change.kind, words(change.before), words(change.after)) for change in record.changes()]
        assert listed == [(ChangeKind.ADDED, None, "no"), (ChangeKind.REMOVED, "we will go", None)]
        assert list(record.changes(URL)) == list(record.changes())
        assert list(record.changes("https://b.example/")) == []
        with pytest.raises(QueryError, match="no article on record is from there"):
            list(record.changes("https://c.example/"))
