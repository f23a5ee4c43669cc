"""`onrecord mcp`, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

import anyio
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from onrecord.store import Record
from tests.serve.conftest import EXAMPLES

TRANSCRIPT = EXAMPLES / "transcript-ferry-committee-2031-03-13.txt"
Ask = Callable[..., Coroutine[Any, Any, Any]]


@asynccontextmanager
async def session(record: Path, *more: str) -> AsyncIterator[ClientSession]:
    server = StdioServerParameters(command=sys.executable, args=["-m", "onrecord", "mcp", "--record", str(record), *more])
    async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as client:
        await client.initialize()
        yield client


def asked(record: Path, *calls: tuple[str, dict[str, Any]], more: tuple[str, ...] = ()) -> list[Any]:
    """Call tools in one session and return what each says: its answer, or its error as text."""

    async def ask() -> list[Any]:
        async with session(record, *more) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return [_said(answer) for answer in anyio.run(ask)]


def _said(answer: Any) -> Any:
    text = answer.content[0].text
    if answer.is_error:
        return text
    assert json.loads(text) == answer.structured_content
    return answer.structured_content


def test_the_five_tools_say_that_they_only_read(example_record: Path) -> None:
    async def ask() -> Any:
        async with session(example_record) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(ask)
    assert {tool.name for tool in tools} == {"search_statements", "get_statement", "speaker", "disputes", "check_quotation"}
    told = (EXAMPLES.parent / "docs" / "mcp.md").read_text(encoding="utf-8")
    for tool in tools:
        row = next(line for line in told.splitlines() if line.startswith(f"| `{tool.name}` |"))
        assert [name for name in tool.input_schema["properties"] if f"`{name}`" not in row] == []
    assert all(tool.annotations.read_only_hint and not tool.annotations.open_world_hint and tool.description for tool in tools)


def test_every_statement_comes_with_its_words_and_where_they_stand(example_record: Path) -> None:
    (found,) = asked(example_record, ("search_statements", {"words": "interfer*", "speaker": "Tarquay", "limit": 2}))
    assert [(s["addressee"], s["occasion"]) for s in found["statements"]] == [("a conference of ambassadors", "in Orlanz")]
    with Record.open_readonly(example_record) as record:
        for statement in found["statements"]:
            locator = statement["locator"]
            article = record.reading(locator["article"]).article
            assert [article.text[s["start"] : s["end"]] for s in locator["spans"]] == statement["exact"]
            assert (locator["url"], locator["sha256"]) == (article.url, article.sha256)
    assert found["statements"]
    assert found["more"] is False


def test_one_statement_one_speaker_and_the_disputes_are_shown(example_record: Path) -> None:
    with Record.open_readonly(example_record) as record:
        (disputed, *_) = record.disputes.find()
    calls: list[tuple[str, dict[str, Any]]] = [
        ("get_statement", {"id": disputed.dispute.of}),
        ("speaker", {"name": "Tarquay", "limit": 1}),
        ("disputes", {"limit": 1}),
    ]
    statement, speaker, disputes = asked(example_record, *calls)
    assert statement["statement"]["id"] == disputed.dispute.of
    assert statement["statement"]["exact"][0][:20] in statement["paragraph"]["exact"]
    assert disputed.dispute.by in [one["by"]["id"] for one in statement["disputes"]]
    assert (speaker["speaker"]["name"], len(speaker["statements"]), speaker["more"]) == ("Anselm Tarquay", 1, True)
    assert disputes["disputes"][0]["evidence"]["exact"]


def test_a_quotation_is_checked_against_what_was_given_or_what_the_server_has(example_record: Path) -> None:
    words = "The pumps were never the problem"
    calls: list[tuple[str, dict[str, Any]]] = [
        ("check_quotation", {"words": words}),
        ("check_quotation", {"words": words, "transcript": "CHAIR: The pumps were the problem."}),
    ]
    own, given = asked(example_record, *calls, more=("--against", str(TRANSCRIPT)))
    assert (own["check"]["grade"], given["check"]["grade"]) == ("verbatim", "changed-in-meaning")
    (bare,) = asked(example_record, ("check_quotation", {"words": words}))
    assert bare["check"] is None
    assert any(words in exact for statement in bare["printed"] for exact in statement["exact"])


def test_what_cannot_be_asked_is_told_to_the_agent(example_record: Path) -> None:
    wrong = asked(
        example_record,
        ("get_statement", {"id": "0000000000000000"}),
        ("search_statements", {"words": "!!!"}),
        ("search_statements", {"limit": 10_000}),
        ("speaker", {"name": "Nobody Such"}),
        ("get_statement", {}),
    )
    assert ["no statement on record" in wrong[0], "no word" in wrong[1], "limit" in wrong[2], "nobody" in wrong[3], "id" in wrong[4]] == [True] * 5
