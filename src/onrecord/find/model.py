"""The span model at run time: the only file that knows onnxruntime.

In: pieces of a text. Out: the anchors of its statements, each with the labels of the pieces around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.find.decode import Anchored
from onrecord.find.pieces import CLS, SEP, Ints, Pieces, Window, windows

EFFORTS: Final = ("default", "fast")
_FEATURES: Final = ("ids", "shapes", "quotes", "places")
_MOST_PIECES: Final = 700
"""Windows go through the model together only up to this many pieces: memory stays bounded on any text, and the numbers in the cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the model file does not say of itself: its name, window and thresholds, as chosen on dev."""

    name: str
    window: int
    margin: int
    lowest: float
    threshold: float
    calibration: tuple[float, float, float]
    source_calibration: tuple[float, float]


def model_folder() -> Path:
    """Return the folder of the models that ship with the package."""
    return Path(str(resources.files("onrecord.find") / "model"))


def load_settings(effort: str, folder: Path | None = None) -> Settings:
    """Read the settings of the model of this effort."""
    path = (folder or model_folder()) / f"{effort}.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot read the model's settings ({error}). Install onrecord again.") from error
    return Settings(
        name=raw["name"],
        window=raw["window"],
        margin=raw["margin"],
        lowest=raw["lowest"],
        threshold=raw["threshold"],
        calibration=tuple(raw["calibration"]),
        source_calibration=tuple(raw["source_calibration"]),
    )


class SpanModel:
    """One loaded model. Not shared between processes: each loads its own."""

    def __init__(self, effort: str, *, folder: Path | None = None, threads: int = 1) -> None:
        self.settings = load_settings(effort, folder)
        self._session = _open((folder or model_folder()) / f"{effort}.onnx", threads)

    def anchors(self, pieces: Pieces) -> list[Anchored]:
        """Return every anchor at or above the settings' lowest probability, in order of the text."""
        cuts = windows(pieces, self.settings.window - 2, self.settings.margin)
        found = [anchor for batch in _batches(cuts) for anchor in self._read(pieces, batch)]
        return sorted(found, key=lambda a: a.piece)

    def _read(self, pieces: Pieces, batch: Sequence[Window]) -> Iterator[Anchored]:
        width = max(w.end - w.start for w in batch) + 2
        feeds: dict[str, npt.NDArray[Any]] = {name: np.zeros((len(batch), width), dtype=np.int64) for name in _FEATURES}
        mask = np.zeros((len(batch), width), dtype=bool)
        own = np.zeros((len(batch), width), dtype=bool)
        for row, w in enumerate(batch):
            size = w.end - w.start
            for name in _FEATURES:
                values: Ints = getattr(pieces, name)
                feeds[name][row, 1 : size + 1] = values[w.start : w.end]
            feeds["ids"][row, 0], feeds["ids"][row, size + 1] = CLS, SEP
            mask[row, : size + 2] = True
            own[row, w.own_start - w.start + 1 : w.own_end - w.start + 1] = True
        feeds |= {"mask": mask, "own": own, "lowest": np.array(self.settings.lowest, dtype=np.float32)}
        rows, places, probabilities, labels = self._session.run(None, feeds)
        for row, place, probability, label in list(zip(rows, places, probabilities, labels, strict=True))[1:]:
            w = batch[row]
            yield Anchored(w.start + int(place) - 1, float(probability), w.start, label[1 : w.end - w.start + 1])


def _batches(cuts: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    for cut in cuts:
        widest = max((w.end - w.start for w in [*batch, cut]), default=0)
        if batch and widest * (len(batch) + 1) > _MOST_PIECES:
            yield batch
            batch = []
        batch.append(cut)
    if batch:
        yield batch


def _open(path: Path, threads: int) -> Any:
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        # onnxruntime raises classes of its own, made in C++, that share no base but Exception.
        raise ModelError(f"{path}: cannot load the model ({error}). Install onrecord again.") from error
