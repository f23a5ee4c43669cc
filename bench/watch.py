"""What a command and all its processes cost: seconds of clock and of processor, and the most memory that any Python worker held.

Read from /proc twice a second, so Linux alone; what a process used in its last half second is not seen.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY_S = 0.5


@dataclass(slots=True, kw_only=True)
class Cost:
    """What was seen. `workers_mb` is the peak of each process whose command line names a worker."""

    wall_s: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    workers_mb: dict[int, float] = field(default_factory=dict)
    code: int = 0

    @property
    def cpu_s(self) -> float:
        """Seconds of processor of all processes together."""
        return sum(self.cpu.values())

    @property
    def worker_mb(self) -> float:
        """The most that one worker held."""
        return max(self.workers_mb.values(), default=0.0)


def watched(
    command: Sequence[str], *, env: Mapping[str, str], worker: str, also: Sequence[int] = (), meanwhile: Callable[[int], None] | None = None
) -> Cost:
    """Run a command to its end and watch it, its children and the trees of the processes `also`; `meanwhile` is given its number."""
    began, cost = time.perf_counter(), Cost()
    before = {pid: cpu for root in also for pid, cpu in ((p, _cpu(p)) for p in _tree(root)) if cpu is not None}
    process = subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if meanwhile is not None:
        threading.Thread(target=meanwhile, args=(process.pid,), daemon=True).start()
    while process.poll() is None:
        for root in (process.pid, *also):
            _look(root, worker, cost)
        time.sleep(_EVERY_S)
    cost.wall_s, cost.code = time.perf_counter() - began, process.returncode
    cost.cpu = {pid: cpu - before.get(pid, 0.0) for pid, cpu in cost.cpu.items()}
    return cost


def workers_of(root: int, worker: str) -> list[int]:
    """Return the processes under this one whose command line names a worker, and which are not their parents."""
    found = [pid for pid in _tree(root) if worker in _command(pid)]
    parents = {_parent(pid) for pid in found}
    return [pid for pid in found if pid not in parents]


def _look(root: int, worker: str, cost: Cost) -> None:
    for pid in _tree(root):
        if (cpu := _cpu(pid)) is not None:
            cost.cpu[pid] = max(cost.cpu.get(pid, 0.0), cpu)
        if worker in _command(pid):
            cost.workers_mb[pid] = max(cost.workers_mb.get(pid, 0.0), _peak_mb(pid))


def _tree(root: int) -> Iterator[int]:
    yield root
    for path in _tasks(root):
        for child in _read(path / "children").split():
            yield from _tree(int(child))


def _tasks(pid: int) -> list[Path]:
    """Return the folders of a process's threads; none of a process that has ended in the meantime."""
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _cpu(pid: int) -> float | None:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else None


def _parent(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def _peak_mb(pid: int) -> float:
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _command(pid: int) -> str:
    return _read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ProcessLookupError):
        return ""
