"""Whatever is asked on the command line, of the pages or of the interface, a file and a database say the same."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.errors import OnrecordError
from onrecord.serve.cli import commands
from onrecord.store import By, Query, open_record

from .conftest import emptied

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("[hno]*"))  # nine of them: among them a dispute, versions and a merge
READ = ("read", *map(str, EXAMPLES), "--effort", "fast", "--jobs", "1")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


@pytest.fixture(scope="module")
def records(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same articles, read into a file and into a database."""
    both = str(tmp_path_factory.mktemp("both") / "r.db"), emptied(server)
    for record in both:
        assert f"{len(EXAMPLES)} articles read" in said(record, *READ)
    return both


def said(record: str, *command: str) -> str:
    """What the command prints, on either stream, with the record and the moment left out."""
    try:
        done = CliRunner().invoke(commands, [*command, "--record", record], catch_exceptions=False, standalone_mode=False)
    except OnrecordError as error:
        return f"{type(error).__name__}: {error}".replace(record, "RECORD")
    return MOMENT.sub("MOMENT", f"{done.output}\n{done.stderr}".replace(record, "RECORD"))


def test_every_page_and_answer_of_the_interface_is_the_same(records: tuple[str, str]) -> None:
    pytest.importorskip("fastapi", reason="the extra `web` is not installed")
    from fastapi.testclient import TestClient

    from onrecord.serve.web.app import application

    with open_record(records[0]) as record:
        disputed, *_ = record.search(Query(disputed=True))
        quotation = next(one for one in record.quotations.all() if len(one.statements) > 1)
        name, *_ = record.speakers(most=1)
    things = (
        ("", ""),
        ("/search", "?q=ferry&sort=oldest"),
        ("/search", "?disputed=true&sort=newest"),
        (f"/statement/{disputed.statement.id}", ""),
        (f"/article/{disputed.article.id}", ""),
        (f"/speaker/{name.value}", ""),
        (f"/quotation/{quotation.id}", ""),
        ("/disputes", ""),
    )
    places = [
        "/",
        f"/dispute/{disputed.statement.id}",
        "/api/counts?by=speaker",
        *(f"{api}{place}{asked}" for api in ("", "/api") for place, asked in things[1:]),
    ]
    file, database = (TestClient(application(record), base_url="http://localhost") for record in records)
    with file, database:
        for place in [*places, "/api"]:
            there, here = file.get(place), database.get(place)
            assert (there.status_code, here.status_code) == (200, 200), place
            assert sorted(here.text.splitlines()) == sorted(there.text.splitlines()), place  # what equally many share stands in any order


def test_every_command_says_the_same(records: tuple[str, str]) -> None:
    hits = [json.loads(line) for line in said(records[0], "search", "--json", "--limit", "200", "--sort", "oldest").splitlines() if line]
    first, second, third = (hit["id"] for hit in hits[:3])
    names = [count.value or "" for count in open_record(records[0]).speakers(most=2)]
    for command in (
        ("search", "the", "--sort", "oldest", "--limit", "100", "--json"),
        ("search", "--disputed", "--sort", "newest"),
        ("search", "ferry OR vote", "--copies", "--sort", "oldest"),
        ("show", first),
        ("show", second[:9], "--json"),
        ("speaker", names[0]),
        ("speaker", names[0], "--json"),
        ("speaker", "nobody at all"),
        ("quotations", "--least", "1", "--json"),
        ("quotation", first),
        ("disputes", "--json"),
        ("disputes", "--about", "ferry"),
        ("changes",),
        ("relate",),
        ("correct", first, "--speaker", names[1], "--note", "heard"),
        ("correct", second, "--not-a-statement"),
        ("correct", "0" * 16, "--not-a-statement"),
        ("merge", *names),
        ("corrections",),
        ("speaker", names[1]),
        ("undo", "3"),
        ("split", names[0], next(hit["article"]["id"] for hit in hits if hit["speaker"]["name"] == names[0])),
        ("corrections", "--json"),
        ("corrections", "--export"),
        ("relate",),
        ("quotations", "--least", "1", "--json"),
        ("disputes", "--json"),
        ("export", "--form", "jsonl"),
        ("export", "--form", "csv"),
        ("export", "--form", "webannotation"),
        ("export", "--form", "schema.org"),
        ("doctor",),
        ("undo", "99"),
        ("search", "(", "--speaker", "'; DROP TABLE statements; --"),
        ("show", third),
    ):
        file, database = (said(record, *command) for record in records)
        assert database == file, command
        assert file.strip(), command


def test_every_count_is_the_same(records: tuple[str, str]) -> None:
    for by in By:
        file, database = (said(record, "count", "--by", by.value, "--json") for record in records)
        assert sorted(database.splitlines()) == sorted(file.splitlines())


def test_several_read_at_once_into_one_database_and_end_with_what_one_makes(server: str, tmp_path: Path) -> None:
    alone, address = str(tmp_path / "alone.db"), emptied(server)
    readers = [subprocess.Popen([sys.executable, "-m", "onrecord", *READ, "--record", address], stdout=subprocess.DEVNULL) for _ in range(2)]
    said(alone, *READ)
    assert [reader.wait(240) for reader in readers] == [0, 0]
    with open_record(alone) as one, open_record(address) as several:
        assert sorted(several.readings(), key=repr) == sorted(one.readings(), key=repr)
        assert list(several.quotations.all()) == list(one.quotations.all())
        assert [disputed.dispute for disputed in several.disputes.find()] == [disputed.dispute for disputed in one.disputes.find()]
        assert several.doctor() == ()
