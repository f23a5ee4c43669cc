"""Opens the record in a PostgreSQL database, and turns the server's errors into ours. The only file that knows psycopg."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from weakref import finalize

import psycopg
from psycopg.conninfo import conninfo_to_dict

from onrecord.errors import RecordError
from onrecord.settings import without_password
from onrecord.store.postgres import migrations

SCHEMA = "onrecord"
LOCK = 0x6F6E7263  # "onrc": whoever writes takes turns on it
CONNECT_S = 15
OLDEST = 120_000  # PostgreSQL 12

Row = tuple[Any, ...]

_AGAIN = "Run again: what was committed is safe."
_ADVICE = {
    "28": "it does not let this user in; a name and password that it knows were expected. Check them in the address, or in ~/.pgpass.",
    "42501": "this user has no permission for that; one who may write to it was expected. Have its owner grant that, or only read from it.",
    "25006": "it may only be read; one that may be written was expected. Connect to the primary server, or open it for writing.",
    "55P03": f"another process is writing to it; a free record was expected. Wait for that process to end. {_AGAIN}",
    "53100": f"the server's disk is full; room to write was expected. Free some space. {_AGAIN}",
    "53": f"the server is out of room, memory or connections; a server with some to spare was expected. {_AGAIN}",
    "57014": f"the server cancelled the question; an answer was expected. See its statement_timeout. {_AGAIN}",
    "40": f"the server gave up the transaction for that of another; one of its own was expected. {_AGAIN}",
    "57P": f"the server has shut down or is starting; a running server was expected. {_AGAIN}",
    "08": f"the connection was lost; a running server was expected. {_AGAIN}",
    "3D": "there is no such database; one that exists was expected. Make it (`createdb`), or name another.",
}
_REFUSED = (
    (r"password|no pg_hba|authentication|role .* does not exist", "28"),
    (r"database .* does not exist", "3D"),
    (r"too many connections|remaining connection slots", "53"),
    (r"starting up|shutting down", "57P"),
)


class Server:
    """One connection, for one thread. Questions are SQL with %s for values.

    `where` is the address without its password; `has_migrated` says whether the tables were brought up to date as it was opened;
    `give_up_at` is the moment of `time.monotonic` by which the server must have answered what is read, if any.
    """

    def __init__(self, location: str, *, create: bool, readonly: bool, wait_s: float) -> None:
        self.where = without_password(location)
        self.has_migrated = False
        self.give_up_at: float | None = None
        self._db = _connected(location, self.where, readonly=readonly, wait_s=wait_s)
        finalize(self, self._db.close)  # for a record that is dropped with its thread, as those of a server are
        try:
            with self.faults():
                self._prepare(create=create and not readonly, readonly=readonly)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        self._db.close()

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of the answer."""
        return self._db.execute(sql.encode(), values or None).fetchall()

    def one(self, sql: str, *values: object) -> Row | None:
        """Return the first row of the answer, if there is one."""
        return self._db.execute(sql.encode(), values or None).fetchone()

    def do(self, sql: str, *values: object) -> int:
        """Change rows and return how many."""
        return self._db.execute(sql.encode(), values or None).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Do the same for each of the rows of values."""
        with self._db.cursor() as cursor:
            cursor.executemany(sql.encode(), rows)

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add many rows at once."""
        with self._db.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what the server raises inside into RecordError, naming the record."""
        try:
            yield
        except psycopg.ProgrammingError as error:
            if not _advice(error.sqlstate):
                raise  # a mistake of ours: no fault of the server
            raise RecordError(f"{self.where}: {_advice(error.sqlstate)}") from None
        except psycopg.Error as error:
            state = "08" if self._db.closed and error.sqlstate is None else error.sqlstate
            told = _advice(state) or f"{_first_line(error)} ({state}); a working record was expected. Run `onrecord doctor` on it."
            raise RecordError(f"{self.where}: {told}") from None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let all that is read inside be read as of one moment."""
        with self.faults():
            self._db.isolation_level, self._db.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            with self._db.transaction():
                if self.give_up_at is not None:
                    left_s = self.give_up_at - time.monotonic()
                    self._db.execute(f"SET LOCAL statement_timeout = {max(1, int(left_s * 1000))}".encode())
                yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Commit what is written inside, or nothing of it; of several who write, one at a time."""
        with self.faults():
            self._db.isolation_level, self._db.read_only = None, None
            with self._db.transaction():
                self._db.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                yield

    def _prepare(self, *, create: bool, readonly: bool) -> None:
        if self._db.info.server_version < OLDEST:
            raise RecordError(f"{self.where}: PostgreSQL {self._db.info.server_version // 10_000}; 12 or newer was expected. Update the server.")
        (encoding,) = self.one("SHOW server_encoding") or ("",)
        if encoding != "UTF8":
            raise RecordError(f"{self.where}: its encoding is {encoding}; UTF8 was expected. Make a database with `createdb -E UTF8 -T template0`.")
        self._db.execute(f"SET search_path = {SCHEMA}".encode())
        version = self._version()
        if version is None and not create:
            raise RecordError(f"{self.where}: there is no record in it; one was expected. Read some articles into it first, or name another.")
        if readonly and version != migrations.NEWEST:
            raise RecordError(
                f"{self.where}: it is of version {version}; version {migrations.NEWEST} was expected. Open it for writing once to renew it."
            )
        if version is None or version < migrations.NEWEST:
            self._migrate()

    def _migrate(self) -> None:
        """Apply the migrations that the database has not seen, all or none. Of several who come at once, the first does it."""
        with self._alone(), self.writing():
            self._db.execute("SET LOCAL statement_timeout = 0")  # a limit for questions is none for this
            version = self._version()
            if version is None:
                self._db.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
            for number in range((version or 0) + 1, migrations.NEWEST + 1):
                self._db.execute(migrations.text_of(number).encode())
                self.do("UPDATE version SET number = %s", number)
            self.has_migrated = True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others out before a transaction begins: one that began earlier might not see the tables that another made."""
        self._db.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        try:
            yield
        finally:
            if not self._db.closed:
                self._db.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))

    def _version(self) -> int | None:
        is_there, is_ours = (self.rows("SELECT to_regclass(%s) IS NOT NULL", f"{SCHEMA}.{table}")[0][0] for table in ("statements", "version"))
        if not is_ours:
            if is_there:
                raise RecordError(f"{self.where}: its schema {SCHEMA!r} is of another program; one of ours was expected. Name another database.")
            return None
        ((version,),) = self.rows("SELECT number FROM version")
        if version > migrations.NEWEST:
            raise RecordError(f"{self.where}: it is of version {version}; at most {migrations.NEWEST} was expected. Update onrecord to open it.")
        return int(version)


def _connected(location: str, where: str, *, readonly: bool, wait_s: float) -> psycopg.Connection[Row]:
    try:
        asked = conninfo_to_dict(location)
    except psycopg.Error:
        raise RecordError(
            f"{where}: it is no address of a database; postgresql://USER@HOST/DATABASE was expected. Write a space as %20, an @ as %40."
        ) from None
    only_reads = "on" if readonly else "off"
    settings = {"lock_timeout": f"{int(wait_s * 1000)}", "jit": "off", "DateStyle": "ISO", "default_transaction_read_only": only_reads}
    options = f"{asked.pop('options', '')} " + " ".join(f"-c {name}={value}" for name, value in settings.items())
    asked.setdefault("connect_timeout", CONNECT_S)
    asked.setdefault("application_name", "onrecord")
    try:
        # Plans are made for the words of each question, never for questions in general: hence no prepared statements.
        return psycopg.connect(**{**asked, "options": options, "client_encoding": "utf8"}, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
    except psycopg.Error as error:
        raise RecordError(f"{where}: {_refusal(_first_line(error))}") from None


def _refusal(told: str) -> str:
    for sign, state in _REFUSED:
        if re.search(sign, told):
            return _ADVICE[state]
    return f"no connection ({told}); a running server was expected. Check the address, and that the server runs."


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().splitlines()[0].removeprefix("connection failed: ") if str(error).strip() else type(error).__name__


def _advice(state: str | None) -> str | None:
    return next((_ADVICE[state[:length]] for length in (5, 3, 2) if state and state[:length] in _ADVICE), None)
