"""`onrecord demo`: the examples, read and served, and gone again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from onrecord.serve.examples import examples

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")


def test_the_examples_are_found() -> None:
    assert len(list(examples().iterdir())) == 15


def test_the_examples_are_read_and_served_and_nothing_is_left(tmp_path: Path) -> None:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "demo", "--no-open", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path, env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}) as process:
        try:
            page = _first_page(port, process)
        finally:
            process.terminate()
    assert re.search(r"<b>15</b>\s+articles", page)
    assert list(tmp_path.glob("onrecord-demo-*")) == []


def _first_page(port: int, process: subprocess.Popen[bytes]) -> str:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(process.stderr.read() if process.stderr else "it ended")
