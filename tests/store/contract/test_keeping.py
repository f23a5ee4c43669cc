"""What is put on record comes back as it was, from a file and from PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.errors import QueryError, RecordError
from onrecord.records import Manner, Rejected, RoleHeld, Speaker, SpeakerKind, Stance
from onrecord.store import Added, AnyRecord, By, ChangeKind, Count, Query, Record, Totals, open_record
from onrecord.store.exports import Form, export, take_in
from onrecord.store.people import Role

from ..made import UNKNOWN, person, reading_of
from .conftest import Fresh, emptied
from .said import OFFICIAL, TILDE, name_of, readings


def test_every_reading_comes_back_as_it_was_in_the_order_of_adding(record: AnyRecord) -> None:
    many = readings()
    assert record.add_many(many) == Added(new=5, statements=7)
    assert list(record.readings()) == many
    assert all(record.reading(reading.article.id) == reading for reading in many)
    assert record.totals() == Totals(articles=5, statements=7, speakers=4, unknown=1, rejected=0)
    assert record.doctor() == ()


def test_the_same_adds_nothing_and_another_maker_replaces(record: AnyRecord) -> None:
    old = reading_of((TILDE, "it will"), (UNKNOWN, "no"), url="https://a.example/1")
    new = replace(old, statements=(replace(old.statements[0], made_by="model-2", speaker=person("Odo Brask")),))
    assert record.add(old)
    assert not record.add(old)
    assert record.has(old.article.id, "model-1")
    assert not record.has(old.article.id, "model-2")
    assert record.add_many([old, new, new]) == Added(replaced=1, unchanged=2, statements=1)
    assert record.reading(old.article.id) == new
    assert [count.value for count in record.speakers()] == ["Odo Brask"]
    assert record.search(Query(words="no")) == []
    assert record.doctor() == ()


def test_a_later_copy_with_other_particulars_is_taken_over_with_its_new_reading(record: AnyRecord) -> None:
    old = reading_of((TILDE, "it will"), title="One", published="2041-01-01", outlet="Gull", mended=(1,))
    new = replace(old, article=replace(old.article, title="Two", published="2042-01-01", outlet=None, agency="NORDA", mended=()))
    record.add(old)
    record.add(new, made_by="model-2")
    assert list(record.readings()) == [new]
    assert [count.value for count in record.count(Query(), by=By.YEAR)] == ["2042"]
    assert record.doctor() == ()


def test_an_article_without_statements_is_known_too(record: AnyRecord) -> None:
    empty = reading_of(title="Weather")
    assert record.add(empty, made_by="model-1")
    assert not record.add(empty, made_by="model-1")
    assert record.reading(empty.article.id) == empty


def test_a_statement_is_given_with_what_it_stands_in_and_what_stands_in_it(record: AnyRecord) -> None:
    record.add_many(readings())
    (silt,) = record.search(Query(words="silt"))
    stored = record.statement(silt.statement.id[:12])
    assert (stored.statement, stored.article, stored.parent) == (silt.statement, silt.article, None)
    (never,) = stored.children
    assert name_of(never, stored.article) == "never"
    assert record.statement(never.id.upper()).parent == silt.statement


@pytest.mark.parametrize("prefix", ["", "xyz", "0" * 16, "0" * 17, "g'; DROP TABLE articles"])
def test_an_id_that_is_not_on_record_says_so(record: AnyRecord, prefix: str) -> None:
    with pytest.raises(QueryError, match="no statement"):
        record.statement(prefix)
    with pytest.raises(QueryError, match="no article"):
        record.reading(prefix)


def test_a_prefix_that_several_ids_share_names_some(record: AnyRecord) -> None:
    record.add_many(reading_of((TILDE, f"no {n}")) for n in range(20))
    ids = sorted(hit.statement.id for hit in record.statements())
    shared = next(a[0] for a, b in pairwise(ids) if a[0] == b[0])
    with pytest.raises(QueryError, match=f"several statements .*{shared}"):
        record.statement(shared)


def test_what_cannot_be_stored_is_refused_or_kept_as_rejected(record: AnyRecord) -> None:
    good, bad = reading_of((TILDE, "yes")), reading_of((TILDE, "no\0"), where="b.html")
    with pytest.raises(RecordError, match="was expected"):
        record.add(bad)
    assert record.add_many([bad, good, bad]) == Added(new=1, rejected=1, statements=1)
    assert [rejected.where for rejected in record.rejected()] == ["b.html"]


def test_when_a_role_was_held_comes_back_and_goes_with_its_statement(record: AnyRecord) -> None:
    told = (
        ("mayor", RoleHeld.FORMER, "../2039"),
        ("mayor-elect", RoleHeld.COMING, None),
        ("mayor since 2041", None, "2041/.."),
        ("mayor", None, None),
    )
    speakers = [replace(TILDE, role=role, role_held=held, role_dates=dates) for role, held, dates in told]
    reading = reading_of(*((speaker, f"no {n}") for n, speaker in enumerate(speakers)))
    record.add(reading)
    assert record.reading(reading.article.id) == reading
    others = [replace(s, made_by="model-2", speaker=TILDE) for s in reading.statements]
    record.add(replace(reading, statements=tuple(others)))
    assert [s.speaker for s in record.reading(reading.article.id).statements] == [TILDE] * 4
    assert record.doctor() == ()


def test_dates_of_a_role_in_another_form_are_refused(record: AnyRecord) -> None:
    with pytest.raises(RecordError, match="the role's dates are '2009-2013'; ISO dates such as 2009/2013"):
        record.add(reading_of((replace(TILDE, role="mayor", role_dates="2009-2013"), "yes")))


def test_what_was_rejected_is_kept_once_in_the_order_met(record: AnyRecord) -> None:
    assert record.reject(Rejected(where="b.html", reason="no article in it"))
    assert not record.reject(Rejected(where="b.html", reason="no article in it"))
    assert record.reject(Rejected(where="\udcff\0", reason="not UTF-8" * 1_000))
    assert [rejected.where for rejected in record.rejected()] == ["b.html", r"\udcff\0"]
    assert record.totals().rejected == 2


def test_a_run_tells_what_came_of_it_and_by_which_model_articles_were_read(record: AnyRecord) -> None:
    record.add(reading_of((TILDE, "yes")), made_by="model-0")
    with record.run(what="articles/", made_by="model-1") as number:
        record.add_many([reading_of((TILDE, "no")), reading_of((TILDE, "no"))])
        record.reject(Rejected(where="b.html", reason="empty"))
    (run,) = record.runs()
    assert (run.number, run.what, run.made_by) == (number, "articles/", "model-1")
    assert run.added == Added(new=1, unchanged=1, rejected=1, statements=1)
    assert (run.ended or "") >= run.started
    assert [(maker.made_by, maker.articles, maker.is_newest) for maker in record.makers()] == [("model-1", 1, True), ("model-0", 1, False)]


def test_unnamed_speakers_of_two_articles_are_two_and_named_ones_are_one(record: AnyRecord) -> None:
    one = reading_of((OFFICIAL, "yes"), (OFFICIAL, "of course"), (TILDE, "no"), url="https://a.example/1")
    two = reading_of((OFFICIAL, "yes"), (TILDE, "no"), url="https://a.example/2")
    record.add_many([one, two])
    counted = sorted((count.value, count.statements) for count in record.speakers())
    assert counted == [("Tilde Brask", 2), ("a harbour official", 1), ("a harbour official", 2)]
    assert record.speakers("tilde", most=1) == (Count(value="Tilde Brask", statements=2, kind=SpeakerKind.PERSON),)


def test_versions_of_a_page_stand_by_date_and_what_changed_is_told(record: AnyRecord) -> None:
    record.add_many(readings())
    url = "https://gull.example/café"
    assert [reading.article.modified for reading in record.versions(url)] == ["2041-06-02", "2041-06-03"]
    assert list(record.changes()) == list(record.changes(url))
    assert [change.kind for change in record.changes()] in ([ChangeKind.REWORDED], [ChangeKind.ADDED, ChangeKind.REMOVED])
    record.add(record.versions(url)[0], made_by="model-2")
    assert record.how_many(Query(words="café")) == 1
    assert record.doctor() == ()
    with pytest.raises(QueryError, match="no article on record is from there"):
        record.versions("https://gull.example/")


def test_a_record_goes_from_any_store_into_any_other_and_back(fresh: Fresh, server: str, tmp_path: Path) -> None:
    first = fresh()
    with first.run(what="articles/", made_by="model-1"):
        first.add_many(readings(), made_by="model-1")
        first.reject(Rejected(where="b.html", reason="empty"))
    first.add(reading_of((TILDE, "later")), made_by="model-2")
    (silt,) = first.search(Query(words="silt"))
    first.corrections.by("rin").correct(silt.statement.id, speaker="Tilde Brask", stance=Stance.JOKES)
    first.corrections.undo(first.corrections.merge("Tilde Brask", "the mayor").number)
    first.corrections.remove(first.search(Query(words="café"))[0].statement.id)
    lines, some = exported(first), exported(first, Query(words="silt"))
    everything, runs, rejected, said = list(first.readings()), first.runs(), first.rejected(), list(first.corrections)
    first.close()
    for other in (Record(tmp_path / "other.db"), open_record(emptied(server))):
        with other:
            assert take_in(other, lines, "<lines>").new == 6
            assert take_in(other, lines, "<lines>").new == 0
            assert list(other.readings()) == everything
            assert (other.runs(), other.rejected(), list(other.corrections)) == (runs, rejected, said)
            assert exported(other) == lines
            assert other.doctor() == ()
            with pytest.raises(RecordError, match="its last line is missing"):
                take_in(other, lines[:-1], "<lines>")
    with open_record(emptied(server)) as other:
        assert take_in(other, some, "<lines>").came.articles == 1
        assert other.totals().statements == 3


def exported(record: AnyRecord, query: Query | None = None) -> list[bytes]:
    to = BytesIO()
    export(record, Form.JSONL, to, query)
    return to.getvalue().splitlines(keepends=True)


def test_one_speaker_is_shown_with_all_that_is_on_record(record: AnyRecord) -> None:
    record.add_many(readings())
    mayor = Speaker(name="Odo Brask", kind=SpeakerKind.PERSON, role="the mayor")
    record.add(reading_of((mayor, "we shall see"), (TILDE, "we see"), published="2042-02-02", outlet="Gull"))
    odo = record.people.person("odo")
    assert (odo.name, odo.kinds, odo.others) == ("Odo Brask", (SpeakerKind.PERSON,), ())
    assert (odo.statements, odo.articles, odo.first, odo.last) == (2, 2, "2041-03-02", "2042-02-02")
    assert odo.roles == (Role(words="the mayor", statements=1, first="2042-02-02", last="2042-02-02"),)
    assert odo.outlets == (Count(value="Gull", statements=1), Count(value="The Skerry Post", statements=1))
    assert odo.manners == (Count(value="indirect", statements=2),)
    assert odo.days == (Count(value="2041-03-02", statements=1), Count(value="2042-02-02", statements=1))
    tilde = record.people.person("TILDE BRASK")
    assert (tilde.statements, tilde.stances) == (3, (Count(value=None, statements=2), Count(value="promises", statements=1)))
    said = [hit.article.published for hit in record.people.said("Tilde Brask", newest_first=True)]
    assert said == ["2042-02-02", "2041-03-02T23:30:00+02:00", "2041-06-01"]
    assert [hit.article.published for hit in record.people.said("Tilde Brask", most=1, offset=1)] == said[1:2]
    for name, told in (("Brask", "several speakers"), ("Zoe", "nobody"), ("%", "no word")):
        with pytest.raises(QueryError, match=told):
            record.people.person(name)


def counted(record: AnyRecord, by: By, **asked: object) -> dict[str | None, int]:
    return {count.value: count.statements for count in record.count(Query(**asked), by=by)}  # type: ignore[arg-type]


def test_statements_are_counted_by_what_they_share(record: AnyRecord) -> None:
    record.add_many(readings())
    assert counted(record, By.OUTLET) == {"The Skerry Post": 3, "Gull": 2, None: 1}
    assert counted(record, By.AGENCY) == {"NORDA": 3, None: 3}
    assert counted(record, By.KIND) == {"person": 4, "unnamed": 1, "unknown": 1}
    assert counted(record, By.MANNER) == {Manner.INDIRECT: 5, Manner.DIRECT: 1}
    assert counted(record, By.STANCE) == {None: 5, "promises": 1}
    assert counted(record, By.LANGUAGE) == {None: 5, "en": 1}
    assert counted(record, By.ADDRESSEE) == {None: 5, "the council": 1}
    assert list(counted(record, By.MONTH).items()) == [(None, 1), ("2041-03", 3), ("2041-06", 1), ("2042-01", 1)]
    assert list(counted(record, By.SAID_MONTH).items()) == [(None, 3), ("2041", 1), ("2041-02", 1), ("2041-03", 1)]
    assert counted(record, By.SPEAKER, words="harbour") == {"Tilde Brask": 1, "Odo Brask": 1, "a harbour official": 1}
    assert counted(record, By.OUTLET, versions=True)["Gull"] == 3
    assert counted(record, By.OUTLET, since="2041-04")["Gull"] == 2
    assert counted(record, By.SPEAKER, outlet="no such") == {}
    assert [count.statements for count in record.count(Query(), by=By.SPEAKER, most=2)] == [2, 1]


@pytest.mark.parametrize(
    ("shared", "months", "within"),
    [
        ({"outlet": "gull"}, {"2041-06": 1, "2042-01": 1}, {}),
        ({"stance": "promises"}, {"2041-03": 1}, {}),
        ({"agency": "NORDA"}, {"2041-03": 3}, {"since": "2041"}),
        ({"manner": "indirect"}, {None: 1, "2041-03": 3, "2041-06": 1}, {}),
        ({"manner": "indirect"}, {"2041-03": 3}, {"since": "2041-03", "until": "2041-05"}),
        ({"manner": "indirect"}, {"2041-06": 1}, {"since": "2041-03-03", "until": "2041-06-01"}),
        ({"outlet": "gull", "manner": "indirect"}, {"2041-06": 1}, {}),
        ({"outlet": "gull", "versions": True}, {"2041-06": 2, "2042-01": 1}, {}),
        ({"outlet": "gull", "words": "café"}, {"2041-06": 1}, {}),
    ],
)
def test_what_shares_one_value_is_counted_by_month(
    record: AnyRecord, shared: dict[str, object], months: dict[str | None, int], within: dict[str, object]
) -> None:
    record.add_many(readings())
    assert counted(record, By.MONTH, **shared, **within) == months
    assert record.how_many(Query(**shared, **within)) == sum(months.values())  # type: ignore[arg-type]


def test_several_counts_at_once_are_those_asked_for_one_by_one(record: AnyRecord) -> None:
    record.add_many(readings())
    asked = (By.SPEAKER, By.OUTLET, By.MANNER, By.STANCE, By.MONTH, By.SAID_MONTH)
    for query in (Query(), Query(words="harbour"), Query(since="2041-04"), Query(outlet="no such")):
        facets = record.facets(query, by=asked, most=2)
        assert facets.statements == facets.counted == record.how_many(query)
        for by, counts in zip(asked, facets.counts, strict=True):
            assert counts == record.count(query, by=by, most=2 if by not in (By.MONTH, By.SAID_MONTH) else None)
