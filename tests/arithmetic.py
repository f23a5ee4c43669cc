"""What the models' sums come to on this processor: int8 products saturate on some and not on others, and findings near a threshold differ.

`tests.shown` notes the sums of the processor on which the pages were made; on another, a page that shows otherwise proves nothing.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from onrecord.inference import model_folder, open_session

NOTED = Path(__file__).parent / "cases" / "shown" / "arithmetic.txt"
_LENGTH = 96


def models() -> str:
    """Return a digest of the model files, whatever the processor."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(model_folder().glob("*.onnx")))).hexdigest()[:16]


def sums() -> str:
    """Return a digest of what the fast model says of a fixed row of pieces, to the fifth decimal."""
    row = np.arange(_LENGTH, dtype=np.int64)[None]
    feeds = {name: np.zeros_like(row) for name in ("shapes", "quotes", "places")}
    own, lowest = np.ones((1, _LENGTH), dtype=bool), np.array(0.0, dtype=np.float32)
    _, _, probabilities, _ = open_session(model_folder() / "fast.onnx").run(None, feeds | {"ids": 1000 + 37 * row, "own": own, "lowest": lowest})
    return hashlib.sha256(np.round(probabilities, 5).tobytes()).hexdigest()[:16]


def note() -> None:
    """Note the models and the sums with which the pages are made."""
    NOTED.parent.mkdir(parents=True, exist_ok=True)
    NOTED.write_text(f"{models()} {sums()}\n", encoding="utf-8")


def noted() -> tuple[str, str]:
    """Return the models and the sums with which the pages were made."""
    found = NOTED.read_text(encoding="utf-8").split()
    return found[0], found[1]
