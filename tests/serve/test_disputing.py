"""`onrecord disputes` prints both sides, in order of time, and no verdict."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.records import Dispute, DisputeKind, Reading
from onrecord.serve.cli import commands
from onrecord.store import Record
from tests.store.made import person, reading_of

CLAIM = reading_of((person("Ada Finch"), "that the mill dumped dye"), published="2031-03-12", outlet="The Post", url="https://a.example/1")
DENIAL = reading_of((person("Jorun Falk"), "that nothing was dumped"), published="2031-03-14", outlet="The Courier", url="https://a.example/2")


@pytest.fixture
def record(tmp_path: Path) -> str:
    by, of = DENIAL.statements[0], CLAIM.statements[0]
    with Record(tmp_path / "r.db") as kept:
        kept.add_many([DENIAL, CLAIM])
        link = Dispute(by=by.id, of=of.id, kind=DisputeKind.DENIES, evidence=by.content[0], confidence=0.9)
        kept.disputes.put(DENIAL.article.id, [link], {})
    return str(tmp_path / "r.db")


def test_both_sides_are_shown_the_earlier_first(record: str) -> None:
    shown = CliRunner().invoke(commands, ["disputes", "--about", "dye", "--record", record])
    assert shown.exit_code == 0
    assert shown.output.index("Ada Finch") < shown.output.index("that the mill dumped dye") < shown.output.index("Jorun Falk")
    assert "denies" in shown.output


def test_each_line_of_json_holds_the_kind_the_evidence_and_both_statements(record: str) -> None:
    printed = CliRunner().invoke(commands, ["disputes", "--speaker", "falk", "--json", "--record", record])
    line = json.loads(printed.output)
    assert line["kind"] == "denies"
    assert line["evidence"]["exact"] == "that nothing was dumped"
    assert (line["by"]["speaker"]["name"], line["of"]["speaker"]["name"]) == ("Jorun Falk", "Ada Finch")


def test_nothing_that_fits_is_said_and_is_no_error(record: str) -> None:
    shown = CliRunner().invoke(commands, ["disputes", "--about", "rain", "--record", record])
    assert shown.exit_code == 0
    assert "No dispute" in shown.output


@pytest.mark.parametrize("side", [CLAIM, DENIAL])
def test_a_statement_is_shown_with_what_it_denies_or_is_denied_by(record: str, side: Reading) -> None:
    shown = CliRunner().invoke(commands, ["show", side.statements[0].id, "--record", record])
    assert shown.exit_code == 0
    assert f"{DENIAL.statements[0].id[:8]} denies {CLAIM.statements[0].id[:8]}" in shown.output
