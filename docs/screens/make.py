"""Takes the pictures of every page that stand in this folder: in light, in dark, and as a phone shows it.

    pip install ".[test]"
    python docs/screens/make.py [NAME ...]

It reads the examples into a record of its own, serves it, and looks at it with the chromium that is installed. The letters are those
of the machine: the pages name fonts that systems have, and load none.
"""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
LOOKS = {
    "light": {"viewport": {"width": 1180, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1180, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "device_scale_factor": 1.5},
}
COLOURS = 160
MOST_BYTES = 150_000


def home(page: Page) -> None:
    page.goto("/")


def search(page: Page) -> None:
    page.goto("/search?q=ferry")


def article(page: Page) -> None:
    page.goto("/search?q=buses")
    address = page.get_by_role("link", name="The Orlanz Standard").first.get_attribute("href") or ""
    page.goto(address.partition("#")[0])
    page.locator(".m.cue", has_text="told").first.hover()


def statement(page: Page) -> None:
    page.goto("/search?q=buses")
    page.locator(".card blockquote a").first.click()


def speaker(page: Page) -> None:
    page.goto("/speaker/Tomas%20Brekke")


def quotation(page: Page) -> None:
    page.goto("/quotations?q=sailings")
    page.locator(".card blockquote a").first.click()


def dispute(page: Page) -> None:
    page.goto("/disputes?speaker=Tarquay")
    page.locator(".answer a").first.click()


def check(page: Page) -> None:
    page.goto("/check")
    page.get_by_label("The words").fill("We cut the inspection budget in 2027, and we were told at the time … what that might mean.")
    page.get_by_label("Whose words").fill("Tomas Brekke")
    page.get_by_label("The transcript").fill((EXAMPLES / "transcript-ferry-committee-2031-03-13.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Check").click()


PAGES = {made.__name__: made for made in (home, search, article, statement, speaker, quotation, dispute, check)}


def main(names: list[str]) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name in names or PAGES:
            for look in LOOKS:
                picture = taken(browser, address, name, look)
                assert len(picture) < MOST_BYTES, f"{name}-{look}: {len(picture):,} bytes; fewer than {MOST_BYTES:,} were expected"
                (HERE / f"{name}-{look}.png").write_bytes(picture)
                print(f"{name}-{look}.png {len(picture):,} bytes")


def taken(browser: Browser, address: str, name: str, look: str) -> bytes:
    """Return the picture of one page, as a PNG of few colours."""
    context = browser.new_context(base_url=address, **LOOKS[look])  # type: ignore[arg-type]
    page = context.new_page()
    PAGES[name](page)
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    small = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


@contextmanager
def served() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        address, record = f"http://127.0.0.1:{chosen.getsockname()[1]}", str(Path(folder) / "examples.db")
        chosen.close()
        onrecord = [sys.executable, "-m", "onrecord"]
        subprocess.run([*onrecord, "read", str(EXAMPLES), "--record", record], check=True)
        with subprocess.Popen([*onrecord, "serve", "--record", record, "--edit", "--port", address.rsplit(":", 1)[1]]) as server:
            try:
                wait_for(int(address.rsplit(":", 1)[1]))
                yield address
            finally:
                server.terminate()


def wait_for(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1:])
