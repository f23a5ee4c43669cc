"""`onrecord read` relates what it reads, and the quotations are told in words and as JSON."""

from pathlib import Path

from .test_cli import lines, onrecord

ONE = "Minister Dagny Lorn said: “We will finish the harbour bridge before the winter storms come, and no senator is going to stop us.”\n"
OTHER = "“We will finish the harbour bridge before the winter storms come,” said Dagny Lorn, who had walked from Velmora.\n"


def test_two_papers_with_the_same_words_are_one_quotation(tmp_path: Path) -> None:
    for number, text in enumerate((ONE, OTHER), 1):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        assert onrecord("read", f"{number}.txt", into=tmp_path).returncode == 0
    (listed,) = lines(onrecord("quotations", "--json", into=tmp_path).stdout)
    assert listed["printings"] == 2
    assert listed["speakers"] == ["Dagny Lorn"]
    shown = onrecord("quotation", listed["reports"][1]["copies"][0]["statement"][:9], into=tmp_path)
    assert b"[-and no senator is going to stop us-]" in shown.stdout
    alone = onrecord("show", listed["reports"][0]["copies"][0]["statement"], into=tmp_path)
    assert b"also printed  in 2 reports in all" in alone.stdout
    assert lines(onrecord("quotation", listed["quotation"], "--json", into=tmp_path).stdout) == [listed]
    assert lines(onrecord("relate", "--json", into=tmp_path).stdout) == [{"articles": 0, "printings": 0, "disputes": 0}]


def test_what_is_no_quotation_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Oduya said that the pier was closed until the spring.", encoding="utf-8")
    assert onrecord("read", "1.txt", into=tmp_path).returncode == 0
    (line,) = lines(onrecord("search", "pier", "--json", into=tmp_path).stdout)
    done = onrecord("quotation", line["id"], into=tmp_path)
    assert done.returncode == 2
    assert b"no words in quotation marks" in done.stderr
    assert b"--least 1" in onrecord("quotations", into=tmp_path).stderr
