"""The span model at run time.

In: pieces of a text. Out: the anchors of its statements, each with the labels of the pieces around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.find.decode import Anchored
from onrecord.find.pieces import Ints, Pieces, Window, windows
from onrecord.inference import CLS, SEP, model_folder, open_session

_FEATURES: Final = ("ids", "shapes", "quotes", "places")


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
        self._session = open_session((folder or model_folder()) / f"{effort}.onnx", threads)

    def anchors(self, pieces: Pieces) -> list[Anchored]:
        """Return every anchor at or above the settings' lowest probability, in order of the text.

        Windows go through one by one: on one core a batch is no faster, and its padding costs; memory stays bounded on any text.
        """
        cuts = windows(pieces, self.settings.window - 2, self.settings.margin)
        return sorted((anchor for window in cuts for anchor in self._read(pieces, window)), key=lambda a: a.piece)

    def _read(self, pieces: Pieces, window: Window) -> Iterator[Anchored]:
        size = window.end - window.start
        feeds: dict[str, npt.NDArray[Any]] = {name: np.zeros((1, size + 2), dtype=np.int64) for name in _FEATURES}
        for name in _FEATURES:
            values: Ints = getattr(pieces, name)
            feeds[name][0, 1:-1] = values[window.start : window.end]
        feeds["ids"][0, 0], feeds["ids"][0, -1] = CLS, SEP
        own = np.zeros((1, size + 2), dtype=bool)
        own[0, window.own_start - window.start + 1 : window.own_end - window.start + 1] = True
        feeds |= {"own": own, "lowest": np.array(self.settings.lowest, dtype=np.float32)}
        _, places, probabilities, labels = self._session.run(None, feeds)
        # The graph's first row is a dummy, so that it never runs on nothing.
        for place, probability, label in zip(places[1:], probabilities[1:], labels[1:], strict=True):
            yield Anchored(window.start + int(place) - 1, float(probability), window.start, label[1:-1])
