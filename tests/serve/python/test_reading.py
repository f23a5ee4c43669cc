"""Reading from Python: text and files told apart, statements with their words, errors that say what to do."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.inference import opened
from onrecord.serve.lines import reading_lines
from onrecord.serve.python.sources import is_path

EXAMPLES = Path(__file__).parents[3] / "examples"
PAGE = EXAMPLES / "orlanz-standard-vote-interference.html"
SAID = "Ada Brekke, the harbour master, said on Monday that the pier was safe. “It will stand,” she told reporters, “for a hundred years.”"


def test_statements_have_their_speaker_and_their_words() -> None:
    indirect, direct = onrecord.read(SAID)
    assert (indirect.speaker.name, indirect.cue, indirect.content) == ("Ada Brekke", "said", "that the pier was safe")
    assert (direct.content, direct.source, direct.addressee) == ("“It will stand,” “for a hundred years.”", "she", "reporters")
    assert direct.context == SAID
    assert repr(direct) == f"<Statement {direct.id[:8]} Ada Brekke: “It will stand,” “for a hundred years.”>"


@pytest.mark.parametrize("form", [PAGE, str(PAGE)])
def test_a_file_is_read_by_its_path(form: str | Path) -> None:
    reading = onrecord.read(form)
    assert reading.article.outlet == "The Orlanz Standard"
    assert "Anselm Tarquay" in {statement.speaker.name for statement in reading}
    assert (
        repr(reading)
        == f"<Reading of 'Tarquay accuses Tarsovia of meddling in August vote' (The Orlanz Standard, 2031-09-10): {len(reading)} statements>"
    )


def test_a_text_that_looks_like_a_path_is_read_if_one_says_so() -> None:
    with pytest.raises(onrecord.ReadError, match="no such file"):
        onrecord.read("statement.txt")
    assert onrecord.read("statement.txt", is_text=True).article.text == "statement.txt"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("a.txt", True), ("my news.html.gz", True), ("talk one.srt", True), ("news", True), ("https://a.example/x", True), (Path("He said no."), True),
     ("He said no.", False), ("He said no.\nSee a.txt", False), ("", False)],
)  # fmt: skip
def test_text_and_path_are_told_apart_by_the_string_alone(given: str | Path, expected: bool) -> None:
    assert is_path(given) is expected


def test_what_is_known_of_an_article_comes_before_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    for reading in (onrecord.read(SAID, published="2031-04-09", outlet="The Gazette"), onrecord.read(tmp_path / "a.txt", published="2031-04-09")):
        assert reading.article.published == "2031-04-09"
        assert reading.statements[0].said_on == "2031-04-07"
    assert onrecord.read(PAGE, outlet="The Gazette").article.outlet == "The Gazette"


def test_a_dict_has_the_documented_form() -> None:
    reading = onrecord.read(PAGE)
    assert [json.dumps(s.to_dict(), ensure_ascii=False) for s in reading] == reading_lines(reading.bare)
    assert reading.to_dict()["statements"] == [s.to_dict() for s in reading]


def test_the_model_is_loaded_once() -> None:
    onrecord.read(SAID)
    before = opened.cache_info().misses
    onrecord.read(SAID, min_confidence=0.3)
    assert opened.cache_info().misses == before


def test_statements_less_sure_are_left_out_and_the_fast_model_says_its_name() -> None:
    everything, sure = onrecord.read(PAGE), onrecord.read(PAGE, min_confidence=0.9)
    assert 0 < len(sure) < len(everything)
    assert min(statement.confidence for statement in sure) >= 0.9
    assert (onrecord.read(SAID, effort="fast").made_by or "").startswith("finder-1-fast+")


def test_another_language_gives_a_reading_that_says_why_it_is_empty() -> None:
    reading = onrecord.read(
        "Der Bürgermeister sagte am Montag, dass die Brücke sicher sei und dass niemand sich sorgen müsse, weil alles geprüft wurde."
    )
    assert (len(reading), reading.article.language) == (0, "de")
    assert "language 'de' has no model" in (reading.reason or "")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"effort": "best"}, "effort: 'best' is not known"), ({"min_confidence": 2.0}, "min_confidence: 2.0 is out of range"),
     ({"registry": "none.tsv"}, "registry: there is no file 'none.tsv'")],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(onrecord.OnrecordError, match=message):
        onrecord.read(SAID, **wrong)  # type: ignore[arg-type]


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(onrecord.ReadError, match="there is no text in it"):
        onrecord.read("")
    with pytest.raises(onrecord.ReadError, match="nothing is fetched"):
        onrecord.read("https://a.example/news")


def test_many_articles_are_read_one_after_the_other_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(
        json.dumps({"text": SAID}) + "\n{broken\n" + json.dumps({"text": SAID, "title": "Pier"}) + "\n", encoding="utf-8"
    )
    with pytest.raises(onrecord.ReadError, match=r"more than one article.*read_each"):
        onrecord.read(tmp_path / "two.jsonl")
    first, broken, second = onrecord.read_each(tmp_path)
    assert isinstance(first, onrecord.Reading)
    assert isinstance(broken, onrecord.Rejected)
    assert isinstance(second, onrecord.Reading)
    assert (len(first), second.article.title) == (2, "Pier")
    assert isinstance(next(onrecord.read_each(first.article)), onrecord.Reading)


@given(st.lists(st.sampled_from([*SAID.split(), "“", "”", "\n\n", "é", "🙂", "said"]), min_size=1, max_size=40))
def test_every_word_stands_where_it_is_said_to(words: list[str]) -> None:
    text = " ".join(words)
    try:
        reading = onrecord.read(text, is_text=True, effort="fast", language="en")
    except onrecord.ReadError:
        return
    for statement in reading:
        for found in filter(None, (statement.content, statement.cue, statement.source, statement.addressee, statement.occasion)):
            assert found.parts == tuple(reading.article.text[span.start : span.end] for span in found.spans)
            assert found.strip()
