"""The documentation builds as a site: every link leads somewhere, every page has its place, and nothing comes from elsewhere."""

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from website.build import ROOT, build
from website.reference import reference

from onrecord.serve.cli import commands

ELSEWHERE = re.compile(r"<(?:link|script|img|iframe|source)\b[^>]*?\b(?:href|src)=[\"']?(?:https?:)?//[^\s\"'>]+")


def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    if find_spec("zensical") is None:
        pytest.skip("zensical is an extra and is not installed; pip install 'onrecord[docs]'")
    build(tmp_path / "html")
    pages = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "html").rglob("*.html")}
    assert (tmp_path / "html/docs/tutorial/index.html") in pages
    assert "fifteen example" in pages[tmp_path / "html/docs/tutorial/index.html"]
    assert {path.name: found for path, page in pages.items() if (found := ELSEWHERE.findall(page))} == {}


def test_every_page_of_docs_can_be_found_from_the_menu() -> None:
    menu = (ROOT / "website/zensical.toml").read_text(encoding="utf-8")
    assert tomllib.loads(menu)
    assert [path.name for path in (ROOT / "docs").glob("*.md") if f'"docs/{path.name}"' not in menu] == []


def test_the_reference_tells_every_command_and_every_name() -> None:
    pages = reference()
    assert [name for name in commands.commands if f"## onrecord {name}\n" not in pages["reference/command-line.md"]] == []
    assert "## POST /api/read\n" in pages["reference/rest.md"]
    assert "| `places` | body | Ids of articles or statements. |" in pages["reference/rest.md"]
    assert "onrecord.read(text_or_path: Source, *," in pages["reference/python.md"]


def test_the_citation_has_the_version_of_the_package() -> None:
    import onrecord

    assert f"\nversion: {onrecord.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_a_link_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    if find_spec("zensical") is None:
        pytest.skip("zensical is an extra and is not installed; pip install 'onrecord[docs]'")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/README.md").write_text("# A page\n\n[nowhere](none.md)\n", encoding="utf-8")
    (tmp_path / "zensical.toml").write_text('[project]\nsite_name = "a"\ndocs_dir = "pages"\nsite_dir = "html"\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0
