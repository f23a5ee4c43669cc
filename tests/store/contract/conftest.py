"""The records that the contract is held against: one in a file, one on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from onrecord.store import Record
from onrecord.store.anyrecord import AnyRecord

from .servers import NoServer, running

Fresh = Callable[[], AnyRecord]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database of its own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with _skipping(), running() as address:
        yield address


@contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except NoServer as error:
        pytest.skip(str(error))


def emptied(address: str) -> str:
    """Take away the record that is in the database."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS onrecord CASCADE")
    return address


@pytest.fixture(params=["file", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Gives new records of one kind, each empty; all are closed at the end."""
    opened: list[AnyRecord] = []
    numbers = count()
    address = request.getfixturevalue("server") if request.param == "postgres" else ""

    def begin() -> AnyRecord:
        for old in opened:
            old.close()
        if address:
            from onrecord.store.postgres.record import PostgresRecord

            record: AnyRecord = PostgresRecord(emptied(address))
        else:
            record = Record(tmp_path / f"{next(numbers)}.db")
        opened.append(record)
        return record

    yield begin
    for record in opened:
        record.close()


@pytest.fixture
def record(fresh: Fresh) -> AnyRecord:
    return fresh()
