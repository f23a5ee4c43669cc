"""The interface keeps to its own description, whatever is sent: no 5xx, every status, type and body as described."""

from __future__ import annotations

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


@pytest.fixture(scope="module")
def described(example_record: Path) -> Any:
    app = application(example_record, hosts=["testserver"])  # as schemathesis calls it
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_address_is_tried(described: Any) -> None:
    assert {*ADDRESSES, "/api/read", "/api/check"} == set(described)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("path", "method"), [*((path, "GET") for path in ADDRESSES), ("/api/read", "POST"), ("/api/check", "POST")])
def test_what_is_sent_is_answered_as_described(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    if (path, mode) == ("/api", GenerationMode.NEGATIVE):
        pytest.skip("nothing can be asked wrongly where nothing is asked")

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    def tried(case: Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    tried()
