"""The interface keeps to its own description, whatever is sent: no 5xx, every status, type and body as described."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.serve.web.app import application

schemathesis = pytest.importorskip("schemathesis", reason="the extra `bench` is not installed")

from schemathesis import Case, GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance]
ADDRESSES = "/api /api/search /api/counts /api/disputes /api/statement/{id} /api/article/{id} /api/quotation/{id} /api/speaker/{name}".split()
ADDRESSES += ["/api/people", "/api/corrections"]
SENT = ["/api/read", "/api/check", "/api/corrections"]


@pytest.fixture(scope="module")
def described(example_record: Path) -> Any:
    return _described(example_record)


@pytest.fixture(scope="module")
def described_where_it_writes(example_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _described(Path(shutil.copy(example_record, tmp_path_factory.mktemp("written") / "written.db")), edit=True)


def _described(record: Path, *, edit: bool = False) -> Any:
    app = application(record, edit=edit, hosts=["testserver"])  # as schemathesis calls it
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_address_is_tried(described: Any) -> None:
    assert {*ADDRESSES, *SENT} == set(described)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(
    ("path", "method"), [*((path, "GET") for path in ADDRESSES), ("/api/read", "POST"), ("/api/check", "POST"), ("/api/corrections", "POST")]
)
def test_what_is_sent_is_answered_as_described(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    if (path, mode) == ("/api", GenerationMode.NEGATIVE):
        pytest.skip("nothing can be asked wrongly where nothing is asked")

    _try(described[path][method], mode)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_what_is_said_of_a_record_is_answered_as_described(described_where_it_writes: Any, mode: GenerationMode) -> None:
    _try(described_where_it_writes["/api/corrections"]["POST"], mode)


def _try(operation: Any, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    def tried(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    tried()
