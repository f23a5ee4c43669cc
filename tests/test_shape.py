"""The shape of the project: rooms import downwards only, foreign things stay in one file, the package stays light."""

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "onrecord"
FLOORS = {
    "serve": 4,
    "arrow": 4,
    "run": 3,
    "read": 2,
    "find": 2,
    "resolve": 2,
    "store": 2,
    "relate": 2,
    "__main__": 5,
    "settings": 1,
    "inference": 1,
    "text": 1,
    "records": 0,
    "errors": 0,
}
FOREIGN = [
    "rapidfuzz",
    "spellchecker",
    "onnxruntime",
    "tokenizers",
    "trafilatura",
    "py3langid",
    "rich",
    "snowballstemmer",
    "htmldate",
    "lxml",
    "markdown_it",
    "msgspec",
    "feedparser",
    "fastwarc",
    "httpx2",
    "protego",
    "psycopg",
    "spacy",
    "mcp",
    "mcp_types",
    "uvicorn",
    "jinja2",
]
ROOM_OF = {"sqlite3": "store", "pyspark": "run", "click": "serve", "fastapi": "serve", "starlette": "serve", "pydantic": "serve"}
FILES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def test_there_is_something_to_check() -> None:
    assert {room(f) for f in FILES} >= {"read", "find", "resolve", "store", "run", "serve", "records", "errors", "settings"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down_and_siblings_are_strangers(path: Path) -> None:
    mine = room(path)
    for name in imports(path):
        if not name.startswith("onrecord."):
            continue
        theirs = name.split(".")[1]
        assert theirs == mine or mine == "__init__" or FLOORS[theirs] < FLOORS[mine], f"{path.name} imports {name}"


def test_each_foreign_thing_has_one_file() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for name in imports(path):
            if name.split(".")[0] in FOREIGN:
                homes[name.split(".")[0]].add(str(path.relative_to(SOURCE)))
    shared = {name: files for name, files in homes.items() if len(files) > 1}
    assert not shared


def test_the_database_is_known_to_the_store_alone() -> None:
    for path in FILES:
        names = {name.split(".")[0] for name in imports(path)}
        assert all(room(path) == home for name, home in ROOM_OF.items() if name in names), path


def test_arrow_and_spark_have_a_room_each_where_reading_is_run() -> None:
    for path in (path for path in FILES if room(path) == "run"):
        names = {name.split(".")[0] for name in imports(path)}
        assert all(room in path.parent.parts for name, room in {"pyarrow": "arrow", "pyspark": "spark"}.items() if name in names), path


def test_records_and_errors_import_only_the_standard_library() -> None:
    for name in ("records.py", "errors.py"):
        assert imports(SOURCE / name) <= set(sys.stdlib_module_names) | {"collections.abc"}


def test_no_file_is_two_rooms() -> None:
    assert {f.name: n for f in FILES if (n := len(f.read_text(encoding="utf-8").splitlines())) > 500} == {}


@pytest.mark.parametrize("module", ["onrecord", "onrecord.serve.cli"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    heavy = ["numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "rich", "py3langid", "htmldate", "markdown_it", "sqlite3"]
    program = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_printed_below_the_doors() -> None:
    for path in FILES:
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        if room(path) != "serve":
            assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("print", "exit")], path
