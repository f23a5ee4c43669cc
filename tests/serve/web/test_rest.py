"""REST under /api: the forms of its answers, its pages, its problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.serve.web.app import application
from onrecord.serve.web.cursors import cursor_of, offset_of
from onrecord.serve.web.problems import Problem
from tests.serve.conftest import EXAMPLES
from tests.serve.web.conftest import HERE

ARTICLE = "The mayor, Ida Torvik, said the bridge would stay closed. “We will open it in May,” she said."
ODD = (
    *("“We will stay,”", "said Ida Torvik.", "He said", "the tide was high.", "“", "”", "\n\n", "🌊", "e\u0301t\u00e9", "\u202eebb", "<b>", "&amp;"),
    *("according to officials", "denied", '"', "'", "\t", "\u00a0", "— The Ledger", "# Title", "- one", "The mayor told the Courier that"),
)
TRANSCRIPT = "IDA TORVIK: We will not open it in May, I think. Ask me again in June."


def ask(client: TestClient, path: str, /, **asked: Any) -> Any:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    return is_as_described(client, answer.json(), path, "get")


def send(client: TestClient, path: str, body: Any) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return is_as_described(client, answer.json(), path, "post")


def is_as_described(client: TestClient, answer: Any, path: str, method: str) -> Any:
    """Hold the answer against the schema that /openapi.json gives for it."""
    api = client.get("/openapi.json").json()
    place = next(place for place in api["paths"] if place.split("{")[0] == path or ("{" in place and path.startswith(place.split("{")[0])))
    schema = api["paths"][place][method]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": api["components"]}).validate(answer)
    return answer


def problem(answer: Any, status: int) -> Any:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    told = answer.json()
    assert told["status"] == status
    assert told["detail"]
    return told


def spans_slice(statement: Any, text: str) -> bool:
    spans = [*statement["content"], *filter(None, (statement[name] for name in ("cue", "source", "addressee", "occasion")))]
    return all(text[span["start"] : span["end"]] == span["exact"] for span in spans)


def test_the_home_says_how_much_is_on_record(client: TestClient) -> None:
    home = ask(client, "/api")
    assert (home["edit"], home["totals"]["articles"]) == (False, 15)


def test_a_search_gives_statements_as_the_command_line_prints_them(client: TestClient) -> None:
    (hit, *_) = ask(client, "/api/search", q="interfer*", speaker="Tarquay")["hits"]
    assert hit["statement"] == ask(client, f"/api/statement/{hit['statement']['id']}")
    assert [match["exact"].lower().startswith("interfer") for match in hit["matches"]]


def test_cursors_lead_through_all_hits_once(client: TestClient) -> None:
    whole = [hit["statement"]["id"] for hit in ask(client, "/api/search", manner="direct", limit=100)["hits"]]
    found: list[str] = []
    cursor = None
    while cursor is not None or not found:
        page = ask(client, "/api/search", manner="direct", limit=7, **({"cursor": cursor} if cursor else {}))
        found += [hit["statement"]["id"] for hit in page["hits"]]
        cursor = page["next"]
    assert found == whole
    assert len(set(found)) == len(found) > 14


@pytest.mark.parametrize("cursor", ["", "x", "WzFd", "WzEsICIwMCJd", "é", "WzEsIDFd"])
def test_a_cursor_of_another_question_is_refused(client: TestClient, cursor: str) -> None:
    assert "cursor" in problem(client.get("/api/search", params={"cursor": cursor}), 422)["detail"]


def test_an_article_comes_with_its_text_and_every_span_slices_to_its_words(client: TestClient) -> None:
    hits = ask(client, "/api/search", limit=100)["hits"]
    for id in {hit["statement"]["article"]["id"] for hit in hits}:
        article = ask(client, f"/api/article/{id}")
        assert all(spans_slice(statement, article["text"]) for statement in article["statements"])
        assert all(0 <= p["start"] < p["end"] <= len(article["text"]) for p in article["paragraphs"])


def test_ids_may_be_cut_short(client: TestClient) -> None:
    id = ask(client, "/api/search", limit=1)["hits"][0]["statement"]["id"]
    assert ask(client, f"/api/statement/{id[:12].upper()}")["id"] == id


def test_a_speaker_comes_with_counts_and_statements(client: TestClient) -> None:
    first = ask(client, "/api/speaker/Tarquay", limit=1)
    assert first["speaker"]["name"] == "Anselm Tarquay"
    second = ask(client, "/api/speaker/Tarquay", limit=1, cursor=first["next"])
    assert first["statements"][0]["id"] != second["statements"][0]["id"]
    assert first["speaker"]["statements"] > 1


def test_a_quotation_is_found_by_any_statement_that_prints_it(client: TestClient) -> None:
    id = ask(client, "/api/search", manner="direct", limit=1)["hits"][0]["statement"]["id"]
    quotation = ask(client, f"/api/quotation/{id}")
    assert id in [copy["statement"] for report in quotation["reports"] for copy in report["copies"]]


def test_disputes_have_both_sides(client: TestClient) -> None:
    (dispute, *_) = ask(client, "/api/disputes", limit=1)["disputes"]
    again = ask(client, "/api/disputes", statement=dispute["of"]["id"])["disputes"]
    assert dispute in again
    assert {"by", "of"} <= set(dispute)


@pytest.mark.parametrize("by", ["speaker", "outlet", "manner", "said-month"])
def test_counts_have_the_rows_of_the_command_line(client: TestClient, by: str) -> None:
    rows = ask(client, "/api/counts", by=by, limit=3)["counts"]
    assert 0 < len(rows) <= 3
    assert all(set(row) == {by, "statements"} for row in rows)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/statement/0000000000000000", 404),
        ("/api/article/0000000000000000", 404),
        ("/api/quotation/0000000000000000", 404),
        ("/api/disputes?statement=0000000000000000", 404),
        ("/api/speaker/Nobody%20Such", 404),
        ("/api/speaker/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404),
        ("/api/nothing", 404),
        ("/api/statement/xyz", 422),
        ("/api/search?q=!!!", 422),
        ("/api/search?q=%00", 422),
        ("/api/search?q=%22open", 200),
        ("/api/search?since=soon", 422),
        ("/api/search?limit=101", 422),
        ("/api/search?colour=red", 422),
        ("/api/counts?by=colour", 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_its_status(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert status == 200 == answer.status_code or problem(answer, status)


def test_an_article_is_read_and_not_stored(client: TestClient) -> None:
    before = ask(client, "/api")["totals"]
    read = send(client, "/api/read", {"text": ARTICLE, "title": "Bridge shut", "published": "2031-03-02"})
    assert (read["article"]["title"], read["stored"], read["reason"]) == ("Bridge shut", False, None)
    assert "Ida Torvik" in [statement["speaker"]["name"] for statement in read["statements"]]
    assert all(spans_slice(statement, read["text"]) for statement in read["statements"])
    assert ask(client, "/api")["totals"] == before


def test_a_page_is_read_and_nothing_in_it_is_fetched(client: TestClient) -> None:
    page = (EXAMPLES / "orlanz-standard-vote-interference.html").read_text(encoding="utf-8")
    read = send(
        client, "/api/read", {"html": page.replace("<body>", "<body><img src='http://127.0.0.1:9/x'><iframe src='file:///etc/passwd'></iframe>")}
    )
    assert read["article"]["outlet"] == "The Orlanz Standard"
    assert "root:" not in read["text"]
    assert read["statements"]


def test_storing_needs_a_server_that_may_and_a_request_that_asks(client: TestClient, editor: TestClient) -> None:
    asked = {"text": ARTICLE, "url": "https://bridge.example/1", "store": True}
    assert "read-only" in problem(client.post("/api/read", json=asked), 403)["detail"]
    stored = send(editor, "/api/read", asked)
    assert stored["stored"]
    assert ask(editor, f"/api/article/{stored['article']['id']}")["text"] == stored["text"]
    assert not send(editor, "/api/read", asked | {"store": False})["stored"]


def test_what_is_stored_is_related(editor: TestClient) -> None:
    copy = ask(editor, "/api/search", manner="direct", q="posters")["hits"][0]["statement"]
    text = ask(editor, f"/api/article/{copy['article']['id']}")["text"]
    send(editor, "/api/read", {"text": text, "url": "https://copy.example/1", "outlet": "The Copy", "published": "2031-09-11", "store": True})
    assert "The Copy" in ask(editor, f"/api/quotation/{copy['id']}")["outlets"]


def test_an_article_in_another_language_says_why_it_has_no_statements(client: TestClient) -> None:
    read = send(client, "/api/read", {"text": ARTICLE, "language": "nb"})
    assert read["statements"] == []
    assert "'nb'" in read["reason"]


def test_words_are_checked_against_a_transcript(client: TestClient) -> None:
    (check,) = send(client, "/api/check", {"words": "We will open it in May", "transcripts": [{"text": TRANSCRIPT, "name": "council"}]})["checks"]
    assert (check["grade"], check["holds"], check["transcript"]) == ("changed-in-meaning", False, "council")
    assert all(TRANSCRIPT[span["start"] : span["end"]].strip() for span in check["found"])


def test_an_articles_quotations_are_checked_each(client: TestClient) -> None:
    transcripts = [{"text": TRANSCRIPT, "name": "same"}, {"text": "IDA TORVIK: We will open it in May.", "name": "same"}]
    told = send(client, "/api/check", {"article": {"text": ARTICLE}, "transcripts": transcripts})
    assert [(check["grade"], check["transcript"]) for check in told["checks"]] == [("verbatim", "same (2)")]
    (span,) = told["checks"][0]["quotation"]
    assert told["text"][span["start"] : span["end"]] == span["exact"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/read", {}),
        ("/api/read", {"text": "a", "html": "b"}),
        ("/api/read", {"text": " "}),
        ("/api/read", {"text": "x y. " * 50_000}),
        ("/api/read", {"text": ARTICLE, "where": "file:///etc/passwd"}),
        ("/api/check", {"words": "May"}),
        ("/api/check", {"words": "May", "transcripts": []}),
        ("/api/check", {"words": "May", "transcripts": [{"text": "\n"}]}),
        ("/api/check", {"words": "May", "article": {"text": "May"}, "transcripts": [{"text": TRANSCRIPT}]}),
    ],
)
def test_what_cannot_be_read_is_a_problem(client: TestClient, path: str, body: Any) -> None:
    problem(client.post(path, json=body), 422)


def test_broken_json_is_a_problem(client: TestClient) -> None:
    problem(client.post("/api/read", content=b"{", headers={"content-type": "application/json"}), 422)
    problem(client.post("/api/read", content=b"[" * 200_000, headers={"content-type": "application/json"}), 400)
    problem(client.post("/api/read", content=rb'{"text": "\ud800"}', headers={"content-type": "application/json"}), 422)


def test_the_description_is_openapi_3_1_and_every_part_it_names_is_there(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    text = json.dumps(api)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert api["openapi"].startswith("3.1")
    assert named <= set(api["components"]["schemas"])
    assert "HTTPValidationError" not in text


def test_a_record_that_cannot_be_used_is_a_503_that_names_no_path(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(application(tmp_path / "gone.db"), base_url=HERE) as lost:
        answer = lost.get("/api")
    assert "gone" not in json.dumps(problem(answer, 503))
    assert answer.headers["retry-after"]
    assert "gone.db" in caplog.text


@given(st.integers(0, 1_000_000), st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.none(), max_size=3), st.text(max_size=40))
def test_a_cursor_leads_on_in_its_own_question_alone(offset: int, question: dict[str, str | None], other: str) -> None:
    cursor = cursor_of(offset, question)
    assert offset_of(cursor, question) == offset
    for wrong, asked in ((cursor, {**question, "more": other}), (other, question)):
        with pytest.raises(Problem):
            offset_of(wrong, asked)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ODD), min_size=1, max_size=12))
def test_whatever_is_read_its_spans_slice_to_their_words(client: TestClient, pieces: list[str]) -> None:
    answer = client.post("/api/read", json={"text": " ".join(pieces), "effort": "fast"})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert all(spans_slice(statement, answer.json()["text"]) for statement in answer.json()["statements"])
