"""Clients of the application, over a record of the examples."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from fastapi.testclient import TestClient

from onrecord.serve.web.app import application
from onrecord.store import Record
from tests.cases_of import CASES
from tests.store.made import person, reading_of

HERE = "http://localhost"
PAYLOADS: list[str] = tomllib.loads((CASES / "serve" / "hostile.toml").read_text(encoding="utf-8"))["payloads"]


@pytest.fixture(scope="session")
def client(example_record: Path) -> Iterator[TestClient]:
    with TestClient(application(example_record), base_url=HERE) as client:
        yield client


@pytest.fixture
def editor(example_record: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a server that may write, over a copy of its own."""
    path = shutil.copy(example_record, tmp_path / "edited.db")
    with TestClient(application(path, edit=True), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one article a payload, with the payload in everything that is text."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Record(path) as record:
        for number, payload in enumerate(PAYLOADS):
            fields = dict.fromkeys(("title", "byline", "outlet", "agency", "section", "url", "original_url"), f"{payload} {number}")
            record.add(reading_of((person(f"Ada {payload}"), f"tide {payload} ebb"), published="2031-04-09", **fields))
    return path
