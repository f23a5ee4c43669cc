"""Everything on record from one person, the same in a file and a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import QueryError
from onrecord.records import Manner, Reading, RoleHeld, Span, Speaker, SpeakerKind
from onrecord.store import AnyRecord, Count
from onrecord.store.people import Role

from ..made import UNKNOWN, person, reading_of
from .conftest import Fresh

ADA, MASTER = person("Ada Brekke"), Speaker(name="Ada Brekke", kind=SpeakerKind.PERSON, role="harbour master")
OFFICIAL = Speaker(name="an official", kind=SpeakerKind.UNNAMED)


def with_sources(reading: Reading) -> Reading:
    """The same, each statement with the name before its cue as its source."""
    said = []
    for s in reading.statements:
        assert s.cue is not None
        start = reading.article.text.rfind("\n", 0, s.cue.start) + 1
        said.append(replace(s, source=Span(start=start, end=s.cue.start - 1), manner=Manner.DIRECT))
    return replace(reading, statements=tuple(said))


@pytest.fixture
def record(fresh: Fresh) -> AnyRecord:
    kept = fresh()
    first = reading_of((ADA, "the pier is shut"), (OFFICIAL, "no"), (UNKNOWN, "maybe"), outlet="The Gazette", published="2031-04-09")
    later = with_sources(reading_of((MASTER, "it is open"), (person("Igor Brekke"), "is it"), outlet="The Gazette", published="2031-06-01"))
    undated = reading_of((person("A. Brekke"), "who knows"), outlet="The Bell")
    kept.add_many([first, replace(later, statements=(replace(later.statements[0], said_on="2031-01-02"), later.statements[1])), undated])
    return kept


def test_a_person_is_counted_over_all_articles(record: AnyRecord) -> None:
    one = record.people.person("ada brekke")
    assert (one.name, one.kinds, one.statements, one.articles) == ("Ada Brekke", (SpeakerKind.PERSON,), 2, 2)
    assert (one.first, one.last) == ("2031-04-09", "2031-06-01")
    assert one.roles == (Role(words="harbour master", statements=1, first="2031-06-01", last="2031-06-01"),)
    assert one.outlets == (Count(value="The Gazette", statements=2),)
    assert one.manners == (Count(value="direct", statements=1), Count(value="indirect", statements=1))
    assert one.sources == (Count(value="Ada Brekke", statements=1),)
    assert one.days == (Count(value="2031-04-09", statements=1), Count(value="2031-06-01", statements=1))


def test_a_person_is_all_of_the_names_that_were_merged(record: AnyRecord) -> None:
    record.corrections.merge("Ada Brekke", "A. Brekke")
    for name in ("Ada Brekke", "a. brekke", "A. Brekke"):
        one = record.people.person(name)
        assert (one.name, one.others, one.statements) == ("Ada Brekke", ("A. Brekke",), 3)
    assert one.days[0] == Count(value=None, statements=1)


def test_what_a_person_is_called_follows_every_change(record: AnyRecord) -> None:
    def called(name: str) -> dict[str | None, int]:
        return {count.value: count.statements for count in record.people.person(name).sources}

    assert called("Igor Brekke") == {"Igor Brekke": 1}
    record.corrections.merge("Ada Brekke", "Igor Brekke")
    assert called("Ada Brekke") == {"Ada Brekke": 1, "Igor Brekke": 1}
    record.add(with_sources(reading_of((person("He"), "so be it"), published="2031-07-01")))
    assert called("He") == {}
    assert record.doctor() == ()


def test_what_a_person_said_stands_by_the_date_of_saying(record: AnyRecord) -> None:
    said = [hit.statement.content[0].of(hit.article.text) for hit in record.people.said("Ada Brekke")]
    assert said == ["it is open", "the pier is shut"]
    newest = record.people.said("Ada Brekke", newest_first=True, most=1)
    assert [hit.statement.content[0].of(hit.article.text) for hit in newest] == ["the pier is shut"]
    assert list(record.people.said("Ada Brekke", offset=2)) == []


def test_words_of_a_name_are_enough_where_only_one_has_them(record: AnyRecord) -> None:
    assert record.people.person("Igor").name == "Igor Brekke"
    with pytest.raises(QueryError, match=r"'Brekke': several .*Ada Brekke \(2\).*Give the whole name"):
        record.people.person("Brekke")


def test_one_role_at_two_times_is_told_as_two(record: AnyRecord) -> None:
    then = replace(MASTER, role_held=RoleHeld.THEN, role_dates="2009/2013")
    record.add_many(reading_of((then, f"no, {day}"), published=day) for day in ("2031-07-01", "2031-07-02"))
    told = [(role.words, role.held, role.dates, role.statements) for role in record.people.person("Ada Brekke").roles]
    assert told == [("harbour master", RoleHeld.THEN, "2009/2013", 2), ("harbour master", None, None, 1)]


def test_old_versions_of_a_page_are_not_counted_twice(record: AnyRecord) -> None:
    for day in ("2031-07-01", "2031-07-02"):
        record.add(reading_of((person("Lena Sund"), "we meet again"), (UNKNOWN, day), url="https://a.example/9", published=day))
    assert record.people.person("Lena Sund").statements == 1


def test_a_description_is_the_page_of_all_who_go_by_it(record: AnyRecord) -> None:
    record.add_many(reading_of((OFFICIAL, f"yes, {day}"), url=day, outlet="The Bell", published=day) for day in ("2031-05-01", "2031-05-02"))
    one = record.people.person("an official")
    assert (one.kinds, one.statements, one.articles) == ((SpeakerKind.UNNAMED,), 3, 3)
    assert one.outlets == (Count(value="The Bell", statements=2), Count(value="The Gazette", statements=1))
    newest = [hit.article.published for hit in record.people.said("an official", newest_first=True)]
    assert newest == ["2031-05-02", "2031-05-01", "2031-04-09"]
    assert record.doctor() == ()


@pytest.mark.parametrize("name", ["Zoe", "'; DROP TABLE speakers; --", "NEAR(", '"', "%", "a" * 5_000])
def test_nobody_of_that_name_is_told_in_words(record: AnyRecord, name: str) -> None:
    with pytest.raises(QueryError):
        record.people.person(name)
