"""Searching: filters, order, what matched, and the same answers as a slow plain search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.records import Manner, Reading, Span, Speaker, SpeakerKind, Stance
from onrecord.store import By, Query, Record, Scope, Sort, glance, search

from .made import UNKNOWN, person, reading_of, statement_of

OFFICIAL = Speaker(name="a senior official", kind=SpeakerKind.UNNAMED)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("record") / "r.db") as record:
        record.add_many(articles())
        yield record


def articles() -> list[Reading]:
    first = reading_of(
        (person("Vladimir Orlov"), "that we will not interfere in the élection"),
        (OFFICIAL, "we don’t interfere"),
        outlet="The Times",
        agency="ANSO",
        published="2031-04-09T10:00:00+02:00",
        title="Elections in Varland",
    )
    second = reading_of((person("Igor Orlov"), "nobody will interfere with us"), outlet="the post", published="2031-05-01", title="Borders")
    undated = reading_of((UNKNOWN, "they interfered"), title="No date")
    text = "“I will,” Ada Kern joked in June, “not go.”"
    article = reading_of().article.__class__(text=text, paragraphs=(), published="2032-01-01", outlet="The Times")
    joke = statement_of(
        article,
        Span(start=1, end=8),
        Span(start=35, end=41),
        speaker=person("Ada Kern"),
        manner=Manner.DIRECT,
        stance=Stance.JOKES,
        addressee=Span(start=35, end=41),
        said_on="2031-06",
    )
    return [undated, second, Reading(article=article, statements=(joke,)), first]


def found(record: Record, **asked: object) -> list[str]:
    return [" … ".join(span.of(hit.article.text) for span in hit.statement.content) for hit in record.search(Query(**asked))]  # type: ignore[arg-type]


ORLOV, OFFICIALS, IGOR, UNDATED, ADA = (
    "that we will not interfere in the élection",
    "we don’t interfere",
    "nobody will interfere with us",
    "they interfered",
    "I will, … not go",
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"words": "interfere"}, {ORLOV, OFFICIALS, IGOR}),
        ({"words": "INTERFER*"}, {ORLOV, OFFICIALS, IGOR, UNDATED}),
        ({"words": "election"}, {ORLOV}),
        ({"words": "don't"}, {OFFICIALS}),
        ({"words": '"will not"'}, {ORLOV, ADA}),  # over the gap of an interrupted quotation too
        ({"words": "NEAR(will interfere, 0)"}, {IGOR}),
        ({"words": "will NOT interfere"}, {ADA}),
        ({"words": "borders"}, set()),
        ({"words": "borders", "scope": Scope.ANYWHERE}, {IGOR}),
        ({"words": "igor interfere", "scope": Scope.ANYWHERE}, {IGOR}),
        ({"words": "joked", "scope": Scope.CONTEXT}, {ADA}),  # between the two parts of a quotation
        ({"words": "joked go", "scope": Scope.CONTEXT}, {ADA}),
        ({"words": "vladimir", "scope": Scope.CONTEXT}, {ORLOV, OFFICIALS}),  # he stands in their paragraph
        ({"words": "borders", "scope": Scope.CONTEXT}, set()),
        ({"words": "i*"}, {ORLOV, OFFICIALS, IGOR, UNDATED, ADA}),
        ({"words": "é*"}, {ORLOV}),
        ({"words": "NEAR(will interf*, 1)"}, {ORLOV, IGOR}),
        ({"addressee": "go"}, {ADA}),
        ({"addressee": "interfere"}, set()),
        ({"disputed": True}, set()),
        ({"words": "m1"}, set()),  # a word of the index's own
        ({"words": "h1 OR q1 OR k1", "scope": Scope.ANYWHERE}, set()),
        ({"words": "m1", "scope": Scope.ANYWHERE}, set()),
        ({"speaker": "orlov"}, {ORLOV, IGOR}),
        ({"speaker": "vladimir orl*"}, {ORLOV}),
        ({"speaker": "official"}, {OFFICIALS}),
        ({"speaker": 'Vladimir "Vova" Orlov'}, set()),
        ({"outlet": "the times"}, {ORLOV, OFFICIALS, ADA}),
        ({"outlet": "The"}, set()),
        ({"agency": "anso"}, {ORLOV, OFFICIALS}),
        ({"agency": "ANSO' OR 1=1 --"}, set()),
        ({"since": "2031-04-09", "until": "2031-04-09"}, {ORLOV, OFFICIALS}),
        ({"since": "2031-05"}, {IGOR, ADA}),
        ({"until": "2031"}, {ORLOV, OFFICIALS, IGOR}),
        ({"since": "2032", "until": "2031"}, set()),
        ({"said_since": "2031-06-10", "said_until": "2031-06-12"}, {ADA}),
        ({"said_since": "2031-06-10"}, {ADA}),
        ({"said_until": "2031-05"}, set()),
        ({"manner": Manner.DIRECT}, {ADA}),
        ({"manner": Manner.MIXED}, set()),
        ({"stance": Stance.JOKES}, {ADA}),
        ({"kind": SpeakerKind.UNNAMED}, {OFFICIALS}),
        ({"kind": SpeakerKind.UNKNOWN}, {UNDATED}),
        ({"words": "will", "speaker": "Orlov", "until": "2031-04"}, {ORLOV}),
        ({}, {ORLOV, OFFICIALS, IGOR, UNDATED, ADA}),
    ],
)
def test_what_fits_is_found_and_counted(record: Record, asked: dict[str, object], expected: set[str]) -> None:
    assert set(found(record, **asked)) == expected
    query = Query(**asked)  # type: ignore[arg-type]
    assert record.how_many(query) == len(expected)
    assert len(list(record.statements(query))) == len(expected)


def test_hits_stand_in_the_order_asked(record: Record) -> None:
    assert found(record, sort=Sort.NEWEST)[0] == ADA
    assert found(record, sort=Sort.NEWEST)[-1] == UNDATED
    assert found(record, sort=Sort.OLDEST) == found(record, sort=Sort.NEWEST)[::-1]


def test_the_best_hit_is_that_of_which_the_words_are_most(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        said = ("the war is long and far away and goes on", "war", "war and peace", "peace", "bread", "roses", "nothing at all")
        record.add_many(reading_of((UNKNOWN, words), published=f"2031-01-0{place + 1}") for place, words in enumerate(said))
        assert found(record, words="war") == ["war", "war and peace", "the war is long and far away and goes on"]


def test_what_matched_is_given_as_spans_of_the_text(record: Record) -> None:
    def matched(words: str) -> list[list[str]]:
        return [[span.of(hit.article.text) for span in hit.matches] for hit in record.search(Query(words=words))]

    assert matched("election") == [["élection"]]
    assert matched("joked OR go") == [["go"]]
    assert matched('"will, not" NOT interfere') == [["will,", "not"]]
    assert matched("don't") == [["don’t"]]
    assert matched('"we don\'t" interf*') == [["we don’t", "interfere"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"offset": -1},
        {"since": "yesterday"},
        {"until": "2031-13"},
        {"words": "x" * 3000},
        {"speaker": "a\0"},
        {"manner": "loud"},
        {"speaker": "—"},
        {"addressee": "—"},
    ],
)
def test_what_cannot_be_asked_is_refused(record: Record, asked: dict[str, object]) -> None:
    with pytest.raises(QueryError, match=f"^{next(iter(asked))}: .* expected"):
        record.search(Query(**asked))  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20), st.sampled_from(Scope))
def test_any_text_in_any_field_is_an_answer_or_a_query_error(text: str, other: str, scope: Scope) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add(reading_of((person("Ada"), other.encode("utf-8", "ignore").decode().replace("\0", "") + "the engine is ready")))
        for field in ("words", "speaker", "addressee", "outlet", "agency"):
            try:
                assert isinstance(record.search(Query(**{field: text}, scope=scope)), list)  # type: ignore[arg-type]
            except QueryError:
                continue
        assert record.totals().statements == 1


INJECTIONS = [
    "'; DROP TABLE statements; --",
    '" OR 1=1 --',
    'x") OR (content : "',
    "content : engine",
    "{content speaker} : engine",
    "- filters : m1",
    "^engine + ready",
    "engine AND",
    "NEAR(engine",
    "NEAR(engine ready, -1)",
    "NEAR(engine ready, 99999999999)",
    "(" * 200,
    "*",
    "engine*ready",
    "%_[]?",
    "\u202eengine",
    "engine\nready\ttoo",
    "ＡＮＤ",
]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["words", "speaker", "addressee", "outlet", "agency", "since", "until", "said_since", "said_until"])
def test_syntax_of_the_store_in_any_field_is_an_answer_or_an_error_in_words(record: Record, field: str, text: str) -> None:
    before = record.totals()
    for more in ({}, {"words": "will"}, {"scope": Scope.ANYWHERE}):
        told = answered(record, {**more, field: text})
        assert told is None or told.startswith(f"{field}: ")
    assert record.totals() == before


def answered(record: Record, asked: dict[str, object]) -> str | None:
    try:
        query = Query(**asked)  # type: ignore[arg-type]
        hits, counted = record.search(query), record.count(query, by=By.SPEAKER)
    except QueryError as error:
        return str(error)
    assert sum(count.statements for count in counted) == record.how_many(query) >= len(hits)
    return None


WORDS = ["war", "warm", "peace", "vote"]
TERMS = [*WORDS, "war*", '"war peace"', "NEAR(vote peace, 1)"]
Tree = str | tuple[str, "Tree", "Tree"]
trees: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(TERMS), lambda inner: st.tuples(st.sampled_from(["AND", "OR", "NOT"]), inner, inner), max_leaves=5
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=8, unique_by=tuple), st.lists(trees, max_size=6))
def test_the_search_finds_what_a_slow_plain_one_finds(contents: list[list[str]], asked: list[Tree]) -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        record.add_many(reading_of((UNKNOWN, " ".join(words))) for words in contents)
        for tree in asked:
            assert sorted(found(record, words=written(tree))) == sorted(" ".join(said) for said in contents if fits(tree, said))


def written(tree: Tree) -> str:
    return tree if isinstance(tree, str) else f"({written(tree[1])} {tree[0]} {written(tree[2])})"


def fits(tree: Tree, said: list[str]) -> bool:
    match tree:
        case ("AND", left, right):
            return fits(left, said) and fits(right, said)
        case ("OR", left, right):
            return fits(left, said) or fits(right, said)
        case ("NOT", left, right):
            return fits(left, said) and not fits(right, said)
        case _:
            return holds(str(tree), said)


def holds(term: str, said: list[str]) -> bool:
    places = {word: [place for place, other in enumerate(said) if other == word] for word in WORDS}
    match term:
        case '"war peace"':
            return any(place + 1 in places["peace"] for place in places["war"])
        case "NEAR(vote peace, 1)":
            return any(abs(a - b) <= 2 for a in places["vote"] for b in places["peace"])
        case "war*":
            return bool(places["war"] or places["warm"])
        case _:
            return bool(places[term])


SOME_WORDS = ["war", "war peace", '"war peace"', "war OR vote", "w*", "pe* NOT vote", "w* vote", None]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.integers(1, 5), st.sampled_from(SOME_WORDS), st.sampled_from(Sort))
def test_pages_laid_end_to_end_are_all_hits_once_whatever_the_bounds_of_ranking(count: int, limit: int, words: str | None, sort: Sort) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder, Record(Path(folder) / "r.db") as record:
        patch.setattr(search, "RANKED", 4)
        patch.setattr(search, "COMMON", 3)
        patch.setattr(search, "RANKED_PHRASES", 2)
        patch.setattr(glance, "LOOKED_AT", (1, 3))
        record.add_many(reading_of((UNKNOWN, "war, peace " * (n % 3 + 1)), url=str(n), published=f"2031-01-{n + 1:02}") for n in range(count))
        pages = [record.search(Query(words=words, sort=sort, limit=limit, offset=offset)) for offset in range(0, count + limit, limit)]
        ids = [hit.statement.id for page in pages for hit in page]
        assert len(ids) == len(set(ids)) == (0 if words == "w* vote" else count)


@pytest.mark.parametrize("words", ["w*", "wa*", "w* OR vote", "w* peace", "w* NOT peace", "NEAR(vote peace) wa*"])
def test_beginnings_of_few_letters_find_what_the_index_finds_newest_first(tmp_path: Path, words: str) -> None:
    with Record(tmp_path / "r.db") as record, pytest.MonkeyPatch.context() as patch:
        for day, said in enumerate(("war", "vote peace", "warm peace", "nothing", "vote, peace and war", "war"), 1):
            record.add(reading_of((person("Wanda Olm"), said), url=said + str(day), published=f"2031-01-0{day}", outlet="W" if day % 2 else None))
        for more in ({}, {"sort": Sort.OLDEST}, {"since": "2031-01-02"}, {"outlet": "w"}, {"scope": Scope.ANYWHERE}, {"said_until": "2030"}):
            query = Query(words=words, **more)
            answers = []
            for looked_at in ((), (2, 3), (100,)):
                patch.setattr(glance, "LOOKED_AT", looked_at)
                answers.append([hit.article.published or "" for hit in record.search(query)])
            assert answers[0] == answers[1] == answers[2] == sorted(answers[0], reverse="sort" not in more)
