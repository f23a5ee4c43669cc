"""What stands before every request: hosts, other sites' pages, tokens, lengths, waits."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from onrecord.serve.web.app import application
from onrecord.serve.web.guards import Guard, Rules
from tests.serve.web.conftest import HERE
from tests.serve.web.test_rest import problem

TOKEN = "a-long-tide-table"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]", "[::1]:80"])
def test_this_machines_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/api", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "127.0.0.1.nip.example", "0.0.0.0", "::1"]
)
def test_other_names_are_not(client: TestClient, host: str) -> None:
    problem(client.get("/api", headers={"host": host}), 421)


def test_two_hosts_are_none(client: TestClient) -> None:
    problem(client.get("/api", headers=[("host", "localhost"), ("host", "evil.example")]), 421)


def test_a_named_host_is_answered(example_record: Path) -> None:
    with TestClient(application(example_record, hosts=["record.example"]), base_url="http://record.example") as named:
        assert named.get("/api").status_code == 200
        problem(named.get("/api", headers={"host": "localhost"}), 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_sites_page_sends_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    problem(client.post("/api/read", json={"text": "He said no."}, headers=headers), 403)


@pytest.mark.parametrize(("mode", "status"), [("no-cors", 403), ("cors", 403), ("navigate", 200)])
def test_another_sites_page_may_link_here_but_not_load_from_here(client: TestClient, mode: str, status: int) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode}
    assert client.get("/api", headers=headers).status_code == status


def test_what_our_own_page_sends_is_not(client: TestClient) -> None:
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert client.post("/api/read", json={"text": "He said no."}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/api", "/nothing", "/api/search?limit=0", "/openapi.json", "/api/statement/00"])
def test_every_answer_forbids_scripts_frames_and_guesses(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert "access-control-allow-origin" not in headers


def test_a_refusal_has_the_same_headers(client: TestClient) -> None:
    assert "default-src 'none'" in client.get("/api", headers={"host": "evil.example"}).headers["content-security-policy"]


def test_a_long_body_is_refused_whether_or_not_it_says_how_long_it_is(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    problem(client.post("/api/read", content=b"x" * 2_000_001, headers={"content-type": "application/json"}), 413)
    problem(client.post("/api/read", content=pieces(), headers={"content-type": "application/json"}), 413)


@pytest.mark.parametrize("length", ["-1", "many", "1e3", "²"])
def test_a_length_that_is_no_number_is_refused(client: TestClient, length: str) -> None:
    problem(client.get("/api", headers=[(b"content-length", length.encode())]), 400)


@pytest.fixture
def locked(example_record: Path) -> Iterator[TestClient]:
    with TestClient(application(example_record, token=TOKEN), base_url=HERE) as locked:
        yield locked


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer \xe9"])
def test_without_its_token_nothing_is_answered(locked: TestClient, given: str | None) -> None:
    for path in ("/", "/api", "/openapi.json", "/nothing", "/api?token=wrong"):
        answer = locked.get(path, headers=[] if given is None else [(b"authorization", given.encode("latin-1"))])
        assert problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_token_opens(locked: TestClient) -> None:
    assert locked.get("/api", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_browser_enters_once_and_its_address_no_longer_has_the_token(locked: TestClient) -> None:
    entered = locked.get(f"/api?x=1&token={TOKEN}", follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/api?x=1")
    cookie = entered.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert locked.get("/api").status_code == 200
    assert locked.get(f"{HERE}//evil.example/?token={TOKEN}", follow_redirects=False).headers["location"].startswith("/evil.example")


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(60)


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("the path is /home/ida/secret")


async def late(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("begun")(scope, receive, send)
    raise RuntimeError("after the answer")


async def sent(app: Any, *messages: Message, body: float = 0) -> list[Message]:
    """Send messages to the application and return what it answers; when there are no more, the sender says nothing."""
    waiting, answered = list(messages), list[Message]()

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "raw_path": b"/", "query_string": b"", "headers": [(b"host", b"localhost")]}
    await app(scope, receive, send)
    return answered


def test_a_slow_answer_is_a_504_and_a_slow_body_a_408() -> None:
    guard = Guard(slow, Rules(timeout_s=0.05))
    whole = asyncio.run(sent(guard, {"type": "http.request", "body": b"{}"}))
    part = asyncio.run(sent(guard, {"type": "http.request", "body": b"{", "more_body": True}))
    assert (whole[0]["status"], part[0]["status"]) == (504, 408)


def test_an_error_of_ours_is_told_without_what_it_says(caplog: pytest.LogCaptureFixture) -> None:
    answer = asyncio.run(sent(Guard(broken, Rules())))
    assert answer[0]["status"] == 500
    assert b"secret" not in answer[1]["body"]
    assert "the path is" in caplog.text


def test_an_answer_that_breaks_off_is_not_made_to_look_whole() -> None:
    with pytest.raises(ConnectionAbortedError):
        asyncio.run(sent(Guard(late, Rules())))


def test_a_websocket_is_not_answered() -> None:
    async def ask() -> None:
        await Guard(broken, Rules())({"type": "websocket"}, lambda: asyncio.sleep(0), lambda _: asyncio.sleep(0))  # type: ignore[arg-type,return-value]

    asyncio.run(ask())


def test_a_reader_is_shown_a_problem_as_a_page_where_there_are_pages_and_a_program_never(example_record: Path) -> None:
    app = application(example_record)
    app.state.problem_page = lambda request, problem: PlainTextResponse(f"page {problem.status}", status_code=problem.status)
    with TestClient(app, base_url=HERE) as client:
        browser = {"accept": "text/html,*/*"}
        assert client.get("/nothing", headers=browser).text == "page 404"
        problem(client.get("/nothing"), 404)
        problem(client.get("/api/nothing", headers=browser), 404)
