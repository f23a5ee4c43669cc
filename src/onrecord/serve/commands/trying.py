"""`onrecord demo`: the examples read into a record of their own, and served."""

from __future__ import annotations

import signal
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from pathlib import Path

import click

from onrecord.serve.commands import serving

_TRIES = 100
_BETWEEN_S = 0.1


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=serving.PORT, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open the page in a browser.")
def demo(*, port: int, no_open: bool) -> None:
    """Read the example articles into a temporary record and serve it, with corrections allowed.

    The record is gone when the server is stopped. The articles are about invented people and places.
    """
    serving.check_free(serving.LOOPBACK, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # else the record would be left behind
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as folder:
        record = Path(folder) / "demo.db"
        _read(record)
        app = serving.application(str(record), edit=True, hosts=serving.hosts_of(serving.LOOPBACK, ()))
        address = f"http://{serving.LOOPBACK}:{port}/"
        click.echo(f"The examples are at {address} (stop with Ctrl+C)", err=True)
        if not no_open:
            threading.Thread(target=_open, args=(address, port), daemon=True).start()
        serving.run(app, serving.LOOPBACK, port)


def _open(address: str, port: int) -> None:
    """Open the page as soon as the server answers."""
    for _ in range(_TRIES):
        try:
            socket.create_connection((serving.LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(_BETWEEN_S)
        else:
            webbrowser.open(address)
            return


def _read(record: Path) -> None:
    from onrecord.read import articles, inputs
    from onrecord.run import Plan, read_into
    from onrecord.run.relating import relate
    from onrecord.serve.examples import examples
    from onrecord.serve.follow import Show, follow, total_of
    from onrecord.store import Record

    found, plan = list(inputs([str(examples())])), Plan()
    with Record(record) as kept, kept.run(what="examples", made_by=plan.made_by):
        stream = articles(found)
        tally = follow(stream, lambda several: read_into(kept, several, plan), show=Show(as_json=False, total=total_of(found)))
        list(relate(kept))
    click.echo(tally.told(str(record)), err=True)
