"""A reader's way through the pages, in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.serve.web.pages.conftest import Opened


def test_a_search_leads_to_the_article_with_the_statement_marked(opened: Opened) -> None:
    page = opened("/")
    page.get_by_role("searchbox").fill("buses")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("statement")
    expect(page.locator("mark").first).to_have_text("buses")
    page.locator(".card", has_text="Tarquay told").get_by_role("link", name="The Orlanz Standard").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tarquay accuses Tarsovia")
    expect(page.locator(".text .content.direct").first).to_contain_text("interfered in our vote")


def test_pointing_at_a_statement_shows_its_particulars(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}")
    page.locator(".m.cue", has_text="had told").hover()
    slip = page.get_by_role("group", name="Statement 2 and 3").or_(page.get_by_role("group", name="Statement 3 and 2"))
    expect(slip).to_contain_text("Ada Finch")
    expect(page.locator(".m.on", has_text="it will hold")).to_be_visible()


def test_typing_finds_before_the_word_is_whole(opened: Opened) -> None:
    page = opened("/search")
    everything = page.get_by_role("status").inner_text()
    page.get_by_role("searchbox").press_sequentially("interfer")
    expect(page.get_by_role("status")).not_to_have_text(everything)
    expect(page.locator("mark").first).to_have_text("interfered")
    assert page.url.endswith("/search?q=interfer*")
