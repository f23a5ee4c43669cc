"""What is hostile in an article stands on the pages as text: nothing of it becomes an element, an attribute or a link."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from onrecord.serve.web.app import application
from onrecord.store import Record
from tests.serve.test_serving import served
from tests.serve.web.conftest import HERE, PAYLOADS

OURS = set("a article aside b blockquote body button caption circle code datalist dd del desc details div dl dt fieldset figcaption figure".split())
OURS |= set("footer form h1 h2 h3 head header html img input ins label legend li line link main mark meta nav ol option p q rect script".split())
OURS |= set("section select span summary svg table tbody td text textarea th thead time title tr ul".split())
ASKED = "/search?q= /search?outlet= /search?since= /speakers?q= /quotations?q= /disputes?about= /check?words= /static/".split()
LEADS = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href")


class Read(HTMLParser):
    """What a page is made of, and the text that it shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.names, self.leads, self.text = set[str](), set[str](), list[str](), ""
        self.scripts = list[str | None]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.leads += [value or "" for name, value in attrs if name in LEADS]
        self.scripts += [dict(attrs).get("src")] if tag == "script" else []

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def reader(hostile: Path) -> Iterator[TestClient]:
    with TestClient(application(hostile, edit=True), base_url=HERE, headers={"accept": "text/html"}) as client:
        yield client


@pytest.fixture(scope="module")
def places(hostile: Path) -> dict[str, list[str]]:
    """The addresses on which a payload shows, by payload."""
    with Record.open_readonly(hostile) as record:
        readings = {reading.article.title.rpartition(" ")[0]: reading for reading in record.readings() if reading.article.title}
    return {
        payload: [f"/article/{reading.article.id}", f"/statement/{reading.statements[0].id}", f"/speaker/{quote(f'Ada {payload}', safe='')}"]
        for payload, reading in readings.items()
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_is_text_on_the_pages_of_its_article_statement_and_speaker(reader: TestClient, places: dict[str, list[str]], payload: str) -> None:
    for path in places[payload]:
        answer = reader.get(path)
        assert answer.status_code == 200, path
        page = Read(answer.text)
        check(page)
        assert " ".join(payload.split()) in " ".join(page.text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_is_text_where_it_is_asked_for(reader: TestClient, payload: str) -> None:
    for path in (
        "/search?q=",
        "/search?outlet=",
        "/search?since=",
        "/speakers?q=",
        "/quotations?q=",
        "/disputes?about=",
        "/check?words=",
        "/static/",
    ):
        check(Read(reader.get(path + quote(payload, safe="")).text))


def test_lists_of_all_of_it_are_text(reader: TestClient) -> None:
    for path in ("/", "/search?q=tide&limit=100", "/speakers", "/corrections"):
        check(Read(reader.get(path).text))


def check(page: Read) -> None:
    """Say that the page is made of nothing but what our templates are made of."""
    assert page.tags <= OURS
    assert [script for script in page.scripts if not (script or "").startswith("/static/onrecord.js?v=")] == []
    assert [name for name in page.names if name.startswith("on") or name in ("style", "srcdoc", "formaction", "http-equiv")] == []
    assert [lead for lead in page.leads if not (lead.startswith("#") or (lead.startswith("/") and not lead.startswith("//")))] == []


def test_a_browser_runs_none_of_it(browser: Browser, hostile: Path) -> None:
    with served("--record", hostile) as site:
        page = browser.new_page()
        ran = list[str]()
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        page.on("request", lambda request: ran.append(request.url) if not request.url.startswith(site) else None)
        page.goto(f"{site}/search?q=tide&limit=100")
        shown = {of: page.locator(of).count() for of in ("script", ".card", "iframe", "object", "base", "style", "[onerror]", "[onload]")}
        assert {of: many for of, many in shown.items() if many} == {"script": 1, ".card": len(PAYLOADS)}
        page.goto(f"{site}/speakers")
        page.hover("table")
        assert ran == []
        page.close()
