"""Opens a record by its address: a database where it begins with postgresql://, else a file."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import RecordError
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.record import Record

SCHEMES = ("postgresql://", "postgres://")


def open_record(location: str | Path, *, create: bool = True, readonly: bool = False) -> AnyRecord:
    """Open the record that is there, or, with `create`, begin one; RecordError if that cannot be done."""
    if not str(location).startswith(SCHEMES):
        return Record(location, create=create, readonly=readonly)
    try:
        from onrecord.store.postgres.record import PostgresRecord
    except ImportError as error:
        raise RecordError(
            f"--record: {error.name} is not installed; PostgreSQL's driver was expected. Run `pip install 'onrecord[postgres]'`."
        ) from error
    return PostgresRecord(str(location), create=create, readonly=readonly)
