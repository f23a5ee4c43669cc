"""The examples of the pages, run as a reader runs them: what a page shows must be what comes out.

In: a Markdown page. Out: its examples, each with what is shown and what came. An example is a `python` or `sh` block, with the plain
block after it, if there is one, as what it prints; or a plain block in which `$ ` stands before each command. A comment
`<!-- not run: REASON -->` before a block leaves it out; so does what it needs, see NEEDS. The examples of one page share a folder and
their names.

`python -m tests.shown` writes what came into the pages, where it is not what they show, and notes the processor's arithmetic.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests import arithmetic

with contextlib.suppress(ImportError):  # spaCy finds the step of an installed package by itself
    import onrecord.serve.spacy  # noqa: F401

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^(?:<!-- not run: (?P<reason>[^>]+) -->\n)?```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(\d+\.\d+)")
_INSTALL = re.compile(r"^pip install [^&\n]*(?:&& |\n|$)", re.MULTILINE)
NEEDS = {
    "postgresql://": "a PostgreSQL server; tests/store/contract has one",
    "pyspark": "Spark; tests/run has it",
    "spark-submit": "Spark; tests/run has it",
    "onrecord serve": "goes on until it is stopped; tests/serve/web asks it",
    "onrecord mcp": "goes on until it is stopped; tests/serve/test_mcp.py asks it",
    "onrecord demo": "goes on until it is stopped, and opens a browser",
    "docker": "a machine of its own",
    ".[test]": "is what runs this",
}
"""What cannot be run here, told by a word of it, and why."""
_SAYS_NO = 1  # a check whose grade is not accepted, something rejected: the command did what it should
_NEAR = 0.02  # processors round the model's sums differently


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example of a page: what is run, what is shown of it, and where that stands in the page; None where nothing is shown."""

    kind: str
    body: str
    line: int
    shown: str | None = None
    place: tuple[int, int] | None = None


def examples_of(page: str) -> Iterator[Example]:
    """Yield the examples of a page, in order."""
    blocks = list(_BLOCK.finditer(page))
    for block, after in zip_longest(blocks, blocks[1:]):
        kind, body, line = block["kind"].strip(), block["body"], page.count("\n", 0, block.start("kind")) + 1
        if block["reason"] or any(word in body for word in NEEDS):
            continue
        if kind in ("python", "sh"):
            is_followed = (
                after is not None and not after["kind"] and not after["body"].startswith("$ ") and not page[block.end() : after.start()].strip()
            )
            shown = (after["body"], after.span("body")) if after is not None and is_followed else (None, None)
            yield Example(kind=kind, body=body, line=line, shown=shown[0], place=shown[1])
        elif not kind and body.startswith("$ "):
            yield from _session(body, block.start("body"), line)


def _session(body: str, start: int, line: int) -> Iterator[Example]:
    """Yield the commands of a block with what stands below each."""
    for found in re.finditer(r"^\$ (?P<command>.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", body, re.MULTILINE):
        place = (start + found.start("shown"), start + found.end("shown"))
        yield Example(kind="sh", body=found["command"], line=line, shown=found["shown"], place=place)


class Reader:
    """Somebody who follows one page: a folder with the example articles and, if the page reads none, their record."""

    def __init__(self, folder: Path, record: Path | None) -> None:
        self.folder = folder
        self._names: dict[str, Any] = {"__name__": "__main__"}
        shutil.copytree(ROOT / "examples", folder / "examples")
        if record is not None:
            shutil.copy(record, folder / "onrecord.db")
        command = folder / ".bin" / "onrecord"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m onrecord "$@"\n', encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)

    def came(self, example: Example) -> str:
        """Run an example and return what it prints; AssertionError where a command is wrong, and whatever Python raises."""
        return self._python(example.body) if example.kind == "python" else self._shell(_INSTALL.sub("", example.body))

    def _python(self, body: str) -> str:
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(ast.parse(body), "<page>", "exec"), self._names)
        return printed.getvalue()

    def _shell(self, body: str) -> str:
        paths = os.pathsep.join([str(self.folder / ".bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD")}
        environment = kept | {"PATH": paths, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), kept.get("PYTHONPATH", "")]), "COLUMNS": "120"}
        done = subprocess.run(
            ["bash", "-c", body], cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120
        )
        assert done.returncode <= _SAYS_NO, f"{body}\nended with {done.returncode}:\n{done.stdout}"
        return done.stdout


def is_as_shown(shown: str, came: str) -> bool:
    """Say whether the two are alike: the same words, and numbers with a point as good as the same.

    >>> is_as_shown("0.94 sure", "0.95 sure"), is_as_shown("0.94 sure", "0.84 sure"), is_as_shown("a", "b")
    (True, False, False)
    """
    some, other = (_NUMBER.split("\n".join(line.rstrip() for line in text.strip("\n").split("\n"))) for text in (shown, came))
    words = some[::2] == other[::2]
    return words and all(abs(float(a) - float(b)) <= _NEAR for a, b in zip(some[1::2], other[1::2], strict=True))


def reads_examples(page: str) -> bool:
    """Say whether the page itself puts the example articles on record."""
    return any("onrecord read examples" in example.body for example in examples_of(page))


def record_of_examples(path: Path) -> Path:
    """Make a record of the example articles, as `onrecord read examples/` does."""
    import onrecord

    with contextlib.chdir(ROOT), onrecord.Record(path) as record:
        record.read("examples")
    return path


def _write() -> None:
    with tempfile.TemporaryDirectory() as made:
        record = record_of_examples(Path(made) / "examples.db")
        for path in PAGES:
            page = path.read_text(encoding="utf-8")
            with tempfile.TemporaryDirectory() as folder:
                reader = Reader(Path(folder), None if reads_examples(page) else record)
                came = [(example, reader.came(example)) for example in examples_of(page)]
            for example, printed in reversed(came):
                if example.place and example.shown is not None and not is_as_shown(example.shown, printed):
                    page = page[: example.place[0]] + printed.strip("\n") + "\n" + page[example.place[1] :]
            path.write_text(page, encoding="utf-8")
    arithmetic.note()


if __name__ == "__main__":
    _write()
