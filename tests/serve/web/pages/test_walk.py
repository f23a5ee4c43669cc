"""A reader's ways through the pages, in a browser: by mouse, by keyboard alone, without a script, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.serve.conftest import EXAMPLES
from tests.serve.web.pages.conftest import Opened

TRANSCRIPT = (EXAMPLES / "transcript-ferry-committee-2031-03-13.txt").read_text(encoding="utf-8")


def test_a_search_leads_to_the_article_with_the_statement_marked(opened: Opened) -> None:
    page = opened("/")
    page.get_by_role("searchbox").fill("buses")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("mark").first).to_have_text("buses")
    page.locator(".card", has_text="Tarquay told").get_by_role("link", name="The Orlanz Standard").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tarquay accuses Tarsovia")
    expect(page.locator(".text .content.direct").first).to_contain_text("interfered in our vote")


def test_a_statement_leads_to_its_speaker_its_quotation_and_its_dispute(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}")
    _see_note(page, "1 Ada Finch", "Dispute")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Finch and Jan Mol")
    expect(page.locator(".sides .second")).to_contain_text("denied that the quay was safe")
    page.go_back()
    _see_note(page, "3 Ada Finch", "Quotation")
    expect(page.get_by_role("heading", level=1)).to_have_text("“it will hold”")
    page.get_by_role("row").filter(has_text="The Saltmere Bell").first.get_by_role("link").last.click()
    page.locator(".one .by").get_by_role("link", name="Ada Finch").click()
    expect(page).to_have_title("Ada Finch · onrecord")
    expect(page.get_by_role("table").filter(has_text="Jan Mol")).to_contain_text("denies")


def test_pointing_at_words_shows_who_said_them_and_how(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}")
    page.locator(".m.cue", has_text="had told").hover()
    slip = page.get_by_role("group", name="Statement")
    expect(slip).to_contain_text("Ada Finch")
    expect(page.locator(".m.on", has_text="it will hold")).to_be_visible()
    page.keyboard.press("Escape")
    expect(slip).to_have_count(0)


def test_typing_finds_before_the_word_is_whole(opened: Opened) -> None:
    page = opened("/search")
    page.get_by_role("searchbox").press_sequentially("interfer")
    expect(page.locator("mark").first).to_have_text("interfered")
    expect(page.locator(".facet").first).to_contain_text("Anselm Tarquay")
    assert page.url.endswith("/search?q=interfer*")


def test_a_filter_that_is_typed_narrows_at_once_and_the_arrows_go_through_what_is_left(opened: Opened) -> None:
    page = opened("/search?q=ferry")
    page.get_by_text("More filters").click()
    page.get_by_label("Speaker", exact=True).press_sequentially("Brekke")
    expect(page.get_by_role("status")).to_have_text("3 statements with ferry")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card blockquote a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1.said")).to_contain_text("ferry")


def test_a_column_of_the_chart_and_a_facet_narrow_the_search(opened: Opened) -> None:
    page = opened("/search?q=ferry")
    page.locator(".columns a").last.click()
    expect(page.get_by_role("list", name="Filters that are set")).to_contain_text("printed since June 2031")
    page.goto("/search?q=ferry")
    page.locator(".facet").get_by_role("link", name="Tomas Brekke").click()
    expect(page.get_by_role("status")).to_have_text("3 statements with ferry")


def test_a_quotation_is_checked_against_a_transcript(opened: Opened) -> None:
    page = opened("/check")
    page.get_by_label("The words").fill("We cut the inspection budget in 2027, and we were told at the time, in writing, what that might mean.")
    page.get_by_label("Whose words").fill("Tomas Brekke")
    page.get_by_label("The transcript").fill(TRANSCRIPT)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".result")).to_contain_text("changed in meaning")
    assert (page.locator(".result del").all_inner_texts(), page.locator(".result ins").all_inner_texts()) == (["2028"], ["2027"])


def test_a_speaker_is_corrected_and_the_correction_undone(opened: Opened) -> None:
    page = opened("/search?q=buckets")
    page.locator(".card blockquote a").first.click()
    page.get_by_text("Another speaker, or stance").click()
    form = page.locator("form", has_text="Said by")
    form.get_by_label("Said by").fill("Osric Quill")
    form.get_by_label("Why").fill("tried in the tests")
    form.get_by_role("button", name="Correct").click()
    expect(page.locator(".one .by")).to_have_text("Osric Quill")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator(".corrections")).to_contain_text("tried in the tests")
    page.goto("/search?q=buckets")
    expect(page.locator(".card .by").first).to_have_text("Fenella Marsh")


def test_all_of_it_can_be_done_by_keyboard(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for name in ("Ada Finch", "Jan Mol", "Statement 1"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=name).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name="Statement 1").get_by_role("link", name="Ada Finch")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Ada Finch · onrecord")


def test_all_of_it_is_there_without_a_script(opened: Opened, quay: str) -> None:
    page = opened("/search", java_script_enabled=False)
    page.get_by_role("searchbox").fill("quay")
    page.get_by_text("More filters").click()
    page.get_by_label("Outlet").fill("The Post")
    page.get_by_role("button", name="Apply").click()
    assert page.url.endswith("/search?q=quay&outlet=The+Post")
    expect(page.get_by_role("status")).to_have_text("1 statement with quay")
    page.goto(f"/article/{quay}")
    page.get_by_role("link", name="Statement 2").click()
    assert "#n-" in page.url
    _see_note(page, "2 Jan Mol", "Permalink")
    expect(page.locator("h1.said")).to_contain_text("that Finch had told him")


def test_a_page_of_search_is_given_as_csv(opened: Opened, tmp_path: Path) -> None:
    page = opened("/search?q=quay")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "statements.csv")
    shown = page.locator(".card").count()
    assert len((tmp_path / "statements.csv").read_text(encoding="utf-8").splitlines()) == shown + 1


@pytest.mark.parametrize(
    "path", ["/", "/search?q=ferry", "/speakers", "/speaker/Tomas%20Brekke", "/quotations", "/disputes", "/check", "/corrections", "/people"]
)
def test_nothing_is_wider_than_a_phone(opened: Opened, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_articles_statements_and_disputes_are_no_wider_either(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}", viewport={"width": 360, "height": 740})
    for told, link in (("1 Ada Finch", "Dispute"), ("3 Ada Finch", "Quotation"), ("3 Ada Finch", "Permalink")):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        _see_note(page, told, link)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.go_back()


def _see_note(page: Page, told: str, link: str) -> None:
    """Open the note of a statement beside the text, and follow a link in it."""
    note = page.locator(".notes li", has_text=told)
    if note.get_by_role("link", name=link).count() == 0 or not note.get_by_role("link", name=link).is_visible():
        note.locator("summary").click()
    note.get_by_role("link", name=link).click()
