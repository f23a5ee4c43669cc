"""The documentation as a site: the pages of the repository and the generated reference in, HTML out. Needs no network.

    pip install -e ".[docs]" && python -m website.build          # website/html

The pages keep their places, so that a link which holds in the repository holds on the site. A link to a page that is not there fails the build.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from website.reference import reference

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CHANGELOG.md", "training/README.md", "docs/**/*.md", "docs/**/*.png", "bench/*.md")


def gather(folder: Path) -> None:
    """Put all pages into a folder: those of the repository as they are, the reference as it is generated."""
    for path in (path for pattern in PAGES for path in ROOT.glob(pattern)):
        place = folder / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    for name, page in {**reference(), "decisions/README.md": decisions()}.items():
        place = folder / "docs" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, encoding="utf-8")


def decisions() -> str:
    """Return a list of the decisions, by their first lines."""
    paths = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    titles = ((path.name, path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")) for path in paths)
    lines = [f"- [{title}]({name})" for name, title in titles]
    return "\n".join(["# Decisions", "", "What was asked, what was chosen, what was rejected, and what would change it.", "", *lines, ""])


def build(html: Path) -> None:
    """Build the site into a folder, in the place of what was there; CalledProcessError, with what is wrong, if a page is at fault."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(ROOT / "website/zensical.toml", folder)
        gather(folder / "pages")
        subprocess.run([sys.executable, "-m", "zensical", "build", "--strict", "-f", str(folder / "zensical.toml")], cwd=folder, check=True)
        shutil.rmtree(html, ignore_errors=True)
        shutil.copytree(folder / "html", html)


if __name__ == "__main__":
    build(ROOT / "website/html")
