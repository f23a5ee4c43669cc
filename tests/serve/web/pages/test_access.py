"""Every page is fit for everybody: axe finds nothing serious, in light and in dark."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.serve.web.pages.conftest import Opened

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
PATHS = ["/", "/search?q=ferry", "/search?q=%22", "/speakers", "/speaker/Tomas%20Brekke", "/quotations", "/quotation/23eef909", "/disputes"]
PATHS += ["/dispute/202695b9", "/check?statement=23eef909", "/corrections", "/people", "/article/{quay}", "/statement/202695b9", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious(opened: Opened, quay: str, path: str) -> None:
    page = opened(path.format(quay=quay))
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert serious(page, {}) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page, {"runOnly": ["color-contrast", "link-in-text-block"]}) == []


def test_axe_finds_nothing_serious_in_a_slip(opened: Opened, quay: str) -> None:
    page = opened(f"/article/{quay}")
    page.get_by_role("link", name="Statement 1").focus()
    assert serious(page, {}) == []


def serious(page: Page, asked: dict[str, Any]) -> list[tuple[str, str]]:
    page.evaluate(AXE)
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        (violation["id"], node["html"][:200] + " " + str(node.get("failureSummary", ""))[:300])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
