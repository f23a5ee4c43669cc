"""Clients of the application, over a record of the examples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from fastapi.testclient import TestClient

from onrecord.serve.web.app import application

HERE = "http://localhost"


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
