"""The annotated articles and their scorer, which lie outside the project: where they are, and how to ask them."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DEV = SHARED / "data/polnear/dev.jsonl"
TRAIN = SHARED / "data/polnear/train.jsonl"


def scorer() -> ModuleType:
    """Load the scorer of PolNeAR-style gold."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval/score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{SHARED}: no scorer there; set ONRECORD_SHARED to the folder that holds data/ and eval/.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
