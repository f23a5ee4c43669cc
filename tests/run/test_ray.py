"""The same function on Ray Data, as docs/scale.md shows it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import onrecord.arrow

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
TEXTS = [f"Ada Brekke said on Monday that pier {n} was safe. “It will stand,” she told the Ledger." for n in range(6)]
START = "import ray\nray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)\n"


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason='ray is not installed: pip install "ray[data]"')
def test_ray_reads_what_one_process_reads(tmp_path: Path) -> None:
    shown = PAGE.read_text(encoding="utf-8").split("On Ray Data")[1].split("```python\n")[1].split("```")[0]
    (tmp_path / "articles").mkdir()
    given = pa.table({"text": TEXTS, "url": [f"https://ledger.example/{n}" for n in range(len(TEXTS))]})
    pq.write_table(given, tmp_path / "articles" / "a.parquet")
    alone = {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0", "RAY_raylet_start_wait_time_s": "300"}
    done = subprocess.run([sys.executable, "-c", START + shown], cwd=tmp_path, env=os.environ | alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    here = pa.Table.from_batches(onrecord.arrow.statements(given.to_batches()), onrecord.arrow.STATEMENT_SCHEMA)
    said = sorted(pq.read_table(tmp_path / "said").to_pylist(), key=lambda row: (row["url"], row["place"]))
    assert said == sorted(here.to_pylist(), key=lambda row: (row["url"], row["place"])) != []
