"""`onrecord serve`, from outside: a server on this machine, and what it will not do."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")


@contextmanager
def served(*arguments: str | Path) -> Iterator[str]:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--port", str(port), *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/openapi.json").close()
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise AssertionError(process.stderr.read() if process.stderr else "it ended")


def test_a_record_is_served(example_record: Path) -> None:
    with served("--record", example_record) as address, urllib.request.urlopen(f"{address}/api") as answer:
        assert json.load(answer)["totals"]["articles"] == 15
        assert "server" not in answer.headers


def test_a_token_is_asked_for(example_record: Path) -> None:
    with served("--record", example_record, "--token", "tide") as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/api")
        refused.value.close()
        assert refused.value.code == 401
        request = urllib.request.Request(f"{address}/api", headers={"Authorization": "Bearer tide"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("arguments", [["--host", "0.0.0.0"], ["--host", "192.0.2.1"], ["--record", "none.db"], ["--port", "0"]])
def test_what_should_not_be_served_is_not(tmp_path: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "onrecord", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(example_record: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "onrecord", "serve", "--record", str(example_record), "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--port" in done.stderr


@pytest.mark.parametrize(("command", "missing"), [("serve", "fastapi"), ("serve", "uvicorn"), ("mcp", "mcp")])
def test_an_extra_that_is_missing_is_named(example_record: Path, command: str, missing: str) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None; sys.argv = sys.argv[1:]; from onrecord.serve.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "onrecord", command, "--record", str(example_record)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"{missing} is not installed" in done.stderr
    assert "pip install 'onrecord[" in done.stderr
