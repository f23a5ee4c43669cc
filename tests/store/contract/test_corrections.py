"""What people say of the record sticks: through a re-read, another model, another version of the page; and it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.errors import QueryError
from onrecord.records import Article, Reading, RoleHeld, Span, Speaker, SpeakerKind, Stance
from onrecord.store import AnyRecord, Query, Scope
from onrecord.store.corrections import Act

from ..made import UNKNOWN, person, reading_of, statement_of
from .conftest import Fresh

ADA, IGOR = person("Ada Brekke"), person("Igor Oduya")
PAGE = reading_of(
    (ADA, "the pier is shut"), (IGOR, "it is not"), (UNKNOWN, "the gulls are pleased"), url="https://a.example/1", published="2031-04-09"
)
SHUT, NOT, GULLS = (statement.id for statement in PAGE.statements)


@pytest.fixture
def record(fresh: Fresh) -> Iterator[AnyRecord]:
    kept = fresh()
    kept.add(PAGE)
    yield kept
    assert kept.doctor() == ()


def names(record: AnyRecord) -> list[str | None]:
    return [statement.speaker.name for statement in record.reading(PAGE.article.id).statements]


def by_another_model(reading: Reading, **change: object) -> Reading:
    """The same statements, each content a character longer at its end, as another model may see them: other ids."""
    made = []
    for s in reading.statements:
        *others, last = s.content
        content = (*others, Span(start=last.start, end=last.end + 1))
        fields = {"cue": s.cue, "speaker": s.speaker, "made_by": "model-2"} | change
        made.append(statement_of(reading.article, *content, **fields))
    assert {s.id for s in made}.isdisjoint(s.id for s in reading.statements)
    return replace(reading, statements=tuple(made))


def test_a_corrected_speaker_is_found_counted_and_shown(record: AnyRecord) -> None:
    record.corrections.correct(GULLS[:8], speaker="ada brekke", stance=Stance.JOKES)
    shown = record.statement(GULLS).statement
    assert (shown.speaker, shown.stance) == (ADA, Stance.JOKES)
    assert {hit.statement.id for hit in record.search(Query(speaker="Ada"))} == {SHUT, GULLS}
    assert [(count.value, count.statements) for count in record.speakers()] == [("Ada Brekke", 2), ("Igor Oduya", 1)]
    assert record.search(Query(words="gulls", stance=Stance.JOKES))


def test_a_correction_holds_when_the_article_is_read_again(record: AnyRecord) -> None:
    record.corrections.correct(GULLS, speaker="Lena Sund", kind=SpeakerKind.GROUP, role="harbour watch")
    record.add(replace(PAGE, statements=tuple(replace(s, made_by="model-2") for s in PAGE.statements)))
    assert record.statement(GULLS).statement.speaker == Speaker(name="Lena Sund", kind=SpeakerKind.GROUP, role="harbour watch")


def test_a_role_is_corrected_with_its_time(record: AnyRecord) -> None:
    record.corrections.correct(GULLS, speaker="Lena Sund", role="harbour master", role_held=RoleHeld.THEN, role_dates="2009/2013")
    shown = record.statement(GULLS).statement.speaker
    assert (shown.role, shown.role_held, shown.role_dates) == ("harbour master", RoleHeld.THEN, "2009/2013")
    record.corrections.correct(GULLS, speaker="Lena Sund", role="harbour master")
    assert record.statement(GULLS).statement.speaker == Speaker(name="Lena Sund", kind=SpeakerKind.PERSON, role="harbour master")
    record.corrections.undo(1)
    record.corrections.undo(2)
    assert list(record.readings()) == [PAGE]


@pytest.mark.parametrize(("role", "dates", "told"), [(None, "2009", "no role is given"), ("mayor", "since 2009", "'since 2009'; ISO dates")])
def test_a_time_without_a_role_or_in_other_words_is_refused(record: AnyRecord, role: str | None, dates: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        record.corrections.correct(GULLS, speaker="Lena Sund", role=role, role_dates=dates)


def test_corrections_hold_when_another_model_gives_other_ids(record: AnyRecord) -> None:
    record.corrections.correct(GULLS, speaker="Lena Sund")
    record.corrections.remove(NOT)
    record.add(by_another_model(PAGE))
    assert names(record) == ["Ada Brekke", "Lena Sund"]


def test_a_correction_holds_in_another_version_of_the_page(record: AnyRecord) -> None:
    record.corrections.correct(GULLS, speaker="Lena Sund")
    later = reading_of((ADA, "nothing new"), (UNKNOWN, "the gulls are pleased"), url=PAGE.article.url)
    record.add(later)
    assert [s.speaker.name for s in record.reading(later.article.id).statements] == ["Ada Brekke", "Lena Sund"]


def test_what_a_correction_says_of_one_article_leaves_all_others_alone(record: AnyRecord) -> None:
    record.corrections.correct(SHUT, speaker="Lena Sund")
    elsewhere = reading_of((ADA, "the pier is shut"), url="https://b.example/1")
    record.add(elsewhere)
    assert record.reading(elsewhere.article.id) == elsewhere


def test_what_is_no_statement_leaves_the_record_and_those_within_it_move_up(fresh: Fresh) -> None:
    article = Article(text="She said he said they said no.", paragraphs=(Span(start=0, end=30),), url="u")
    outer = statement_of(article, Span(start=9, end=29), cue=Span(start=4, end=8))
    middle = statement_of(article, Span(start=17, end=29), cue=Span(start=12, end=16), parent=outer.id)
    inner = statement_of(article, Span(start=27, end=29), cue=Span(start=22, end=26), parent=middle.id)
    record = fresh()
    record.add(Reading(article=article, statements=(inner, middle, outer)))
    record.corrections.remove(middle.id)
    assert record.statement(outer.id).children == (replace(inner, parent=outer.id),)
    record.corrections.remove(outer.id)
    assert record.statement(inner.id).parent is None
    assert record.doctor() == ()
    record.corrections.undo(1)
    record.corrections.undo(2)
    assert record.reading(article.id) == Reading(article=article, statements=(inner, middle, outer))
    assert record.doctor() == ()


def test_a_speaker_whom_nobody_can_tell_is_unknown_again(record: AnyRecord) -> None:
    record.corrections.correct(SHUT, kind=SpeakerKind.UNKNOWN)
    assert names(record) == [None, "Igor Oduya", None]


def test_two_names_are_one_speaker_found_under_both(record: AnyRecord) -> None:
    record.corrections.merge("Ada Brekke", "igor oduya")
    assert names(record) == ["Ada Brekke", "Ada Brekke", None]
    assert len(record.search(Query(speaker="Oduya"))) == len(record.search(Query(speaker="Brekke"))) == 2
    other = reading_of((IGOR, "no"), (ADA, "yes"), url="https://b.example/1")
    record.add(other)
    assert len(record.search(Query(speaker="Igor"))) == 4
    record.corrections.undo(1)
    assert record.reading(other.article.id) == other
    assert record.reading(PAGE.article.id) == PAGE
    assert len(record.search(Query(speaker="Igor"))) == 2


def test_merges_chain_and_the_latest_decides_the_name(record: AnyRecord) -> None:
    record.corrections.correct(GULLS, speaker="Lena Sund")
    record.corrections.merge("Ada Brekke", "Igor Oduya")
    record.corrections.merge("Lena Sund", "Ada Brekke")
    assert names(record) == ["Lena Sund"] * 3
    record.corrections.undo(2)
    assert names(record) == ["Lena Sund", "Igor Oduya", "Lena Sund"]


def test_other_names_are_told_and_found_anywhere_and_what_is_said_later_is_found_under_them_too(record: AnyRecord) -> None:
    record.corrections.merge("Ada Brekke", "Igor Oduya")
    record.add(reading_of((ADA, "later"), url="https://b.example/2"))
    assert record.people.person("Igor Oduya").others == ("Igor Oduya",)
    assert record.people.person("Ada").statements == 3
    asked = [Query(words=words, scope=Scope.ANYWHERE) for words in ("oduya later", '"brekke igor" later')]
    assert [record.how_many(query) for query in asked] == [1, 1]
    assert [count.value for count in record.speakers("oduya")] == ["Ada Brekke"]
    record.corrections.undo(1)
    assert [record.how_many(query) for query in asked] == [0, 0]


def test_a_speaker_is_kept_under_a_new_name_if_its_kind_is_given(record: AnyRecord) -> None:
    record.corrections.merge("Ada Lind Brekke", "Ada Brekke", kind=SpeakerKind.PERSON)
    assert names(record)[0] == "Ada Lind Brekke"
    assert len(record.search(Query(speaker="ada brekke"))) == 1


def test_two_people_of_one_name_are_split_by_article_and_by_statement(record: AnyRecord) -> None:
    two = reading_of((ADA, "yes"), (ADA, "of course"), url="https://b.example/1")
    three = reading_of((ADA, "never"), (ADA, "hardly"), url="https://c.example/1")
    record.add_many([two, three])
    done = record.corrections.split("Ada Brekke", [two.article.id[:10], three.statements[1].id])
    assert done.deed.speaker == person("Ada Brekke (2)")
    assert {(count.value, count.statements) for count in record.speakers("Ada")} == {("Ada Brekke", 2), ("Ada Brekke (2)", 3)}
    record.add_many([by_another_model(two), by_another_model(three)])
    assert [s.speaker.name for s in record.reading(two.article.id).statements] == ["Ada Brekke (2)"] * 2
    assert [s.speaker.name for s in record.reading(three.article.id).statements] == ["Ada Brekke", "Ada Brekke (2)"]
    assert record.corrections.split("Ada Brekke", [SHUT]).deed.speaker == person("Ada Brekke (3)")


def test_what_was_undone_by_mistake_is_had_back(record: AnyRecord) -> None:
    record.corrections.remove(NOT)
    record.corrections.undo(1)
    assert record.reading(PAGE.article.id) == PAGE
    record.corrections.undo(2)
    assert names(record) == ["Ada Brekke", None]
    with pytest.raises(QueryError, match="correction 3 undid it already"):
        record.corrections.undo(2)


def test_a_later_correction_goes_before_an_earlier_one_until_it_is_undone(record: AnyRecord) -> None:
    record.corrections.correct(SHUT, speaker="Lena Sund")
    record.corrections.correct(SHUT, speaker="Igor Oduya")
    assert names(record)[0] == "Igor Oduya"
    record.corrections.undo(2)
    assert names(record)[0] == "Lena Sund"


def test_corrections_are_listed_with_who_said_so_and_why(record: AnyRecord) -> None:
    record.corrections.by("rin").correct(GULLS, note="heard on the tape")
    (noted,) = record.corrections
    assert (noted.number, noted.made_by, noted.deed.act, noted.deed.note) == (1, "rin", Act.NOTE, "heard on the tape")
    assert noted.deed.targets[0].words == "the gulls are pleased"
    assert record.reading(PAGE.article.id) == PAGE


def test_a_correction_says_when_it_meets_nothing(record: AnyRecord) -> None:
    done = record.corrections.remove(NOT)
    assert record.corrections.meets(done) == (NOT,)
    record.add(replace(PAGE, statements=PAGE.statements[:1]), made_by="model-3")
    assert record.corrections.meets(done) == ()
    assert record.corrections.holds(done)


def test_the_reading_of_the_model_can_be_had_as_it_was(record: AnyRecord) -> None:
    record.corrections.remove(NOT)
    record.corrections.correct(SHUT, speaker="Lena Sund", stance=Stance.FEARS)
    record.corrections.merge("Lena Lind Sund", "Lena Sund", kind=SpeakerKind.PERSON)
    assert record.corrections.as_read(PAGE.article.id) == PAGE
    assert names(record) == ["Lena Lind Sund", None]


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("Ada", "Igor Oduya", "'Ada': nobody on record has just that name.*Perhaps 'Ada Brekke'"),
        ("Ada Brekke", "Zoe", "'Zoe': nobody"),
        ("Ada Brekke", "ADA BREKKE", "kept under 'Ada Brekke' already"),
        ("Ada Brekke", "a'; DROP TABLE speakers; --", "nobody"),
        ("Ada Brekke", "%", "nobody"),
        ("", "Ada Brekke", "nobody"),
    ],
)
def test_a_merge_takes_only_whole_names_that_are_on_record(record: AnyRecord, name: str, other: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        record.corrections.merge(name, other)
    assert list(record.corrections) == []


def test_what_cannot_be_said_is_told_in_words(record: AnyRecord) -> None:
    said = record.corrections
    with pytest.raises(QueryError, match="nothing is said of it"):
        said.correct(SHUT)
    with pytest.raises(QueryError, match="no statement"):
        said.correct("0" * 16, speaker="Ada Brekke")
    with pytest.raises(QueryError, match="the name is empty"):
        said.correct(SHUT, speaker=" ")
    with pytest.raises(QueryError, match="Name the speaker too"):
        said.correct(SHUT, kind=SpeakerKind.PERSON)
    with pytest.raises(QueryError, match="'Igor Oduya' says nothing there"):
        said.split("Igor Oduya", [SHUT])
    with pytest.raises(QueryError, match="no correction of that number"):
        said.undo(7)
    assert list(said) == []


def test_the_doctor_sees_what_does_not_stand_as_it_was_corrected_and_it_can_be_mended(record: AnyRecord) -> None:
    record.corrections.correct(SHUT, stance=Stance.JOKES)
    record.corrections.merge("Ada Brekke", "Igor Oduya")
    with record._writing():
        record._tables.do("UPDATE statements SET stance = NULL")
        record._tables.do("DELETE FROM same_speaker")
    told = [problem.what for problem in record.doctor() if problem.where == "corrections"]
    assert len(told) == 2
    assert all("onrecord corrections --renew" in one for one in told)
    record.corrections.renew()
    assert record.statement(SHUT).statement.stance is Stance.JOKES
