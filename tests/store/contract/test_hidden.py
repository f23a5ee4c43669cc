"""Wire copies are counted once, older versions stand back, disputes and other names are found: whatever changes, and in whatever order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Reading
from onrecord.store import AnyRecord, By, Query, Record, open_record

from ..made import person, reading_of
from .conftest import emptied

ADA = person("Ada Kern")


def said(record: AnyRecord, **asked: object) -> list[str]:
    return sorted(" ".join(s.of(hit.article.text) for s in hit.statement.content) for hit in record.search(Query(**asked)))  # type: ignore[arg-type]


def copies(record: AnyRecord, *pairs: tuple[int, int]) -> None:
    with record._writing():
        record._tables.do("DELETE FROM copies")
        record._tables.many("INSERT INTO copies (article, story) VALUES (?, ?)", pairs)


def page(text: str, day: int, url: str = "https://a.example/1") -> Reading:
    return reading_of((ADA, text), url=url, published="2031-04-01", modified=f"2031-04-{day:02}T10:00:00+02:00", outlet="The Times")


def test_of_the_versions_of_a_page_the_newest_is_shown(record: AnyRecord) -> None:
    record.add_many([page("we will go", 3), page("we may go", 2), page("we must go", 1)])
    assert said(record, words="go") == said(record) == ["we will go"]
    assert said(record, words="go", versions=True) == said(record, versions=True) == ["we may go", "we must go", "we will go"]
    assert record.count(Query(), by=By.OUTLET)[0].statements == 1
    assert record.count(Query(versions=True), by=By.OUTLET)[0].statements == 3
    assert record.totals().statements == len(list(record.statements())) == 3
    assert [reading.article.modified for reading in record.versions("https://a.example/1")] == [f"2031-04-0{n}T10:00:00+02:00" for n in (1, 2, 3)]
    assert record.doctor() == ()


def test_of_two_versions_of_one_date_the_one_read_later_is_the_newest(record: AnyRecord) -> None:
    record.add_many(reading_of((ADA, text), url="https://a.example/1") for text in ("we will go", "we may go"))
    assert said(record) == ["we may go"]


def test_a_reading_by_a_new_model_stays_hidden(record: AnyRecord) -> None:
    record.add_many([page("we will go", 3), page("we may go", 2)])
    record.add(page("we may go", 2), made_by="model-2")
    assert said(record) == ["we will go"]
    assert record.doctor() == ()


def test_a_story_is_shown_once_and_its_copies_when_asked_for(record: AnyRecord) -> None:
    record.add_many(reading_of((ADA, "we will go"), url=f"https://{n}.example/", outlet=f"Outlet {n}") for n in (1, 2, 3))
    copies(record, (1, 1), (2, 1), (3, 1))
    assert len(said(record)) == len(said(record, words="go")) == 1
    assert len(said(record, copies=True)) == len(said(record, words="go", copies=True)) == 3
    assert [count.value for count in record.count(Query(), by=By.OUTLET)] == ["Outlet 1"]
    assert record.count(Query(since="2031"), by=By.SPEAKER, most=3) == ()
    assert record.doctor() == ()
    copies(record)
    assert len(said(record)) == 3
    assert record.doctor() == ()


def test_a_story_whose_first_article_has_a_newer_version_is_still_shown_once(record: AnyRecord) -> None:
    record.add_many([page("we will go", 1), page("we will go", 1, url="https://b.example/"), page("we will go now", 2)])
    copies(record, (1, 1), (2, 1), (3, 1))
    assert said(record) == ["we will go"]
    assert len(said(record, copies=True, versions=True)) == 3
    assert record.doctor() == ()


def test_what_is_disputed_is_found_and_counted(record: AnyRecord) -> None:
    record.add(reading_of((ADA, "we will go"), (person("Igor"), "nobody will go"), (ADA, "we know")))
    ((first,),) = record._tables.rows("SELECT min(number) FROM statements")
    with record._writing():
        record._tables.do("INSERT INTO disputes VALUES (?, ?, 'denies', 0, 4, 0.9)", first + 1, first)
    assert said(record, disputed=True) == said(record, words="go", disputed=True) == ["nobody will go", "we will go"]
    assert {count.value: count.statements for count in record.count(Query(), by=By.DISPUTED)} == {"disputed": 2, None: 1}
    assert {count.value: count.statements for count in record.count(Query(words="go"), by=By.DISPUTED)} == {"disputed": 2}
    with record._writing():
        record._tables.do("DELETE FROM disputes")
    assert said(record, disputed=True) == []
    assert record.doctor() == ()


def test_everything_under_a_speakers_other_names_is_found(record: AnyRecord) -> None:
    record.add(reading_of((ADA, "we will go"), (person("Igor"), "no")))
    ((number,),) = record._tables.rows("SELECT number FROM speakers WHERE name = 'Ada Kern'")
    with record._writing():
        record._tables.do("INSERT INTO speaker_names VALUES (?, 'the Duchess')", number)
    assert said(record, speaker="duchess") == ["we will go"]
    record.add(reading_of((ADA, "we went")))
    assert said(record, speaker="the Duchess") == ["we went", "we will go"]
    assert record.doctor() == ()


def test_a_change_that_is_undone_leaves_nothing_behind(record: AnyRecord) -> None:
    record.add(reading_of((ADA, "we will go"), outlet="The Times"))
    with pytest.raises(ZeroDivisionError):
        change_and_fail(record)
    assert record.doctor() == ()


def change_and_fail(record: AnyRecord) -> None:
    with record._writing():
        record._tables.do("UPDATE statements SET role = 'x'")
        _ = 1 / 0


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 5), st.integers(1, 3)),
        st.tuples(st.just("again"), st.integers(0, 5), st.integers(1, 3)),
        st.tuples(st.just("copy"), st.integers(1, 8), st.integers(1, 8)),
        st.tuples(st.just("dispute"), st.integers(0, 9), st.integers(0, 9)),
        st.tuples(st.just("rename"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(ACTS)
def test_after_any_acts_in_any_order_index_and_counts_are_those_of_the_rows(server: str, acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as file, open_record(emptied(server)) as database:
        for record in (file, database):
            for act, one, other in acts:
                do(record, act, one, other)
            assert record.doctor() == ()
            shown = list(record.statements(Query()))
            assert {hit.statement.id for hit in record.statements(Query(words="go"))} == {hit.statement.id for hit in shown}
            by_hand = Counter(hit.statement.speaker.name for hit in shown)
            assert {count.value: count.statements for count in record.count(Query(), by=By.SPEAKER)} == by_hand
            assert len(list(record.statements(Query(copies=True, versions=True)))) == record.totals().statements
        assert said(file, limit=100) == said(database, limit=100)


def do(record: AnyRecord, act: str, one: int, other: int) -> None:
    if act in ("add", "again"):
        speakers = [person(f"Speaker {n}") for n in range(3)]
        reading = reading_of(*((speaker, f"we go {one}") for speaker in speakers), (ADA, f"go {other}"), url=f"https://{one % 3}.example/")
        record.add(reading, made_by="model-1" if act == "add" else "model-2")
        return
    tables = record._tables
    articles, statements = ([row[0] for row in tables.rows(f"SELECT number FROM {table} ORDER BY 1")] for table in ("articles", "statements"))
    with record._writing():
        if act == "copy" and one in articles and other in articles:
            sql = "INSERT INTO copies (article, story) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET story = excluded.story"
            tables.do(sql, one, other)
        if act == "dispute" and one != other and max(one, other) < len(statements):
            sql = "INSERT INTO disputes VALUES (?, ?, 'denies', 0, 2, 0.5) ON CONFLICT (denial, denied) DO UPDATE SET kind = excluded.kind"
            tables.do(sql, statements[one], statements[other])
        if act == "rename":
            name, new = f"Speaker {other}", f"Speaker {one}, again"
            tables.do("UPDATE speakers SET name = ? WHERE name = ? AND NOT EXISTS (SELECT 1 FROM speakers WHERE name = ?)", new, name, new)
        if act == "remove" and one < len(statements):
            tables.do("UPDATE statements SET stance = NULL, role = 'minister' WHERE number = ?", statements[one])
