"""Opens one SQLite file as a record, and turns SQLite's errors into ours. No other file knows how a record is opened."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.store import migrations
from onrecord.store.packed import unpacked

APPLICATION_ID = 0x6F6E7263  # "onrc"
PAGE_BYTES = 16_384  # a packed article takes some 3 KB: on smaller pages much room between them is lost
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables

_ADVICE = {
    "SQLITE_FULL": "the disk is full; room to write was expected. Free some space and run again: what was committed is safe.",
    "SQLITE_BUSY": "another process is writing to it; a free record was expected. Wait for that process to end, then run again.",
    "SQLITE_LOCKED": "another process is writing to it; a free record was expected. Wait for that process to end, then run again.",
    "SQLITE_READONLY": "it may not be written; a file with write permission was expected. Change its permissions, or name another with --record.",
    "SQLITE_PERM": "it may not be opened; a file with read permission was expected. Change its permissions, or name another with --record.",
    "SQLITE_CANTOPEN": "it cannot be opened; a file in a folder that exists and may be written was expected. Check the path.",
    "SQLITE_NOTADB": "it is not a record; a file made by onrecord was expected. Name another with --record.",
    "SQLITE_CORRUPT": "it is damaged; an intact record was expected. Run `onrecord doctor` on it, and restore a copy.",
}


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into RecordError, naming the file."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a mistake of ours, or use after closing: no fault of the file
    except sqlite3.Error as error:
        name = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
        advice = _ADVICE.get(name) or f"{error} ({name or 'SQLite'}); a working record was expected. Run `onrecord doctor` on it."
        raise RecordError(f"{path}: {advice}") from error


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Commit what is written inside, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read inside be read as of one moment."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("COMMIT")


def connect(path: Path, *, readonly: bool, create: bool, wait_s: float) -> sqlite3.Connection:
    """Open the record at `path` and bring it to the newest version; RecordError if that cannot be done."""
    _check_place(path, create=create and not readonly)
    with faults(path):
        db = _opened(path, "ro" if readonly else "rwc" if create else "rw", wait_s)
        try:
            _prepare(db, path, readonly=readonly, wait_s=wait_s)
        except BaseException:
            db.close()
            raise
        return db


def _check_place(path: Path, *, create: bool) -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise RecordError(f"SQLite {sqlite3.sqlite_version}: it is too old; 3.37 or newer was expected. Use a newer Python.")
    if path.is_dir():
        raise RecordError(f"{path}: it is a folder; a record file was expected. Name a file in it.")
    if not create and not path.exists():
        raise RecordError(f"{path}: there is no such file; a record was expected. Read some articles into it first, or name another with --record.")
    if create and not path.parent.is_dir():
        raise RecordError(f"{path}: its folder does not exist; an existing folder was expected. Make the folder first.")


def _opened(path: Path, mode: str, wait_s: float) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    # A record in a folder that may not be written can only be read as one that nobody writes to.
    if mode == "ro" and not _has_log(path) and not _is_writable(path.parent):
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait_s, cached_statements=256)


def _has_log(path: Path) -> bool:
    return Path(f"{path}-wal").exists()


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _prepare(db: sqlite3.Connection, path: Path, *, readonly: bool, wait_s: float) -> None:
    version = _version(db, path)
    if readonly and version < migrations.NEWEST:
        raise RecordError(
            f"{path}: it is of version {version}; version {migrations.NEWEST} was expected. Open it for writing once to bring it up to date."
        )
    db.create_function("unpacked", 1, unpacked, deterministic=True)
    for pragma in ("foreign_keys = ON", "temp_store = MEMORY", "mmap_size = 1073741824", "cache_size = -65536"):
        db.execute(f"PRAGMA {pragma}")
    if readonly:
        return
    db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    if version == 0:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # tidy.py gives the room back
    _keep_log(db, wait_s)
    db.execute("PRAGMA synchronous = FULL")
    if version < migrations.NEWEST:
        migrate(db, path)


def _keep_log(db: sqlite3.Connection, wait_s: float) -> None:
    """Switch to write-ahead logging. Where two switch at once SQLite refuses one without waiting, so we wait here."""
    give_up = time.monotonic() + wait_s
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.01)


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Apply the migrations that the file has not seen, all or none."""
    with transaction(db):
        for number in range(_version(db, path) + 1, migrations.NEWEST + 1):
            for statement in migrations.statements_of(number):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(db: sqlite3.Connection, path: Path) -> int:
    mark, version, tables = (
        db.execute(question).fetchone()[0] for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
    )
    if mark != APPLICATION_ID and (mark or version or tables):
        raise RecordError(f"{path}: it is an SQLite file of another program; a file made by onrecord was expected. Name another with --record.")
    if version > migrations.NEWEST:
        raise RecordError(f"{path}: it is of version {version}; at most {migrations.NEWEST} was expected. Update onrecord to open it.")
    return int(version)
