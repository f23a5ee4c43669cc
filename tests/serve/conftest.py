"""A record of the example articles, read once, for all tests of the doors."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.read import articles
from onrecord.run import Plan, read_into
from onrecord.run.relating import relate
from onrecord.store import Record

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def example_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "examples.db"
    plan = Plan(effort="fast")
    with Record(path) as record, record.run(what="examples", made_by=plan.made_by):
        assert len(list(read_into(record, articles([EXAMPLES]), plan))) == 15
        list(relate(record))
    return path
