"""Every layout of a transcript: its turns, who spoke them, when, and words that the turns slice to."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.read.transcripts import read_transcript, transcript_of
from onrecord.records import Transcript
from tests.cases_of import cases, named

PIECES = """THE MAYOR:
THE MAYOR: No.
Q. Will you go?
Q    And then?
Mr. Thule. Never.
Mr. Thule: Never.
(Applause.)
[inaudible]
00:00:01.000 --> 00:00:02.000
<v Ada>Yes
[00:12]
Dagny Lorn  0:12
1\tLORN\tYes.
President: Ada Corwin
>> and so
WEBVTT
<TEI><u>so</u></TEI>
**Lorn:** word""".splitlines()
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=12).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", " "]).map(lambda by: by.join(parts))
)


def check(transcript: Transcript) -> None:
    """Turns are in order, apart, and hold all the words of the text; none of them is empty."""
    words = [turn.span.of(transcript.text) for turn in transcript.turns]
    assert "\n\n".join(words) == transcript.text
    assert all(any(map(str.isalnum, turn)) for turn in words)


@pytest.mark.parametrize("case", cases("read/formats/transcripts.toml"), ids=named)
def test_turns_are_told_apart(case: dict[str, Any]) -> None:
    transcript = transcript_of(case["text"])
    check(transcript)
    assert [[turn.speaker or "", turn.role or "", turn.span.of(transcript.text)] for turn in transcript.turns] == case["turns"]
    assert (transcript.title, transcript.date) == (case.get("title"), case.get("date"))
    if "starts" in case:
        assert [turn.start_s for turn in transcript.turns] == case["starts"]
    if "addressees" in case:
        assert [turn.addressee or "" for turn in transcript.turns] == case["addressees"]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_reader_and_turns_slice_to_the_words(text: str) -> None:
    try:
        transcript = transcript_of(text)
    except ReadError:
        return
    check(transcript)


def test_a_file_says_where_it_was_read_and_its_name_can_hold_the_date(tmp_path: Path) -> None:
    path = tmp_path / "2031-03-14-harbour.txt"
    path.write_text("THE MAYOR: No.\nQ: Never?\n")
    transcript = read_transcript(path)
    assert (transcript.where, transcript.date, len(transcript.turns)) == (str(path), "2031-03-14", 2)


@pytest.mark.parametrize("data", [b"", b"(Applause.)", b"%PDF-1.7 ...", b"<TEI><text/></TEI>", b"<TEI><u>no end"])
def test_what_holds_no_words_is_an_error_that_says_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ReadError, match=r"a\.txt: .*expected"):
        read_transcript(tmp_path / "a.txt")


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.txt"):
        read_transcript(tmp_path / "gone.txt")


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(ReadError, match="entities"):
        transcript_of('<!DOCTYPE TEI [<!ENTITY a "b">]><TEI><u>&a;</u></TEI>')
