"""The sets of real pages, which lie outside the project: each page with the text, or the particulars, that people say it has.

`article-extraction-benchmark` is reported on and never looked at page by page; `readability` is worked on.
"""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import tarfile
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from gold import SHARED

BENCHMARK = SHARED / "data/html/article-extraction-benchmark"
READABILITY = SHARED / "data/html/readability.tar.gz"
_FEWEST_LETTERS = 250
_BLOCKS = "address article aside blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page: its HTML, the text of its article, and what is known of it."""

    name: str
    html: str
    text: str = ""
    known: dict[str, Any]


def article_extraction_benchmark() -> list[GoldPage]:
    """Return the 181 pages of the benchmark, with their article's text."""
    texts = json.loads((BENCHMARK / "ground-truth.json").read_text(encoding="utf-8"))
    return [GoldPage(name=name, html=_gunzipped(name), text=gold["articleBody"], known={}) for name, gold in sorted(texts.items())]


def readability() -> list[GoldPage]:
    """Return the pages of Readability.js's tests, with the text and the metadata that it expects of them."""
    with tarfile.open(READABILITY) as tar:
        files = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        data = {name: file.read().decode("utf-8", "replace") for name, file in files.items() if file}
    names = sorted({name.split("/")[-2] for name in data if name.endswith("/source.html")})
    base = "./test/test-pages/"
    return [
        GoldPage(
            name=name,
            html=data[f"{base}{name}/source.html"],
            text=_text_of(data[f"{base}{name}/expected.html"]),
            known=json.loads(data[f"{base}{name}/expected-metadata.json"]),
        )
        for name in names
    ]


def readability_articles() -> list[GoldPage]:
    """Return those of Readability.js's pages that have an article: the others are a word or two, or filler to test a rule with."""
    return [page for page in readability() if sum(map(str.isalpha, page.text)) >= _FEWEST_LETTERS and "lorem ipsum" not in page.text.casefold()]


@cache
def benchmark_scorer() -> ModuleType:
    """Load the benchmark's own scorer: shingles of four words, precision and recall averaged over pages."""
    spec = importlib.util.spec_from_file_location("evaluate", BENCHMARK / "evaluate.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{BENCHMARK}: no scorer there; set ONRECORD_SHARED to the folder that holds data/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gunzipped(name: str) -> str:
    with gzip.open(io.BytesIO((BENCHMARK / "html" / f"{name}.html.gz").read_bytes())) as file:
        return file.read().decode("utf-8", "replace")


def _text_of(html: str) -> str:
    """What Readability.js keeps, as text; captions are cut out, which neither it nor we call the article's words."""
    from lxml.html import fromstring  # type: ignore[import-untyped]

    if not html.strip():
        return ""
    tree = fromstring(f"<div>{html}</div>")
    for element in tree.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}"
    return str(tree.text_content())
