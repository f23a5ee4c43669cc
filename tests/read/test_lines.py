"""Dates, bylines, datelines, languages and lines of bytes, by small real inputs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.byline import Byline, byline_of
from onrecord.read.chunks import lines
from onrecord.read.dateline import dateline_of
from onrecord.read.dates import date_line, date_of
from onrecord.read.language import language_of


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-03-14", "2031-03-14"),
        ("2031-03-14T09:02:00Z", "2031-03-14T09:02:00+00:00"),
        ("2031-03-14T09:02:00-0500", "2031-03-14T09:02:00-05:00"),
        ("2031-03-14 09:02", "2031-03-14"),
        ("14 March 2031", "2031-03-14"),
        ("Friday 14th of March 2031", "2031-03-14"),
        ("March 14, 2031", "2031-03-14"),
        ("Mar. 14, 2031 9:02 a.m.", "2031-03-14"),
        ("Sept. 3, 2031 12:30 PM EST", "2031-09-03T12:30:00-05:00"),
        ("9:02 GMT, 14 March 2031", "2031-03-14T09:02:00+00:00"),
        ("Wed, 12 Mar 2031 10:00:00 +0200", "2031-03-12T10:00:00+02:00"),
        ("14/03/2031", "2031-03-14"),
        ("4/4/2031", "2031-04-04"),
        ("03/04/2031", None),
        ("March 2031", None),
        ("March 14", None),
        ("2031", None),
        ("31 February 2031", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_read_only_when_it_can_mean_one_day(text: str, date: str | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    "text", ["Published: 14 March 2031 | Updated 15 March 2031", "Published on March 14, 2031", "(March 14, 2031)", "March 14, 2031 | 5 min read"]
)
def test_a_line_may_say_more_than_the_date(text: str) -> None:
    assert date_line(text) == "2031-03-14"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Maren Oduya and Tom Brekke", Byline(names="Maren Oduya and Tom Brekke")),
        ("By Ada Corwin in Velmora", Byline(names="Ada Corwin")),
        ("By Ada Corwin, Political Correspondent, and Tom Brekke", Byline(names="Ada Corwin, and Tom Brekke")),
        ("By ADA CORWIN, Associated Press", Byline(names="ADA CORWIN", agency="AP")),
        ("By ADA CORWIN Associated Press", Byline(names="ADA CORWIN", agency="AP")),
        ("By Ada Corwin (Reuters)", Byline(names="Ada Corwin", agency="Reuters")),
        ("By Halyard News Agency", Byline(agency="Halyard News Agency")),
        ("By Ada Corwin Published 14 March 2031", Byline(names="Ada Corwin", published="2031-03-14")),
        ("By Tom Brekke Jr.", Byline(names="Tom Brekke Jr.")),
        ("By the evening it had gone.", None),
        ("By 2031 the fleet will be gone", None),
        ("Ada Corwin", None),
    ],
)
def test_a_byline_gives_persons_and_agency(line: str, byline: Byline | None) -> None:
    assert byline_of(line) == byline


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("VELMORA, March 14 (Halyard) - The committee", "Halyard"),
        ("Velmora, 3 Mar (dpa) – The committee", "dpa"),
        ("(Reuters) - The committee", "Reuters"),
        ("WASHINGTON (AP) — The committee", "AP"),
        ("VELMORA — The committee", None),
        ("The man (Bob) - as he was called - said", None),
        ("The committee (which met on Monday) - said", None),
    ],
)
def test_a_dateline_names_the_agency(paragraph: str, agency: str | None) -> None:
    assert dateline_of(paragraph).agency == agency


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("PORT ANSEL, Tarsovia, April 22 (Halyard) - Dockworkers", "PORT ANSEL, Tarsovia"),
        ("ST. PELL, Tars. (AP) — A", "ST. PELL, Tars"),
        ("VELMORA/ORLANZ, March 3 (Reuters) - The", "VELMORA/ORLANZ"),
        ("VELMORA, March 3. /TASS/. The", "VELMORA"),
        ("ORLANZ—The", "ORLANZ"),
        ("BREAKING — The", None),
        ("The panel — it met", None),
        ("MAREN ODUYA: Good morning", None),
    ],
)
def test_a_dateline_names_the_place(paragraph: str, place: str | None) -> None:
    assert dateline_of(paragraph).place == place


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2031-03-14 9:02:00 EST", "2031-03-14T09:02:00-05:00"),
        ("March 14, 2031 5:30 p.m. ET", "2031-03-14T17:30:00-04:00"),
        ("Fri Mar 14 2031 09:02:00 GMT+0100 (CET)", "2031-03-14T09:02:00+01:00"),
        ("1931240520", "2031-03-14T07:42:00+00:00"),
        ("March 14, 2031 5:30 p.m. IST", "2031-03-14"),
    ],
)
def test_a_time_keeps_its_zone_where_the_zone_is_one(text: str, date: str) -> None:
    assert date_of(text) == date


def test_the_language_is_declared_or_heard_or_unknown() -> None:
    german = "Der Minister wies die Vorwürfe am Freitag zurück und sagte, niemand habe ihn je danach gefragt."
    assert language_of(german) == "de"
    assert language_of(german, "fr-CA") == "fr"
    assert language_of("Нет, сказал министр, и ушёл, не ответив больше ни на один вопрос журналистов.", "en") == "ru"
    assert language_of("No.") is None
    assert language_of("The minister denied that he had spoken with the chairwoman of the committee on Friday.", "de") == "en"


@given(st.lists(st.binary(max_size=9)), st.integers(1, 6))
def test_lines_are_the_same_however_the_bytes_come(pieces: list[bytes], size: int) -> None:
    data = b"".join(pieces)
    plain = [(number, line if len(line) <= 5 else None) for number, line in enumerate(data.split(b"\n"), 1)]
    if plain and plain[-1][1] == b"":
        plain.pop()
    assert list(lines([data[i : i + size] for i in range(0, len(data), size)], max_bytes=5)) == plain
    assert list(lines(pieces, max_bytes=5)) == plain
