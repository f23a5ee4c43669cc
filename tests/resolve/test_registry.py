"""The registry names an office on a day, and never guesses between two."""

from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.records import Speaker, SpeakerKind
from onrecord.resolve.registry import Held, Registry, named_in, shipped, with_file
from tests.resolve.marked import misses

FINCH = Held(name="Ada Finch", wikidata="", office="president", body="Ostra", start="2031-01-01", end="2033-01-01")
MOL = Held(name="Jan Mol", wikidata="", office="president", body="Ostra", start="2032-01-01", end="")


@pytest.mark.parametrize(("day", "name"), [("2030-12-31", None), ("2031-06-01", "Ada Finch"), ("2032-06-01", None), ("2040-01-01", "Jan Mol")])
def test_an_office_has_one_holder_on_a_day_or_none(day: str, name: str | None) -> None:
    held = Registry(held=(FINCH, MOL)).holder("president", "ostra", day)
    assert (held.name if held else None) == name


@pytest.mark.parametrize(
    ("words", "day", "name"),
    [
        ("the president of the United States", "2016-05-01", "Barack Obama"),
        ("Ukraine’s president", "2016-05-01", "Petro Poroshenko"),
        ("The Ukrainian president", "2021-05-01", "Volodymyr Zelenskiy"),
        ("the chairman of the House Intelligence Committee", "2018-05-01", "Devin Nunes"),
        ("the president", "2018-05-01", None),
        ("a president of Ukraine", "2018-05-01", None),
        ("the former president of Ukraine", "2018-05-01", None),
        ("the chairman of the board", "2018-05-01", None),
    ],
)
def test_a_description_is_named_only_where_it_says_which_office(words: str, day: str, name: str | None) -> None:
    held = shipped().named_by(words, day)
    assert (held.name if held else None) == name


def test_the_president_is_rather_a_known_one_than_a_foreign_one() -> None:
    text = "On Monday Obama met Brazilian President Viktor Andrel. Obama left early. <c>“It was late,”</c> <s>the president</s> <q>said</q>."
    assert misses({"text": text, "speaker": "Obama"}) == []


def test_a_speaker_with_a_name_keeps_it() -> None:
    named = Speaker(name="Olena Hrab", kind=SpeakerKind.PERSON)
    assert named_in(shipped(), named, date(2021, 1, 1)) is named


def test_a_file_of_the_users_own_adds_to_what_ships(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# mine\nAda Finch\t\t\tpresident@Ostra@2031-01-01@|president@Ukraine@2019-05-20@\n", encoding="utf-8")
    registry = with_file(path)
    days = ("Ostra’s president", "2031-03-14"), ("Ukraine’s president", "2016-05-01"), ("Ukraine’s president", "2021-05-01")
    assert [held.name for words, day in days if (held := registry.named_by(words, day))] == ["Ada Finch", "Petro Poroshenko", "Ada Finch"]


@pytest.mark.parametrize(("line", "wrong"), [("Ada Finch\tx", "2 fields"), ("Ada Finch\t\t\tpresident@Ostra", "office 'president@Ostra'")])
def test_a_damaged_line_is_named_with_its_place(tmp_path: Path, line: str, wrong: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(OnrecordError, match=rf"mine\.tsv:1: .*{wrong}"):
        with_file(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="cannot be read as a registry"):
        with_file(tmp_path / "none.tsv")
