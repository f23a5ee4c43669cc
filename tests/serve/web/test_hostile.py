"""What is hostile in an article comes back as the text that it is, and never as anything that a browser would run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.serve.web.app import application
from tests.serve.web.conftest import HERE, PAYLOADS


def test_there_are_at_least_fifty_of_them() -> None:
    assert len(set(PAYLOADS)) >= 50


def test_what_is_on_record_comes_back_as_text_in_json(hostile: Path) -> None:
    with TestClient(application(hostile), base_url=HERE) as client:
        answer = client.get("/api/search", params={"q": "tide", "limit": 100})
        hits = [hit["statement"] for hit in answer.json()["hits"]]
        assert {statement["speaker"]["name"] for statement in hits} == {f"Ada {payload}" for payload in PAYLOADS}
        assert all(statement["article"]["title"][:-3].strip() in statement["content"][0]["exact"] for statement in hits)
        for statement in hits:
            article = client.get(f"/api/article/{statement['article']['id']}")
            for shown in (answer, article):
                assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == ("application/json", "nosniff")
            assert article.json()["article"]["byline"] == statement["article"]["byline"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_problem_repeats_it_as_json_alone(hostile: Path, payload: str) -> None:
    with TestClient(application(hostile), base_url=HERE) as client:
        for answer in (client.get("/api/search", params={"since": payload}), client.get("/api/search", params={"cursor": payload[:200]})):
            assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
            assert json.loads(answer.text)["status"] == 422


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_article_that_is_handed_in_is_not_run_either(client: TestClient, payload: str) -> None:
    asked = {"text": f"The pilot said the tide was high. {payload} She said the {payload} was no danger.", "title": payload, "url": payload}
    answer = client.post("/api/read", json=asked | {"effort": "fast"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert answer.json()["article"]["title"] == payload
