"""What docs/rest.md tells is what the interface describes of itself."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from fastapi.testclient import TestClient

from onrecord.records import DisputeKind, SpeakerKind
from onrecord.relate.check import Grade
from onrecord.relate.variants import PieceKind

DOCUMENT = (Path(__file__).parents[3] / "docs" / "rest.md").read_text(encoding="utf-8")
ROWS = {(found[2], found[1]): found[0] for found in re.finditer(r"^\| `(GET|POST) (\S+)` \|.*$", DOCUMENT, re.MULTILINE)}


def test_the_document_has_every_address_and_no_other(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(ROWS) == {(path, method.upper()) for path, methods in paths.items() for method in methods}


def test_the_document_names_everything_that_can_be_asked(client: TestClient) -> None:
    api = client.get("/openapi.json").json()
    for (path, method), row in ROWS.items():
        operation = api["paths"][path][method.lower()]
        named = [parameter["name"] for parameter in operation.get("parameters", ())]
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            forms = [form["$ref"].rsplit("/", 1)[1] for form in schema.get("oneOf", [schema])]
            named += [name for form in forms for name in api["components"]["schemas"][form]["properties"]]
        shared = ROWS["/api/search", "GET"] if path == "/api/counts" else ""
        assert [name for name in named if f"`{name}`" not in row + shared and "{" + name + "}" not in row] == [], path


def test_the_document_names_every_status(client: TestClient) -> None:
    table = DOCUMENT.split("## Problems")[1]
    for methods in client.get("/openapi.json").json()["paths"].values():
        for operation in methods.values():
            assert [status for status in operation["responses"] if status != "200" and status not in table] == []


def test_the_answers_name_every_value_that_there_is(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    pieces = schemas["Quotation"]["properties"]["wordings"]["items"]["properties"]["pieces"]["items"]["properties"]["kind"]
    described: list[tuple[list[str], type[StrEnum]]] = [
        (schemas["Check"]["properties"]["grade"]["enum"], Grade),
        (schemas["Person"]["properties"]["kinds"]["items"]["enum"], SpeakerKind),
        (schemas["Dispute"]["properties"]["kind"]["enum"], DisputeKind),
        (pieces["enum"], PieceKind),
    ]
    assert [sorted(values) for values, _ in described] == [sorted(kind) for _, kind in described]
