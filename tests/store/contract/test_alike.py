"""Two records with the same readings, one in a file and one on PostgreSQL: whatever is asked, both give the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.records import Article, Reading, Span
from onrecord.store import By, Query, Record, Scope, Sort
from onrecord.store.anyrecord import AnyRecord

from ..made import UNKNOWN, person, reading_of, readings, statement_of
from ..test_corrections_properties import say
from .conftest import emptied

WORDS = ["war", "warm", "peace", "vote", "élan", "now"]
TERMS = [
    *WORDS,
    "wa*",
    '"war peace"',
    '"peace wa"*',
    "NEAR(vote peace, 1)",
    "NEAR(war war, 3)",
    "NEAR(now vote peace, 2)",
    'NEAR("war peace" vote, 1)',
]
trees: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(TERMS),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR", "NOT"]), inner),
    max_leaves=5,
)
said = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12)
odd = st.text(max_size=30) | st.text(st.sampled_from("ab'\"*()&|!:<> \\NEAR-éß中１Ǆıſ\u0301"), max_size=12)


@pytest.fixture(scope="module")
def address(server: str) -> str:
    return server


def both(address: str, folder: str) -> tuple[AnyRecord, AnyRecord]:
    from onrecord.store.postgres.record import PostgresRecord

    return Record(Path(folder) / "r.db"), PostgresRecord(emptied(address))


def answers(record: AnyRecord, query: Query, counts: Sequence[By]) -> list[object]:
    return [[hit.statement.id for hit in record.search(query)], record.how_many(query), *(counted(record, query, by) for by in counts)]


COUNTED = [by for by in By if by is not By.DISPUTED]


def counted(record: AnyRecord, query: Query, by: By) -> list[tuple[str, int]]:
    return sorted((f"{count.value} {count.kind}", count.statements) for count in record.count(query, by=by))


@settings(max_examples=15, deadline=None)
@given(st.lists(said, min_size=1, max_size=6), st.lists(st.tuples(trees, st.sampled_from(Scope)), min_size=1, max_size=8))
def test_any_tree_of_words_finds_the_same(address: str, contents: list[list[str]], asked: list[tuple[str, Scope]]) -> None:
    from onrecord.store.postgres import scopes

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(scopes, "MOST_NAMED", 3)
        file, database = both(address, folder)
        with file, database:
            database._tables.do("INSERT INTO common_words VALUES ('war'), ('vote')")
            for record in (file, database):
                record.add_many(_said_in_two(" ".join(words), place) for place, words in enumerate(contents))
            for words, scope in asked:
                query = Query(words=words, scope=scope, sort=Sort.OLDEST, limit=100)
                assert answers(file, query, COUNTED) == answers(database, query, COUNTED), words


def _said_in_two(text: str, place: int) -> Reading:
    """One article whose words are half said and half around that, under a title of one of its words."""
    middle = text.index(" ")
    article = Article(text=text, paragraphs=(Span(start=0, end=len(text)),), title=text[:middle], published=f"2041-01-{place + 1:02}", url=str(place))
    return Reading(article=article, statements=(statement_of(article, Span(start=middle + 1, end=len(text)), speaker=person("War Now")),))


@settings(max_examples=15, deadline=None)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading.article.id), st.lists(odd, max_size=4), st.sampled_from(Scope))
def test_any_reading_comes_back_and_any_text_is_answered_alike(address: str, many: list[Reading], asked: list[str], scope: Scope) -> None:
    with TemporaryDirectory() as folder:
        file, database = both(address, folder)
        with file, database:
            assert file.add_many(many) == database.add_many(many)
            assert list(file.readings()) == list(database.readings())
            assert list(file.statements()) == list(database.statements())
            assert file.totals() == database.totals()
            assert database.doctor() == ()
            for field in ("words", "speaker", "addressee", "outlet", "agency"):
                for text in [*asked, *(reading.article.text[:20] for reading in many)]:
                    assert told(file, field, text, scope) == told(database, field, text, scope), (field, text)


def told(record: AnyRecord, field: str, text: str, scope: Scope) -> list[object] | str:
    try:
        fields: dict[str, Any] = {field: text, "scope": scope, "sort": Sort.OLDEST, "limit": 100}
        return answers(record, Query(**fields), (By.SPEAKER, By.DAY))
    except QueryError as error:
        return str(error)


@settings(max_examples=12, deadline=None)
@given(st.lists(readings(), min_size=1, max_size=3, unique_by=lambda reading: reading.article.id), st.data())
def test_whatever_people_say_both_stand_the_same(address: str, many: list[Reading], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        file, database = both(address, folder)
        with file, database:
            for record in (file, database):
                record.add_many(many, made_by="model-1")
            done: list[int] = []
            for _ in range(data.draw(st.integers(1, 4))):
                with suppress(QueryError):
                    say(file, data, done)
            database.corrections.keep(list(file.corrections))
            assert stands(file) == stands(database)
            for record in (file, database):
                record.add_many(many, made_by="model-2")
            assert stands(file) == stands(database)


def stands(record: AnyRecord) -> list[object]:
    assert record.doctor() == ()
    counts = [counted(record, Query(), by) for by in COUNTED]
    found = [
        [hit.statement.id for hit in record.statements(Query(speaker=speaker.value))] for speaker in record.speakers() if has_word(speaker.value)
    ]
    return [list(record.readings()), list(record.corrections), record.totals(), counts, sorted(found)]


def has_word(name: str | None) -> bool:
    return any(character.isalnum() for character in name or "")


def test_a_word_is_cut_the_same_wherever_it_stands() -> None:
    """That the fate of a character hangs on no other: what the tokens rest upon, tried for all of some blocks and a part of the rest."""
    from onrecord.store.postgres.tokens import Tokens

    tokens = Tokens()
    tokens.db.execute("CREATE VIRTUAL TABLE whole USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
    tokens.db.execute("CREATE VIRTUAL TABLE cut USING fts5vocab (whole, instance)")
    codes = [*range(1, 0x590), *range(0x1E00, 0x2190), *(code for code in range(0x590, 0x30000, 61) if not 0xD800 <= code < 0xE000)]
    for codes_of_one, after in pairwise([codes[place : place + 97] for place in range(0, len(codes), 97)]):
        text = "x".join(map(chr, codes_of_one)) + " " + "".join(map(chr, after))
        tokens.db.execute("INSERT INTO whole (rowid, text) VALUES (1, ?)", (text,))
        assert tokens.of(text) == [row[0] for row in tokens.db.execute("SELECT term FROM cut ORDER BY offset")]
        tokens.db.execute("DELETE FROM whole")


def test_a_whole_book_in_one_quotation_is_kept_and_found_by_the_words_of_its_beginning(address: str, tmp_path: Path) -> None:
    from onrecord.store.postgres.record import PostgresRecord

    book = reading_of((UNKNOWN, " ".join(f"word{n}" for n in range(120_000))), (UNKNOWN, "x" * 5_000), (UNKNOWN, "so " * 2_000 + "last"))
    with PostgresRecord(emptied(address)) as record:
        record.add(book)
        assert record.reading(book.article.id) == book
        assert [record.how_many(Query(words=words)) for words in ("word7 word9", "x*", '"so last"', "last")] == [1, 1, 0, 1]
        assert record.doctor() == ()
