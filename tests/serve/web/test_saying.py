"""What people say of the record over the wire: suggested, said, listed, undone, and refused where the server may not write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.serve.web.app import application
from onrecord.store import Record
from tests.serve.web.conftest import HERE
from tests.serve.web.pages.made import articles_of_the_tests
from tests.serve.web.test_rest import ask, problem, send

STATEMENT = "202695b9eb03528a"


@pytest.fixture
def saying(example_record: Path, tmp_path: Path) -> Iterator[TestClient]:
    path = Path(shutil.copy(example_record, tmp_path / "said.db"))
    with Record(path) as record:
        articles_of_the_tests(record)
    with TestClient(application(path, edit=True), base_url=HERE) as client:
        yield client


def test_a_suggestion_brings_both_its_answers_and_an_answer_ends_it(saying: TestClient) -> None:
    (suggestion,) = ask(saying, "/api/people")["suggestions"]
    assert {suggestion["keep"]["name"], suggestion["other"]["name"]} == {"Volodymyr Brellsky", "Volodymyr Brellskiy"}
    refused = send(saying, "/api/corrections", suggestion["refuse"])
    assert ask(saying, "/api/people")["suggestions"] == []
    send(saying, "/api/corrections", {"act": "undo", "number": refused["number"]})
    assert ask(saying, "/api/people")["suggestions"] == [suggestion]
    send(saying, "/api/corrections", suggestion["accept"] | {"by": "Pell", "note": "the town hall says so"})
    assert ask(saying, "/api/people")["suggestions"] == []
    assert ask(saying, "/api/speaker/Volodymyr%20Brellskiy")["speaker"]["statements"] == 2
    assert ask(saying, "/api/people", name="Finch", least=0)["suggestions"] == []
    assert ask(saying, "/api/people", suggest="split")["suggestions"] == []


def test_a_statement_is_corrected_and_the_correction_is_listed_until_it_is_undone(saying: TestClient) -> None:
    done = send(saying, "/api/corrections", {"act": "correct", "statement": STATEMENT[:8], "speaker": "Osric Quill", "stance": "accuses"})
    assert (done["holds"], done["meets"]) == (True, [STATEMENT])
    told = ask(saying, f"/api/statement/{STATEMENT}")
    assert (told["speaker"]["name"], told["stance"]) == ("Osric Quill", "accuses")
    send(saying, "/api/corrections", {"act": "undo", "number": done["number"]})
    newest, first = ask(saying, "/api/corrections")["corrections"]
    assert (newest["deed"]["act"], first["holds"], first["undone_by"]) == ("undo", False, newest["number"])
    assert ask(saying, f"/api/statement/{STATEMENT}")["speaker"]["name"] == "Anselm Tarquay"
    page = ask(saying, "/api/corrections", limit=1)
    assert ask(saying, "/api/corrections", limit=1, cursor=page["next"])["corrections"] == [first]


def test_a_role_is_told_with_its_time(saying: TestClient) -> None:
    role = {"role": "harbour master", "role_held": "former", "role_dates": "2009/2013"}
    send(saying, "/api/corrections", {"act": "correct", "statement": STATEMENT, "speaker": "Osric Quill"} | role)
    told = ask(saying, f"/api/statement/{STATEMENT}")["speaker"]
    assert {name: told[name] for name in role} == role
    roles = ask(saying, "/api/speaker/Osric%20Quill")["speaker"]["roles"]
    assert [(one["held"], one["dates"]) for one in roles if one["words"] == "harbour master"] == [("former", "2009/2013")]
    assert "harbour master (former, 2009 to 2013)" in saying.get(f"/statement/{STATEMENT}").text
    assert "harbour master (former, 2009 to 2013)" in saying.get("/speaker/Osric%20Quill").text


def test_what_is_no_statement_and_what_another_of_the_name_said(saying: TestClient) -> None:
    article = ask(saying, f"/api/statement/{STATEMENT}")["article"]["id"]
    parted = send(saying, "/api/corrections", {"act": "split", "name": "Anselm Tarquay", "places": [article]})
    assert parted["deed"]["speaker"]["name"] == "Anselm Tarquay (2)"
    send(saying, "/api/corrections", {"act": "not-a-statement", "statement": STATEMENT})
    problem(saying.get(f"/api/statement/{STATEMENT}"), 404)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"act": "praise"},
        {"act": "correct", "statement": STATEMENT},
        {"act": "correct", "statement": STATEMENT, "kind": "person"},
        {"act": "correct", "statement": "0000000000000000", "speaker": "Osric Quill"},
        {"act": "correct", "statement": STATEMENT, "speaker": "Osric Quill", "role": "mayor", "role_dates": "once"},
        {"act": "merge", "name": "Nobody Such", "other": "Osric Quill"},
        {"act": "merge", "name": "Osric\0Quill", "other": "Osric Quill"},
        {"act": "keep-together", "name": "Nobody Such"},
        {"act": "split", "name": "Osric Quill", "places": []},
        {"act": "undo", "number": 99},
        {"act": "undo", "number": 1, "name": "Osric Quill"},
    ],
)
def test_what_cannot_be_said_is_a_problem(saying: TestClient, said: dict[str, Any]) -> None:
    problem(saying.post("/api/corrections", json=said), 422)
    assert ask(saying, "/api/corrections")["corrections"] == []


def test_a_server_that_may_not_write_lists_and_suggests_and_no_more(client: TestClient) -> None:
    assert ask(client, "/api/corrections")["corrections"] == []
    problem(client.post("/api/corrections", json={"act": "not-a-statement", "statement": STATEMENT}), 403)
    assert ask(client, f"/api/statement/{STATEMENT}")["id"] == STATEMENT
