"""One record, one server and one browser for all tests of the pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Page, expect, sync_playwright

from onrecord.store import Record
from tests.serve.test_serving import served
from tests.serve.web.pages.made import URL, articles_of_the_tests

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

expect.set_options(timeout=20_000)  # a machine that has other work too

Opened = Callable[..., Page]
"""Opens an address of the site in a window of its own; any script's error or refused file fails the test."""


@pytest.fixture(scope="session")
def page_record(example_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, and beside them an article in two versions with a dispute and nested and overlapping statements."""
    path = Path(shutil.copy(example_record, tmp_path_factory.mktemp("pages") / "pages.db"))
    with Record(path) as record:
        articles_of_the_tests(record)
    return path


@pytest.fixture(scope="session")
def site(page_record: Path) -> Iterator[str]:
    with served("--record", page_record, "--edit") as address:
        yield address


@pytest.fixture(scope="session")
def quay(page_record: Path) -> str:
    """The id of the article in two versions, the newer of them."""
    with Record.open_readonly(page_record) as record:
        return record.versions(URL)[-1].article.id


@pytest.fixture(scope="package")  # not the session: while it is there, its event loop is the thread's, and other tests run their own
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opened]:
    contexts, faults = [], list[str]()

    def open_page(path: str, **asked: object) -> Page:
        context = browser.new_context(base_url=site, **asked)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" and "status of 4" not in message.text else None)
        page.on("response", lambda got: faults.append(got.url) if got.status >= 400 and got.request.resource_type != "document" else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
