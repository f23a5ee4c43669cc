"""`onrecord serve`: the record behind a page and an interface, on this machine unless another address is named."""

from __future__ import annotations

import logging
import socket
import sys
from typing import Any

import click

from onrecord.errors import OnrecordError
from onrecord.serve.options import record_option
from onrecord.settings import record_location, without_password

LOOPBACK = "127.0.0.1"
PORT = 8765
_LOOPBACK = ("localhost", LOOPBACK, "::1")
_EVERYWHERE = ("0.0.0.0", "::")


@click.command()
@click.option("--host", default=LOOPBACK, show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), default=PORT, show_default=True)
@click.option(
    "--token", metavar="TEXT", envvar="ONRECORD_TOKEN", help="Answer only those who send it. Needed for any address but this machine's own."
)
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="A name that the server is reached by. May be given several times.")
@click.option("--edit", is_flag=True, help="Allow articles to be stored and the record to be corrected.")
@record_option
def serve(*, host: str, port: int, token: str | None, allowed: tuple[str, ...], edit: bool, record: str | None) -> None:
    """Serve the record: pages to look at, and REST under /api, described at /openapi.json.

    It listens on this machine alone, changes nothing without --edit, and fetches nothing ever. To serve others, put a proxy with
    TLS before it.
    """
    if host not in _LOOPBACK and not token:
        raise click.UsageError(f"--host {host}: others can reach that address; a --token was expected with it. Choose a long one.")
    location = record_location(record)
    app = application(location, token=token, edit=edit, hosts=hosts_of(host, allowed))
    check_free(host, port)
    entered = f"/?token={token}" if token and sys.stderr.isatty() else "/"
    click.echo(f"The record {without_password(location)} is at http://{_bracketed(host)}:{port}{entered} (stop with Ctrl+C)", err=True)
    run(app, host, port)


def check_free(host: str, port: int) -> None:
    """Raise OnrecordError where nothing can listen at the address."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        why = error.strerror or str(error)
        raise OnrecordError(
            f"serve: {host}, port {port}: {why}; an address of this machine and a free port were expected. Try another --port."
        ) from None


def application(location: str, **asked: Any) -> Any:
    """Return the application over a record that can be read: else it is said now, not with the first request."""
    try:
        import uvicorn  # noqa: F401  said now where it is missing

        from onrecord.serve.web import app
    except ImportError as error:
        missing = (error.name or "a part").split(".")[0]
        raise OnrecordError(f"serve: {missing} is not installed; it was expected with the server. Run `pip install 'onrecord[web]'`.") from error
    from onrecord.serve.web.lanes import ready

    return app.application(ready(location), **asked)


def run(app: Any, host: str, port: int) -> None:
    """Serve the application until it is stopped."""
    import uvicorn

    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # The head of a request has the token in it, if there is one: no log of addresses.
    uvicorn.run(app, host=host, port=port, access_log=False, log_level="warning", server_header=False, limit_concurrency=500, timeout_keep_alive=5)


def hosts_of(host: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names under which a server at the address answers."""
    own = () if host in (*_LOOPBACK, *_EVERYWHERE) else (_bracketed(host),)
    return tuple(dict.fromkeys((*map(_bracketed, _LOOPBACK), *own, *allowed)))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
